"""The meetings of a person's boards, and the days by which they follow up."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from dashboards.calendar.entry import CalendarEntry, CalendarKind
from institutions.access import Reader
from meetings.models import FollowUp, Meeting


def meetings_held(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """Meetings of the boards the person attends, planned ones too: the day is to be kept free."""
    attended = Meeting.objects.attended_by(user).filter(held_on__range=(from_on, to_on))
    meetings = list(attended.select_related("board").order_by("held_on", "pk"))
    moved = _times_moved([meeting.pk for meeting in meetings])
    for meeting in meetings:
        yield CalendarEntry(
            uid=f"meeting-{meeting.pk}",
            kind=CalendarKind.MEETING,
            what=_("Meeting, %(place)s") % {"place": meeting.place},
            from_on=meeting.held_on,
            to_on=meeting.held_on,
            href=meeting.get_absolute_url(),
            concerns=str(meeting.board),
            begins_at=_at(meeting.held_on, meeting.from_at),
            ends_at=_at(meeting.held_on, meeting.to_at) if meeting.to_at else None,
            edition=moved[meeting.pk],
        )


def follow_ups_due(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """When the person is to have followed up; what it is stands behind the link."""
    mine = FollowUp.objects.filter(
        person=user.pk, done_on=None, due_on__range=(from_on, to_on)
    ).values_list("pk", "due_on", "item__meeting__board__name")
    for pk, due_on, board in mine:
        if due_on is None:
            continue
        yield CalendarEntry(
            uid=f"follow-up-{pk}",
            kind=CalendarKind.MEETING,
            what=_("A follow-up is due"),
            from_on=due_on,
            to_on=due_on,
            href=FollowUp(pk=pk).get_absolute_url(),
            concerns=board,
        )


def _times_moved(meetings: Sequence[int]) -> Counter[int]:
    """How often each was given another day, hour or place since it was planned."""
    moved: Counter[int] = Counter()
    if not meetings:
        return moved
    written = Meeting.history.filter(id__in=meetings).order_by("id", "history_date", "history_id")
    before: dict[int, tuple[object, ...]] = {}
    for pk, *when_and_where in written.values_list("id", "held_on", "from_at", "to_at", "place"):
        now = tuple(when_and_where)
        moved[pk] += before.get(pk, now) != now
        before[pk] = now
    return moved


def _at(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, clock))
