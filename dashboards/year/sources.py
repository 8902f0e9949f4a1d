"""Where the entries of a cluster's year come from."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.calendar import CalendarEntry, CalendarKind
from dashboards.year.entries import LENGTH, YearEntry
from dashboards.year.workplace import workplace_figures
from hearings.models import Hearing
from hearings.workflow import HearingStage
from institutions.access import Reader
from institutions.models import Cluster
from institutions.periods import holds_on
from measurements.models import MeasuringRound
from meetings.models import Meeting, YearStep
from meetings.models.years import StepKind
from meetings.workflow import OVER
from strategy.models import Approval, LocalGoal, ProcessStep, Strategy
from strategy.workflow import LocalGoalStatus

#: What a step of the year is about → the band it lies in.
BAND_OF = {
    StepKind.DIRECTION: "plan",
    StepKind.MEASURING: "measuring",
    StepKind.PARENTS: "meetings",
}


def entries_of_year(cluster: Cluster, *, year: int, user: Reader) -> tuple[YearEntry, ...]:
    """All that touches the year, by day; some twenty queries."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    found = [
        *_own_steps(cluster, year, user),
        *_process_steps(cluster, first, last, user),
        *_meetings(cluster, first, last, user),
        *_rounds(cluster, first, last),
        *_effects(cluster, first, last, user),
        *_hearings(cluster, first, last, user),
        *_approvals(first, last, user),
        *workplace_figures(cluster, first, last, user),
    ]
    return tuple(sorted(found, key=lambda row: row.entry.sort_key))


def _own_steps(cluster: Cluster, year: int, user: Reader) -> Iterator[YearEntry]:
    for step in YearStep.objects.visible_to(user).in_year(year).filter(cluster=cluster):
        yield YearEntry(
            CalendarEntry(
                uid=f"year-{step.pk}",
                kind=CalendarKind.YEAR,
                what=step.title,
                from_on=step.from_on,
                to_on=step.to_on,
                href=reverse("year_wheel", args=[cluster.slug]),
                concerns=step.actor,
            ),
            BAND_OF.get(StepKind(step.kind), "other"),
            is_linked=False,
            step=step.pk,
            invited=step.invited,
            outcome=step.outcome,
        )


def _process_steps(
    cluster: Cluster, first: datetime.date, last: datetime.date, user: Reader
) -> Iterator[YearEntry]:
    strategies = Strategy.objects.visible_to(user).filter(Q(cluster=cluster) | Q(cluster=None))
    steps = ProcessStep.objects.filter(strategy__in=strategies, from_on__lte=last, to_on__gte=first)
    for step in steps:
        yield YearEntry(
            CalendarEntry(
                uid=f"step-{step.pk}",
                kind=CalendarKind.STEP,
                what=Truncator(step.text.strip().rstrip(".")).chars(LENGTH),
                from_on=step.from_on,
                to_on=max(step.to_on, step.deadline_on or step.to_on),
                href=reverse("process_plan"),
                concerns=step.actor,
            ),
            "plan",
            is_done=step.done_on is not None,
        )


def _meetings(
    cluster: Cluster, first: datetime.date, last: datetime.date, user: Reader
) -> Iterator[YearEntry]:
    meetings = (
        Meeting.objects.visible_to(user)
        .filter(board__cluster=cluster, held_on__range=(first, last))
        .select_related("board")
        .order_by("held_on", "pk")
    )
    for meeting in meetings:
        yield YearEntry(
            CalendarEntry(
                uid=f"meeting-{meeting.pk}",
                kind=CalendarKind.MEETING,
                what=_("Meeting: %(board)s") % {"board": meeting.board},
                from_on=meeting.held_on,
                to_on=meeting.held_on,
                href=meeting.get_absolute_url(),
                concerns=meeting.place,
                begins_at=timezone.make_aware(
                    datetime.datetime.combine(meeting.held_on, meeting.from_at)
                ),
            ),
            "meetings",
            is_done=meeting.status in OVER,
        )


def _rounds(cluster: Cluster, first: datetime.date, last: datetime.date) -> Iterator[YearEntry]:
    rounds = (
        MeasuringRound.objects.filter(opens_on__lte=last, deadline_on__gte=first)
        .filter(Q(clusters=None) | Q(clusters=cluster))
        .select_related("instrument")
        .distinct()
    )
    for one in rounds:
        yield YearEntry(
            CalendarEntry(
                uid=f"round-{one.pk}",
                kind=CalendarKind.ROUND,
                what=f"{one.instrument.short_name} {one.period}",
                from_on=one.opens_on,
                to_on=one.deadline_on,
                href=reverse("year_wheel", args=[cluster.slug]),
            ),
            "measuring",
            is_linked=False,
        )


def _effects(
    cluster: Cluster, first: datetime.date, last: datetime.date, user: Reader
) -> Iterator[YearEntry]:
    """The days on which the effects of local goals are measured, those of a month together."""
    goals = (
        LocalGoal.objects.visible_to(user)
        .filter(
            (
                holds_on(timezone.localdate(), "institution__placements__")
                & Q(institution__placements__cluster=cluster)
            )
            | Q(cluster=cluster),
            status__in=[LocalGoalStatus.ADOPTED, LocalGoalStatus.IN_PROGRESS],
            measured_on__range=(first, last),
        )
        .order_by("measured_on")
        .values_list("measured_on", flat=True)
    )
    by_month: dict[int, list[datetime.date]] = defaultdict(list)
    for day in goals:
        if day is not None:
            by_month[day.month].append(day)
    for month, days in by_month.items():
        yield YearEntry(
            CalendarEntry(
                uid=f"effects-{cluster.slug}-{first.year}-{month}",
                kind=CalendarKind.EFFECT,
                what=ngettext(
                    "The effect of %(count)s local goal is measured",
                    "The effect of %(count)s local goals is measured",
                    len(days),
                )
                % {"count": len(days)},
                from_on=days[0],
                to_on=days[-1],
                href=f"{cluster.get_absolute_url()}#enheder",
            ),
            "measuring",
        )


def _hearings(
    cluster: Cluster, first: datetime.date, last: datetime.date, user: Reader
) -> Iterator[YearEntry]:
    """From the day on which a hearing was opened to its deadline: of the place, and those asked."""
    asked = Hearing.objects.filter(receivers__board__cluster=cluster).order_by().values("pk")
    hearings: QuerySet[Any] = (
        Hearing.objects.visible_to(user)
        .filter(Q(cluster=cluster) | Q(pk__in=asked), deadline_on__gte=first)
        .exclude(stage__in=[HearingStage.DRAFT, HearingStage.WITHDRAWN])
        .annotate(opened_at=Min("steps__made_at"))
    )
    for hearing in hearings:
        opened_on = timezone.localdate(hearing.opened_at) if hearing.opened_at else first
        if opened_on > last:
            continue
        yield YearEntry(
            CalendarEntry(
                uid=f"hearing-{hearing.pk}",
                kind=CalendarKind.HEARING,
                what=_("Hearing: %(hearing)s") % {"hearing": hearing},
                from_on=opened_on,
                to_on=hearing.deadline_on,
                href=hearing.get_absolute_url(),
            ),
            "plan",
            is_done=hearing.stage != HearingStage.OPEN,
        )


def _approvals(first: datetime.date, last: datetime.date, user: Reader) -> Iterator[YearEntry]:
    """The committee has approved the steering concept: its model, and with the local goals."""
    approvals = Approval.objects.visible_to(user).filter(approved_on__range=(first, last))
    for approval in approvals.defer("content", "pdf"):
        yield YearEntry(
            CalendarEntry(
                uid=f"approval-{approval.pk}",
                kind=CalendarKind.STEP,
                what=_("The committee approves: %(what)s") % {"what": approval.what},
                from_on=approval.approved_on,
                to_on=approval.approved_on,
                href=reverse("steering_concept", args=[approval.strategy_id]),
            ),
            "plan",
            is_done=True,
        )
