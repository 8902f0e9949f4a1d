"""A board that was made anew in one step, and what there was before."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models.boards import Board


class BoardRenewal(models.Model):
    """A board constituted anew on a day (Danish: konstituering): who stopped, stayed and came.

    written: per person what was made and changed, as `institutions.people.importing.writing` tells
    it in JSON, so that it can be undone until the day.
    """

    board = models.ForeignKey(
        Board, models.CASCADE, related_name="renewals", verbose_name=_("board")
    )
    constituted_on = models.DateField(_("constituted"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="board_renewals",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    written = models.JSONField(_("what was written"), default=list, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    #: Reading others' pages in the administration is noted in the security log.
    holds_personal_data = True

    class Meta:
        verbose_name = _("new constitution of a board")
        verbose_name_plural = _("new constitutions of boards")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.board}, {self.constituted_on}"

    @property
    def can_be_undone(self) -> bool:
        """Until the new board has begun, and on the day it was put in."""
        last = max(self.constituted_on, timezone.localdate(self.made_at))
        return self.undone_at is None and timezone.localdate() <= last
