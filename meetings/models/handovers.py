from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr
from institutions.access import Reader
from meetings.models.meetings import Meeting
from meetings.querysets import kept


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, user: Reader) -> Self:
        """For whoever may hand the meeting over: those who write its agenda and minutes."""
        return self.filter(kept(user, "meeting__board"))


class Handover(models.Model):
    """A meeting's papers were fetched for the municipality's case system (Danish: aflevering).

    kle_number: what the case is about, by the municipalities' common list of subjects. sha256: the
    fingerprint of the package that was fetched; the same papers make the same package.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="handovers", verbose_name=_("meeting")
    )
    kle_number = models.CharField(
        _("KLE number"),
        max_length=8,
        blank=True,
        validators=[
            RegexValidator(
                r"^\d\d(\.\d\d(\.\d\d)?)?$", _("Write a KLE number like 00.22 or 00.22.00.")
            )
        ],
    )
    case_number = models.CharField(
        _("case number"), max_length=60, blank=True, validators=[refuse_cpr]
    )
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64, editable=False)
    made_at = models.DateTimeField(_("fetched"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("fetched by"),
        editable=False,
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over of a meeting")
        verbose_name_plural = _("hand-overs of meetings")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.sha256[:12]}"
