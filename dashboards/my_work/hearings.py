"""What is to be answered in hearings, by the boards somebody sits on."""

import datetime
from collections.abc import Collection

from django.utils.translation import gettext as _

from dashboards.my_work.tasks import Task
from hearings.models import LAST_ON, Hearing, HearingReceiver
from institutions.access import Reader
from institutions.models import Board
from institutions.roles import NOT_FOR_BOARDS


def hearing_tasks(
    *, user: Reader, on: datetime.date, besides: Collection[str] = ()
) -> tuple[Task, ...]:
    """The hearings that they answer for a board, which has not, the nearest deadline first.

    besides: addresses of what is told of elsewhere.
    """
    asked = HearingReceiver.objects.spoken_for_by(user).unanswered()
    rows = asked.select_related("hearing", "board").annotate(last_on=LAST_ON)
    tasks = (_task(row, on=on, may_answer=True) for row in rows.order_by("last_on", "pk"))
    return tuple(task for task in tasks if task.href not in besides)


def board_hearings(*, user: Reader, on: datetime.date) -> tuple[Task, ...]:
    """The open hearings that a board they sit on is asked in, and has not answered.

    Who answers for it is led to the answer, the others to what is asked; three queries.
    """
    rows = HearingReceiver.objects.awaited().filter(
        board__in=Board.objects.attended_by(user).exclude(kind__in=NOT_FOR_BOARDS).values("pk"),
        hearing__in=Hearing.objects.visible_to(user).values("pk"),
    )
    mine = set(HearingReceiver.objects.spoken_for_by(user).values_list("pk", flat=True))
    return tuple(_task(row, on=on, may_answer=row.pk in mine) for row in rows)


def _task(row: HearingReceiver, *, on: datetime.date, may_answer: bool) -> Task:
    return Task(
        text=_("“%(hearing)s” awaits an answer from %(board)s.")
        % {"hearing": row.hearing, "board": row.board},
        href=row.get_absolute_url() if may_answer else row.hearing.get_absolute_url(),
        link=_("Read and answer") if may_answer else _("Read the hearing"),
        place=str(row.board),
        on=row.until,
        is_overdue=row.is_late(on),
    )
