"""A large file on its way in, read beside the pages: what every kind of file keeps of one."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from imports.kinds import FileKind

if TYPE_CHECKING:
    from accounts.models import User


class FileUnderWay(models.Model):
    """One upload of one person (Danish: indlæsning under vejs), from its arrival to its receipt.

    key: of the file as `imports.tickets` keeps it. attempt: which of the tasks may work on it; one
    of an earlier attempt does nothing. preview: what its page shows, as JSON. sentence: why it was
    refused or stopped, in the person's own language. asked: the questions about its cells that were
    answered. The person and the receipt (batch) are columns of each kind's own.
    """

    class Stage(models.TextChoices):
        RECEIVED = "received", _("Received")
        CHECKED = "checked", _("Checked")
        CONFIRMED = "confirmed", _("Confirmed")
        DONE = "done", _("Read in")
        STOPPED = "stopped", _("Stopped")

    #: What a task works on. In all other stages it is a person's turn, or nobody's.
    WORKING = (Stage.RECEIVED, Stage.CONFIRMED)

    user: "User | models.ForeignKey[User, User]"
    user_id: int
    batch: Any

    key = models.CharField(_("key of the file"), max_length=100)
    file_name = models.CharField(_("file"), max_length=255)
    size = models.PositiveIntegerField(_("size in bytes"))
    row_count = models.PositiveIntegerField(_("rows"))
    layout = models.CharField(_("recognised as"), max_length=60)
    language = models.CharField(_("language"), max_length=10, default="da")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.RECEIVED)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    queued_at = models.DateTimeField(_("in the queue since"), default=timezone.now)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    fingerprint = models.CharField(_("fingerprint of the preview"), max_length=64, blank=True)
    answers = models.JSONField(_("answers about the file"), default=dict, blank=True)
    asked = models.JSONField(_("questions about the file"), default=list, blank=True)
    unremembered = models.JSONField(_("answers for this file only"), default=list, blank=True)
    preview = models.JSONField(_("preview"), null=True, blank=True)
    sentence = models.TextField(_("what there is to say"), blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name

    # --- What a kind of file says -----------------------------------------------------------------

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    def kind(self) -> FileKind[Any, Any]:
        """The kind of file it is, read in by its person with what they have said of it."""
        raise NotImplementedError

    def accept(self, ticked: frozenset[str], reason: str) -> None:
        """Keep what somebody ticked and wrote on its preview."""
        raise NotImplementedError

    @property
    def layout_title(self) -> str:
        return self.layout

    # --- The same for all -------------------------------------------------------------------------

    @property
    def is_working(self) -> bool:
        """Whether it is a task's turn."""
        return self.stage in self.WORKING

    @property
    def news(self) -> str:
        """What the file is called in which this attempt tells how far it is."""
        return f"{self.key}.{self.attempt}.json"
