"""What a person is to answer for a board, as its chair."""

import datetime

from django.utils.translation import gettext as _

from dashboards.my_work.tasks import Task
from hearings.models import LAST_ON, HearingReceiver
from institutions.access import Reader


def hearing_tasks(*, user: Reader, on: datetime.date) -> tuple[Task, ...]:
    """The hearings that a board of theirs has not answered, the nearest deadline first."""
    asked = HearingReceiver.objects.spoken_for_by(user).unanswered()
    rows = (
        asked.select_related("hearing", "board").annotate(last_on=LAST_ON).order_by("last_on", "pk")
    )
    return tuple(
        Task(
            text=_("“%(hearing)s” awaits an answer from %(board)s.")
            % {"hearing": row.hearing, "board": row.board},
            href=row.get_absolute_url(),
            link=_("Read and answer"),
            place=str(row.board),
            on=row.until,
            is_overdue=row.is_late(on),
        )
        for row in rows
    )
