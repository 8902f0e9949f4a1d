from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.indicators import Indicator
from indicators.querysets import ResultSnapshotQuerySet
from institutions.models import Institution
from measurements.models.instruments import Topic


class ResultSnapshot(models.Model):
    """How an indicator stands at a unit in a year: kept, not entered (Danish: gemt resultat).

    Written in the transaction of whatever it follows from, by `indicators.snapshots`, and always
    the same as working it out anew. Nothing kept means nothing measured. audience: what boards may
    see has a row of its own where small numbers make it another. What is here is a number or a
    rank, never a text in a language; what the scale calls it is looked up by its topic.

    shown_…: the reading that a trend shows, which may be of another version.
    """

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", _("Everybody")
        BOARDS = "boards", _("Boards")

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="snapshots", verbose_name=_("indicator")
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="snapshots",
        verbose_name=_("institution"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    audience = models.CharField(
        _("audience"), max_length=10, choices=Audience, default=Audience.EVERYBODY
    )
    state = models.CharField(_("counts as"), max_length=12)
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=6, null=True)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True)
    raw = models.CharField(_("as in the file"), max_length=200, blank=True, default="")
    topic = models.ForeignKey(
        Topic,
        models.CASCADE,
        null=True,
        db_index=False,  # a topic that was measured is never deleted
        related_name="+",
        verbose_name=_("topic"),
    )
    as_of = models.DateField(_("as of"), null=True)
    carried_from = models.PositiveSmallIntegerField(_("carried forward from"), null=True)
    is_light = models.BooleanField(_("light inspection"), default=False)
    is_other_scale = models.BooleanField(_("on another scale"), default=False)
    has_reading = models.BooleanField(_("measured"), default=False)
    shown_topic = models.ForeignKey(
        Topic, models.CASCADE, null=True, db_index=False, related_name="+", verbose_name=_("topic")
    )
    shown_rank = models.PositiveSmallIntegerField(_("rank"), null=True)
    shown_value = models.DecimalField(_("value"), max_digits=12, decimal_places=3, null=True)

    objects = ResultSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("result snapshot")
        verbose_name_plural = _("result snapshots")
        ordering = ["indicator", "institution", "year"]
        indexes = [models.Index(fields=["year", "indicator", "institution"])]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "indicator", "year", "audience"],
                name="result_snapshot_kept_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}, {self.institution_id}, {self.year}: {self.state}"
