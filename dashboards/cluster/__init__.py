"""The cluster page: what a board reads in a minute, and the evidence below it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from dashboards.cluster.indicators import IndicatorRow, reservations
from dashboards.cluster.matrix import Matrix
from dashboards.cluster.meetings import LastMeeting, meetings_since_new_year
from dashboards.cluster.next_steps import NextSteps
from dashboards.cluster.vision import Vision
from dashboards.findings import cluster as findings
from dashboards.findings import cluster_goals, cluster_year
from indicators.evaluation import IndicatorStatus, attainments
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import Cluster, Group, Institution
from measurements.coverage import Coverage
from meetings.news import News, news_since
from meetings.pages.findings import since_heading
from strategy.models import Goal, ProcessStep, Strategy
from strategy.pages.goal_rows import Assessments, GoalRow
from strategy.progress import GoalTally, LocalGoalState, visible_standings

#: How far back the news reach when the board has neither met nor assessed anything.
NEWS_DAYS = 90
NEWS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ClusterFinding:
    """One of the three things a reader meets first; `is_star` when something is reached.

    figures: the counts it tells, by name.
    """

    figure: str
    text: str
    href: str
    link: str
    is_star: bool = False
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AwaitingGoal:
    """A local goal that the board is to decide on."""

    href: str
    place: str
    goal: int


@dataclass(frozen=True, slots=True)
class ClusterDashboard:
    """The cluster page, in 15 queries and what the indicators take.

    Institutions, children, strategies, statements, goals, assessments, local goals, steps of the
    plan, the last meeting, those of the year and indicators one each, news four; however many of
    each and however many years there are.
    """

    cluster: Cluster
    on: datetime.date
    institution_ids: tuple[int, ...]
    children: int | None
    years: str
    vision: Vision | None
    goals: tuple[GoalRow, ...]
    assessed_on: datetime.date | None
    tally: GoalTally
    indicators: tuple[IndicatorRow, ...]
    matrix: Matrix
    since: datetime.date
    last_meeting: LastMeeting | None
    news: tuple[News, ...]
    next_steps: NextSteps
    awaiting: tuple[AwaitingGoal, ...]
    coverage: tuple[Coverage, ...]

    @classmethod
    def build(cls, cluster: Cluster, *, user: Reader, on: datetime.date) -> Self:
        institutions = tuple(
            Institution.objects.visible_to(user)
            .in_cluster(cluster, on)
            .open_on(on)
            .values_list("pk", "name", "slug")
        )
        ids = [pk for pk, _name, _slug in institutions]
        strategies, vision = _strategies(cluster, user=user, on=on)
        goals = tuple(
            Goal.objects.filter(strategy__in=strategies).common().order_by("strategy", "number")
        )
        standings = visible_standings(user, institutions=ids, goals=[goal.pk for goal in goals])
        assessments = Assessments.of(goals, cluster=cluster, user=user)
        last_meeting = LastMeeting.of(cluster, user=user, before=on)
        since = assessments.newest_on or on - datetime.timedelta(days=NEWS_DAYS)
        since = last_meeting.on if last_meeting else since
        return cls(
            cluster=cluster,
            on=on,
            institution_ids=tuple(ids),
            children=_children(ids, user=user),
            years=_years(vision, strategies),
            vision=Vision.of(vision) if vision else None,
            goals=GoalRow.rows(goals, assessments=assessments, standings=standings),
            assessed_on=assessments.newest_on,
            tally=GoalTally.of(standings),
            indicators=_indicators(strategies, cluster=cluster, user=user, on=on),
            matrix=Matrix.of(institutions, goals=goals, standings=standings),
            since=since,
            last_meeting=last_meeting,
            news=news_since(
                last_meeting.after if last_meeting else since,
                user=user,
                institutions={pk: (name, slug) for pk, name, slug in institutions},
            ),
            next_steps=NextSteps.of(
                _plan(strategies, on=on),
                on=on,
                meetings=meetings_since_new_year(cluster, user=user, on=on),
            ),
            awaiting=_awaiting(institutions, goals=goals, standings=standings),
            coverage=Coverage.of(
                {pk: name for pk, name, _slug in institutions}, on=on, clusters=[cluster.pk]
            ),
        )

    @property
    def units(self) -> int:
        return len(self.institution_ids)

    @property
    def place(self) -> str:
        """The cluster, as figures name it."""
        return f"cluster:{self.cluster.slug}"

    @property
    def in_brief(self) -> tuple[ClusterFinding, ...]:
        """The three findings at the top."""
        places = list(dict.fromkeys(goal.place for goal in self.awaiting))
        reached = sum(row.is_reached for row in self.indicators)
        statuses = [row.attainment.status for row in self.indicators]
        indicators = findings.indicators_in_brief(
            reached=reached,
            open_=statuses.count(IndicatorStatus.NOT_MET)
            + statuses.count(IndicatorStatus.ON_TRACK),
            without_target=statuses.count(IndicatorStatus.MANUAL),
            unknown=statuses.count(IndicatorStatus.UNKNOWN),
        )
        local_goals = findings.local_goals_in_brief(self.tally)
        awaiting = findings.awaiting_in_brief(
            len(self.awaiting), institutions=places, overdue=self.next_steps.overdue
        )
        return (
            ClusterFinding(
                *indicators,
                "#maalepunkter",
                _("See the indicators"),
                is_star=reached > 0,
                figures={"indicators_reached": reached, "indicators": len(statuses)},
            ),
            ClusterFinding(
                *local_goals,
                "#enheder",
                _("See institution by institution"),
                figures={"moving": self.tally.moving, "adopted_goals": self.tally.agreed},
            ),
            ClusterFinding(
                *awaiting,
                "#naeste",
                _("See the next steps"),
                figures={"to_decide": len(self.awaiting)},
            ),
        )

    @property
    def assessed_alike(self) -> bool:
        """Whether all goals were assessed on the same day."""
        return {goal.assessed_on for goal in self.goals} == {self.assessed_on}

    @property
    def goals_heading(self) -> str:
        return cluster_goals.goals_heading([(goal.number, goal.progress) for goal in self.goals])

    @property
    def indicators_heading(self) -> str:
        open_rows = [row for row in self.indicators if row.has_result and not row.is_reached]
        lacking = [(row.name.lower(), row.lacking_units) for row in open_rows if row.lacking_units]
        return findings.indicators_heading(
            reached=[row.name.lower() for row in self.indicators if row.is_reached],
            lacking=lacking,
            others=len(open_rows) - len(lacking),
        )

    @property
    def reservations(self) -> tuple[str, ...]:
        return reservations(self.indicators)

    @property
    def shows_fields(self) -> bool:
        """Whether years are drawn as fields, which the page then explains."""
        return any(row.years for row in self.indicators)

    @property
    def matrix_heading(self) -> str:
        return findings.matrix_heading(
            [goal.number for goal in self.goals], missing=self.matrix.missing, units=self.units
        )

    @property
    def news_heading(self) -> str:
        kinds: dict[str, int] = {}
        for news in self.news:
            kinds[news.kind] = kinds.get(news.kind, 0) + news.count
        return since_heading(self.since, today=self.on, **kinds)

    @property
    def newest(self) -> tuple[News, ...]:
        return self.news[:NEWS_SHOWN]

    @property
    def earlier(self) -> tuple[News, ...]:
        return self.news[NEWS_SHOWN:]

    @property
    def next_heading(self) -> str:
        return cluster_year.next_heading(
            today=self.on,
            awaiting=len(self.awaiting),
            overdue=self.next_steps.overdue,
            under_way=self.next_steps.count("under_way"),
            meets_on=self.next_steps.meets_on,
            next_on=self.next_steps.next_on,
        )


def _children(institutions: list[int], *, user: Reader) -> int | None:
    """How many children the groups of these institutions have, where it is known."""
    groups = Group.objects.visible_to(user).filter(institution__in=institutions)
    count: int | None = groups.aggregate(children=Sum("children"))["children"]
    return count


def _strategies(
    cluster: Cluster, *, user: Reader, on: datetime.date
) -> tuple[tuple[Strategy, ...], Strategy | None]:
    """What is in force here, with one vision of the cluster: the newest, should there be more."""
    found = (
        Strategy.objects.visible_to(user)
        .in_force(on.year)
        .filter(Q(cluster=cluster) | Q(cluster=None))
        .order_by("-from_year", "-pk")
    )
    visions = [each for each in found if each.cluster_id and each.kind == Strategy.Kind.VISION]
    return tuple(each for each in found if each not in visions[1:]), next(iter(visions), None)


def _years(vision: Strategy | None, strategies: tuple[Strategy, ...]) -> str:
    """The years of the cluster's own strategy, else of the municipality's."""
    shown = vision or next(iter(strategies), None)
    return f"{shown.from_year}–{shown.to_year}" if shown else ""


def _indicators(
    strategies: Sequence[Strategy], *, cluster: Cluster, user: Reader, on: datetime.date
) -> tuple[IndicatorRow, ...]:
    indicators = tuple(
        Indicator.objects.visible_to(user)
        .whole()
        .filter(goal__strategy__in=strategies)
        .order_by("-goal__strategy__cluster", "number")
    )
    found = attainments(indicators, cluster=cluster, user=user, on=on)
    return tuple(IndicatorRow.of(indicator, found[indicator.pk]) for indicator in indicators)


def _plan(strategies: Sequence[Strategy], *, on: datetime.date) -> QuerySet[ProcessStep]:
    """Steps of these strategies that are not done, and all of this year's."""
    return ProcessStep.objects.filter(strategy__in=strategies).filter(
        Q(done_on=None) | Q(to_on__year__gte=on.year)
    )


def _awaiting(
    institutions: Iterable[tuple[int, str, str]],
    *,
    goals: Iterable[Goal],
    standings: tuple[LocalGoalState, ...],
) -> tuple[AwaitingGoal, ...]:
    names = {pk: name for pk, name, _slug in institutions}
    number = {goal.pk: goal.number for goal in goals}
    return tuple(
        AwaitingGoal(goal.href, names[goal.institution], number[goal.goal])
        for goal in standings
        if goal.awaits_board
    )
