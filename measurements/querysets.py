"""Data within a person's reach."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from imports.tickets import KEPT_FOR
from institutions.access import Reader, scope_of
from institutions.querysets import PlaceQuerySet

if TYPE_CHECKING:
    from measurements.models import (  # noqa: F401  # what the querysets below are of
        AnswerCount,
        Import,
        ImportUnderWay,
        Inspection,
        Measurement,
        MeasuringRound,
    )


class InspectionQuerySet(PlaceQuerySet["Inspection"]):
    paths = {"institutions": "institution"}


class MeasurementQuerySet(PlaceQuerySet["Measurement"]):
    paths = {"institutions": "institution"}

    def newest_of_each_group(self) -> Self:
        """Of what was measured more than once in a year, the last: what a mean is made of.

        Groups are not measured on the same day, and each has its say.
        """
        later = self.model._default_manager.filter(
            institution=OuterRef("institution"),
            topic=OuterRef("topic"),
            year=OuterRef("year"),
            group=OuterRef("group"),
            period__gt=OuterRef("period"),
        )
        return self.filter(~Exists(later))


class AnswerCountQuerySet(PlaceQuerySet["AnswerCount"]):
    paths = {"institutions": "measurement__institution"}


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: Reader) -> Self:
        """Imports are for administrators, who see everything."""
        return self.all() if scope_of(user).edits.everything else self.none()

    editable_by = visible_to

    def standing(self) -> Self:
        """Those not undone."""
        return self.filter(undone_at=None)


class ImportUnderWayQuerySet(models.QuerySet["ImportUnderWay"]):
    def visible_to(self, user: Reader) -> Self:
        """One's own, as an uploaded file is; and only for an administrator."""
        return self.filter(user=user) if scope_of(user).edits.everything else self.none()

    editable_by = visible_to

    def pending(self) -> Self:
        """Those that somebody or something still has to deal with."""
        return self.exclude(stage__in=["done", "stopped"])

    def over(self) -> Self:
        """Those whose file is no longer kept."""
        return self.filter(received_at__lt=timezone.now() - KEPT_FOR)


class MeasuringRoundQuerySet(models.QuerySet["MeasuringRound"]):
    def visible_to(self, user: Reader) -> Self:
        """Rounds are the administrators' work, and they see everything."""
        return self.all() if scope_of(user).edits.everything else self.none()

    editable_by = visible_to

    def locked(self) -> Self:
        """Those whose values change only with a reason."""
        return self.filter(locked_at__isnull=False)
