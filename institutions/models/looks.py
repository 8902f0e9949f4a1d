"""Somebody looked at the pages as another sees them: who, why, and for how long."""

import datetime

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.privacy import refuse_cpr

#: How long a look lasts at most.
LONGEST = datetime.timedelta(minutes=30)


class LookedAs(models.Model):
    """That somebody saw as another, and changed nothing (Danish: se som).

    It is told to the person. ended_at: None while it lasts, and where nobody ended it; it is over
    after half an hour in any case.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="looks", verbose_name=_("person")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who looked"),
    )
    reason = models.CharField(
        _("why"), max_length=200, validators=[MinLengthValidator(3), refuse_cpr]
    )
    began_at = models.DateTimeField(_("from"), default=timezone.now)
    ended_at = models.DateTimeField(_("to"), null=True, blank=True)

    #: Reading others’ pages in the administration is noted in the security log.
    holds_personal_data = True

    class Meta:
        verbose_name = _("look as another")
        verbose_name_plural = _("looks as others")
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by} → {self.person}"

    @property
    def ends_at(self) -> datetime.datetime:
        """When it is over at the latest."""
        return self.began_at + LONGEST

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or timezone.now() >= self.ends_at

    @property
    def minutes(self) -> int:
        """How long it lasted, in minutes begun."""
        until = min(self.ended_at or timezone.now(), self.ends_at)
        return max(1, -(-int((until - self.began_at).total_seconds()) // 60))
