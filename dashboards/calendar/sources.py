"""Where entries come from on our own floor: local goals, process plans, measuring rounds."""

import datetime
from collections.abc import Iterator

from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from dashboards.calendar.entry import CalendarEntry, CalendarKind
from institutions.access import Reader, scope_of
from institutions.models import Institution
from measurements.models import MeasuringRound
from strategy.models import LocalGoal, ProcessStep
from strategy.naming import goal_said
from strategy.workflow import LocalGoalStatus

STEP_LENGTH = 90
#: Whose a local goal is.
PLACE = Coalesce("institution__name", "cluster__name")


def effects_measured(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """The days on which the effects of adopted goals are measured; drafts promise nothing yet."""
    goals = LocalGoal.objects.visible_to(user).filter(
        status__in=[LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS],
        measured_on__range=(from_on, to_on),
    )
    rows = goals.annotate(day=F("measured_on"), whose=PLACE)
    for pk, day, number, place, cluster, version in rows.values_list(
        "pk", "day", "goal__number", "whose", "cluster", "version"
    ):
        yield CalendarEntry(
            uid=f"effect-{pk}",
            kind=CalendarKind.EFFECT,
            what=_("The effect of the local goal under %(goal)s is measured")
            % {"goal": goal_said(number, is_theme=cluster is not None)},
            from_on=day,
            to_on=day,
            href=reverse("local_goal_detail", args=[pk]),
            concerns=place,
            edition=version,
        )


def efforts_due(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """The deadlines of the efforts of adopted goals, where they have one of their own."""
    goals = LocalGoal.objects.visible_to(user).filter(
        status__in=[LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS],
        efforts__due_on__range=(from_on, to_on),
    )
    rows = goals.annotate(effort=F("efforts"), day=F("efforts__due_on"), whose=PLACE)
    for pk, effort, day, number, place, cluster, version in rows.values_list(
        "pk", "effort", "day", "goal__number", "whose", "cluster", "version"
    ):
        yield CalendarEntry(
            uid=f"effort-{effort}",
            kind=CalendarKind.EFFORT,
            what=_("Deadline of an effort under %(goal)s")
            % {"goal": goal_said(number, is_theme=cluster is not None)},
            from_on=day,
            to_on=day,
            href=reverse("local_goal_detail", args=[pk]),
            concerns=place,
            edition=version,
        )


def process_steps(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """The steps of the process plans that are not done yet, until their deadline."""
    steps = (
        ProcessStep.objects.visible_to(user)
        .filter(done_on=None)
        .annotate(ends_on=Greatest(Coalesce("deadline_on", "to_on"), F("from_on")))
        .filter(from_on__lte=to_on, ends_on__gte=from_on)
    )
    for pk, text, actor, begins, ends in steps.values_list(
        "pk", "text", "actor", "from_on", "ends_on"
    ):
        yield CalendarEntry(
            uid=f"step-{pk}",
            kind=CalendarKind.STEP,
            what=Truncator(text.strip().rstrip(".")).chars(STEP_LENGTH),
            from_on=begins,
            to_on=ends,
            href=reverse("process_plan"),
            concerns=actor,
        )


def rounds_due(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """The deadlines of measuring rounds, for those whose institutions are to deliver."""
    edits = scope_of(user).edits
    if not edits:
        return
    rounds = MeasuringRound.objects.filter(
        deadline_on__range=(from_on, to_on), locked_at=None
    ).select_related("instrument")
    kinds: set[str] = set()
    if not edits.everything:
        own = scope_of(user).reads.clusters
        rounds = rounds.filter(Q(clusters=None) | Q(clusters__in=own)).distinct()
        led = Institution.objects.at(edits).order_by().values_list("kind", flat=True)
        kinds = set(led.distinct())
    for one in rounds:
        if one.kinds and not edits.everything and kinds.isdisjoint(one.kinds):
            continue
        yield CalendarEntry(
            uid=f"round-{one.pk}",
            kind=CalendarKind.ROUND,
            what=_("Deadline for %(instrument)s %(period)s")
            % {"instrument": one.instrument.short_name, "period": one.period},
            from_on=one.deadline_on,
            to_on=one.deadline_on,
            href=reverse("template_list"),
        )
