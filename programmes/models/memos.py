import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.bullets import items
from config.privacy import refuse_cpr
from institutions.access import Reader
from programmes.models.programme import OfProgrammeQuerySet, Programme


class MemoQuerySet(OfProgrammeQuerySet["Memo"]):
    def visible_to(self, user: Reader) -> "MemoQuerySet":
        """Those of programmes one reads; a draft for those who write it alone."""
        read = super().visible_to(user)
        return read.filter(is_draft=False) | read.filter(pk__in=self.editable_by(user).values("pk"))


class Memo(models.Model):
    """What a board or an alderman is asked to decide of a programme (Danish: beslutningsmemo).

    recommendation and annexes: a point of each line. encloses_report: whether the programme's
    report goes along. How far the programme is stands in no field: it is drawn from the programme.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="memos", verbose_name=_("programme")
    )
    title = models.CharField(_("title"), max_length=200, validators=[refuse_cpr])
    receiver = models.CharField(_("to whom"), max_length=150, blank=True, validators=[refuse_cpr])
    why = models.TextField(_("why it is put forward"), validators=[refuse_cpr])
    recommendation = models.TextField(_("recommendation"), validators=[refuse_cpr])
    economy = models.TextField(_("economy"), blank=True, validators=[refuse_cpr])
    process = models.TextField(
        _("further process and communication"), blank=True, validators=[refuse_cpr]
    )
    annexes = models.TextField(_("annexes"), blank=True, validators=[refuse_cpr])
    encloses_report = models.BooleanField(_("the programme’s report is an annex"), default=True)
    case_number = models.CharField(
        _("case number"), max_length=60, blank=True, validators=[refuse_cpr]
    )
    contact = models.CharField(_("who knows more"), max_length=200, blank=True)
    written_on = models.DateField(_("date"), default=timezone.localdate)
    is_draft = models.BooleanField(_("draft"), default=True)

    objects = MemoQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("memo")
        verbose_name_plural = _("memos")
        ordering = ["-written_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("memo_detail", args=[self.pk])

    @property
    def points(self) -> list[str]:
        """What is recommended, point by point."""
        return items(self.recommendation)

    def latest_day(self) -> datetime.date:
        """The day its figures are of: its own, and not later than today."""
        return min(self.written_on, timezone.localdate())
