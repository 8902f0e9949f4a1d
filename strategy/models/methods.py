import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.collation import danish
from config.privacy import refuse_cpr
from institutions.models import Cluster, Institution
from institutions.periods import Dated, NoOverlap
from institutions.uniqueness import once
from strategy.querysets import MethodQuerySet, MethodUseQuerySet


class Method(models.Model):
    """A way of working that institutions share: “best practice” (Danish: metode, arbejdsgang).

    Without a cluster everybody may use it.
    """

    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("what it is"), blank=True, validators=[refuse_cpr])
    when_it_works = models.TextField(_("when it works"), blank=True, validators=[refuse_cpr])
    contact = models.CharField(_("whom to ask"), max_length=150, blank=True)
    cluster = models.ForeignKey(
        Cluster,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="methods",
        verbose_name=_("cluster"),
    )

    objects = MethodQuerySet.as_manager()

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")
        ordering = [danish("name")]
        constraints = [
            *once(
                ["name"],
                optional=["cluster"],
                name="method_name_unique",
                violation_error_message=_("The cluster has a method of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MethodUse(Dated):
    """An institution uses a method since a day (Danish: brug af metode)."""

    method = models.ForeignKey(
        Method, models.CASCADE, related_name="uses", verbose_name=_("method")
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="method_uses",
        verbose_name=_("institution"),
    )

    objects = MethodUseQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("use of a method")
        verbose_name_plural = _("uses of methods")
        ordering = ["method", "institution"]
        constraints = [
            *Dated.Meta.constraints,
            NoOverlap(
                fields=("method", "institution"),
                name="method_used_once_at_a_time",
                violation_error_message=_("The institution uses the method already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.method}"

    def stop(self, *, on: datetime.date) -> None:
        """End the use, so that it no longer holds on the day; a use begun then never was."""
        if self.from_on is not None and self.from_on >= on:
            self.delete()
        else:
            self.to_on = on - datetime.timedelta(days=1)
            self.save(update_fields=["to_on"])
