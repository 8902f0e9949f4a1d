"""What a parent understands in a minute: who says it, how the children thrive, what is done."""

import datetime
import re
from decimal import Decimal

import pytest

from chance import judge_counts
from dashboards.cluster import ClusterDashboard
from dashboards.cluster.summed import Summed
from dashboards.findings.counted import summed_heading
from dashboards.institution import InstitutionPage
from dashboards.my_work import TASKS_FIRST, MyWork
from dashboards.search.results import SearchPage
from measurements.models import AnswerCount, Import, Measurement, ScaleStep, Topic
from measurements.reference import load_reference
from meetings.pages.since import SinceLast
from strategy.models import GoalAssessment, ProposedAssessment
from strategy.pages import findings
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MeasurementFactory,
    MembershipFactory,
    StatusUpdateFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.meetings import AgendaItemFactory, FollowUpFactory, MeetingFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 29)


def day(month: int, of: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, of)


@pytest.fixture
def cluster():
    return ClusterFactory(name="Klynge Fyrtårnet")


@pytest.fixture
def leader(cluster):
    return MembershipFactory(cluster_leader=True, cluster=cluster).user


@pytest.fixture
def member(cluster):
    return MembershipFactory(board_member=True, cluster=cluster).user


def page_for(user, cluster) -> ClusterDashboard:
    return ClusterDashboard.build(cluster, user=user, on=TODAY)


# --- Who says it


@pytest.fixture
def goal(cluster):
    InstitutionFactory(cluster=cluster)
    return GoalFactory(number=2)


def assess(goal, cluster, on: datetime.date, progress: str) -> None:
    GoalAssessment.objects.create(goal=goal, cluster=cluster, assessed_on=on, progress=progress)


def propose(goal, cluster, on: datetime.date, progress: str) -> None:
    ProposedAssessment.objects.create(goal=goal, cluster=cluster, proposed_on=on, progress=progress)


def test_each_goal_says_who_said_its_word_since_when_and_what_is_proposed(goal, cluster, member):
    for month, progress in ((3, "started"), (6, "onway"), (9, "onway")):
        assess(goal, cluster, day(month, 15), progress)
    propose(goal, cluster, day(11, 20), "partly")

    page = page_for(member, cluster)

    assert page.goals[0].who_says == (
        "Bestyrelsen har sagt »På vej« siden 15. juni 2026, senest 15. september 2026."
        " Lederen foreslår nu »Delvist opnået«; det har bestyrelsen ikke taget stilling til endnu."
    )
    assert page.who_says == (
        "Det er bestyrelsens egen vurdering af målene fra 15. september 2026."
        " Lederen foreslår nu »Delvist opnået« om mål 2."
    )
    assert page.verdict.sentence == "Vi er på kurs med det ene mål."


def test_a_word_that_came_back_is_said_since_it_came_back(goal, cluster, member):
    for month, progress in ((1, "onway"), (3, "started"), (9, "onway")):
        assess(goal, cluster, day(month, 15), progress)

    assert page_for(member, cluster).goals[0].since == day(9, 15)


def test_what_the_board_has_answered_is_proposed_no_more(goal, cluster, member):
    propose(goal, cluster, day(6, 1), "partly")
    assess(goal, cluster, day(6, 15), "onway")

    page = page_for(member, cluster)

    assert page.goals[0].who_says == "Bestyrelsen sagde »På vej« 15. juni 2026."
    assert "foreslår" not in page.who_says


def test_of_a_goal_that_nobody_has_assessed_it_is_said(goal, cluster, member):
    page = page_for(member, cluster)

    assert page.goals[0].who_says == "Bestyrelsen har ikke vurderet målet endnu."
    assert page.who_says == ""


def test_the_same_word_again_is_no_news(goal, cluster, member):
    assess(goal, cluster, day(6, 15), "onway")
    propose(goal, cluster, day(11, 20), "onway")

    page = page_for(member, cluster)

    assert page.goals[0].who_says.endswith("Lederen foreslår samme vurdering næste gang.")
    assert "foreslår" not in page.who_says


def test_the_newest_day_is_not_said_of_all():
    told = findings.who_says(day(9, 15), others=[(1, "På vej"), (2, "Opnået")], is_alike=False)

    assert told == (
        "Det er bestyrelsens egen vurdering af målene, den nyeste fra 15. september 2026."
        " Lederen foreslår nu »På vej« om mål 1 og »Opnået« om mål 2."
    )


# --- How the children thrive


@pytest.fixture
def houses(cluster):
    load_reference()
    return [InstitutionFactory(name=name, cluster=cluster) for name in ("Solsikken", "Regnbuen")]


def topi(institution, period: str, *counts: int) -> None:
    measurement = MeasurementFactory(
        institution=institution,
        topic=Topic.objects.get(version__code="topi", number=1),
        year=int(period[:4]),
        period=period,
        value=Decimal(100 * counts[0]) / sum(counts),
        respondents=sum(counts),
    )
    for rank, count in zip((3, 2, 1), counts, strict=True):
        step = ScaleStep.objects.get(scale__code="topi", rank=rank)
        AnswerCount.objects.create(measurement=measurement, step=step, count=count)


def summed_for(user, cluster) -> Summed:
    (summed,) = page_for(user, cluster).measured.summed
    return summed


def test_spring_is_held_against_spring_over_the_same_houses(houses, cluster, leader):
    for house in houses:
        topi(house, "2025-1", 60, 15, 15)
        topi(house, "2025-2", 10, 40, 40)
        topi(house, "2026-1", 70, 10, 10)
    third = InstitutionFactory(name="Åkanden", cluster=cluster)
    topi(third, "2026-1", 5, 40, 45)

    summed = summed_for(leader, cluster)

    assert [(one.name, one.places, one.count, one.total) for one in summed.rounds] == [
        ("forår 2026", 2, 140, 180),
        ("forår 2025", 2, 120, 180),
    ]
    assert summed.hidden == ("Åkanden",)
    assert summed.heading.startswith(
        "TOPI, forår 2026: 140 af 180 børn er i grøn position i to af tre enheder"
        " (forår 2025: 120 af 180)"
    )
    assert "sikker fremgang" in summed.heading


def test_a_school_does_not_lack_in_what_is_of_daycare(houses, cluster, leader):
    topi(houses[0], "2026-1", 70, 10, 10)
    for kind in ("school", "after_school"):
        InstitutionFactory(kind=kind, cluster=cluster)

    summed = summed_for(leader, cluster)

    assert summed.missing == ("Regnbuen",)
    assert summed.heading.endswith("i én af to enheder")


def test_autumn_stands_alone_where_no_autumn_was_before(houses, cluster, leader):
    topi(houses[0], "2025-1", 60, 15, 15)
    topi(houses[0], "2025-2", 50, 20, 20)

    summed = summed_for(leader, cluster)

    assert [one.name for one in summed.rounds] == ["efterår 2025"]
    assert (
        summed.heading == "TOPI, efterår 2025: 50 af 90 børn er i grøn position i én af to enheder"
    )
    assert summed.missing == ("Regnbuen",)


def test_a_house_with_small_numbers_is_in_no_sum_and_in_no_difference(houses, cluster, member):
    """What is told over the cluster is the sum of what is told house by house: nothing is left."""
    topi(houses[0], "2026-1", 70, 10, 10)
    topi(houses[1], "2026-1", 49, 2, 1)

    summed = summed_for(member, cluster)
    pages = [InstitutionPage.build(one, user=member, on=TODAY) for one in houses]
    told = [page.surveys.counted[0].figures for page in pages]

    assert told == [{"best": 70, "assessed": 90}, {}]
    assert summed.figures == {"best": 70, "assessed": 90}
    assert summed.hidden == ("Regnbuen",)
    assert summed.of_units == "Tallene er fra én af to enheder."


def test_of_whom_only_some_ages_count_is_said(houses, cluster, member):
    topi(houses[0], "2026-1", 70, 10, 10)
    for age, counts in (("3-årige", (40, 20, 20)), ("5-årige", (49, 3, 0))):
        topi(houses[1], "2026-1", *counts)
        Measurement.objects.filter(institution=houses[1], group="").update(group=age)

    of_some = summed_for(member, cluster)
    of_all = summed_for(UserFactory(administrator=True), cluster)

    assert (of_some.figures, of_some.in_part) == ({"best": 110, "assessed": 170}, ("Regnbuen",))
    assert (of_all.figures, of_all.in_part) == ({"best": 159, "assessed": 222}, ())
    assert of_some.hidden == of_all.hidden == ()


def test_where_all_is_hidden_nothing_is_summed(houses, cluster, member):
    topi(houses[1], "2026-1", 49, 2, 1)

    assert page_for(member, cluster).measured.summed == ()


def test_a_difference_of_chance_is_called_so():
    told = summed_heading(
        "TOPI",
        when="forår 2026",
        label="Grøn position",
        now=(457, 560),
        was_when="forår 2025",
        was=(443, 548),
        judged=judge_counts((443, 548), (457, 560)),
    )

    assert told.endswith("forskellen kan ikke skelnes fra tilfældighed")


def test_a_house_too_is_held_against_the_same_round(houses, leader):
    topi(houses[0], "2025-1", 60, 15, 15)
    topi(houses[0], "2025-2", 10, 40, 40)
    topi(houses[0], "2026-1", 61, 15, 15)

    (counted,) = InstitutionPage.build(houses[0], user=leader, on=TODAY).surveys.counted

    assert "(forår 2025: 60 af 90)" in counted.heading
    assert "10" not in counted.heading


# --- The cluster's own goals


@pytest.fixture
def own_goal(cluster):
    vision = StrategyFactory(cluster=cluster, kind="vision", from_year=2024, to_year=2027)
    theme = GoalFactory(strategy=vision, number=3)
    return LocalGoalFactory(
        goal=theme, institution=None, cluster=cluster, text="Vi mødes om sprog", sent=True
    )


def test_a_goal_of_the_cluster_awaits_its_board_like_a_houses(own_goal, cluster, member):
    page = page_for(member, cluster)

    assert [(one.place, one.said) for one in page.awaiting] == [
        ("Klynge Fyrtårnet", "visionens tema 3")
    ]
    assert page.in_brief[0].figure == "1 lokalt mål"


def test_a_goal_of_another_cluster_awaits_nobody_here(own_goal, member):
    other = ClusterFactory()
    stranger = MembershipFactory(board_member=True, cluster=other).user

    assert page_for(stranger, other).awaiting == ()


def test_a_status_of_the_clusters_goal_is_news_to_the_board(own_goal, cluster, member):
    own_goal.status = "in_progress"
    own_goal.save()
    StatusUpdateFactory(local_goal=own_goal, progress="onway", made_on=day(11, 10))
    other = ClusterFactory()
    stranger = MembershipFactory(board_member=True, cluster=other).user

    (news,) = [one for one in page_for(member, cluster).news if one.kind == "updates"]

    assert (news.place, news.on) == ("Klynge Fyrtårnet", day(11, 10))
    assert "Vi mødes om sprog" in news.text
    assert [one for one in page_for(stranger, other).news if one.kind == "updates"] == []


# --- What is done about it


def promise(cluster, *, about=(), indicators=(), **fields):
    board = fields.pop("board", None) or BoardFactory(cluster=cluster)
    first = day(9, 1 + board.meetings.count())
    meeting = MeetingFactory(board=board, held=True, held_on=first)
    item = AgendaItemFactory(meeting=meeting, is_confidential=fields.pop("is_confidential", False))
    item.goals.set(about)
    item.indicators.set(indicators)
    return FollowUpFactory(item=item, **fields)


def test_what_is_done_stands_beside_the_goal_and_the_indicator(client, goal, cluster, member):
    board = BoardFactory(cluster=cluster)
    indicator = IndicatorFactory(goal=goal, number=1)
    promise(cluster, board=board, about=[goal], text="Nye læsegrupper", due_on=day(10, 1))
    promise(cluster, board=board, indicators=[indicator], text="Tre metoder", due_on=day(12, 11))
    client.force_login(member)

    html = re.sub(r"\s+", " ", client.get(cluster.get_absolute_url()).content.decode())

    assert re.search(
        r"Det gør vi:</strong> <a href=\"[^\"]+\">Nye læsegrupper</a>\."
        r" Klyngelederen, senest 1\. oktober 2026\. <strong>Forsinket",
        html,
    )
    assert re.search(r">Tre metoder</a>\. Klyngelederen, senest 11\. december 2026\. <", html)


def test_what_is_promised_of_all_at_once_stands_beside_none(goal, cluster, member):
    promise(cluster, about=[goal, GoalFactory(strategy=goal.strategy, number=4)])

    assert page_for(member, cluster).promised.goals == {}


def test_what_others_may_not_read_of_a_meeting_they_do_not_read_here(goal, cluster, leader):
    """Nor who is to do it: the page is kept for all who reach as far."""
    house = InstitutionFactory(cluster=cluster)
    house = MembershipFactory(leader=True, institution=house).user
    promise(cluster, about=[goal], is_confidential=True, person=house)
    member = MembershipFactory(board_member=True, cluster=cluster).user

    assert page_for(house, cluster).promised.goals == {}
    assert list(page_for(member, cluster).promised.goals) == [goal.pk]


def test_what_was_done_is_told_where_nothing_is_left_and_not_for_ever(goal, cluster, member):
    board = BoardFactory(cluster=cluster)
    promise(cluster, board=board, about=[goal], text="Længe siden", done_on=day(1, 1))
    assert page_for(member, cluster).promised.goals == {}
    for of in (1, 8):
        promise(cluster, board=board, about=[goal], text=f"Gjort {of}", done_on=day(10, of))
    done = page_for(member, cluster).promised.goals[goal.pk]
    promise(cluster, board=board, about=[goal], text="Skal gøres")

    told = page_for(member, cluster).promised.goals[goal.pk]

    assert [one.text for one in done] == ["Gjort 8"]
    assert [one.text for one in told] == ["Skal gøres"]


# --- Finding figures


def hits(user, typed: str) -> dict[str, list[str]]:
    page = SearchPage.build(user, typed=typed)
    return {group.key: [hit.title for hit in group.hits] for group in page.groups}


def test_figures_are_found_by_the_words_people_use(houses, cluster, member):
    topi(houses[0], "2026-1", 70, 10, 10)
    topic = Topic.objects.get(version__instrument__code="personale", name__startswith="Sygefravær")
    MeasurementFactory(institution=houses[0], topic=topic, year=2026, value="5.9")

    assert hits(member, "trivsel")["tal"][0] == (
        "TOPI, forår 2026: 70 af 90 børn er i grøn position i én af to enheder"
    )
    assert hits(member, "sygefraværet")["tal"][0] == "Sygefravær i procent: 5,9\N{NO-BREAK SPACE}%"
    assert "tal" not in hits(member, "xylofon")


def test_a_strangers_figures_are_not_found(houses, cluster):
    topi(houses[0], "2026-1", 70, 10, 10)
    stranger = MembershipFactory(board_member=True, cluster=ClusterFactory()).user

    assert not any("70" in title for title in hits(stranger, "trivsel")["tal"])


def test_decisions_are_found_once_the_minutes_are_approved(cluster, member):
    board = BoardFactory(cluster=cluster)
    for of, state in ((1, "approved"), (2, "held")):
        meeting = MeetingFactory(board=board, held_on=day(6, of), **{state: True})
        AgendaItemFactory(meeting=meeting, resolution=f"Frugtordningen fortsætter, {of}")

    assert hits(member, "frugtordningen")["beslutninger"] == ["Frugtordningen fortsætter, 1"]


@pytest.mark.parametrize("typed", ["børne interview", "børneinterview", "læringsmiljø"])
def test_words_are_found_written_together_and_apart(cluster, member, typed):
    house = InstitutionFactory(cluster=cluster)
    LocalGoalFactory(institution=house, text="Vi holder børneinterview", status="adopted")
    LocalGoalFactory(institution=house, text="Interview med hvert af børnene", status="adopted")
    LocalGoalFactory(institution=house, text="Miljø, hvor læring er leg", status="adopted")

    assert hits(member, typed)["lokale-maal"]


# --- Short on a telephone


def test_the_less_pressing_tasks_are_folded_and_none_is_lost(cluster, leader):
    for _nth in range(TASKS_FIRST + 2):
        house = InstitutionFactory(cluster=cluster)
        LocalGoalFactory(institution=house, status="returned")

    page = MyWork.build(user=leader, on=TODAY)

    assert len(page.first_tasks) == TASKS_FIRST
    assert (*page.first_tasks, *page.later_tasks) == page.tasks


def test_a_board_is_told_of_the_newest_round_of_each_instrument(houses, cluster, member):
    batch = Import.objects.create(
        layout="topi",
        file_name="topi.csv",
        size=1,
    )
    for period in ("2025-1", "2025-2", "2026-1"):
        topi(houses[0], period, 70, 10, 10)
    houses[0].measurements.update(batch=batch)
    Import.objects.update(imported_at=datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC))
    board = BoardFactory(cluster=cluster)

    since = SinceLast.of(board, last_met_on=day(9, 15), until=TODAY, user=member, is_whole=True)

    assert since.figures == ("TOPI forår 2026 er indlæst for én enhed.",)


def test_whose_own_board_it_is_not_is_told_which_board_says_so(client, goal, cluster, member):
    BoardFactory(
        cluster=cluster, kind="parent_board", name="Forældrebestyrelsen i Klynge Fyrtårnet"
    )
    school = InstitutionFactory(cluster=cluster, kind="school")
    BoardFactory(institution=school, kind="school_board", name="Skolebestyrelsen")
    assess(goal, cluster, day(9, 15), "onway")
    named = "Forældrebestyrelsen i Klynge Fyrtårnet vurderede målene 15. september 2026."
    own = "Det er bestyrelsens egen vurdering af målene fra 15. september 2026."

    for role in ("leader", "chair", "board_member"):
        other = MembershipFactory(institution=school, **{role: True}).user
        assert page_for(other, cluster).who_says == named
        client.force_login(other)
        assert named in client.get("/").text
    for role in ("cluster_leader", "chair"):
        assert (
            page_for(MembershipFactory(cluster=cluster, **{role: True}).user, cluster).who_says
            == own
        )
    client.force_login(member)
    assert own in client.get("/").text


def test_a_board_whose_name_does_not_tell_its_cluster_is_told_with_it(goal, cluster):
    BoardFactory(cluster=cluster, kind="parent_board", name="Forældrebestyrelsen")
    assess(goal, cluster, day(9, 15), "onway")
    head = MembershipFactory(area_head=True).user

    assert page_for(head, cluster).who_says.startswith(
        "Forældrebestyrelsen (Klynge Fyrtårnet) vurderede målene"
    )
    told = findings.who_says(day(9, 15), others=[], is_alike=False, board="Bestyrelsen")
    assert told == "Bestyrelsen har vurderet målene, senest 15. september 2026."
