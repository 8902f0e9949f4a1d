import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.privacy import refuse_cpr
from lifecycle import HasLifecycle, Transition
from strategy.models.approvals import fingerprint
from strategy.models.strategies import Goal, Strategy
from strategy.querysets import StatusReportQuerySet, Unchangeable
from strategy.report_life import REPORT_LIFE, ReportStage


class StatusReport(HasLifecycle):
    """How the municipality's goals go, told to the committee (Danish: statusrapport).

    Written by the administration, sent to the committee, approved by it. content: the whole report
    with its figures as they stood when it was sent, on the day figures_on; from then on it is what
    every reader is shown, and neither it nor the texts can be changed. Taken back, it is a draft
    with the figures of the day again. sha256: of the content in one spelling.
    """

    lifecycle = REPORT_LIFE
    state_field = "stage"

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
        _("stage"), max_length=20, choices=ReportStage, default=ReportStage.DRAFT, editable=False
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
    figures_on = models.DateField(_("figures as of"), null=True, editable=False)
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
            models.CheckConstraint(
                name="status_report_draft_without_content",
                condition=~Q(stage="draft") | Q(content__isnull=True),
                violation_error_message=_("A draft has the figures of the day, and keeps none."),
            ),
            models.CheckConstraint(
                name="status_report_figures_of_a_day",
                condition=Q(content__isnull=True, figures_on__isnull=True)
                | Q(content__isnull=False, figures_on__isnull=False),
                violation_error_message=_("The figures of a report are those of a day."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a draft is written in: what is sent stands as it was."""
        if self.pk and StatusReport.objects.filter(pk=self.pk).exclude(stage="draft").exists():
            raise Unchangeable
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("status_report_detail", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.is_approved:
            raise Unchangeable
        return super().delete(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.stage == ReportStage.DRAFT

    @property
    def is_sent(self) -> bool:
        return self.stage == ReportStage.SENT

    @property
    def is_approved(self) -> bool:
        return self.stage == ReportStage.APPROVED

    @property
    def is_as_it_was(self) -> bool:
        """Whether the content still has the fingerprint it was sent with."""
        return not self.is_draft and fingerprint(self.content) == self.sha256

    @property
    def narratives(self) -> dict[int, str]:
        """Goal id → what is told about it."""
        return {part.goal_id: part.narrative for part in self.parts.all()}

    def changes_with(
        self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]
    ) -> dict[str, Any]:
        """facts: content and on, when it is sent; on and on_behalf_of_committee, when approved."""
        if way.to == ReportStage.SENT:
            return _frozen(facts["content"], facts["on"])
        if way.to == ReportStage.DRAFT:
            return {"content": None, "figures_on": None, "sha256": ""}
        return {
            "approved_on": facts["on"],
            "approved_by": by,
            "on_behalf_of_committee": facts.get("on_behalf_of_committee", False),
        }

    def store(self, values: Mapping[str, Any]) -> None:
        """Past `save`, which lets only drafts be written in."""
        StatusReport.objects.filter(pk=self.pk).update(**values)

    def freeze(self, content: dict[str, Any], *, on: datetime.date) -> None:
        """Keep what a report says that was sent before reports were frozen at the sending."""
        unkept = StatusReport.objects.filter(pk=self.pk, stage="sent", content__isnull=True)
        unkept.update(**_frozen(content, on))  # of two readers at once, the first decides
        self.refresh_from_db()


def _frozen(content: dict[str, Any], on: datetime.date) -> dict[str, Any]:
    return {"content": content, "sha256": fingerprint(content), "figures_on": on}


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
