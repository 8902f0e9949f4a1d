"""What a person has said they would keep an eye on while a programme goes on."""

import datetime

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from dashboards.my_work.tasks import Task
from institutions.access import Reader
from programmes.models import AttentionPoint

WORDS_SHOWN = 40


def watched_tasks(*, user: Reader, on: datetime.date) -> tuple[Task, ...]:
    """The open attention points that the person owns, the most pressing first; one query."""
    points = AttentionPoint.objects.visible_to(user).filter(owner=user.pk).open()
    return tuple(
        Task(
            text=Truncator(point.text).words(WORDS_SHOWN),
            href=point.get_absolute_url(),
            link=_("Tell how it goes"),
            place=str(point.programme),
            on=point.due_on,
            is_overdue=point.is_overdue(on),
        )
        for point in points.select_related("programme")
    )
