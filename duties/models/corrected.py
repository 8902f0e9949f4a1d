from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from duties.models.inspected import OfInspection, OfInspectionQuerySet
from measurements.models import Inspection


class ReportCorrection(OfInspection):
    """That what stands of a report was corrected: what it was, by whom and why (Danish: rettelse).

    was_kind, was_closed_on, was_report_url: as they stood before.
    """

    was_kind = models.CharField(_("kind before"), max_length=20, choices=Inspection.Kind.choices)
    was_closed_on = models.DateField(_("day before"), null=True, blank=True)
    was_report_url = models.URLField(_("link before"), blank=True)
    reason = models.CharField(_("why it is corrected"), max_length=300, validators=[refuse_cpr])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
        editable=False,
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of a report")
        verbose_name_plural = _("corrections of reports")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.reason
