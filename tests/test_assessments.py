"""The board writes how it finds that the common goals go: when it meets, or on their pages."""

import datetime
import io
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from dashboards.cluster import ClusterDashboard
from institutions.models import Board
from meetings.forgetting import take_meetings
from meetings.models import Meeting, MinutesRemark
from strategy.models import Goal, GoalAssessment, ProposedAssessment, Strategy
from strategy.proposing import open_proposals
from strategy.workflow import Assessment
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

#: Half past midnight in Denmark, so that the date in UTC is the day before.
NIGHT = datetime.datetime(2026, 12, 8, 23, 30, tzinfo=datetime.UTC)
MEETING_DAY, NEXT_DAY = datetime.date(2026, 12, 8), datetime.date(2026, 12, 9)
CPR = "010203-1234"


class Hall:
    """A board of a cluster that meets about its four common goals."""

    def __init__(self) -> None:
        self.cluster = ClusterFactory()
        InstitutionFactory(cluster=self.cluster)
        self.board = BoardFactory(cluster=self.cluster)
        self.secretary = MembershipFactory(cluster_leader=True, cluster=self.cluster).user
        self.chair = MembershipFactory(chair=True, cluster=self.cluster).user
        self.member = MembershipFactory(board_member=True, cluster=self.cluster).user
        self.outsider = MembershipFactory(chair=True, cluster=ClusterFactory()).user
        first = GoalFactory(number=1, strategy__from_year=2026)
        others = [GoalFactory(number=n, strategy=first.strategy) for n in (2, 3, 4)]
        self.goals = [first, *others]
        self.meeting = MeetingFactory(
            board=self.board, called=True, held_on=MEETING_DAY, present="Alle"
        )
        self.item = AgendaItemFactory(meeting=self.meeting, title="De fire mål")
        self.item.goals.set(self.goals)
        self.mode = reverse("meeting_mode", args=[self.item.pk])

    def answers(self, *told: tuple[str, str], **other) -> dict[str, str]:
        """A post of the meeting mode: (word, text) per goal, in order."""
        sent = {"form": "minutes", "resolution": "", "minutes": "Vi talte om målene."} | other
        for goal, (progress, narrative) in zip(self.goals, told, strict=False):
            sent[f"maal-{goal.pk}-progress"] = progress
            sent[f"maal-{goal.pk}-narrative"] = narrative
        return sent

    def assessed(self) -> dict[int, tuple[datetime.date, str, str]]:
        rows = GoalAssessment.objects.filter(cluster=self.cluster)
        return {row.goal.number: (row.assessed_on, row.progress, row.narrative) for row in rows}


@pytest.fixture
def hall():
    with time_machine.travel(NIGHT, tick=False):
        yield Hall()


def test_the_board_assesses_its_goals_under_the_item_on_the_day_of_the_meeting(client, hall):
    client.force_login(hall.secretary)
    page = client.get(hall.mode).content.decode()
    for value in Assessment.values:
        assert page.count(f'value="{value}"') == 4

    told = [("onway", "Det går fremad"), ("partly", ""), ("", ""), ("missed", "Vi må om igen")]
    answer = client.post(hall.mode, hall.answers(*told))

    assert answer.status_code == 302
    assert hall.assessed() == {
        1: (MEETING_DAY, "onway", "Det går fremad"),
        2: (MEETING_DAY, "partly", ""),
        4: (MEETING_DAY, "missed", "Vi må om igen"),
    }
    hall.item.refresh_from_db()
    assert hall.item.minutes == "Vi talte om målene."
    # nobody reads it anywhere else until the meeting is over, in the middle of a word
    page = ClusterDashboard.build(hall.cluster, user=hall.member, on=NEXT_DAY)
    assert page.verdict.sentence == "Vi kan ikke sige, om vi er på kurs."
    for person in (hall.member, hall.secretary):
        client.force_login(person)
        for goal in Goal.objects.filter(strategy__cluster=None):
            assert "Vi må om igen" not in client.get(goal.get_absolute_url()).content.decode()
    client.post(reverse("meeting_move", args=[hall.meeting.pk, "held"]), {"sure": "yes"})

    page = ClusterDashboard.build(hall.cluster, user=hall.member, on=NEXT_DAY)
    assert (page.verdict.sentence, page.verdict.then) == (
        "Vi er på kurs med to af fire mål.",
        "Mål 4 er ikke opnået. Mål 3 er ikke vurderet",
    )


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (("onway", f"Barnet {CPR}"), "ligner et CPR-nummer"),
        (("", "Uden et valg"), "Vælg også, hvordan det går."),
    ],
)
def test_what_is_refused_is_saved_nowhere_and_no_word_is_lost(client, hall, told, error):
    client.force_login(hall.chair)

    answer = client.post(hall.mode, hall.answers(("reached", "Vi nåede det"), told))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert error in page
    assert all(text in page for text in ("Vi nåede det", told[1], "Vi talte om målene."))
    assert hall.assessed() == {}
    hall.item.refresh_from_db()
    assert hall.item.minutes == ""


def test_of_two_who_write_at_once_the_second_is_shown_what_the_first_saved(client, hall):
    client.force_login(hall.chair)
    client.post(hall.mode, hall.answers(("onway", "Formandens ord")))
    client.force_login(hall.secretary)

    page = client.post(hall.mode, hall.answers(("missed", "Sekretærens ord"))).content.decode()

    assert "Formandens ord" in page
    assert "Sekretærens ord" in page
    assert hall.assessed() == {1: (MEETING_DAY, "onway", "Formandens ord")}
    seen = page.split(f'name="maal-{hall.goals[0].pk}-seen" value="')[1].split('"')[0]
    both = hall.answers(("missed", "Begges ord"), **{f"maal-{hall.goals[0].pk}-seen": seen})
    client.post(hall.mode, both)
    assert hall.assessed() == {1: (MEETING_DAY, "missed", "Begges ord")}


def test_an_assessment_can_be_taken_away_again(client, hall):
    client.force_login(hall.chair)
    client.post(hall.mode, hall.answers(("onway", "Skrevet ved en fejl")))
    page = client.get(hall.mode).content.decode()
    name = f"maal-{hall.goals[0].pk}-seen"
    seen = page.split(f'name="{name}" value="')[1].split('"')[0]

    client.post(hall.mode, hall.answers(("", ""), **{name: seen}))

    assert hall.assessed() == {}


def test_it_stands_in_the_minutes_and_is_frozen_with_them(client, hall):
    client.force_login(hall.secretary)
    client.post(hall.mode, hall.answers(("partly", "Tre huse er i mål")))
    for person, status in [(hall.secretary, "held"), (hall.chair, "approved")]:
        client.force_login(person)
        client.post(reverse("meeting_move", args=[hall.meeting.pk, status]), {"sure": "yes"})
    minutes = hall.meeting.papers.get(kind="minutes", is_whole=True)
    GoalAssessment.objects.update(progress="missed", narrative="Noget helt andet")

    pdf = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(minutes.pdf)).pages)
    for address in (minutes.get_absolute_url(), hall.meeting.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "Tre huse er i mål" in page
        assert "Delvist opnået" in page
        assert "Noget helt andet" not in page
    assert "Delvist opnået. Tre huse er i mål" in " ".join(pdf.split())


def test_it_stands_in_no_agenda_and_others_read_it_when_the_minutes_are_approved(client, hall):
    Board.objects.update(is_published=True)
    area_head = MembershipFactory(area_head=True, area=hall.cluster.area).user
    client.force_login(hall.secretary)
    client.post(hall.mode, hall.answers(("partly", "Tre huse er i mål")))

    def sees(person) -> bool:
        client.force_login(person)
        page = client.get(hall.meeting.get_absolute_url()).content.decode()
        return "<strong>Bestyrelsens vurdering</strong>" in page

    people = (hall.chair, hall.member, area_head)
    read = [[sees(person) for person in people]]
    for person, status in [(hall.secretary, "held"), (hall.chair, "approved")]:
        client.force_login(person)
        client.post(reverse("meeting_move", args=[hall.meeting.pk, status]), {"sure": "yes"})
        read.append([sees(person) for person in people])

    assert read == [[True, False, False], [True, True, False], [True, True, True]]


def test_before_the_day_of_the_meeting_nothing_is_assessed(client, hall):
    Meeting.objects.update(held_on=datetime.date(2026, 12, 15))
    client.force_login(hall.secretary)

    page = client.get(hall.mode).content.decode()
    client.post(hall.mode, hall.answers(("partly", "For tidligt")))

    assert "kan skrives her fra 15. december 2026" in page
    assert hall.assessed() == {}


def test_other_boards_and_members_assess_nothing_at_a_meeting(client, hall):
    client.force_login(hall.member)
    assert client.post(hall.mode, hall.answers(("partly", "Et medlem"))).status_code == 404
    Board.objects.filter(pk=hall.board.pk).update(kind=Board.Kind.LEADERSHIP_TEAM)
    client.force_login(hall.secretary)
    client.post(hall.mode, hall.answers(("partly", "Ledelsesteamet")))

    assert hall.assessed() == {}


@pytest.mark.parametrize("person", ["secretary", "chair", "administrator"])
def test_whoever_decides_for_the_board_assesses_on_the_page_of_the_goal(client, hall, person):
    goal = hall.goals[2]
    user = UserFactory(administrator=True) if person == "administrator" else getattr(hall, person)
    client.force_login(user)
    address = reverse("goal_assess", args=[goal.pk, hall.cluster.slug])
    assert address in client.get(goal.get_absolute_url()).content.decode()
    name = f"maal-{goal.pk}"

    refused = client.post(
        address, {f"{name}-progress": "onway", f"{name}-narrative": f"Barnet {CPR}"}
    )
    client.post(address, {f"{name}-progress": "partly", f"{name}-narrative": "Godt på vej"})

    assert "ligner et CPR-nummer" in refused.content.decode()
    assert hall.assessed() == {3: (NEXT_DAY, "partly", "Godt på vej")}
    page = client.get(goal.get_absolute_url()).content.decode()
    assert "Godt på vej" in page
    assert "vurderet af bestyrelsen den 9. december 2026" in page


def test_who_wrote_an_assessment_and_when_is_kept_also_of_what_was_taken_away(client, hall):
    told = [
        (hall.secretary, ("onway", "Det går fremad")),
        (hall.chair, ("onway", "Det går fremad")),  # saved again as it stood: still the secretary's
        (hall.chair, ("partly", "Det går fremad")),
        (hall.secretary, ("", "")),
    ]
    for person, answer in told:
        client.force_login(person)
        page = client.get(hall.mode).content.decode()
        name = f"maal-{hall.goals[0].pk}-seen"
        seen = page.split(f'name="{name}"')[1].split(">")[0]
        seen = seen.split('value="')[1].split('"')[0] if "value" in seen else ""
        client.post(hall.mode, hall.answers(answer, **{name: seen}))

    kept = GoalAssessment.history.order_by("history_id")
    assert [(row.history_user, row.history_type, row.progress) for row in kept] == [
        (hall.secretary, "+", "onway"),
        (hall.chair, "~", "partly"),
        (hall.secretary, "-", "partly"),
    ]
    assert {timezone.localdate(row.history_date) for row in kept} == {NEXT_DAY}
    assert not GoalAssessment.objects.exists()


@pytest.mark.thorough
@pytest.mark.parametrize("stage", Strategy.Stage.values)
@pytest.mark.parametrize(
    ("first", "last"), [(2026, 2026), (2025, 2027), (2025, 2025), (2027, 2028)]
)
@pytest.mark.parametrize("is_common", [True, False])
def test_the_page_of_a_goal_offers_what_its_address_answers(
    client, hall, stage, first, last, is_common
):
    strategy = hall.goals[0].strategy
    strategy.kind = "common_goals" if is_common else "vision"
    strategy.stage, strategy.from_year, strategy.to_year = stage, first, last
    strategy.cluster = None if is_common else hall.cluster
    Strategy.objects.bulk_update([strategy], ["kind", "stage", "from_year", "to_year", "cluster"])
    client.force_login(hall.chair)
    address = reverse("goal_assess", args=[hall.goals[0].pk, hall.cluster.slug])

    page = client.get(hall.goals[0].get_absolute_url())
    answer = client.get(address)

    assert (address in page.content.decode()) == (answer.status_code == 200)
    is_now = stage in {"adopted", "running"} and first <= 2026 <= last
    assert (answer.status_code == 200) == (is_common and is_now)


@pytest.mark.parametrize(("person", "reads"), [("member", True), ("outsider", False)])
def test_others_read_what_they_may_read_and_write_nothing(client, hall, person, reads):
    goal = hall.goals[0]
    GoalAssessment.objects.create(
        goal=goal, cluster=hall.cluster, progress="onway", narrative="Bestyrelsens ord"
    )
    client.force_login(getattr(hall, person))
    address = reverse("goal_assess", args=[goal.pk, hall.cluster.slug])

    page = client.get(goal.get_absolute_url()).content.decode()

    assert ("Bestyrelsens ord" in page) == reads
    assert address not in page
    assert client.get(address).status_code == 404
    assert client.post(address, {f"maal-{goal.pk}-progress": "missed"}).status_code == 404


def test_goals_assessed_on_other_days_say_which(client, hall):
    for goal, day in zip(hall.goals, (1, 1, 1, 8), strict=True):
        GoalAssessment.objects.create(
            goal=goal,
            cluster=hall.cluster,
            progress="onway",
            assessed_on=datetime.date(2026, 12, day),
        )
    client.force_login(hall.member)

    page = client.get(hall.cluster.get_absolute_url()).content.decode()

    assert "den nyeste fra 8. december 2026" in page
    assert page.count("1. december 2026") >= 3


def test_who_disagrees_stands_in_the_minutes_and_nowhere_else(client, hall):
    dissent = "Peter Lund: Vi burde sige »i gang«"
    name = f"maal-{hall.goals[0].pk}-dissent"
    client.force_login(hall.secretary)

    alone = client.post(hall.mode, hall.answers(("", ""), **{name: dissent})).content.decode()
    refused = client.post(hall.mode, hall.answers(("onway", ""), **{name: f"Barnet {CPR}"}))
    client.post(hall.mode, hall.answers(("onway", "Det går"), **{name: dissent}))

    assert "Vælg også, hvordan det går." in alone
    assert "ligner et CPR-nummer" in refused.content.decode()
    assert GoalAssessment.objects.get().dissent == dissent
    meeting = hall.meeting.get_absolute_url()
    client.force_login(hall.member)
    assert "Peter Lund" not in client.get(meeting).content.decode()
    client.force_login(hall.secretary)
    assert "Uenig: Peter Lund" in client.get(meeting).content.decode()
    client.post(reverse("meeting_move", args=[hall.meeting.pk, "held"]), {"sure": "yes"})
    client.force_login(hall.member)
    assert "Uenig: Peter Lund" in client.get(meeting).content.decode()
    for page in (hall.cluster.get_absolute_url(), hall.goals[0].get_absolute_url()):
        assert "Peter Lund" not in client.get(page).content.decode()
    client.force_login(hall.secretary)
    alone = reverse("goal_assess", args=[hall.goals[0].pk, hall.cluster.slug])
    assert "dissent" not in client.get(alone).content.decode()


def test_the_leader_proposes_and_the_board_decides_for_itself(client, hall):
    Meeting.objects.update(held_on=datetime.date(2026, 12, 15))
    address = reverse("item_propose", args=[hall.item.pk])
    first, second = (f"forslag-{goal.pk}" for goal in hall.goals[:2])
    client.force_login(hall.chair)
    assert client.get(address).status_code == 404
    client.force_login(hall.secretary)
    assert address in client.get(hall.meeting.get_absolute_url()).content.decode()

    refused = client.post(address, {f"{first}-progress": "onway", f"{first}-narrative": CPR})
    client.post(
        address,
        {
            f"{first}-progress": "onway",
            f"{first}-narrative": "Tre huse viser det",
            f"{second}-progress": "started",
        },
    )

    assert "ligner et CPR-nummer" in refused.content.decode()
    client.force_login(hall.member)
    agenda = client.get(hall.meeting.get_absolute_url()).content.decode()
    assert "Lederen foreslår den første vurdering af mål 1 og 2" in agenda
    (row,) = [row for row in agenda.split("</tr>") if "Tre huse viser det" in row]
    assert re.sub(r"<[^>]+>|\s+", " ", row).split()[-9:-4] == [
        "På",
        "vej",
        "9.",
        "december",
        "2026:",
    ]
    assert hall.assessed() == {}
    Meeting.objects.update(held_on=NEXT_DAY)
    client.force_login(hall.chair)
    page = client.get(hall.mode).content.decode()
    assert "Lederens forslag: På vej. Tre huse viser det" in page
    assert page.count("checked") == 4  # of no goal more than that it is not assessed
    client.post(hall.mode, hall.answers(("started", "Vi ser det ikke endnu")))
    assert hall.assessed() == {1: (NEXT_DAY, "started", "Vi ser det ikke endnu")}
    page = client.get(hall.mode).content.decode()
    assert "Lederens forslag: På vej" not in page
    assert "Lederens forslag: I gang" in page
    # elsewhere the proposal stands until the meeting is over, and tells nothing of what is written
    told = {"cluster": hall.cluster, "user": hall.member}
    assert hall.goals[0].pk in open_proposals(hall.goals, **told)
    client.force_login(hall.secretary)
    client.post(reverse("meeting_move", args=[hall.meeting.pk, "held"]), {"sure": "yes"})
    assert hall.goals[0].pk not in open_proposals(hall.goals, **told)
    kept = ProposedAssessment.history.order_by("history_id").values_list("history_user", "progress")
    assert list(kept) == [(hall.secretary.pk, "onway"), (hall.secretary.pk, "started")]


def test_a_proposal_without_a_word_is_none_and_an_emptied_one_is_taken_away(client, hall):
    Meeting.objects.update(held_on=datetime.date(2026, 12, 15))
    address = reverse("item_propose", args=[hall.item.pk])
    first = f"forslag-{hall.goals[0].pk}"
    client.force_login(hall.secretary)

    refused = client.post(address, {f"{first}-narrative": "Tre huse viser det"})
    client.post(address, {f"{first}-progress": "onway"})
    client.post(address, {f"{first}-progress": ""})

    assert "Vælg også, hvordan det går." in refused.content.decode()
    assert not ProposedAssessment.objects.exists()
    kept = ProposedAssessment.history.order_by("history_id").values_list("history_type", flat=True)
    assert list(kept) == ["+", "-"]


def test_what_somebody_said_against_goes_with_the_minutes_when_they_are_old(hall, settings):
    GoalAssessment.objects.create(
        goal=hall.goals[0],
        cluster=hall.cluster,
        progress="onway",
        dissent="Peter Lund er uenig",
        assessed_on=datetime.date(2020, 1, 1),
    )
    settings.MINUTES_KEEP_DAYS = 1000

    take_meetings()

    assert GoalAssessment.objects.get().dissent == ""
    assert set(GoalAssessment.history.values_list("dissent", flat=True)) == {""}


def test_minutes_and_assessments_are_saved_while_they_are_written(client, hall):
    client.force_login(hall.secretary)

    def sent(answers, by=hall.secretary):
        return client.post(f"{hall.mode}gem/", {**answers, "writer": by.pk})

    name = f"maal-{hall.goals[0].pk}-seen"

    first = sent(hall.answers(("onway", "Det går")))
    again = hall.answers(("started", "Nej"), **{name: first.json()["seen"][name]})
    second = sent(again)
    stale = sent(hall.answers(("missed", "Forældet")))
    refused = sent(hall.answers(minutes=CPR))

    assert [answer.status_code for answer in (first, second, stale, refused)] == [
        200,
        200,
        422,
        422,
    ]
    assert "Gemt kl. 00.30" in first.json()["message"]
    assert hall.assessed() == {1: (MEETING_DAY, "started", "Nej")}
    hall.item.refresh_from_db()
    assert hall.item.minutes == "Vi talte om målene."
    client.force_login(hall.member)
    assert sent(again, hall.member).status_code == 404
    assert sent(again).status_code == 403
    Meeting.objects.update(status="approved", approved_on=NEXT_DAY)
    client.force_login(hall.secretary)
    standing = sent(again)
    late = sent(hall.answers(("missed", "For sent")))
    assert (standing.status_code, late.status_code) == (200, 200)
    assert "står allerede i referatet" in standing.json()["message"]
    assert hall.assessed() == {1: (MEETING_DAY, "started", "Nej")}
    assert MinutesRemark.objects.get().text == "Sådan går det med mål 1: For sent"


def _met_again(hall):
    """The board meets once more that day, about the same goals."""
    again = MeetingFactory(
        board=hall.board, called=True, held_on=MEETING_DAY, from_at="20:00", to_at=None
    )
    item = AgendaItemFactory(meeting=again, title="De fire mål igen")
    item.goals.set(hall.goals)
    return item, reverse("meeting_mode", args=[item.pk])


def test_two_meetings_on_one_day_each_have_their_own_word_and_reason(client, hall):
    item, mode = _met_again(hall)
    client.force_login(hall.secretary)

    client.post(hall.mode, hall.answers(("onway", "Om eftermiddagen")))
    client.post(mode, hall.answers(("partly", "Om aftenen")))
    client.post(mode, hall.answers(("partly", "Om aftenen"), resolution="Set."))

    rows = GoalAssessment.objects.order_by("pk")
    assert [(row.progress, row.narrative) for row in rows] == [
        ("onway", "Om eftermiddagen"),
        ("partly", "Om aftenen"),
    ]
    first, second = (
        client.get(row.get_absolute_url()).content.decode() for row in (hall.meeting, item.meeting)
    )
    assert ("Om eftermiddagen" in first, "Om aftenen" in first) == (True, False)
    assert ("Om eftermiddagen" in second, "Om aftenen" in second) == (False, True)
    client.post(reverse("meeting_move", args=[hall.meeting.pk, "held"]), {"sure": "yes"})
    assert list(rows.values_list("is_open", flat=True)) == [False, True]


def test_what_was_written_beside_the_meeting_that_day_is_taken_into_it(client, hall):
    goal = hall.goals[0]
    GoalAssessment.objects.create(
        goal=goal, cluster=hall.cluster, assessed_on=MEETING_DAY, progress="onway"
    )
    client.force_login(hall.secretary)
    assert "På vej" in client.get(hall.meeting.get_absolute_url()).content.decode()

    opened = client.get(hall.mode).context["assessments"][0]
    seen = {f"maal-{goal.pk}-seen": opened.mark}
    client.post(hall.mode, hall.answers(("partly", "Nu med grund"), **seen))

    row = GoalAssessment.objects.get()
    assert (row.progress, row.narrative) == ("partly", "Nu med grund")
    assert row.occasion == hall.meeting.occasion


def test_what_the_board_found_goes_with_the_meeting_to_another_day(client, hall):
    client.force_login(hall.secretary)
    client.post(hall.mode, hall.answers(("onway", "Det går")))

    address = reverse("meeting_edit", args=[hall.meeting.pk])
    moved = {"held_on": "07.12.2026", "from_at": "17.00", "place": "Loftet"}
    client.post(address, moved)

    assert hall.assessed() == {1: (datetime.date(2026, 12, 7), "onway", "Det går")}
    assert "Det går" in client.get(hall.meeting.get_absolute_url()).content.decode()
