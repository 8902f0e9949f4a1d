"""What a leadership team does about its workplace, and what it shares."""

import datetime
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.days import has_come
from config.privacy import refuse_cpr
from institutions.access import Reader, scope_of
from institutions.models import Cluster
from institutions.querysets import PlaceQuerySet
from measurements.models import Topic


class ThemeActionQuerySet(PlaceQuerySet["ThemeAction"]):
    paths = {"clusters": "cluster"}

    def editable_by(self, user: Reader) -> Self:
        """Those of the clusters whose texts the person writes: the whole team together."""
        return self.at(scope_of(user).drafts)


class ThemeAction(models.Model):
    """What a cluster does about a theme of a survey of its staff (Danish: handling på et tema).

    Of a theme, never of a person: who names a role, a group or an initial.
    """

    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="theme_actions", verbose_name=_("cluster")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("theme"))
    what = models.TextField(_("what is done"), validators=[refuse_cpr])
    who = models.CharField(_("who sees to it"), max_length=150, validators=[refuse_cpr])
    until_on = models.DateField(_("until"))
    done_on = models.DateField(_("done"), null=True, blank=True, validators=[has_come])
    outcome = models.TextField(_("what came of it"), blank=True, validators=[refuse_cpr])
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = ThemeActionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["written_by"])

    class Meta:
        verbose_name = _("action on a theme")
        verbose_name_plural = _("actions on themes")
        ordering = [F("done_on").asc(nulls_first=True), "until_on", "pk"]

    def __str__(self) -> str:
        return f"{self.topic.short_name}: {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("workplace_detail", args=[self.cluster.slug]) + "#trivsel"

    def is_overdue(self, on: datetime.date) -> bool:
        return self.done_on is None and self.until_on < on


class SharedEconomyQuerySet(PlaceQuerySet["SharedEconomy"]):
    paths = {"clusters": "cluster"}

    def visible_to(self, user: Reader) -> Self:
        """What the team has agreed on for whoever reads the cluster; before that the team's own."""
        reach = scope_of(user)
        return self.at(reach.reads).exclude(agreed_on=None) | self.at(reach.drafts)

    def editable_by(self, user: Reader) -> Self:
        return self.at(scope_of(user).drafts)


class SharedEconomy(models.Model):
    """What the institutions of a cluster share in a year, by which key (solidarisk økonomi).

    rows: what is shared, by which key, and the amount in kroner where the team wants it there, as
    {"what", "key", "amount"}. What was agreed on is changed by agreeing anew: a table that is
    written in is a draft again. version: counts every time it is saved.
    """

    cluster = models.ForeignKey(
        Cluster, models.CASCADE, related_name="shared_economies", verbose_name=_("cluster")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    rows = models.JSONField(_("what is shared"), default=list)
    agreed_on = models.DateField(
        _("agreed by the leadership team"), null=True, blank=True, validators=[has_come]
    )
    decision_url = models.URLField(_("link to the decision"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = SharedEconomyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("shared economy")
        verbose_name_plural = _("shared economies")
        ordering = ["cluster", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "year"],
                name="shared_economy_once_a_year",
                violation_error_message=_("The cluster has a table for this year already."),
            ),
            models.CheckConstraint(
                name="shared_economy_decision_of_agreed",
                condition=Q(decision_url="") | Q(agreed_on__isnull=False),
                violation_error_message=_("Write the day it was agreed on, beside the link."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Shared economy %(year)s") % {"year": self.year}

    def get_absolute_url(self) -> str:
        return reverse("shared_economy", args=[self.pk])

    @property
    def amount(self) -> Decimal | None:
        """All amounts together; None where none is told."""
        return amount_of(self.rows)


def amount_of(rows: list[dict[str, Any]]) -> Decimal | None:
    """The amounts of such rows together; None where none is told."""
    told = [Decimal(row["amount"]) for row in rows if row.get("amount")]
    return sum(told, Decimal(0)) if told else None
