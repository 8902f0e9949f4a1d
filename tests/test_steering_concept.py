"""The steering concept: goals, how they are measured, the model in May, the whole in December."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from demo.approvals import APPROVED
from hearings.texts import text_now
from strategy.approving import approve
from strategy.authoring.editions import side_by_side
from strategy.authoring.text import StrategyText
from strategy.models import Approval
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.factories.hearings import HearingFactory
from tests.markup import tight

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
MEASURING = "Vi spørger børnene to gange om året."


@pytest.fixture
def strategy():
    return StrategyFactory(title="Fire fælles mål", from_year=2020, to_year=2099)


@pytest.fixture
def goal(strategy):
    return GoalFactory(strategy=strategy, number=1, measuring=MEASURING)


@pytest.fixture
def institution():
    return InstitutionFactory(name="Solsikken", cluster=ClusterFactory(name="Klynge Fyrtårnet"))


@pytest.fixture
def local_goal(goal, institution):
    return LocalGoalFactory(adopted=True, goal=goal, institution=institution, text="Alle er med.")


@pytest.fixture
def elsewhere(goal):
    place = InstitutionFactory(name="Egernet", cluster=ClusterFactory(name="Klynge Kompasset"))
    return LocalGoalFactory(adopted=True, goal=goal, institution=place, text="Egernets mål.")


@pytest.fixture
def politician():
    return MembershipFactory(board_member=True, user__name="Else Marie Thygesen").user


@pytest.fixture
def leader(institution):
    return MembershipFactory(leader=True, institution=institution).user


def page_of(client, user, strategy) -> str:
    client.force_login(user)
    return tight(client.get(reverse("steering_concept", args=[strategy.pk])).content.decode())


def read(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def paper_of(client, user, name, row) -> str:
    client.force_login(user)
    return read(client.get(reverse(name, args=[row.pk])).content)


def test_the_page_puts_goals_measuring_form_and_plan_together(client, strategy, local_goal, leader):
    IndicatorFactory(goal=local_goal.goal, number=3, short_text="Alle børn bliver spurgt")
    strategy.process_steps.create(
        when_text="Maj 2026",
        from_on=TODAY,
        to_on=TODAY,
        actor="Udvalget",
        text="Udvalget godkender modellen.",
    )

    text = page_of(client, leader, strategy)

    assert MEASURING in text
    assert "3: Alle børn bliver spurgt" in text
    assert "Beskrivelse af indsatser" in text
    assert "Udvalget godkender modellen." in text
    assert "Udvalget har ikke godkendt styringskonceptet endnu" in text


def test_a_goal_without_a_word_of_measuring_is_named(client, strategy, goal, leader):
    GoalFactory(strategy=strategy, number=2)

    assert "hvordan der måles på mål 2" in page_of(client, leader, strategy)


def test_the_model_comes_without_local_goals_and_the_whole_with_them(
    strategy, local_goal, politician
):
    model = approve(strategy, by=politician, approved_on=TODAY, kind="model")
    whole = approve(strategy, by=politician, approved_on=TODAY)

    assert model.content["places"] == []
    assert not model.local_goals.exists()
    assert [place["institution"] for place in whole.content["places"]] == ["Solsikken"]
    for approval in (model, whole):
        assert approval.content["goals"][0]["measuring"] == MEASURING
        assert MEASURING in read(approval.pdf)
    assert "Alle er med." not in read(model.pdf)
    assert "Alle er med." in read(whole.pdf)


def test_the_way_is_told_step_by_step(client, strategy, local_goal, politician):
    approve(strategy, by=politician, approved_on=datetime.date(2026, 5, 21), kind="model")

    half = page_of(client, politician, strategy)
    approve(strategy, by=politician, approved_on=datetime.date(2026, 11, 19))
    done = page_of(client, politician, strategy)

    assert "Modellen blev godkendt 21. maj 2026" in half
    assert "1 af 1" in half
    assert "Det færdige styringskoncept blev godkendt 19. november 2026" in done


def test_the_paper_is_frozen_and_nothing_afterwards_changes_it(
    client, strategy, local_goal, politician
):
    approval = approve(strategy, by=politician, approved_on=TODAY)
    local_goal.goal.measuring = "Noget helt andet."
    local_goal.goal.save()

    text = paper_of(client, politician, "approval_paper", approval)

    assert MEASURING in text
    assert "Noget helt andet." not in text
    assert "Noget helt andet." in paper_of(client, politician, "steering_concept_paper", strategy)


def test_a_file_changed_behind_our_back_is_told(approval_with_other_file):
    assert not Approval.objects.get(pk=approval_with_other_file.pk).is_as_it_was


@pytest.fixture
def approval_with_other_file(strategy, local_goal, politician):
    approval = approve(strategy, by=politician, approved_on=TODAY)
    super(type(Approval.objects.all()), Approval.objects.all()).update(pdf=b"%PDF-other")
    return approval


@pytest.mark.parametrize("name", ["approval_paper", "steering_concept_paper"])
def test_who_follows_a_part_gets_that_part_of_the_paper(
    client, strategy, local_goal, elsewhere, politician, leader, name
):
    approval = approve(strategy, by=politician, approved_on=TODAY)
    row = approval if name == "approval_paper" else strategy

    part, whole = (paper_of(client, user, name, row) for user in (leader, politician))

    assert "Egernets mål." not in part
    assert "1 af 2 institutioner" in part
    assert "Egernets mål." in whole
    assert "1 af 2 institutioner" not in whole


def test_how_many_have_goals_is_told_to_those_who_follow_all(
    client, strategy, local_goal, elsewhere, leader, politician
):
    InstitutionFactory(name="Uden mål")

    assert "2 af 3" in page_of(client, politician, strategy)
    assert "2 af 3" not in page_of(client, leader, strategy)


def test_a_vision_has_no_steering_concept(client, politician):
    vision = StrategyFactory(vision=True, cluster=ClusterFactory())
    client.force_login(politician)

    for name in ("steering_concept", "steering_concept_paper"):
        assert client.get(reverse(name, args=[vision.pk])).status_code == 404


def test_common_goals_in_draft_are_nobodys_concept_yet(client, leader, politician):
    draft = StrategyFactory(draft=True)
    client.force_login(leader)

    assert client.get(reverse("steering_concept", args=[draft.pk])).status_code == 404


def test_the_committee_approves_the_model_from_the_page(client, strategy, goal, politician):
    assert "/kommunen/godkendelser/ny/?hvad=model" in page_of(client, politician, strategy)
    page = client.get("/kommunen/godkendelser/ny/?hvad=model").content.decode()
    assert 'value="model" required checked' in tight(page) or "checked" in page

    data = {"kind": "model", "approved_on": f"{TODAY:%d.%m.%Y}", "sure": "yes"}
    client.post("/kommunen/godkendelser/ny/", data)

    assert Approval.objects.get().is_model
    assert "/kommunen/godkendelser/ny/?hvad=whole" in page_of(client, politician, strategy)


def test_without_saying_what_nothing_is_approved(client, strategy, politician):
    client.force_login(politician)

    client.post("/kommunen/godkendelser/ny/", {"approved_on": f"{TODAY:%d.%m.%Y}", "sure": "yes"})

    assert not Approval.objects.exists()


def test_where_the_link_leads_it_says_how_the_goal_is_measured(
    client, local_goal, leader, institution
):
    client.force_login(leader)
    form = client.get(
        f"/lokale-maal/nyt/?institution={institution.slug}&maal={local_goal.goal.pk}"
    ).content.decode()
    page = client.get(f"/maal/{local_goal.goal.pk}/").content.decode()

    assert f"/maal/{local_goal.goal.pk}/#maalepunkter" in form
    assert MEASURING in page[page.index('id="maalepunkter"') :]


def test_how_a_goal_is_measured_is_written_and_stands_in_the_versions(client, strategy, goal):
    client.force_login(MembershipFactory(administrator=True).user)
    before = StrategyText.of(strategy)
    page = client.get(reverse("strategy_edit", args=[strategy.pk]))
    sheet = page.context["sheet"]
    theme = sheet.themes[0]
    data = {
        "temaer": "1",
        "laest": sheet.read_at,
        "handling": "gem",
        **{name: sheet.form[name].value() or "" for name in sheet.form.fields},
        **{f"tema-0-{name}": theme[name].value() or "" for name in theme.fields},
    }

    client.post(reverse("strategy_edit", args=[strategy.pk]), data | {"tema-0-measuring": "Nyt."})

    goal.refresh_from_db()
    after = StrategyText.of(strategy)
    assert goal.measuring == "Nyt."
    (part,) = side_by_side(before, after).differing
    assert any("Nyt." in (row.right or "") for row in part.differing)


def test_it_is_heard_with_the_goal(strategy, goal):
    hearing = HearingFactory(strategy=strategy, cluster=None)

    (passage,) = text_now(hearing).passages

    assert any(MEASURING in line for line in passage.lines)


def test_both_approvals_stand_in_the_year_of_each_cluster(client, strategy, local_goal, politician):
    for kind, day, note in APPROVED:
        approve(strategy, by=politician, approved_on=day, note=note, kind=kind)
    client.force_login(politician)
    cluster = local_goal.institution.placements.get().cluster

    text = client.get(f"/klynger/{cluster.slug}/aarshjul/?aar=2026").content.decode()

    assert "Udvalget godkender: Model for styringskoncept" in text
    assert "Udvalget godkender: Styringskonceptet med de lokale mål" in text
    assert reverse("steering_concept", args=[strategy.pk]) in text


def test_the_page_costs_the_same_however_many_goals_there_are(
    client, strategy, local_goal, leader, queries_for
):
    client.force_login(leader)
    address = reverse("steering_concept", args=[strategy.pk])
    small = queries_for(address)
    for number in range(2, 6):
        GoalFactory(strategy=strategy, number=number)

    assert queries_for(address) == small
