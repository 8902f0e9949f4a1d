"""Programmes, courses and results within a person's reach.

A programme is the municipality's, and whoever reads anything reads it. What is told of one course
or institution is for those who reach that place, and small numbers are hidden above all this.
"""

import datetime
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from institutions.access import scope_of
from institutions.querysets import within
from measurements.suppression import threshold_for

#: The ways from a course to a place. An area reaches what lies in it.
COURSE_PATHS = {
    "clusters": "cluster",
    "institutions": "institution",
}


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Those all may read; one that is still a draft only to those who plan for everybody."""
        reach = scope_of(user)
        if reach.plans.everything:
            return self.all()
        return self.filter(is_draft=False) if reach.reads else self.none()

    def editable_by(self, user) -> Self:
        """Those the person plans: administrators, and who plans for the whole municipality."""
        return self.all() if scope_of(user).plans.everything else self.none()

    def plannable_by(self, user) -> Self:
        """Those the person has anything to plan in."""
        return self.visible_to(user) if scope_of(user).plans else self.none()


class OfProgrammeQuerySet(models.QuerySet):
    """Rows of a programme: read and planned by those who read and plan it."""

    path = "programme"

    def visible_to(self, user) -> Self:
        from programmes.models import Programme  # models import this module

        return self.filter(**{f"{self.path}__in": Programme.objects.visible_to(user)})

    def editable_by(self, user) -> Self:
        return self.all() if scope_of(user).plans.everything else self.none()


class OfPointQuerySet(OfProgrammeQuerySet):
    """Rows of a point of evaluation."""

    path = "point__programme"


class PlanningQuerySet(models.QuerySet):
    """Consultants and rooms: for those who plan anything, and changed by who plans everything."""

    def visible_to(self, user) -> Self:
        return self.all() if scope_of(user).plans else self.none()

    def editable_by(self, user) -> Self:
        return self.all() if scope_of(user).plans.everything else self.none()


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Those of the places the person reads, and those that belong to no place of ours."""
        from programmes.models import Programme  # models import this module

        reads = scope_of(user).reads
        known = self.filter(programme__in=Programme.objects.visible_to(user))
        condition = within(reads, **COURSE_PATHS)
        if condition is None:
            return known
        return known.filter(condition | Q(cluster=None, institution=None))

    def editable_by(self, user) -> Self:
        """Those of the places the person plans for."""
        condition = within(scope_of(user).plans, **COURSE_PATHS)
        return self.all() if condition is None else self.filter(condition)


class OfCourseQuerySet(models.QuerySet):
    """Rows of a course: seen and changed by those who see and change it."""

    def visible_to(self, user) -> Self:
        from programmes.models import Course

        return self.filter(course__in=Course.objects.visible_to(user))

    def editable_by(self, user) -> Self:
        from programmes.models import Course

        return self.filter(course__in=Course.objects.editable_by(user))


class ScopedQuerySet(models.QuerySet):
    """Rows of the whole programme, or of one course or institution in it."""

    programme = "point__programme"

    def visible_to(self, user) -> Self:
        """The whole's to all who read the programme; a place's to those who reach it."""
        from programmes.models import Course, Programme

        readable = self.filter(**{f"{self.programme}__in": Programme.objects.visible_to(user)})
        unit = within(scope_of(user).reads, institutions="institution")
        if unit is None:
            return readable
        courses = Course.objects.visible_to(user)
        return readable.filter(
            Q(course=None, institution=None)
            | (unit & (Q(course=None) | Q(course__in=courses)))
            | Q(institution=None, course__in=courses)
        )

    def editable_by(self, user) -> Self:
        """The whole's to who plans everything; a place's to who plans for it."""
        from programmes.models import Course

        unit = within(scope_of(user).plans, institutions="institution")
        if unit is None:
            return self.all()
        return self.filter(unit | Q(institution=None, course__in=Course.objects.editable_by(user)))


class ResultQuerySet(ScopedQuerySet):
    programme = "question__point__programme"

    def standing(self, on: datetime.date | None = None) -> Self:
        """Those that count: not of an import taken back, nor of a survey people still answer.

        A survey is shown when it is over: watched while it grows, it would tell who said what.
        """
        over = Q(survey__closed_at__isnull=False) | Q(
            survey__closes_on__lt=on or timezone.localdate()
        )
        answered = Q(respondents__gt=0)
        return self.filter(Q(batch__undone_at=None)).filter(Q(survey=None) | (over & answered))


class SurveyQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        """Those that can be answered today."""
        return self.filter(closed_at=None, closes_on__gte=timezone.localdate())


class CommentQuerySet(models.QuerySet):
    """Open answers as they were written: for those who plan, once the survey is over."""

    def visible_to(self, user) -> Self:
        from programmes.models import Survey

        over = Q(survey__closed_at__isnull=False) | Q(survey__closes_on__lt=timezone.localdate())
        known = self.filter(Q(survey=None) | over)
        if scope_of(user).plans.everything:
            return known
        return known.filter(survey__in=Survey.objects.editable_by(user))

    editable_by = visible_to

    def with_enough_answers(self) -> Self:
        """Those of surveys so many have answered that nobody is known by having answered at all."""
        answered = Count("survey__invitations", filter=Q(survey__invitations__is_used=True))
        return self.annotate(answered=answered).filter(
            Q(survey=None) | Q(answered__gte=threshold_for(None))
        )
