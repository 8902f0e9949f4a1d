from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.access import Reader, scope_of


def publishes(user: Reader) -> bool:
    """Whether a person chooses what becomes open data: administrators, heads of all areas."""
    scope = scope_of(user)
    return scope.edits.everything or scope.oversees.everything


class OpenReleaseQuerySet(models.QuerySet["OpenRelease"]):
    def visible_to(self, user: Reader) -> Self:
        """All that were made, withdrawn ones too: for those who publish."""
        return self.all() if publishes(user) else self.none()

    def public(self) -> Self:
        """What everybody in the world reads: the newest, unless it is withdrawn."""
        return self.filter(withdrawn_at=None).order_by("-made_at", "-pk")[:1]


class OpenRelease(models.Model):
    """Results as they were made public, byte for byte (Danish: åbne data).

    indicators: the ids of those that were chosen. content: the file, as csv. It never changes: new
    figures are another release, which somebody has looked at first.
    """

    class Licence(models.TextChoices):
        ATTRIBUTION = (
            "https://creativecommons.org/licenses/by/4.0/",
            _("CC BY 4.0: name the source"),
        )
        FREE = "https://creativecommons.org/publicdomain/zero/1.0/", _("CC0 1.0: free for all use")

    indicators = models.JSONField(_("indicators"))
    content = models.TextField(_("content"))
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    licence = models.CharField(_("licence"), max_length=60, choices=Licence)
    as_of = models.DateField(_("as of"))
    made_at = models.DateTimeField(_("made public"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made public by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    objects = OpenReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of open data")
        verbose_name_plural = _("releases of open data")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.as_of}: {self.sha256[:12]}"

    def get_absolute_url(self) -> str:
        return reverse("open_data")
