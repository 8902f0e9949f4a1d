from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from institutions.access import Reader
from institutions.models import Board
from meetings.models.items import AgendaItem
from meetings.models.meetings import Meeting
from meetings.models.put_off import PutOff
from meetings.querysets import attended, kept
from meetings.workflow import MeetingStatus
from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus


class MinutesAnswer(models.Model):
    """A member has read the minutes, and approves them.

    mark: of the minutes that were read (`meetings.versions`); when a word is changed it is asked
    anew.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="answers", verbose_name=_("meeting")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="minutes_answers",
        verbose_name=_("person"),
    )
    mark = models.CharField(_("version"), max_length=16, editable=False)
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to minutes")
        verbose_name_plural = _("answers to minutes")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="minutes_answered_once")
        ]

    def __str__(self) -> str:
        return gettext("%(person)s: approved") % {"person": self.person}


class BoardQuestionQuerySet(models.QuerySet["BoardQuestion"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of one's boards, under items one sees; and of the local goals that one leads."""
        boards = attended(user, "board") & (
            Q(item=None)
            | Q(item__in=AgendaItem.objects.visible_to(user).values("pk"))
            | Q(item__in=PutOff.objects.visible_to(user).exclude(item=None).values("item"))
        )
        return self.filter(boards | _led(user))

    def answerable_by(self, user: Reader) -> Self:
        """Those that the leader answers, or whoever writes the agenda, until the minutes stand."""
        rows = self.visible_to(user).filter(kept(user, "board") | _led(user))
        return rows.exclude(item__meeting__status__in=Meeting.lifecycle.closed)

    def editable_by(self, user: Reader) -> Self:
        """One's own, while nobody has answered."""
        return self.visible_to(user).filter(asked_by=user.pk or 0, answer="")

    def awaiting(self) -> Self:
        """Those not answered, unless what they are about was decided and no meeting is ahead."""
        links = LocalGoal.agenda_items.through.objects.all()
        linked = links.filter(agendaitem=models.OuterRef("item"))
        waits = models.Exists(linked.filter(localgoal__status=LocalGoalStatus.SENT))
        ahead = links.filter(
            localgoal=models.OuterRef("local_goal"),
            agendaitem__meeting__status=MeetingStatus.CALLED,
        )
        is_sent = Q(local_goal__status=LocalGoalStatus.SENT)
        of_goal = Q(item=None) & (is_sent | models.Exists(ahead))
        is_called = Q(item__meeting__status=MeetingStatus.CALLED)
        of_item = Q(local_goal=None) & (~models.Exists(linked) | waits | is_called)
        rows = self.filter(answer="", kind=BoardQuestion.Kind.QUESTION)
        return rows.filter(of_goal | of_item)


def _led(user: Reader) -> Q:
    return Q(local_goal__in=LocalGoal.objects.led_by(user).order_by().values("pk"))


class BoardQuestion(models.Model):
    """What a member asks or remarks before the meeting (Danish: spørgsmål, bemærkning).

    It is about an item of an agenda, or about a local goal that the board decides on.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", pgettext_lazy("before a meeting", "A question")
        REMARK = "remark", pgettext_lazy("before a meeting", "A remark")

    board = models.ForeignKey(
        Board, models.CASCADE, related_name="questions", verbose_name=_("board")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("agenda item"),
    )
    local_goal = models.ForeignKey(
        LocalGoal,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("local goal"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.QUESTION)
    text = models.TextField(_("question"), max_length=2000, validators=[refuse_cpr])
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answer = models.TextField(_("answer"), max_length=4000, blank=True, validators=[refuse_cpr])
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = BoardQuestionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("question before a meeting")
        verbose_name_plural = _("questions before meetings")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_about_one_thing",
                condition=Q(item=None, local_goal__isnull=False)
                | Q(item__isnull=False, local_goal=None),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("question_detail", args=[self.pk])

    @property
    def awaits_answer(self) -> bool:
        return self.kind == self.Kind.QUESTION and not self.answer
