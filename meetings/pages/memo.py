"""What a board must know of an item to decide, besides what it is about."""

import datetime
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from institutions.access import Reader
from meetings.models import AgendaItem, Meeting, PutOff
from strategy.pages.course import CourseStrip
from strategy.pages.goal_rows import Assessments

#: What stands before a point of a recommendation: a dash, a dot or a number.
POINT = re.compile(r"^\s*(?:[-–•*]|\d{1,2}[.)])\s+")


def points_of(recommendation: str) -> tuple[str, ...]:
    """What is recommended, point by point: a line of it each, without its dash or number."""
    lines = (POINT.sub("", line).strip() for line in recommendation.splitlines())
    return tuple(line for line in lines if line)


def memo_of(item: AgendaItem | PutOff) -> tuple[tuple[str, str], ...]:
    """(what, what it is) of all that is written."""
    rows = [
        (_("Presented by"), item.presenter),
        (_("Guests"), item.guests),
        (_("Time set aside"), _("%(n)s minutes") % {"n": item.duration} if item.duration else ""),
        (_("Economy"), item.economy),
        (_("What happens then"), item.further),
        (_("Case number"), item.case_number),
    ]
    return tuple((what, told) for what, told in rows if told)


def courses_of(
    items: Sequence[AgendaItem], *, meeting: Meeting, user: Reader, on: datetime.date
) -> dict[int, CourseStrip]:
    """How the board of a cluster had found that the goals of an item go; one query."""
    board = meeting.board
    goals = {goal.pk: goal for item in items for goal in item.goals.all()}
    if not goals or board.cluster is None:
        return {}
    until = meeting.known_until(on)
    told = Assessments.of(goals.values(), cluster=board.cluster, user=user, until=until).told
    strips = {
        item.pk: CourseStrip.of(
            item.goals.all(),
            told=[each for each in told if each[0] in {goal.pk for goal in item.goals.all()}],
        )
        for item in items
    }
    return {pk: strip for pk, strip in strips.items() if strip.is_shown}
