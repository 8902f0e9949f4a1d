import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.access import Reader
from strategy.models.decisions import StatusUpdate
from strategy.models.local_goals import LocalGoal

FOLDER = "attachments"


def stored_path(attachment: "AttachedFile", name: str) -> str:
    """A place nobody can guess, under a name that says nothing."""
    return f"{FOLDER}/{timezone.localtime(attachment.added_at):%Y-%m}/{secrets.token_hex(16)}"


class AttachedFile(models.Model):
    """A PDF or a picture that somebody attached to something, whatever that is.

    It lies in the default storage, which no address leads to; a view hands it out to those who read
    what it is attached to. name: as its owner called it, for the one who saves it.
    """

    class Kind(models.TextChoices):
        PDF = "application/pdf", _("PDF")
        PNG = "image/png", _("PNG picture")
        JPEG = "image/jpeg", _("JPEG picture")

    file = models.FileField(_("file"), upload_to=stored_path, max_length=255)
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files of status updates: for those who read the goal."""

    def visible_to(self, user: Reader) -> Self:
        return self.filter(status_update__local_goal__in=LocalGoal.objects.visible_to(user))


class Attachment(AttachedFile):
    """A PDF or a picture that shows what a status update tells (Danish: bilag)."""

    status_update = models.ForeignKey(
        StatusUpdate,
        models.CASCADE,
        related_name="attachments",
        verbose_name=_("status update"),
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta(AttachedFile.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["status_update", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("attachment_fetch", args=[self.pk])
