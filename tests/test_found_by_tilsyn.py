"""What tilsyn has found is told first: where, what is done about it, and who sees to it."""

import datetime
import re

import pytest

from chance import judge_pairs
from chance import words as chance_words
from dashboards.cluster import ClusterDashboard
from dashboards.my_work.duties import DutiesAhead
from dashboards.papers.deviations import deviations_of
from dashboards.search.results import SearchPage
from duties.models import Remark
from duties.register import InspectionRegister
from duties.rules import load_rules
from measurements.models import ScaleStep, Topic
from measurements.reference import load_reference
from strategy.models import Decision, GoalAssessment
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    EffortFactory,
    GoalFactory,
    InspectionFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MeasurementFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.duties import RemarkFactory
from tests.factories.meetings import AgendaItemFactory, FollowUpFactory, MeetingFactory

pytestmark = pytest.mark.django_db

ON = datetime.date(2026, 11, 30)
HELD = datetime.date(2026, 6, 16)


@pytest.fixture(autouse=True)
def rules():
    load_reference()
    load_rules()


@pytest.fixture
def cluster():
    return ClusterFactory(name="Klynge Fyrtårnet")


@pytest.fixture
def star(cluster):
    """An institution with a report of 2026, and one with a report that is due sooner."""
    place = InstitutionFactory(name="Stjerneskuddet", cluster=cluster)
    InspectionFactory(institution=place, year=2026, closed_on="2026-05-05")
    other = InstitutionFactory(name="Solsikken", cluster=cluster)
    InspectionFactory(institution=other, year=2025, closed_on="2025-04-11")
    return place


@pytest.fixture
def member(cluster):
    return MembershipFactory(board_member=True, cluster=cluster).user


def named(institution, note, *, year=2026):
    """An instruction as it stands in the file of tilsyn."""
    topic = Topic.objects.filter(version__instrument__kind="inspection").order_by("-pk").first()
    step = ScaleStep.objects.filter(scale=topic.scale or topic.version.scale).first()
    return MeasurementFactory(institution=institution, topic=topic, year=year, step=step, note=note)


def read(client, person, address):
    client.force_login(person)
    html = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


# --- First, and by its name ----------------------------------------------------------------------


def test_the_start_page_says_what_was_found_and_where_before_what_is_due(star, member):
    RemarkFactory(institution=star, due_on=datetime.date(2027, 1, 15))
    RemarkFactory(institution=star)

    ahead = DutiesAhead.build(user=member, on=ON, only=None)

    assert ahead.heading == "To anvisninger er åbne i Stjerneskuddet"
    assert ahead.due_heading.startswith("Én tilsynsrapport har frist")
    (row,) = ahead.found
    assert (row.found, row.due_next) == ("to anvisninger", datetime.date(2027, 1, 15))
    assert [str(row.institution) for row in ahead.rows] == ["Solsikken"]


def test_houses_where_something_was_found_stand_first_in_the_register(client, star, member):
    RemarkFactory(institution=star, text="Skab ro i garderoben", kind="order")

    page = InspectionRegister.build(user=member, on=ON)

    assert [str(row.institution) for row in page.rows] == ["Stjerneskuddet", "Solsikken"]
    told = read(client, member, "/tilsyn/")
    assert told.index("Skab ro i garderoben") < told.index("Solsikken")
    assert "ét påbud, ikke afsluttet" in told


def test_the_kind_of_a_report_leads_to_the_unit_and_the_report_says_that_it_is_elsewhere(
    client, star, member
):
    star.inspections.update(report_url="https://example.com/rapport.pdf")
    client.force_login(member)

    html = client.get("/tilsyn/").content.decode()

    kinds = re.findall(r'<a href="([^"]+)">\s*Ordinært tilsyn', html)
    assert f"/tilsyn/enheder/{star.slug}/" in kinds
    outside = re.search(r'href="https://example.com/rapport.pdf"[^>]*>([^<]+)<', html)
    assert "egen hjemmeside" in outside[1]


def test_a_cluster_and_its_board_paper_name_what_was_found(client, cluster, star, member):
    RemarkFactory(institution=star, text="Vælg ét fokus ad gangen")

    told = read(client, member, cluster.get_absolute_url())

    assert "Én anvisning er åben i Stjerneskuddet" in told
    page = ClusterDashboard.build(cluster, user=member, on=ON)
    assert ("#tilsyn", "Fundet ved tilsyn") in page.contents
    (found, *_others) = deviations_of(page, user=member)
    assert found.place == "Stjerneskuddet"
    assert "Vælg ét fokus ad gangen" in found.sentences[0]


def test_nothing_is_said_to_be_found_where_all_is_closed(client, cluster, star, member):
    RemarkFactory(institution=star, stage="closed")

    assert "Fundet ved tilsyn" not in read(client, member, cluster.get_absolute_url())
    assert DutiesAhead.build(user=member, on=ON, only=None).heading.startswith("Én tilsynsrapport")


# --- What the data of tilsyn name, and nobody has noted ------------------------------------------


def test_an_instruction_in_the_data_alone_is_told_and_can_be_noted(client, star, member):
    note = named(star, "Brug skoven mere bevidst til sprog.")

    (row, _other) = InspectionRegister.build(user=member, on=ON).rows

    assert [one.text for one in row.named] == ["Brug skoven mere bevidst til sprog."]
    told = read(client, member, row.href)
    assert "Står i tilsynets data, men er ikke oprettet i registret" in told
    assert "Opret den i registret" not in told  # a member writes no instruction
    leader = MembershipFactory(leader=True, institution=star).user
    assert "Opret den i registret" in read(client, leader, row.href)
    new = f"/tilsyn/{row.inspection.pk}/bemaerkninger/ny/?fra="
    assert "Brug skoven mere bevidst" in client.get(f"{new}{note.pk}").content.decode()
    for strange in ("0", "9" * 30, "x"):
        assert client.get(f"{new}{strange}").status_code == 200


def test_what_was_noted_or_worded_anew_or_is_of_an_earlier_year_is_not_lacking(star, member):
    named(star, "Skab ro i garderoben.", year=2026)
    named(star, "Noget fra 2024.", year=2024)
    RemarkFactory(institution=star, text="Skab  ro i garderoben", stage="closed")

    assert InspectionRegister.build(user=member, on=ON).found == ()
    Remark.objects.update(text="Med andre ord")
    assert InspectionRegister.build(user=member, on=ON).found == ()
    Remark.objects.update(year=2025)
    assert len(InspectionRegister.build(user=member, on=ON).found) == 1


# --- What is being done --------------------------------------------------------------------------


def taken_up(star, cluster, **meeting):
    board = BoardFactory(cluster=cluster, name="Bestyrelsen i Fyrtårnet")
    item = AgendaItemFactory(
        meeting=MeetingFactory(board=board, held_on=HELD, **meeting),
        resolution="Bestyrelsen bakker op om planen.",
    )
    item.inspections.set(star.inspections.all())
    return item


def test_the_page_of_an_instruction_tells_what_is_done_by_whom_and_until_when(
    client, cluster, star, member
):
    leader = MembershipFactory(leader=True, institution=star, user__name="Dorthe Bak").user
    remark = RemarkFactory(institution=star, due_on=datetime.date(2027, 1, 15))
    goal = LocalGoalFactory(institution=star, adopted=True, text="Ro ved måltidet", effort=None)
    EffortFactory(local_goal=goal, text="Faste pladser")
    remark.local_goals.add(goal)
    remark.transition("begin", by=UserFactory(name="Mette S."))
    item = taken_up(star, cluster, approved=True)
    FollowUpFactory(item=item, text="Sparring hver uge", person=leader)

    told = read(client, member, remark.get_absolute_url())

    for part in (
        "Ansvarlig: Lederen (Dorthe Bak)",
        "Frist 15. januar 2027",
        "Sparring hver uge",
        "Ro ved måltidet",
        "Faste pladser",
        "Bestyrelsen bakker op om planen.",
        "noteret af Mette S.",
    ):
        assert part in told
    assert (
        f'href="{item.get_absolute_url()}"'
        in client.get(remark.get_absolute_url()).content.decode()
    )
    remark.person = leader
    remark.responsible = "Dorthe Bak"
    remark.save()
    assert "Ansvarlig: Dorthe Bak Frist" in read(client, member, remark.get_absolute_url())


def test_of_minutes_not_approved_and_closed_items_others_read_nothing(client, cluster, star):
    remark = RemarkFactory(institution=star)
    item = taken_up(star, cluster, held=True)
    staff = MembershipFactory(staff_member=True, institution=star).user
    chair = MembershipFactory(chair=True, cluster=cluster).user

    assert "bakker op" not in read(client, staff, remark.get_absolute_url())
    assert "bakker op" in read(client, chair, remark.get_absolute_url())
    item.is_confidential = True
    item.save()
    item.meeting.status = "approved"
    item.meeting.approved_on = ON
    item.meeting.save()
    assert "bakker op" not in read(client, staff, remark.get_absolute_url())


def test_of_an_item_about_several_places_only_what_names_the_place_is_told(
    client, cluster, star, member
):
    remark = RemarkFactory(institution=star)
    item = taken_up(star, cluster, approved=True)
    item.inspections.add(
        InspectionFactory(institution=InstitutionFactory(cluster=cluster), year=2026)
    )
    FollowUpFactory(item=item, text="Sparring i Stjerneskuddet")
    FollowUpFactory(item=item, text="Besøg i et andet hus")

    told = read(client, member, remark.get_absolute_url())

    assert "Sparring i Stjerneskuddet" in told
    assert "Besøg i et andet hus" not in told


def test_a_leader_ties_a_remark_to_goals_of_the_place_alone(client, star):
    leader = MembershipFactory(leader=True, institution=star).user
    remark = RemarkFactory(institution=star)
    mine, strange = LocalGoalFactory(institution=star, adopted=True), LocalGoalFactory(adopted=True)
    client.force_login(leader)
    page = f"/tilsyn/bemaerkninger/{remark.pk}/ret/"
    told = {"responsible": "Lederen", "version": remark.version}

    refused = client.post(page, told | {"local_goals": [strange.pk]})
    assert refused.status_code == 200
    assert not remark.local_goals.exists()
    client.post(page, told | {"local_goals": [mine.pk]})

    assert list(remark.local_goals.all()) == [mine]


# --- Found by its word ---------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["anvisning", "anvisninger", "tilsyn påbud Stjerneskuddet"])
def test_what_was_found_is_found_by_the_word_for_it(star, member, typed):
    RemarkFactory(institution=star, text="Skab ro i garderoben")

    groups = {group.key: group for group in SearchPage.build(member, typed=typed).groups}

    (hit,) = groups["tilsyn"].hits
    assert hit.title == "Anvisning, Stjerneskuddet: Skab ro i garderoben"


def test_another_word_finds_only_what_says_it(star, member):
    RemarkFactory(institution=star, text="Skab ro i garderoben")

    for typed, is_found in (("garderoben", True), ("aftalt", False), ("plan", False)):
        keys = {group.key for group in SearchPage.build(member, typed=typed).groups}
        assert ("tilsyn" in keys) == is_found, typed


# --- Goals ---------------------------------------------------------------------------------------


@pytest.fixture
def goal():
    return GoalFactory(number=2)


def test_a_goal_tells_where_the_board_judged_it_and_what_it_promised(client, cluster, goal, member):
    board = BoardFactory(cluster=cluster)
    GoalAssessment.objects.create(
        goal=goal, cluster=cluster, assessed_on=HELD, progress="started", narrative="Fordi …"
    )
    item = AgendaItemFactory(meeting=MeetingFactory(board=board, held_on=HELD, approved=True))
    item.goals.add(goal)
    FollowUpFactory(item=item, text="Lægge tallene frem")
    both = AgendaItemFactory(meeting=item.meeting)
    both.goals.add(goal, GoalFactory(strategy=goal.strategy, number=3))
    FollowUpFactory(item=both, text="Om flere mål på én gang")
    client.force_login(member)

    html = client.get(goal.get_absolute_url()).content.decode()

    assert "Fordi …" in html
    assert f'href="{item.meeting.get_absolute_url()}"' in html
    assert "Lægge tallene frem" in html
    assert "Om flere mål på én gang" not in html
    there = client.get(cluster.get_absolute_url()).content.decode()
    assert there.count(f'href="{item.meeting.get_absolute_url()}"') >= 2  # verdict and goal


def test_a_goal_that_was_not_reached_says_what_comes_next_where_it_is_listed(
    client, cluster, star, goal, member
):
    missed = LocalGoalFactory(institution=star, goal=goal, missed=True)
    pages = (goal.get_absolute_url(), star.get_absolute_url())
    for page in pages:
        assert "ikke skrevet endnu, hvad enheden gør nu" in read(client, member, page)
    Decision.objects.create(
        local_goal=missed,
        from_status=LocalGoalStatus.IN_PROGRESS,
        to_status=LocalGoalStatus.EVALUATED,
        outcome="missed",
        comment="Vi nåede det ikke.",
        goes_on="Samlingerne fortsætter.",
    )
    after = LocalGoalFactory(institution=star, goal=goal, adopted=True, begun_from=missed)

    for page in pages:
        told = read(client, member, page)
        assert "Det gør enheden nu: Samlingerne fortsætter." in told
        html = client.get(page).content.decode()
        assert re.search(rf'href="{after.get_absolute_url()}">\s*Se det mål', html)
    page = ClusterDashboard.build(cluster, user=member, on=ON)
    (found, *_others) = deviations_of(page, user=member)
    assert "Evalueringen siger: »Vi nåede det ikke.«" in " ".join(found.sentences)


# --- Words ---------------------------------------------------------------------------------------


def test_of_units_counted_in_full_nothing_is_called_chance():
    judged = judge_pairs([(0, 1)] * 3 + [(1, 1)] * 4)

    assert judged.shift == "chance"  # the rule is as it was
    said = " ".join(
        [chance_words.word(judged), chance_words.clause(judged), *chance_words.how(judged)]
    )
    assert "tilfældig" not in said
    assert "for få enheder har flyttet sig samme vej" in said
