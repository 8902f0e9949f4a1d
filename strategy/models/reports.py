from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.privacy import refuse_cpr
from strategy.models.approvals import fingerprint
from strategy.models.strategies import Goal, Strategy
from strategy.querysets import StatusReportQuerySet, Unchangeable


class StatusReport(models.Model):
    """How the municipality's goals go, told to the committee (Danish: statusrapport).

    Written by the administration, sent to the committee, approved by it. content: the whole report
    with its figures as they stood at the approval; from then on it is what is shown, and neither it
    nor the texts can be changed. sha256: of the content in one spelling.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent to the committee")
        APPROVED = "approved", _("Approved by the committee")

    strategy = models.ForeignKey(
        Strategy, models.PROTECT, related_name="status_reports", verbose_name=_("strategy")
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(
        _("in brief"),
        blank=True,
        validators=[refuse_cpr],
        help_text=_("What the committee should know first. It stands at the top of the report."),
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage, default=Stage.DRAFT, editable=False
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    on_behalf_of_committee = models.BooleanField(
        _("on behalf of the committee"), default=False, editable=False
    )
    content = models.JSONField(_("content"), null=True, editable=False)
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64, blank=True, editable=False)

    objects = StatusReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("status report")
        verbose_name_plural = _("status reports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="status_report_approved_with_content",
                condition=~Q(stage="approved")
                | Q(approved_on__isnull=False, content__isnull=False),
                violation_error_message=_("An approved report has a date and its content."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        if self.pk and StatusReport.objects.filter(pk=self.pk, stage="approved").exists():
            raise Unchangeable
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("status_report_detail", args=[self.pk])

    def delete(self, *args, **kwargs):
        if self.is_approved:
            raise Unchangeable
        return super().delete(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.stage == self.Stage.DRAFT

    @property
    def is_sent(self) -> bool:
        return self.stage == self.Stage.SENT

    @property
    def is_approved(self) -> bool:
        return self.stage == self.Stage.APPROVED

    @property
    def is_as_it_was(self) -> bool:
        """Whether the content still has the fingerprint it was approved with."""
        return self.is_approved and fingerprint(self.content) == self.sha256

    @property
    def narratives(self) -> dict[int, str]:
        """Goal id → what is told about it."""
        return {part.goal_id: part.narrative for part in self.parts.all()}

    def send(self) -> bool:
        """From the administration to the committee; False when it is not a draft any more."""
        return self._move(self.Stage.DRAFT, self.Stage.SENT)

    def take_back(self) -> bool:
        """Back to the administration, to be written in; False when it is not with the committee."""
        return self._move(self.Stage.SENT, self.Stage.DRAFT)

    @transaction.atomic
    def approve(self, content: dict, *, by, on, on_behalf_of_committee: bool = False) -> bool:
        """Freeze the report as the committee approves it; False when it is not with them."""
        with_committee = StatusReport.objects.select_for_update().filter(stage="sent")
        if not with_committee.filter(pk=self.pk).exists():
            return False
        self.stage = self.Stage.APPROVED
        self.content, self.sha256 = content, fingerprint(content)
        self.approved_on, self.approved_by = on, by
        self.on_behalf_of_committee = on_behalf_of_committee
        self.save()
        return True

    def _move(self, before: str, after: str) -> bool:
        moved = StatusReport.objects.filter(pk=self.pk, stage=before).update(stage=after)
        self.refresh_from_db(fields=["stage"])
        return bool(moved)


class StatusReportPart(models.Model):
    """What a status report tells about one goal."""

    report = models.ForeignKey(
        StatusReport, models.CASCADE, related_name="parts", verbose_name=_("status report")
    )
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+", verbose_name=_("goal"))
    narrative = models.TextField(_("in words"), blank=True, validators=[refuse_cpr])

    class Meta:
        verbose_name = _("part of a status report")
        verbose_name_plural = _("parts of status reports")
        ordering = ["goal__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "goal"],
                name="status_report_tells_once_of_a_goal",
                violation_error_message=_("The report tells of this goal already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.goal}"
