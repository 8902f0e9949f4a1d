"""What is to be answered in hearings, by the boards somebody sits on."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import Q
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

    And those where they have begun to amend what was sent. besides: addresses of what is told of
    elsewhere.
    """
    mine = HearingReceiver.objects.spoken_for_by(user).with_unsent()
    asked = mine.filter(Q(answer=None) | Q(answer__sent_at=None) | Q(has_unsent=True))
    rows = asked.select_related("hearing", "board").annotate(last_on=LAST_ON)
    tasks = (_task(row, on=on, may_answer=True) for row in rows.order_by("last_on", "pk"))
    return tuple(task for task in tasks if task.href not in besides)


def board_hearings(*, user: Reader, on: datetime.date) -> tuple[Task, ...]:
    """The open hearings that a board they sit on is asked in, and has not answered.

    Who answers for it is led to the answer, the others to what is asked; three queries.
    """
    rows = (
        HearingReceiver.objects.awaited()
        .with_unsent()
        .filter(
            board__in=Board.objects.attended_by(user).exclude(kind__in=NOT_FOR_BOARDS).values("pk"),
            hearing__in=Hearing.objects.visible_to(user).values("pk"),
        )
    )
    mine = set(HearingReceiver.objects.spoken_for_by(user).values_list("pk", flat=True))
    return tuple(_task(row, on=on, may_answer=row.pk in mine) for row in rows)


def _task(row: Any, *, on: datetime.date, may_answer: bool) -> Task:
    """row: one of those with `has_unsent`. Only who writes the answer is told of its draft."""
    is_draft = row.has_unsent and may_answer
    words = (
        _("The answer of %(board)s to “%(hearing)s” is a draft, and is not sent.")
        if is_draft
        else _("“%(hearing)s” awaits an answer from %(board)s.")
    )
    return Task(
        text=words % {"hearing": row.hearing, "board": row.board},
        href=row.get_absolute_url() if may_answer else row.hearing.get_absolute_url(),
        link=_link(is_draft=is_draft, may_answer=may_answer),
        place=str(row.board),
        on=row.until,
        is_overdue=row.is_late(on),
    )


def _link(*, is_draft: bool, may_answer: bool) -> str:
    if is_draft:
        return _("Write on, and send it")
    return _("Read and answer") if may_answer else _("Read the hearing")
