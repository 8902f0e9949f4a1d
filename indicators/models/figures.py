from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.models.indicators import Indicator
from strategy.models import StatusUpdate


class FrozenFigure(models.Model):
    """How an indicator stood when a status update was written (Danish: tal fra den dag).

    In words, as everybody who reads the goal may see it, boards included; later data and later
    rules do not change it. own: the institution's own result; result: the whole cluster's.
    """

    status_update = models.ForeignKey(
        StatusUpdate,
        models.CASCADE,
        related_name="figures",
        verbose_name=_("status update"),
    )
    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="+", verbose_name=_("indicator")
    )
    name = models.CharField(_("name"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"))
    mark = models.CharField(_("mark"), max_length=20)
    word = models.CharField(_("word"), max_length=60)
    result = models.TextField(_("result"), blank=True)
    target = models.TextField(_("target"), blank=True)
    own = models.TextField(_("own result"), blank=True)
    frozen_at = models.DateTimeField(_("taken down"), default=timezone.now)

    class Meta:
        verbose_name = _("figure of the day")
        verbose_name_plural = _("figures of the day")
        ordering = ["status_update", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["status_update", "indicator"],
                name="figure_frozen_once_in_an_update",
                violation_error_message=_("This indicator has been taken down already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.result or self.word}"
