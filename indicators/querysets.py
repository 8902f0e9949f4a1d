"""Indicators and their results within a person's reach."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from institutions.access import Reader, scope_of
from institutions.querysets import PlaceQuerySet, within
from strategy.models import Goal

if TYPE_CHECKING:
    from indicators.models import (  # noqa: F401  # what the querysets below are of
        FollowedFigures,
        Indicator,
        ManualResult,
        ResultSnapshot,
    )


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of the goals the person reads."""
        return self.filter(goal__in=Goal.objects.visible_to(user))

    def editable_by(self, user: Reader) -> Self:
        """Those of the goals the person may change."""
        return self.filter(goal__in=Goal.objects.editable_by(user))

    def in_use(self) -> Self:
        """Those of what has been adopted: one of a draft, or of a hearing, is counted nowhere."""
        return self.exclude(goal__strategy__stage__in=["draft", "hearing"])

    def whole(self) -> Self:
        """Measuring points: neither parts of a composite nor what is followed beside them."""
        return self.filter(parent=None, is_beside=False)

    def beside(self) -> Self:
        """What is followed beside the measuring points of a goal."""
        return self.filter(parent=None, is_beside=True)


class ManualResultQuerySet(PlaceQuerySet["ManualResult"]):
    """Results of a unit are for those who reach it, others for those who reach the cluster."""

    paths = {
        "institutions": "institution",
        "clusters": "indicator__goal__strategy__cluster",
    }

    def visible_to(self, user: Reader) -> Self:
        reads = scope_of(user).reads
        whole = within(reads, clusters="indicator__goal__strategy__cluster")
        unit = within(reads, institutions="institution")
        if whole is None or unit is None:
            return self.all()
        return self.filter(unit | (Q(institution=None) & whole))


class FollowedFiguresQuerySet(models.QuerySet["FollowedFigures"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of indicators that the person reads, and of instruments, at places they read."""
        reads = scope_of(user).reads
        whole = within(reads, clusters="cluster")
        unit = within(reads, institutions="institution")
        of_goals = Q(indicator__goal__in=Goal.objects.visible_to(user))
        seen = self.filter(of_goals | Q(indicator=None))
        if whole is None or unit is None:
            return seen
        return seen.filter((Q(institution=None) & whole) | unit)


class ResultSnapshotQuerySet(PlaceQuerySet["ResultSnapshot"]):
    """Results are seen by place; what is hidden from boards follows from their audience."""

    paths = {"institutions": "institution"}
