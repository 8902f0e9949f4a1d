"""The life of a status report: written, sent to the committee, approved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle import Lifecycle, Transition


class ReportStage(models.TextChoices):
    """Where a status report is in its life."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent to the committee")
    APPROVED = "approved", _("Approved by the committee")


REPORT_LIFE = Lifecycle(
    ReportStage,
    transitions={
        ReportStage.DRAFT: (Transition(ReportStage.SENT, _("Send to the committee")),),
        ReportStage.SENT: (
            Transition(ReportStage.APPROVED, _("Approve the report")),
            Transition(ReportStage.DRAFT, _("Take the report back")),
        ),
        ReportStage.APPROVED: (),
    },
)
