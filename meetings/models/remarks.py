from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from meetings.models.items import AgendaItem
from meetings.models.meetings import Meeting


class MinutesRemark(models.Model):
    """Words about minutes, and what became of them (Danish: bemærkning til referatet).

    A member says what is to be corrected; or what was written for the minutes came when they no
    longer took it. item, about: under which item, as it was called then. page: the open form the
    words came from, so that what it saves while somebody writes is one remark.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("To be corrected")
        LATE = "late", pgettext_lazy("words for minutes", "Came late")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="remarks", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("agenda item"),
    )
    about = models.CharField(_("about"), max_length=220, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(_("remark"), max_length=20_000, validators=[refuse_cpr])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    page = models.UUIDField(_("open form"), null=True, editable=False)
    outcome = models.TextField(
        _("what became of it"), max_length=1000, blank=True, validators=[refuse_cpr]
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("remark on minutes")
        verbose_name_plural = _("remarks on minutes")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        return self.kind == self.Kind.LATE
