"""What an agenda item is about, as a board may see it: as facts that can be shown, and frozen."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from indicators.evaluation import Attainment, attainments_by_cluster
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import Board
from leadership.models import Action, DevelopmentPlan
from measurements.models import Inspection, Instrument, Measurement
from meetings.boards import institutions_of, is_plan_of
from meetings.models import AgendaItem, Meeting
from meetings.pages.beside import WordOfGoal
from strategy.models import Goal, LocalGoal, ProposedAssessment
from strategy.pages.goal_rows import Assessments
from strategy.progress import STATES, GoalTally, standings_on
from strategy.proposing import open_proposals
from strategy.workflow import UNFINISHED, Assessment, LocalGoalStatus

#: The kind of annex that is for the team itself, and nobody else.
PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Annex:
    """One thing an item is about. rows: (what, what it is) in words; mark and word: how it goes.

    kind: local_goal, goal, indicator, inspection, plan. pk: of the thing itself. Of a goal: its
    number, what the board found of it last, and what its leader proposes.
    """

    kind: str
    pk: int
    heading: str
    text: str
    href: str
    mark: str = ""
    word: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    note: str = ""
    number: int = 0
    last: WordOfGoal | None = None
    proposed: WordOfGoal | None = None

    @classmethod
    def thawed(cls, facts: dict[str, Any]) -> Self:
        """The annex as it was frozen."""
        said = {name: WordOfGoal.thawed(facts.get(name)) for name in ("last", "proposed")}
        rows = tuple((what, told) for what, told in facts["rows"])
        return cls(**{**facts, **said, "rows": rows})

    @property
    def frozen(self) -> dict[str, Any]:
        return asdict(self)


def linked(items: QuerySet[AgendaItem], *, user: Reader) -> QuerySet[AgendaItem]:
    """The items with what they are about, as far as the person reads it; drafts never."""
    local_goals = (
        LocalGoal.objects.visible_to(user)
        .exclude(status__in=UNFINISHED)
        .with_progress()
        .select_related("institution", "cluster", "goal")
        .prefetch_related("efforts")
        .order_by("institution__name", "goal__number", "pk")
    )
    return items.prefetch_related(
        Prefetch("local_goals", local_goals),
        Prefetch("goals", Goal.objects.visible_to(user).order_by("strategy", "number")),
        Prefetch(
            "indicators",
            Indicator.objects.visible_to(user)
            .select_related("goal__strategy__cluster")
            .order_by("number"),
        ),
        Prefetch(
            "inspections",
            Inspection.objects.visible_to(user)
            .select_related("institution")
            .order_by("institution__name"),
        ),
        Prefetch(
            "development_plans",
            DevelopmentPlan.objects.select_related(
                "team__cluster", "team__institution"
            ).prefetch_related("focuses__actions", "follow_ups"),
        ),
    )


def annexes_of(
    items: Sequence[AgendaItem], *, meeting: Meeting, user: Reader, on: datetime.date
) -> dict[int, tuple[Annex, ...]]:
    """What each item (given by `linked`) is about: item id → annexes; constant in queries.

    on: the day of which it is told. What the board finds at the meeting itself is no part of it.
    """
    board = meeting.board
    indicators = _indicators(items, board=board, user=user, on=on)
    goals = _goals(items, meeting=meeting, user=user, on=on)
    inspections = _inspections(items, user=user)
    return {
        item.pk: (
            *map(_local_goal, item.local_goals.all()),
            *(goals[goal.pk] for goal in item.goals.all()),
            *(indicators[row.pk] for row in item.indicators.all() if row.pk in indicators),
            *(inspections[row.pk] for row in item.inspections.all()),
            *_plans(item, board=board, on=on),
        )
        for item in items
    }


def _local_goal(goal: LocalGoal) -> Annex:
    rows = [
        (_("Efforts"), "\n".join(map(str, goal.efforts.all()))),
        (_("How the effect is measured"), goal.how),
        (
            _("When the effect is measured"),
            date_format(goal.measured_on, "DATE_FORMAT") if goal.measured_on else goal.when_text,
        ),
        (_("In a number"), goal.measure_text),
        (_("Responsible"), goal.responsible),
    ]
    is_sent = goal.status == LocalGoalStatus.SENT
    return Annex(
        kind="local_goal",
        pk=goal.pk,
        heading=goal.name,
        text=str(goal),
        href=goal.get_absolute_url(),
        mark="" if is_sent else goal.mark,
        word=str(goal.get_status_display()) if is_sent else "",
        rows=tuple((what, told) for what, told in rows if told),
    )


def _goals(
    items: Iterable[AgendaItem], *, meeting: Meeting, user: Reader, on: datetime.date
) -> dict[int, Annex]:
    """Goals with the board's newest word, and their local goals in the board's institutions."""
    board = meeting.board
    goals = {goal.pk: goal for item in items for goal in item.goals.all()}
    if not goals:
        return {}
    assessed: Mapping[int, Any] = {}
    proposed: Mapping[int, ProposedAssessment] = {}
    if board.cluster:
        assessed = Assessments.of(
            goals.values(), cluster=board.cluster, user=user, until=meeting.known_until(on)
        ).by_goal
        proposed = open_proposals(
            goals.values(),
            cluster=board.cluster,
            user=user,
            before_meeting=min(on, meeting.held_on),
        )
    tallies: dict[int, list[Any]] = defaultdict(list)
    places = list(institutions_of(board, on=on).order_by().values_list("pk", flat=True))
    for standing in standings_on(on, user, institutions=places, goals=list(goals)):
        tallies[standing.goal].append(standing)
    return {
        pk: _goal(
            goal,
            GoalTally.of(tallies[pk]),
            assessed.get(pk, (None, None, "")),
            proposed=proposed.get(pk),
        )
        for pk, goal in goals.items()
    }


def _goal(
    goal: Goal,
    tally: GoalTally,
    assessed: tuple[datetime.date | None, str | None, str],
    *,
    proposed: ProposedAssessment | None,
) -> Annex:
    """assessed: the day of the board's newest word, the word itself, and what it wrote."""
    assessed_on, progress, narrative = assessed
    counted = ", ".join(f"{count} {STATES[key]}" for key, count in tally.counts)
    rows = [(_("Adopted local goals"), counted or _("none"))]
    return Annex(
        kind="goal",
        pk=goal.pk,
        heading=_("Goal %(number)s") % {"number": goal.number},
        text=goal.text,
        href=goal.get_absolute_url(),
        mark=progress or "",
        word=str(Assessment(progress).label) if progress else "",
        rows=tuple(rows),
        number=goal.number,
        last=WordOfGoal.of(assessed_on, progress, narrative),
        proposed=WordOfGoal.of(proposed.proposed_on, proposed.progress, proposed.narrative)
        if proposed
        else None,
    )


def _indicators(
    items: Iterable[AgendaItem], *, board: Board, user: Reader, on: datetime.date
) -> dict[int, Annex]:
    """Indicators with their newest result, small numbers hidden as from this reader."""
    rows = {row.pk: row for item in items for row in item.indicators.all()}
    clusters = {
        cluster.pk: cluster
        for row in rows.values()
        if (cluster := row.goal.strategy.cluster or board.cluster)
    }
    if not clusters:
        return {}
    found = attainments_by_cluster(
        rows.values(), clusters=clusters.values(), user=user, on=on, with_trend=False
    )
    return {
        pk: _indicator(row, found[cluster.pk][pk])
        for pk, row in rows.items()
        if (cluster := row.goal.strategy.cluster or board.cluster)
    }


def _indicator(row: Indicator, result: Attainment) -> Annex:
    facts = [
        (_("Newest result"), result.result_text),
        (_("Target"), result.target_text),
        (
            _("Covers"),
            _("%(part)s of %(whole)s institutions")
            % {"part": result.counted, "whole": result.units},
        ),
        (_("As of"), date_format(result.as_of, "DATE_FORMAT") if result.as_of else ""),
    ]
    return Annex(
        kind="indicator",
        pk=row.pk,
        heading=_("Indicator %(number)s") % {"number": row.number},
        text=row.short_text or row.text,
        href=row.get_absolute_url(),
        mark=result.mark,
        word=str(result.word),
        rows=tuple((what, told) for what, told in facts if told),
        note=result.source_text,
    )


def _inspections(items: Iterable[AgendaItem], *, user: Reader) -> dict[int, Annex]:
    """Inspections with the rating of each theme; those without ratings say so."""
    rows = {row.pk: row for item in items for row in item.inspections.all()}
    if not rows:
        return {}
    rated: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    ratings = (
        Measurement.objects.visible_to(user)
        .filter(
            institution__in={row.institution_id for row in rows.values()},
            year__in={row.year for row in rows.values()},
            topic__version__instrument__kind=Instrument.Kind.INSPECTION,
            step__isnull=False,
        )
        .order_by("topic__number")
        .values_list("institution", "year", "topic__short_name", "step__label")
    )
    for institution, year, theme, label in ratings:
        rated[institution, year].append((theme, label))
    page = reverse("institution_detail", args=["-"])
    return {
        pk: Annex(
            kind="inspection",
            pk=pk,
            heading=str(row.institution),
            text=f"{row.get_kind_display()} {row.year}",
            href=page.replace("/-/", f"/{row.institution.slug}/") + "#tilsyn",
            rows=tuple(_themes(row, rated)),
            note=_("An inspection without ratings.") if row.kind == Inspection.Kind.LIGHT else "",
        )
        for pk, row in rows.items()
    }


def _themes(
    row: Inspection, rated: Mapping[tuple[int, int], list[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    if row.kind != Inspection.Kind.LIGHT:
        yield from rated[row.institution_id, row.year]
    if row.closed_on:
        yield _("Closed"), date_format(row.closed_on, "DATE_FORMAT")


def _plans(item: AgendaItem, *, board: Board, on: datetime.date) -> Iterator[Annex]:
    """The development plans of the board's own team: those at the table agreed on them.

    Other boards are shown none, and `ItemView.for_others` drops them.
    """
    for plan in item.development_plans.all():
        if not is_plan_of(board, plan):
            continue
        rows = [
            (focus.name, "\n".join(map(_action, focus.actions.all())) or _("No actions yet"))
            for focus in plan.focuses.all()
        ]
        ahead = min(
            (row.planned_on for row in plan.follow_ups.all() if row.planned_on >= on), default=None
        )
        if ahead:
            rows.append((_("Next follow-up"), date_format(ahead, "DATE_FORMAT")))
        yield Annex(
            kind=PLAN,
            pk=plan.pk,
            heading=str(plan.team),
            text=str(plan),
            href=plan.get_absolute_url(),
            word=str(plan.get_stage_display()),
            rows=tuple(rows),
        )


def _action(action: Action) -> str:
    """“Vi besøger hinandens børnemøder (Anna, 1. marts 2027): På vej”."""
    told = [action.responsible, date_format(action.due_on, "DATE_FORMAT") if action.due_on else ""]
    who_and_when = ", ".join(filter(None, told))
    about = f"{action.text} ({who_and_when})" if who_and_when else action.text
    return f"{about}: {action.get_progress_display()}"
