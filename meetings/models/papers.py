import hashlib
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutions.access import Reader
from meetings.models.items import AgendaItem
from meetings.models.meetings import Meeting
from meetings.querysets import attended, opened
from meetings.workflow import UNSENT, MeetingStatus


class MeetingPaperQuerySet(models.QuerySet["MeetingPaper"]):
    def visible_to(self, user: Reader) -> Self:
        """The whole paper for the board; the one without confidential items for other readers.

        One that tells of an item closed since is withdrawn from them.
        """
        others = opened(user, "meeting__board") & _may_leave()
        sent = ~Q(meeting__status__in=UNSENT)
        return self.filter((attended(user, "meeting__board") | others) & sent)

    def without_confidential(self) -> Self:
        """Those that tell of no item that is confidential now, of meetings whose agenda is sent."""
        return self.filter(_may_leave(), ~Q(meeting__status__in=UNSENT))


def _may_leave() -> Q:
    """A paper without confidential items, and with none that was closed since it was made."""
    closed_since = AgendaItem.objects.filter(
        meeting=OuterRef("meeting"), is_confidential=True, closed_at__gte=OuterRef("made_at")
    )
    is_done = ~Q(kind="minutes") | Q(meeting__status=MeetingStatus.APPROVED)
    return Q(~Exists(closed_since), is_done, is_whole=False)


class MeetingPaper(models.Model):
    """A paper as it was when the meeting used it; it never changes (Danish: mødepapir).

    facts: everything it says, as data; pdf: the file made of them, and its fingerprint. is_whole:
    whether confidential items are in it; then there is another paper without, for other readers. A
    board paper has its file alone, and no confidential items: the two are the same.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("Agenda")
        MINUTES = "minutes", pgettext_lazy("paper", "Minutes")
        BOARD_PAPER = "board_paper", _("Board paper")

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="papers", verbose_name=_("meeting")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    is_whole = models.BooleanField(_("with confidential items"))
    facts = models.JSONField(_("content"))
    pdf = models.BinaryField(_("file"))
    file_name = models.CharField(_("file name"), max_length=150)
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )

    objects = MeetingPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting paper")
        verbose_name_plural = _("meeting papers")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A paper is saved once: what minutes point to never changes."""
        if not self._state.adding:
            raise TypeError("A meeting paper is frozen.")
        self.sha256 = hashlib.sha256(self.pdf).hexdigest()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        name = "meeting_paper_pdf" if self.is_file_alone else "meeting_paper"
        return reverse(name, args=[self.pk])

    @property
    def is_file_alone(self) -> bool:
        """Whether it is read as a file only: then its facts are in nothing else."""
        return self.kind == self.Kind.BOARD_PAPER

    @property
    def is_unchanged(self) -> bool:
        """Whether the file is still the one that was frozen."""
        return hashlib.sha256(self.pdf).hexdigest() == self.sha256
