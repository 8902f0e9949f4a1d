import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.collation import danish
from config.privacy import refuse_cpr
from hearings.models.hearings import Hearing
from hearings.workflow import ANSWERABLE, HearingStage
from institutions.access import Reader
from institutions.models import Board
from meetings.models import AgendaItem
from meetings.querysets import kept


class HearingStepQuerySet(models.QuerySet["HearingStep"]):
    def days(self) -> dict[str, datetime.date]:
        """State → the day on which the hearing came there, the last time."""
        rows = self.order_by("made_at", "pk").values_list("to_state", "made_at")
        return {state: timezone.localdate(at) for state, at in rows}


class HearingStep(models.Model):
    """One move of a hearing: who, when, from where to where, and what they wrote (Danish: trin)."""

    hearing = models.ForeignKey(
        Hearing, models.CASCADE, related_name="steps", verbose_name=_("hearing")
    )
    from_state = models.CharField(_("from"), max_length=20, choices=HearingStage)
    to_state = models.CharField(_("to"), max_length=20, choices=HearingStage)
    comment = models.TextField(_("comment"), blank=True, validators=[refuse_cpr])
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = HearingStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a hearing")
        verbose_name_plural = _("steps of hearings")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


#: The last day on which a receiver answers in time: its own, or the hearing's.
LAST_ON = Coalesce("deadline_on", "hearing__deadline_on")

#: Those of which words are written and not sent.
UNSENT = Q(answer__isnull=False) & ~Q(answer__draft={})


class HearingReceiverQuerySet(models.QuerySet["HearingReceiver"]):
    def kept_by(self, user: Reader) -> Self:
        """Those the person is chair or secretary of, while they may answer."""
        return self.filter(kept(user, "board"), hearing__stage__in=ANSWERABLE)

    def answerable_by(self, user: Reader) -> Self:
        """Those the person may write the answer of.

        The chair's; and where the secretary may note one on the board's behalf: nobody of the
        board has begun to answer.
        """
        noted = Q(answer=None) | Q(answer__is_on_behalf=True)
        chaired = self.spoken_for_by(user).order_by().values("pk")
        return self.kept_by(user).filter(noted | Q(pk__in=chaired))

    def spoken_for_by(self, user: Reader) -> Self:
        """Those for whose board the person answers as its chair."""
        chaired = Board.objects.chaired_by(user).values("pk")
        return self.filter(board__in=chaired, hearing__stage__in=ANSWERABLE)

    def awaited(self) -> Self:
        """Those who are asked in an open hearing, and have not answered; the first to end first."""
        rows = self.unanswered().filter(hearing__stage=HearingStage.OPEN)
        rows = rows.select_related("hearing", "board").annotate(last_on=LAST_ON)
        return rows.order_by("last_on", "pk")

    def unanswered(self) -> Self:
        return self.filter(Q(answer=None) | Q(answer__sent_at=None))

    def with_unsent(self) -> Self:
        """Each with `has_unsent`: whether words of an answer are written and not sent."""
        return self.annotate(has_unsent=Case(When(UNSENT, then=Value(True)), default=Value(False)))


class HearingReceiver(models.Model):
    """A board, a network or a MED committee that is asked (Danish: høringspart).

    deadline_on: its own, where it is not the hearing's. reminded_at: when its members were last
    reminded by the owner. item: of its agenda, under which the board agrees on its answer.
    """

    hearing = models.ForeignKey(
        Hearing, models.CASCADE, related_name="receivers", verbose_name=_("hearing")
    )
    board = models.ForeignKey(
        Board, models.CASCADE, related_name="asked_in_hearings", verbose_name=_("board")
    )
    deadline_on = models.DateField(_("deadline of its own"), null=True, blank=True)
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("agenda item"),
    )
    reminded_at = models.DateTimeField(_("reminded"), null=True, editable=False)

    objects = HearingReceiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("receiver of a hearing")
        verbose_name_plural = _("receivers of hearings")
        ordering = [danish("board__name")]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "board"], name="hearing_receiver_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(board)s, %(hearing)s") % {"board": self.board, "hearing": self.hearing}

    def get_absolute_url(self) -> str:
        return reverse("hearing_answer", args=[self.pk])

    @property
    def until(self) -> datetime.date:
        """The last day on which it answers in time."""
        return self.deadline_on or self.hearing.deadline_on

    def is_late(self, on: datetime.date) -> bool:
        """Whether its deadline has passed by then."""
        return on > self.until
