"""The shipped example, while it is there to be looked at."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _


class ShippedExample(models.Model):
    """That the example is in the database, and what it began with (Danish: eksempel).

    roots: name of a model → keys of its rows; all that hangs on them is the example's, too. There
    is one row at most, and none is left of an example that was removed.
    """

    loaded_at = models.DateTimeField(_("loaded"), default=timezone.now)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("loaded by"),
    )
    roots: models.JSONField[dict[str, list[int]], Any] = models.JSONField(_("what it began with"))

    class Meta:
        verbose_name = _("shipped example")
        verbose_name_plural = _("shipped examples")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {localdate(self.loaded_at)}"
