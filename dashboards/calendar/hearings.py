"""The last days to answer hearings, for those who are asked and those who ask."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dashboards.calendar.entry import CalendarEntry, CalendarKind
from hearings.models import Hearing, HearingReceiver
from hearings.workflow import HearingStage
from institutions.access import Reader
from meetings.querysets import attended


def hearings_closing(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """The deadlines of hearings that are open, and those that a board of theirs has of its own."""
    closing = Hearing.objects.visible_to(user).open().filter(deadline_on__range=(from_on, to_on))
    for hearing in closing.select_related("cluster", "institution"):
        yield CalendarEntry(
            uid=f"hearing-{hearing.pk}",
            kind=CalendarKind.HEARING,
            what=_("Deadline of a hearing: %(hearing)s") % {"hearing": hearing},
            from_on=hearing.deadline_on,
            to_on=hearing.deadline_on,
            href=hearing.get_absolute_url(),
            concerns=str(hearing.place or ""),
            edition=hearing.version,
        )
    own = HearingReceiver.objects.filter(
        attended(user, "board"),
        hearing__stage=HearingStage.OPEN,
        deadline_on__range=(from_on, to_on),
    )
    for row in own.select_related("hearing", "board"):
        yield CalendarEntry(
            uid=f"hearing-{row.hearing_id}-{row.pk}",
            kind=CalendarKind.HEARING,
            what=_("Deadline of a hearing: %(hearing)s") % {"hearing": row.hearing},
            from_on=row.until,
            to_on=row.until,
            href=row.hearing.get_absolute_url(),
            concerns=str(row.board),
            edition=row.hearing.version,
        )
