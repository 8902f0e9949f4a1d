"""The papers of clusters and institutions: what stands on them, for whom, and at what cost."""

import datetime
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from pypdf import PdfReader

from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    ManualResultFactory,
    MembershipFactory,
    StatusUpdateFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.leadership import ActionFactory, DevelopmentPlanFactory, FocusAreaFactory
from tests.factories.meetings import AgendaItemFactory, FollowUpFactory, MeetingFactory
from tests.markup import tight
from tests.unfolded import read_on

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
HOSTILE = '#panic("x") $a$ *b* @c <d> \\e'


def text_of(answer) -> str:
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


@pytest.fixture
def cluster():
    """A cluster with a vision and an indicator, under one common goal."""
    cluster = ClusterFactory(name="Klynge Prøve", slug="proeve")
    vision = StrategyFactory(vision=True, cluster=cluster)
    IndicatorFactory(goal=GoalFactory(strategy=vision), number=3)
    GoalFactory(number=1, text="Alle børn trives")
    return cluster


def fill(cluster, *, institutions: int, text: str = "Børnene bestemmer mere"):
    """Institutions with a local goal in every state that papers tell of, and a result."""
    indicator = cluster.strategies.get().goals.get().indicators.get()
    goal = GoalFactory._meta.model.objects.common().get()
    for _number in range(institutions):
        unit = InstitutionFactory(cluster=cluster)
        for state in ("in_progress", "sent", "missed"):
            local_goal = LocalGoalFactory(goal=goal, institution=unit, text=text, **{state: True})
            StatusUpdateFactory(local_goal=local_goal, narrative=text)
        LocalGoalFactory(goal=goal, institution=unit, text="Kanariefugl i kladde")
        ManualResultFactory(indicator=indicator, institution=unit, year=TODAY.year, is_met=True)
    return unit


def sign_in(client, **membership):
    user = MembershipFactory(**membership).user
    client.force_login(user)
    return user


def papers(cluster, unit) -> list[str]:
    return [
        reverse("cluster_paper", args=[cluster.slug]),
        reverse("institution_paper", args=[unit.slug]),
    ]


def test_the_board_paper_says_what_the_board_is_asked_to_and_how_it_goes(client, cluster):
    fill(cluster, institutions=2)
    sign_in(client, board_member=True, cluster=cluster)

    answer = client.get(reverse("cluster_paper", args=["proeve"]))

    text = text_of(answer)
    assert "Bestyrelsen bliver bedt om at 1. tage stilling til 2 lokale mål" in text
    assert "2 i gang" in text
    assert "2 ikke opnået" in text
    assert "Der er afvigelser i to enheder" in text
    assert "Lederen skriver: »Børnene bestemmer mere«" in text
    assert "2 af 2" in text
    assert (
        f'filename="{TODAY.isoformat()}_klynge-proeve_maalopfoelgning.pdf"'
        in (answer["Content-Disposition"])
    )
    assert answer["Cache-Control"] == "private, no-store"


def test_the_page_of_the_board_paper_says_what_the_file_says(client, cluster):
    fill(cluster, institutions=2)
    sign_in(client, board_member=True, cluster=cluster)

    page = client.get(reverse("cluster_paper_page", args=["proeve"])).content.decode()

    assert page.count('class="sheet"') == 2
    assert "<strong>tage stilling til</strong>2 lokale mål" in tight(read_on(page))
    assert "Der er afvigelser i to enheder" in page
    assert "Lederen skriver: »Børnene bestemmer mere«" in page
    assert reverse("cluster_paper", args=["proeve"]) in page


@pytest.mark.parametrize("name", ["cluster_paper", "cluster_paper_page"])
def test_the_board_is_asked_to_what_its_next_agenda_says(client, cluster, name):
    fill(cluster, institutions=1)
    board = BoardFactory(cluster=cluster)
    held_on = TODAY + datetime.timedelta(days=7)
    meeting = MeetingFactory(board=board, called=True, held_on=held_on, place="Regnbuen")
    AgendaItemFactory(meeting=meeting, kind="discussion", title="Tilsynet i Regnbuen")
    AgendaItemFactory(meeting=meeting, number=2, confidential=True, title="Hemmeligheden")
    earlier = MeetingFactory(board=board, held=True, held_on=TODAY - datetime.timedelta(days=60))
    due_on = TODAY - datetime.timedelta(days=1)
    item = AgendaItemFactory(meeting=earlier)
    FollowUpFactory(item=item, text="Skygge", responsible="Camilla Dam", due_on=due_on)

    def read() -> str:
        answer = client.get(reverse(name, args=["proeve"]))
        if name == "cluster_paper":
            return text_of(answer)
        return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))

    sign_in(client, board_member=True, cluster=cluster)
    inside = read()
    sign_in(client, leader=True, institution=cluster.placements.first().institution)
    outside = read()

    assert "drøfte punkt 1: Tilsynet i Regnbuen." in inside
    assert "Hemmeligheden" not in inside
    assert "Én opfølgning er åben; den er forsinket" in inside
    assert "Camilla Dam" in inside
    assert "Tilsynet i Regnbuen" not in outside
    assert "Camilla Dam" not in outside
    assert "tage stilling til et lokalt mål" in outside


def test_the_paper_of_an_institution_has_the_columns_of_the_form(client, cluster):
    unit = fill(cluster, institutions=1)
    sign_in(client, board_member=True, cluster=cluster)

    text = text_of(client.get(reverse("institution_paper", args=[unit.slug])))

    assert "Hvordan og hvornår måles effekten" in text
    assert "Børnene bestemmer mere" in text
    assert "Observation og børneinterview." in text
    assert "Sendt" in text


@pytest.mark.parametrize("role", ["cluster_leader", "board_member"])
def test_a_paper_is_made_with_the_boards_eyes_whoever_asks(client, cluster, role):
    unit = fill(cluster, institutions=1)
    sign_in(client, cluster=cluster, **{role: True})

    for address in papers(cluster, unit):
        assert "Kanariefugl" not in text_of(client.get(address))
        assert "kladde" not in text_of(client.get(address))


def test_hostile_text_is_printed_as_it_stands(client, cluster):
    unit = fill(cluster, institutions=1, text=HOSTILE)
    sign_in(client, board_member=True, cluster=cluster)

    for address in papers(cluster, unit):
        printed = re.sub(r"\s", "", text_of(client.get(address)))
        assert re.sub(r"\s", "", HOSTILE) in printed


def test_an_empty_cluster_and_an_empty_institution_have_papers_too(client):
    cluster = ClusterFactory()
    unit = InstitutionFactory(cluster=cluster)
    sign_in(client, board_member=True, cluster=cluster)

    for address in papers(cluster, unit):
        assert "Side 1 af" in text_of(client.get(address))


def test_papers_cost_the_same_with_1_and_with_20_institutions(client, queries_for, cluster):
    unit = fill(cluster, institutions=1)
    sign_in(client, board_member=True, cluster=cluster)
    addresses = papers(cluster, unit)
    small = [queries_for(address) for address in addresses]

    fill(cluster, institutions=19)

    assert [queries_for(address) for address in addresses] == small


def test_the_board_paper_of_an_ordinary_cluster_has_two_pages_at_most(client, cluster):
    fill(cluster, institutions=7)
    sign_in(client, board_member=True, cluster=cluster)

    answer = client.get(reverse("cluster_paper", args=["proeve"]))

    assert len(PdfReader(io.BytesIO(answer.content)).pages) <= 2


def test_a_development_plan_is_printed_with_what_its_page_says(client):
    focus = FocusAreaFactory(name="Fælles retning", text=HOSTILE)
    ActionFactory(focus=focus, text="Vi besøger hinanden", responsible="Anna Holm")
    client.force_login(UserFactory(administrator=True))

    answer = client.get(reverse("plan_paper", args=[focus.plan_id]))

    text = text_of(answer)
    for words in ("Fælles retning", "Vi besøger hinanden", "Anna Holm", HOSTILE, "Kladde"):
        assert words in text
    document = PdfReader(io.BytesIO(answer.content)).trailer["/Root"]
    assert document["/Lang"] == "da"
    assert document["/MarkInfo"]["/Marked"]


def test_an_agreed_plan_is_no_draft_and_says_who_signed(client):
    plan = DevelopmentPlanFactory(agreed=True)
    client.force_login(UserFactory(administrator=True))

    text = text_of(client.get(reverse("plan_paper", args=[plan.pk])))

    assert "Kladde" not in text
    assert "underskrev for teamet" in text
