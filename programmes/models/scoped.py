"""Rows of a whole programme, or of one course or institution in it, within a person's reach."""

import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from institutions.access import Reader, scope_of
from institutions.querysets import within
from programmes.models.courses import Course
from programmes.models.programme import Programme

if TYPE_CHECKING:
    from programmes.models.evaluation import Result  # noqa: F401  # what a queryset below is of
    from programmes.models.surveys import Survey  # noqa: F401  # what a queryset below is of

M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """Rows of the whole programme, or of one course or institution in it."""

    programme = "point__programme"

    def visible_to(self, user: Reader) -> Self:
        """The whole's to all who read the programme; a place's to those who reach it."""
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

    def editable_by(self, user: Reader) -> Self:
        """The whole's to who plans everything; a place's to who plans for it."""
        unit = within(scope_of(user).plans, institutions="institution")
        if unit is None:
            return self.all()
        return self.filter(unit | Q(institution=None, course__in=Course.objects.editable_by(user)))


class ResultQuerySet(ScopedQuerySet["Result"]):
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


class SurveyQuerySet(ScopedQuerySet["Survey"]):
    def open(self) -> Self:
        """Those that can be answered today."""
        return self.filter(closed_at=None, closes_on__gte=timezone.localdate())
