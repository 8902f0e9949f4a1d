"""How a local goal says that its effect is measured in a number."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.numbers import written_plainly
from config.privacy import refuse_cpr
from institutions.few import is_small
from strategy.form_fields import MEASURE, MEASURE_FIELDS
from strategy.workflow import UNDER_WAY


class HasMeasure(models.Model):
    """What a local goal says of its effect as a number; never demanded.

    A target below the baseline is to be got down to; any other is to be got up to, or kept.
    """

    measure = models.CharField(
        _("what is counted"), max_length=100, blank=True, validators=[refuse_cpr]
    )
    unit = models.CharField(_("unit"), max_length=30, blank=True, validators=[refuse_cpr])
    baseline = models.DecimalField(
        _("baseline"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    target = models.DecimalField(
        _("target figure"), max_digits=12, decimal_places=3, null=True, blank=True
    )

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        status: models.CharField[str, str]

    @property
    def takes_figures(self) -> bool:
        """Whether what is counted is written: while the goal is under way, not afterwards."""
        return bool(self.measure) and self.status in UNDER_WAY

    @property
    def measure_text(self) -> str:
        """All of it as one line, as in the Word form and on papers; empty for none."""
        kept = {field.name: field.kind.kept(getattr(self, field.name)) for field in MEASURE_FIELDS}
        return MEASURE.line(kept)

    @property
    def missing_of_measure(self) -> dict[str, str]:
        """A number that nobody knows what counts: field name → sentence."""
        is_told = self.target is not None or self.baseline is not None
        if not is_told or self.measure.strip():
            return {}
        return {"measure": gettext("Write what the numbers count.")}

    @property
    def is_to_fall(self) -> bool:
        return is_to_fall(self.baseline, self.target)

    @property
    def target_text(self) -> str:
        """What is to be reached: “at least 80 per cent”; empty without a target."""
        if self.target is None:
            return ""
        text = gettext("at most %(value)s") if self.is_to_fall else gettext("at least %(value)s")
        return text % {"value": self.in_unit(self.target)}

    def in_unit(self, value: Decimal) -> str:
        return f"{written_plainly(value)} {self.unit}".strip()


def counted(value: Decimal, out_of: Decimal | None, unit: str) -> str:
    """“31 af 34 uger”, or “31 uger”."""
    text = written_plainly(value)
    if out_of is not None:
        text = gettext("%(value)s of %(of)s") % {"value": text, "of": written_plainly(out_of)}
    return f"{text} {unit}".strip()


def is_to_fall(baseline: Decimal | None, target: Decimal | None) -> bool:
    """Whether a target is to be got down to: it lies below where one begins."""
    return baseline is not None and target is not None and target < baseline


def is_reached(value: Decimal, *, baseline: Decimal | None, target: Decimal) -> bool:
    """Whether a figure is where the goal itself wants it."""
    return value <= target if is_to_fall(baseline, target) else value >= target


def is_reached_by(
    newest: tuple[Decimal, int | None] | None,
    *,
    baseline: Decimal | None,
    target: Decimal | None,
    threshold: int,
) -> bool | None:
    """Whether the newest figure, and no other, is there; None where nobody, or not all, may tell.

    newest: its value, and how many it is about. Where it is hidden an older one says nothing.
    """
    if newest is None or target is None:
        return None
    value, respondents = newest
    if is_small(respondents, threshold=threshold):
        return None
    return is_reached(value, baseline=baseline, target=target)
