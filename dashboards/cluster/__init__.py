"""The cluster page: what a board reads in a minute, and the evidence below it."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Self

from django.db.models import Sum
from django.utils.translation import gettext as _

from dashboards.cluster.indicators import IndicatorRow, reservations
from dashboards.cluster.matrix import Matrix
from dashboards.cluster.measured import ClusterMeasured
from dashboards.cluster.meetings import LastMeeting, meetings_since_new_year, on_sent_agendas
from dashboards.cluster.next_steps import NextSteps
from dashboards.cluster.parts import (
    AwaitingGoal,
    AwaitingHearing,
    ClusterFinding,
    awaiting_of,
    hearings_awaiting,
    indicators_of,
    own_awaiting,
    plan_of,
    strategies_of,
    years_of,
)
from dashboards.cluster.vision import Vision
from dashboards.findings import cluster as findings
from dashboards.findings import cluster_goals, cluster_year
from dashboards.findings.verdict import CourseVerdict
from duties.register import InspectionRegister
from indicators.evaluation import IndicatorStatus
from institutions.access import Reader, scope_of
from institutions.editions import OnlookersEyes, ScopesEyes
from institutions.models import Cluster, Group, Institution
from institutions.people.seen_by import may_ask
from institutions.remembering import RememberedParts, remembered_property
from leadership.models import SharedEconomy
from leadership.workplace.pages import told_at_workplace
from measurements.coverage import Coverage
from meetings.boards import who_assesses
from meetings.news import News, news_since
from meetings.on_goals import minutes_of
from meetings.pages.findings import since_heading
from meetings.promised import Promise, Promised
from strategy.models import Goal, Strategy
from strategy.pages import findings as strategy_findings
from strategy.pages.course import CourseStrip
from strategy.pages.goal_rows import Assessments, GoalRow
from strategy.progress import GoalTally, LocalGoalState, visible_standings
from strategy.proposing import open_proposals

#: How far back the news reach when the board has neither met nor assessed anything.
NEWS_DAYS = 90
NEWS_SHOWN = 5


#: What depends on the meetings somebody may read of, and on what awaits them.
OF_MEETINGS = {"last_meeting", "since", "news", "next_steps", "in_brief", "promised", "minutes"}
OF_MEETINGS |= {"asked", "_who_assesses"} | {
    f"html {name}"
    for name in ("brief", "home_course", "course", "goals", "indicators", "news", "next")
}


class ClusterDashboard(RememberedParts):
    """The cluster page: each part is worked out when it is asked for, and kept for itself.

    In 22 queries and what the indicators take: institutions, children, strategies, themes,
    statements, goals, assessments, proposals, local goals, those of the cluster that await, steps
    of the plan, the last meeting, the shared economy, those of the year, what was promised at
    meetings, what its workplace tells of, and indicators one each, news four, and what was counted,
    and measured with instruments of one's own, three, one more for the name of a board that is not
    the reader's; however many of each and of years there are.
    """

    def __init__(self, cluster: Cluster, *, reader: Reader, on: datetime.date) -> None:
        super().__init__(cluster.pk, on, reader=reader)
        self.cluster = cluster
        self.on = on
        self.onlooker = OnlookersEyes(reader)

    @property
    def writes_strategy(self) -> bool:
        """Whether the reader writes the cluster's vision. No query."""
        edits = scope_of(self.reader).edits
        return edits.everything or self.cluster.pk in edits.clusters

    def reader_of(self, name: str) -> Reader:
        return self.reader if name in OF_MEETINGS else self.onlooker

    @classmethod
    def build(cls, cluster: Cluster, *, user: Reader, on: datetime.date) -> Self:
        return cls(cluster, reader=user, on=on)

    @remembered_property
    def institutions(self) -> tuple[tuple[int, str, str], ...]:
        """(id, name, slug) of those that are open."""
        return tuple(
            Institution.objects.visible_to(self.onlooker)
            .in_cluster(self.cluster, self.on)
            .open_on(self.on)
            .values_list("pk", "name", "slug")
        )

    @remembered_property
    def institution_ids(self) -> tuple[int, ...]:
        return tuple(pk for pk, _name, _slug in self.institutions)

    @remembered_property
    def children(self) -> int | None:
        """How many children the groups have, where it is known."""
        groups = Group.objects.visible_to(self.onlooker).filter(
            institution__in=self.institution_ids
        )
        count: int | None = groups.aggregate(children=Sum("children"))["children"]
        return count

    @remembered_property
    def _in_force(self) -> tuple[tuple[Strategy, ...], Strategy | None]:
        return strategies_of(self.cluster, user=self.onlooker, on=self.on)

    @property
    def strategies(self) -> tuple[Strategy, ...]:
        """What is in force here."""
        return self._in_force[0]

    @property
    def may_split(self) -> bool:
        """Whether the reader looks after the clusters of the whole municipality."""
        return bool(scope_of(self.reader).edits.everything)

    @property
    def may_ask_who_sees(self) -> bool:
        """Whether the reader is told who sees the cluster."""
        return may_ask(self.reader, self.cluster)

    @property
    def years(self) -> str:
        strategies, vision = self._in_force
        return years_of(vision, strategies)

    @remembered_property
    def economy(self) -> SharedEconomy | None:
        """What the institutions share, by the newest table that has been agreed on; one query."""
        agreed = SharedEconomy.objects.filter(cluster=self.cluster, year__lte=self.on.year)
        return agreed.exclude(agreed_on=None).first()

    @remembered_property
    def vision(self) -> Vision | None:
        found = self._in_force[1]
        return Vision.of(found, user=self.onlooker) if found else None

    @remembered_property
    def common_goals(self) -> tuple[Goal, ...]:
        """The strategic goals of the municipality, and of the cluster where it has its own."""
        goals = Goal.objects.filter(strategy__in=self.strategies).common()
        return tuple(goals.order_by("strategy", "number"))

    @remembered_property
    def standings(self) -> tuple[LocalGoalState, ...]:
        """How each local goal that the reader sees stands."""
        goals = [goal.pk for goal in self.common_goals]
        return visible_standings(self.onlooker, institutions=self.institution_ids, goals=goals)

    @remembered_property
    def _assessments(self) -> Assessments:
        return Assessments.of(self.common_goals, cluster=self.cluster, user=self.onlooker)

    @remembered_property
    def goals(self) -> tuple[GoalRow, ...]:
        return GoalRow.rows(
            self.common_goals,
            assessments=self._assessments,
            standings=self.standings,
            proposals=open_proposals(self.common_goals, cluster=self.cluster, user=self.onlooker),
        )

    @remembered_property
    def promised(self) -> Promised:
        """What is done about goals and indicators, as boards have promised: kept for all who reach
        as far, so nothing that somebody sees because it is their own.
        """
        return Promised.of(self.cluster, user=ScopesEyes(scope_of(self.reader)), on=self.on)

    @remembered_property
    def minutes(self) -> Mapping[datetime.date, str]:
        """Day of an assessment → the meeting where it was made, for those who may read of it."""
        days = {row.assessed_on for row in self.goals if row.assessed_on}
        found = minutes_of([(self.cluster.pk, day) for day in days], user=self.reader)
        return {day: href for (_cluster, day), href in found.items()}

    @property
    def newest_minutes(self) -> str:
        """Where the board made its newest assessment."""
        return self.minutes.get(self.assessed_on, "") if self.assessed_on else ""

    @property
    def goals_and_promises(self) -> tuple[tuple[GoalRow, tuple[Promise, ...], str], ...]:
        """Each goal, what is promised about it, and where the board assessed it."""
        promised, minutes = self.promised.goals, self.minutes
        return tuple(
            (
                row,
                promised.get(goal.pk, ()),
                minutes.get(row.assessed_on, "") if row.assessed_on else "",
            )
            for goal, row in zip(self.common_goals, self.goals, strict=True)
        )

    @property
    def indicators_with_promises(self) -> tuple[IndicatorRow, ...]:
        promised = self.promised.indicators
        return tuple(replace(row, promises=promised.get(row.pk, ())) for row in self.indicators)

    @property
    def course(self) -> CourseStrip:
        """How the board found each goal goes, day by day."""
        return CourseStrip.of(self.common_goals, told=self._assessments.told)

    @property
    def course_by_year(self) -> CourseStrip:
        """The same in small: how the board found the goals go at the end of each year."""
        return CourseStrip.by_year(self.common_goals, told=self._assessments.told)

    @property
    def _years_of_goals(self) -> tuple[int, int] | None:
        """The first and the last year of the common goals, which the verdict is about."""
        about = {goal.strategy_id for goal in self.common_goals}
        terms = [(each.from_year, each.to_year) for each in self.strategies if each.pk in about]
        if not terms:
            return None
        return min(first for first, _last in terms), max(last for _first, last in terms)

    @property
    def verdict(self) -> CourseVerdict | None:
        """Whether the cluster is on course, by the board's own words."""
        return CourseVerdict.of(
            [(goal.number, goal.progress) for goal in self.goals],
            years=self._years_of_goals,
            on=self.on,
            has_local_goals=self.tally.agreed > 0,
        )

    @property
    def who_says(self) -> str:
        """Whose word the verdict is, of which day, and what the leader proposes now."""
        return strategy_findings.who_says(
            self.assessed_on,
            others=[(goal.number, goal.proposes) for goal in self.goals if goal.proposes],
            is_alike=self.assessed_alike,
            board=self._who_assesses,
        )

    @remembered_property
    def _who_assesses(self) -> str:
        return who_assesses(self.cluster, told_to=self.reader)

    @property
    def assessed_on(self) -> datetime.date | None:
        return self._assessments.newest_on

    @remembered_property
    def tally(self) -> GoalTally:
        return GoalTally.of(self.standings)

    @remembered_property
    def indicators(self) -> tuple[IndicatorRow, ...]:
        return indicators_of(self.strategies, cluster=self.cluster, user=self.onlooker, on=self.on)

    @remembered_property
    def measured(self) -> ClusterMeasured:
        names = {pk: name for pk, name, _slug in self.institutions}
        measured = ClusterMeasured.of(
            names,
            user=self.onlooker,
            on=self.on,
            not_asked={one.name: one.not_asked for one in self.coverage},
        )
        return measured.without(
            told_at_workplace(measured.of_own, self.cluster, user=self.onlooker, on=self.on)
        )

    @remembered_property
    def matrix(self) -> Matrix:
        return Matrix.of(self.institutions, goals=self.common_goals, standings=self.standings)

    @remembered_property
    def last_meeting(self) -> LastMeeting | None:
        return LastMeeting.of(self.cluster, user=self.reader, before=self.on)

    @remembered_property
    def since(self) -> datetime.date:
        """The day that news are news from."""
        if self.last_meeting:
            return self.last_meeting.on
        return self.assessed_on or self.on - datetime.timedelta(days=NEWS_DAYS)

    @remembered_property
    def news(self) -> tuple[News, ...]:
        return news_since(
            self.last_meeting.after if self.last_meeting else self.since,
            user=self.onlooker,
            institutions={pk: (name, slug) for pk, name, slug in self.institutions},
            clusters=[self.cluster],
        )

    @remembered_property
    def next_steps(self) -> NextSteps:
        return NextSteps.of(
            plan_of(self.strategies, on=self.on),
            on=self.on,
            meetings=meetings_since_new_year(self.cluster, user=self.reader, on=self.on),
        )

    @remembered_property
    def tilsyn(self) -> InspectionRegister:
        """What tilsyn has found at the institutions, and when their next reports are due."""
        return InspectionRegister.build(
            user=self.onlooker, on=self.on, only=sorted(self.institution_ids)
        )

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """The blocks of the page: (address, name)."""
        return (
            *([("#kurs", _("Are we on course?"))] if self.verdict else []),
            *([("#tilsyn", _("Found by tilsyn"))] if self.tilsyn.found else []),
            ("#naeste", _("Next steps")),
            ("#maal", _("Strategic goals")),
            ("#maalepunkter", _("Indicators")),
            *((f"#{one.code}", one.name) for one in self.measured.summed),
            ("#enheder", _("Institution by institution")),
            ("#siden-sidst", _("Since last")),
        )

    @remembered_property
    def awaiting(self) -> tuple[AwaitingGoal, ...]:
        """What the institutions have sent to the board, and what the cluster itself has."""
        return (
            *awaiting_of(self.institutions, goals=self.common_goals, standings=self.standings),
            *own_awaiting(self.cluster, user=self.onlooker),
        )

    @remembered_property
    def off_agenda(self) -> tuple[AwaitingGoal, ...]:
        """Of those, the ones that the agenda of the next meeting leaves out."""
        if not self.awaiting:
            return ()
        told = on_sent_agendas(self.cluster, user=self.reader, on=self.on)
        return tuple(goal for goal in self.awaiting if goal.href not in told) if told else ()

    @remembered_property
    def asked(self) -> tuple[AwaitingHearing, ...]:
        """The hearings that its board is to answer."""
        return hearings_awaiting(self.cluster, user=self.reader)

    @remembered_property
    def coverage(self) -> tuple[Coverage, ...]:
        names = {pk: name for pk, name, _slug in self.institutions}
        return Coverage.of(names, on=self.on, clusters=[self.cluster.pk])

    @property
    def units(self) -> int:
        return len(self.institution_ids)

    @property
    def place(self) -> str:
        """The cluster, as figures name it."""
        return f"cluster:{self.cluster.slug}"

    @remembered_property
    def in_brief(self) -> tuple[ClusterFinding, ...]:
        """The three findings at the top: what the board is to do, then how it goes."""
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
            len(self.awaiting),
            institutions=places,
            overdue=self.next_steps.overdue,
            hearings=len(self.asked),
        )
        return (
            ClusterFinding(
                *awaiting,
                "#naeste",
                _("See the next steps"),
                figures={"to_decide": len(self.awaiting)},
            ),
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
        )

    @property
    def assessed_alike(self) -> bool:
        """Whether all goals were assessed on the same day."""
        return {goal.assessed_on for goal in self.goals} == {self.assessed_on}

    @property
    def goals_heading(self) -> str:
        return cluster_goals.goals_heading([(goal.number, goal.tally) for goal in self.goals])

    @property
    def goals_figures(self) -> dict[str, int]:
        return cluster_goals.goals_figures([(goal.number, goal.tally) for goal in self.goals])

    @property
    def indicators_heading(self) -> str:
        told = [row for row in self.indicators if row.has_result and not row.is_reached]
        aimless = [row for row in told if row.attainment.status == IndicatorStatus.MANUAL]
        open_rows = [row for row in told if row not in aimless]
        lacking = [(row.name.lower(), row.lacking_units) for row in open_rows if row.lacking_units]
        return findings.indicators_heading(
            reached=[row.name.lower() for row in self.indicators if row.is_reached],
            lacking=lacking,
            others=[row.name.lower() for row in open_rows if not row.lacking_units],
            without_target=[row.name.lower() for row in aimless],
        )

    @remembered_property
    def reservations(self) -> tuple[str, ...]:
        return reservations(self.indicators, on=self.on)

    @property
    def shows_fields(self) -> bool:
        """Whether years are drawn as fields, which the page then explains."""
        return any(year.chart for row in self.indicators for year in row.years)

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
            hearings=len(self.asked),
            overdue=self.next_steps.overdue,
            under_way=self.next_steps.count("under_way"),
            meets_on=self.next_steps.meets_on,
            next_on=self.next_steps.next_on,
        )
