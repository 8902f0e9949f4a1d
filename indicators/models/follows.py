"""Whom new figures of an indicator at a place are told to, since they asked for it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.models.indicators import Indicator
from indicators.querysets import FollowedIndicatorQuerySet
from institutions.models import Cluster, Institution
from institutions.uniqueness import once


class FollowedIndicator(models.Model):
    """That a person follows an indicator in a cluster, or in one institution of it.

    known_on: the day of the newest figure that there was, or that the person has been told of; an
    older one is nothing new, and a file that is read in again neither.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="followed_indicators",
        verbose_name=_("person"),
    )
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="follows", verbose_name=_("indicator")
    )
    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="+", verbose_name=_("cluster")
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institution"),
    )
    known_on = models.DateField(_("newest figure known"), null=True, blank=True)
    made_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = FollowedIndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed indicator")
        verbose_name_plural = _("followed indicators")
        ordering = ["person", "indicator", "pk"]
        constraints = [
            *once(
                ["person", "indicator", "cluster"],
                optional=["institution"],
                name="indicator_followed_once",
                violation_error_message=_("You follow this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.short_text}, {self.place}"

    def get_absolute_url(self) -> str:
        return f"{self.indicator.get_absolute_url()}?klynge={self.cluster.slug}"

    @property
    def what(self) -> tuple[int | None, ...]:
        """What is followed, whoever does: the indicator and the place (ids)."""
        return self.indicator_id, self.cluster_id, self.institution_id

    @property
    def place(self) -> Cluster | Institution:
        return self.institution or self.cluster
