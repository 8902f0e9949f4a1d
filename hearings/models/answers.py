import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.privacy import refuse_cpr
from hearings.models.hearings import Hearing
from hearings.models.receivers import HearingReceiver
from hearings.querysets import owned
from hearings.workflow import HearingStage
from institutions.access import Reader
from meetings.querysets import attended, kept
from strategy.models.attachments import AttachedFile


class AnswerVerdict(models.TextChoices):
    """What became of an answer (Danish: afgørelse)."""

    ACCEPTED = "accepted", pgettext_lazy("answer to a hearing", "Accepted")
    PARTLY = "partly", pgettext_lazy("answer to a hearing", "Partly accepted")
    REFUSED = "refused", pgettext_lazy("answer to a hearing", "Not accepted")
    TO_BOARD = "to_board", _("For those who decide")
    NOTED = "noted", pgettext_lazy("answer to a hearing", "Noted")


class HearingAnswerQuerySet(models.QuerySet["HearingAnswer"]):
    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def visible_to(self, user: Reader) -> Self:
        """What has been sent: to the owner, to the board itself, and to all once it is decided.

        What a board is still writing is read by those who write it alone.
        """
        sent = self.sent()
        if owned(user) is None:
            return sent
        theirs = Hearing.objects.editable_by(user).values("pk")
        decided = Hearing.objects.visible_to(user).filter(stage=HearingStage.DECIDED).values("pk")
        return sent.filter(
            Q(hearing__in=theirs) | Q(hearing__in=decided) | attended(user, "receiver__board")
        )


class HearingAnswer(models.Model):
    """What a receiver answers, or somebody by the open link (Danish: høringssvar).

    draft: what is written and not sent yet, by the key of the passage it is about. version counts
    every saving of it, so that of a chair and a secretary nobody writes over the other. name,
    organisation: of who answered by the open link, where they wrote it. sheet: the digest of a
    number at random that its page had, so that one sent twice is one answer. is_late: whether it
    came after the deadline. is_on_behalf: whether somebody noted it who is not the chair, as the
    secretary of the board.
    """

    hearing = models.ForeignKey(
        Hearing, models.CASCADE, related_name="answers", verbose_name=_("hearing")
    )
    receiver = models.OneToOneField(
        HearingReceiver,
        models.CASCADE,
        null=True,
        related_name="answer",
        verbose_name=_("receiver"),
    )
    name = models.CharField(_("name"), max_length=100, blank=True, validators=[refuse_cpr])
    organisation = models.CharField(
        _("organisation"), max_length=150, blank=True, validators=[refuse_cpr]
    )
    sheet = models.CharField(_("digest"), max_length=64, null=True, editable=False)  # noqa: DJ001
    draft = models.JSONField(_("written and not sent"), default=dict, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("sent by"),
    )
    is_late = models.BooleanField(_("late"), default=False, editable=False)
    is_on_behalf = models.BooleanField(
        _("noted on behalf of the board"), default=False, editable=False
    )

    objects = HearingAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a hearing")
        verbose_name_plural = _("answers to hearings")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "sheet"], name="hearing_answered_once_with_a_sheet"
            ),
            models.CheckConstraint(
                name="hearing_answer_of_a_board_without_a_name",
                condition=Q(receiver=None) | Q(name="", organisation=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.hearing}"

    def get_absolute_url(self) -> str:
        return reverse("hearing_answer_detail", args=[self.pk])

    @property
    def who(self) -> str:
        """Whose answer it is; of the open link what they wrote themselves, or nothing."""
        if self.receiver is not None:
            return str(self.receiver.board)
        told = ", ".join(filter(None, [self.name, self.organisation]))
        return told or str(_("Somebody by the open link"))

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def is_public(self) -> bool:
        return self.receiver_id is None

    @property
    def sent_on(self) -> datetime.date | None:
        return timezone.localdate(self.sent_at) if self.sent_at else None

    @property
    def words(self) -> dict[str, str]:
        """What stands in its form: what was sent, with what has been written since."""
        return {part.passage: part.text for part in self.parts.all()} | dict(self.draft)

    @property
    def files_sent(self) -> "list[AnswerFile]":
        """Its files but those attached since it was sent."""
        return [file for file in self.files.all() if self.sent_at and file.added_at <= self.sent_at]

    @property
    def has_unsent(self) -> bool:
        """Whether something is written in it that has not been sent."""
        return bool(self.draft)

    def comes_late(self, on: datetime.date) -> bool:
        """Whether it would be late on that day: a receiver may have a deadline of its own."""
        if self.receiver is None:
            return self.hearing.is_late(on)
        self.receiver.hearing = self.hearing
        return self.receiver.is_late(on)

    def may_be_changed(self, on: datetime.date) -> bool:
        """Sent once, it may be amended until the deadline; what was never sent comes late."""
        in_time = self.hearing.is_open and not self.comes_late(on)
        return in_time or (self.hearing.takes_answers and not self.is_sent)


class AnswerPartQuerySet(models.QuerySet["AnswerPart"]):
    def sent(self) -> Self:
        return self.filter(answer__sent_at__isnull=False)

    def unjudged_of(self, hearing: Hearing) -> Self:
        """Those of which nobody has said yet what became, in the order in which they came."""
        return (
            self.sent()
            .filter(answer__hearing=hearing, verdict="")
            .order_by("answer__sent_at", "pk")
        )

    def judged_by(self, user: Reader) -> Self:
        """Those of which the person says what became, as owner of the text."""
        theirs = Hearing.objects.editable_by(user).filter(stage=HearingStage.REVIEW)
        return self.sent().filter(answer__hearing__in=theirs.values("pk"))


class AnswerPart(models.Model):
    """What an answer says of one passage, or of the whole, and what became of it (Danish: forslag).

    passage: the key of the passage in the text of the hearing; empty of what is said of the whole.
    opinion: what the owner thinks of it, and why; change: what was changed.
    """

    answer = models.ForeignKey(
        HearingAnswer, models.CASCADE, related_name="parts", verbose_name=_("answer")
    )
    passage = models.CharField(_("passage"), max_length=40, blank=True, editable=False)
    text = models.TextField(_("what is answered"), validators=[refuse_cpr])
    verdict = models.CharField(_("verdict"), max_length=12, choices=AnswerVerdict, blank=True)
    opinion = models.TextField(
        _("what we think"), blank=True, max_length=4_000, validators=[refuse_cpr]
    )
    change = models.TextField(
        _("what we changed"), blank=True, max_length=4_000, validators=[refuse_cpr]
    )
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("judged by"),
    )

    objects = AnswerPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of an answer")
        verbose_name_plural = _("parts of answers")
        ordering = ["answer", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "passage"], name="hearing_answer_once_to_a_passage"
            ),
            models.CheckConstraint(
                name="hearing_answer_refused_with_a_reason",
                condition=~Q(verdict="refused") | ~Q(opinion=""),
                violation_error_message=_("Write why it is not accepted."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def about(self) -> str:
        """The name of the passage it is about."""
        return self.answer.hearing.first_text.name_of(self.passage)

    @property
    def said(self) -> str:
        """The first words of that passage: two goals of one place have the same name."""
        return self.answer.hearing.first_text.said_in(self.passage)


class AnswerFileQuerySet(models.QuerySet["AnswerFile"]):
    def visible_to(self, user: Reader) -> Self:
        """For those who read the answer, and those who write it."""
        return self.filter(
            Q(
                answer__in=HearingAnswer.objects.visible_to(user).values("pk"),
                added_at__lte=F("answer__sent_at"),
            )
            | kept(user, "answer__receiver__board")
        )


class AnswerFile(AttachedFile):
    """A PDF or a picture that goes with an answer to a hearing (Danish: bilag til høringssvar)."""

    answer = models.ForeignKey(
        HearingAnswer, models.CASCADE, related_name="files", verbose_name=_("answer")
    )

    objects = AnswerFileQuerySet.as_manager()

    class Meta(AttachedFile.Meta):
        verbose_name = _("file of an answer to a hearing")
        verbose_name_plural = _("files of answers to hearings")
        ordering = ["answer", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("hearing_file", args=[self.pk])
