from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import ManualResult


class CountedReport(models.Model):
    """That a report of an indicator is counted from rounds, and by nobody's hand.

    It is so while it says what was written then: what somebody corrects is theirs.
    """

    result = models.OneToOneField(
        ManualResult, models.CASCADE, related_name="counted", verbose_name=_("reported result")
    )
    narrative = models.TextField(_("in words"))

    class Meta:
        verbose_name = _("report counted from rounds")
        verbose_name_plural = _("reports counted from rounds")
        ordering = ["result"]

    def __str__(self) -> str:
        return self.narrative

    @property
    def stands(self) -> bool:
        return self.result.reported_by_id is None and self.result.narrative == self.narrative
