from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measurements.models.imports import Import
from measurements.querysets import ImportUnderWayQuerySet


class ImportUnderWay(models.Model):
    """A large file on its way in, read beside the pages (Danish: indlæsning under vejs).

    key: of the file as `imports.tickets` keeps it. attempt: which of the tasks may work on it;
    one of an earlier attempt does nothing. preview: what its page shows, as JSON. sentence: why it
    was refused or stopped, in the person's own language.
    """

    class Stage(models.TextChoices):
        RECEIVED = "received", _("Received")
        CHECKED = "checked", _("Checked")
        CONFIRMED = "confirmed", _("Confirmed")
        DONE = "done", _("Read in")
        STOPPED = "stopped", _("Stopped")

    #: What a task works on. In all other stages it is a person's turn, or nobody's.
    WORKING = (Stage.RECEIVED, Stage.CONFIRMED)

    key = models.CharField(_("key of the file"), max_length=100)
    file_name = models.CharField(_("file"), max_length=255)
    size = models.PositiveIntegerField(_("size in bytes"))
    row_count = models.PositiveIntegerField(_("rows"))
    layout = models.CharField(_("recognised as"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="imports_under_way",
        verbose_name=_("person"),
    )
    language = models.CharField(_("language"), max_length=10, default="da")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.RECEIVED)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    queued_at = models.DateTimeField(_("in the queue since"), default=timezone.now)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    fingerprint = models.CharField(_("fingerprint of the preview"), max_length=64, blank=True)
    preview = models.JSONField(_("preview"), null=True, blank=True)
    is_accepted = models.BooleanField(_("unusual values accepted"), default=False)
    are_names_accepted = models.BooleanField(_("names accepted"), default=False)
    are_names_remembered = models.BooleanField(_("names remembered"), default=False)
    reason = models.TextField(_("reason for changing a locked round"), blank=True, default="")
    sentence = models.TextField(_("what there is to say"), blank=True, default="")
    batch = models.OneToOneField(
        Import,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="under_way",
        verbose_name=_("import"),
    )

    objects = ImportUnderWayQuerySet.as_manager()

    class Meta:
        verbose_name = _("import under way")
        verbose_name_plural = _("imports under way")
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("admin:measurements_measurement_under_way", args=[self.pk])

    @property
    def is_working(self) -> bool:
        """Whether it is a task's turn."""
        return self.stage in self.WORKING

    @property
    def news(self) -> str:
        """What the file is called in which this attempt tells how far it is."""
        return f"{self.key}.{self.attempt}.json"
