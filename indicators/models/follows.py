"""Whom new figures at a place are told to, since they asked for it."""

from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.models.indicators import Indicator
from indicators.querysets import FollowedFiguresQuerySet
from institutions.models import Cluster, Institution
from institutions.uniqueness import once
from measurements.models import Instrument


class FollowedFigures(models.Model):
    """That a person follows an indicator, or a whole instrument, in a cluster or one institution.

    known_on: the day of the newest figure that there was, or that the person has been told of; an
    older one is nothing new, and a file that is read in again neither.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="followed_figures",
        verbose_name=_("person"),
    )
    indicator = models.ForeignKey(
        Indicator,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="follows",
        verbose_name=_("indicator"),
    )
    instrument = models.ForeignKey(
        Instrument,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("instrument"),
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

    objects = FollowedFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed figures")
        verbose_name_plural = _("followed figures")
        ordering = ["person", "indicator", "pk"]
        constraints = [
            *(
                constraint
                for what in ("indicator", "instrument")
                for constraint in once(
                    ["person", what, "cluster"],
                    optional=["institution"],
                    name=f"{what}_followed_once",
                    violation_error_message=_("You follow this already."),
                )
            ),
            models.CheckConstraint(
                name="followed_one_thing",
                condition=Q(indicator=None) ^ Q(instrument=None),
                violation_error_message=_("Follow an indicator or an instrument."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.place}"

    def get_absolute_url(self) -> str:
        if self.indicator is not None:
            return f"{self.indicator.get_absolute_url()}?klynge={self.cluster.slug}"
        code = self.instrument.code if self.instrument else ""
        return (
            f"{reverse('comparison')}?{urlencode({'redskab': code, 'klynge': self.cluster.slug})}"
        )

    @property
    def name(self) -> str:
        """What is followed, as it is called."""
        return self.indicator.short_text if self.indicator else str(self.instrument)

    @property
    def what(self) -> tuple[int | None, ...]:
        """What is followed, whoever does: the indicator or instrument, and the place (ids)."""
        return self.indicator_id, self.instrument_id, self.cluster_id, self.institution_id

    @property
    def place(self) -> Cluster | Institution:
        return self.institution or self.cluster
