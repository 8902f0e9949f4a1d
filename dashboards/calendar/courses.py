"""The days of courses: those at the places one reads, and those one runs."""

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Coalesce

from dashboards.calendar.entry import CalendarEntry, CalendarKind
from institutions.access import Reader, scope_of
from institutions.querysets import within
from programmes.models import Course, Stage
from programmes.models.courses import COURSE_PATHS


def course_stages(
    user: Reader, from_on: datetime.date, to_on: datetime.date
) -> Iterator[CalendarEntry]:
    """Stages of courses of one's own places, and of those one is a consultant of.

    Whoever reads the whole municipality gets only the latter: everybody's days are on the plan.
    """
    courses = Course.objects.visible_to(user).filter(programme__is_draft=False)
    own = within(scope_of(user).reads, **COURSE_PATHS)
    mine = Q(consultants__user=user)
    courses = courses.filter(mine if own is None else mine | own)
    stages = (
        Stage.objects.filter(course__in=courses)
        .annotate(day=Coalesce("done_on", "planned_on"))
        .filter(day__range=(from_on, to_on))
        .select_related("kind", "course__programme")
    )
    for stage in stages:
        yield CalendarEntry(
            uid=f"course-stage-{stage.pk}",
            kind=CalendarKind.COURSE,
            what=stage.kind.name,
            from_on=stage.day,
            to_on=stage.day,
            href=stage.course.get_absolute_url(),
            concerns=stage.course.name,
        )
