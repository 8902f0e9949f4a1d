import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.models import User
from config.privacy import refuse_cpr
from indicators.models import Indicator
from institutions.models import Board
from leadership.models import DevelopmentPlan
from lifecycle import NotAllowed
from measurements.models import Inspection
from meetings.models.meetings import Meeting
from meetings.querysets import AgendaItemQuerySet
from programmes.models import Memo
from strategy.deciding import BoardChoice, decide
from strategy.models import Goal, LocalGoal
from strategy.workflow import LocalGoalStatus as GoalStatus


class AgendaItem(models.Model):
    """One item of a meeting's agenda, and what came of it (Danish: dagsordenspunkt).

    duration: the time set aside for it, in minutes. guests: who comes for this item alone.
    standing: an item that every meeting has. minutes_of: the meeting whose minutes it approves.
    closed_at: when an item that had been open was made confidential. waits_at: the board that will
    take it up at a later meeting; then it is on no agenda, and only those who write agendas see it.
    programme_memo: the memo it was made from, whose words and papers it got as they were that day.
    """

    class Kind(models.TextChoices):
        INFORMATION = "information", pgettext_lazy("agenda item", "Information")
        DISCUSSION = "discussion", pgettext_lazy("agenda item", "Discussion")
        DECISION = "decision", pgettext_lazy("agenda item", "Decision")

    class Standing(models.TextChoices):
        MINUTES = "minutes", _("Approval of the minutes")
        FOLLOW_UPS = "follow_ups", _("Follow-up on earlier decisions")
        NEWS = "news", _("Since the last meeting")

    # typed as set: what waits for a meeting is reached by `waiting_for` alone
    meeting: "models.ForeignKey[Meeting | None, Meeting]" = models.ForeignKey(  # type: ignore[misc]
        Meeting,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("meeting"),
    )
    waits_at = models.ForeignKey(
        Board,
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="waiting_items",
        verbose_name=_("board it waits for"),
    )
    waits_since = models.DateField(_("waits since"), null=True, blank=True, editable=False)
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200, validators=[refuse_cpr])
    text = models.TextField(_("the matter"), blank=True, validators=[refuse_cpr])
    recommendation = models.TextField(_("recommendation"), blank=True, validators=[refuse_cpr])
    economy = models.TextField(_("economy"), blank=True, validators=[refuse_cpr])
    further = models.TextField(_("what happens then"), blank=True, validators=[refuse_cpr])
    case_number = models.CharField(
        _("case number"), max_length=60, blank=True, validators=[refuse_cpr]
    )
    presenter = models.CharField(
        _("presented by"), max_length=100, blank=True, validators=[refuse_cpr]
    )
    guests = models.CharField(_("guests"), max_length=200, blank=True, validators=[refuse_cpr])
    duration = models.PositiveSmallIntegerField(
        _("minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(480)],
    )
    is_confidential = models.BooleanField(_("confidential"), default=False)
    closed_at = models.DateTimeField(_("made confidential"), null=True, blank=True, editable=False)
    standing = models.CharField(
        _("standing item"), max_length=20, choices=Standing, blank=True, editable=False
    )
    minutes_of = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="approving_items",
        verbose_name=_("minutes of"),
    )
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="agenda_items", verbose_name=_("goals")
    )
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="agenda_items", verbose_name=_("indicators")
    )
    local_goals = models.ManyToManyField(
        LocalGoal, blank=True, related_name="agenda_items", verbose_name=_("local goals")
    )
    inspections = models.ManyToManyField(
        Inspection, blank=True, related_name="agenda_items", verbose_name=_("inspections")
    )
    development_plans = models.ManyToManyField(
        DevelopmentPlan,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("team development plans"),
        help_text=_("Shown only to leadership teams, whose plans they are."),
    )
    programme_memo = models.ForeignKey(
        Memo,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="agenda_items",
        verbose_name=_("memo"),
    )
    resolution = models.TextField(_("what was decided"), blank=True, validators=[refuse_cpr])
    minutes = models.TextField(_("minutes"), blank=True, validators=[refuse_cpr])

    objects = AgendaItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="agenda_item_number_unique_in_meeting",
                violation_error_message=_("The agenda has an item with this number already."),
            ),
            models.CheckConstraint(
                name="agenda_item_of_minutes_names_the_meeting",
                condition=Q(standing="minutes", minutes_of__isnull=False)
                | (~Q(standing="minutes") & Q(minutes_of=None)),
                violation_error_message=_("Say which meeting’s minutes are approved."),
            ),
            models.CheckConstraint(
                name="agenda_item_on_an_agenda_or_waiting",
                condition=Q(meeting__isnull=False, waits_at=None, waits_since=None)
                | Q(meeting=None, waits_at__isnull=False, waits_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note when it is closed to others: what told them of it before is withdrawn."""
        was_open = AgendaItem.objects.filter(pk=self.pk, is_confidential=False)
        if self.pk and self.is_confidential and was_open.exists():
            self.closed_at = timezone.now()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its place on the page of the meeting; its own where it waits."""
        if self.meeting_id is None:
            return reverse("meeting_mode", args=[self.pk])
        return f"{reverse('meeting_detail', args=[self.meeting_id])}#punkt-{self.pk}"

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has come of it, so that it may leave the agenda for good."""
        written = self.resolution.strip() or self.minutes.strip()
        return self.is_unsettled and not (written or self.questions.exists())

    @property
    def is_unsettled(self) -> bool:
        """Whether nothing was decided or promised under it, and nobody disagreed."""
        rows = (self.follow_ups, self.decisions, self.dissents)
        return not (self.meeting.is_over or any(each.exists() for each in rows))

    @property
    def may_wait(self) -> bool:
        """Whether it can be taken up at a later meeting; what every meeting has, is not."""
        return self.is_unsettled and not (self.standing or self.resolution.strip())

    @transaction.atomic
    def set_aside(self, *, on: datetime.date, by: User | None = None) -> None:
        """Take it off the agenda, to a later meeting, with all that is written. Raises Closed.

        An agenda that was sent goes on naming it, and keeps what was said of it there.
        """
        meeting = self.meeting
        meeting.hold_open()
        self.refresh_from_db()
        if self.meeting_id != meeting.pk:
            return  # somebody else has just done it
        if not meeting.is_unsent:
            meeting.put_off.model.of(self, meeting=meeting, put_off_by=by).save()
            self.minutes = ""
        self.meeting, self.waits_at, self.waits_since = None, meeting.board, on
        self.save()
        meeting.arrange(list(meeting.items.order_by("number")))

    def take_up(self, meeting: Meeting) -> bool:
        """Put it on the agenda of a meeting of the board it waits for; whether it still waited.

        Where it was put off from that very meeting it comes back as it was there.
        """
        rows = AgendaItem.objects.select_for_update()
        # ordered by its key alone: nothing that is joined may be held along with it
        item = rows.filter(pk=self.pk, waits_at=meeting.board_id).order_by("pk").first()
        if item is None:
            return False
        left = meeting.put_off.filter(item=item).first()
        item.number = left.number if left else meeting.next_number
        if left:
            item.minutes = left.minutes
            left.delete()
        item.meeting, item.waits_at, item.waits_since = meeting, None, None
        item.save()
        return True

    @property
    def is_for_decision(self) -> bool:
        return self.kind == self.Kind.DECISION

    @property
    def is_decided(self) -> bool:
        """Whether it says what was decided, or its local goals have been decided on here."""
        if self.resolution.strip():
            return True
        waiting = any(goal.status == GoalStatus.SENT for goal in self.local_goals.all())
        return bool(self.decisions.all()) and not waiting

    @transaction.atomic
    def write(self, **fields: Any) -> None:
        """Save these fields, unless the minutes have been approved meanwhile (Closed).

        The others stay as they are now: somebody may have written since this was read.
        """
        self.meeting.hold_open()
        self.refresh_from_db()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save()

    @transaction.atomic
    def decide(
        self,
        goal: LocalGoal,
        status: str,
        *,
        by: User,
        comment: str,
        version: int | None,
        expected_on: datetime.date | None = None,
    ) -> None:
        """Let the board decide on a linked local goal, at this meeting, under this item.

        Raises what LocalGoal.transition raises, NotAllowed before the board has met, and Closed.
        """
        self.meeting.hold_open()
        if not self.meeting.has_met:
            raise NotAllowed(status)
        way = goal.lifecycle.find(goal.status, status)
        decision = goal.transition(
            status,
            by=by,
            comment=comment,
            expected_on=expected_on,
            on_behalf_of_board=way is not None and goal.is_on_behalf(by, way),
            version=version,
        )
        self.decisions.create(decision=decision)

    @transaction.atomic
    def adopt(self, versions: dict[int, int], *, by: User) -> int:
        """Let the board adopt linked local goals (id → the version read); how many. All or none.

        Raises strategy.deciding.Undecided, NotAllowed before the board has met, and Closed.
        """
        self.meeting.hold_open()
        if not self.meeting.has_met:
            raise NotAllowed(GoalStatus.ADOPTED)
        linked = set(self.local_goals.filter(pk__in=versions).values_list("pk", flat=True))
        choices = [BoardChoice(pk, versions[pk], GoalStatus.ADOPTED) for pk in linked]
        decisions = decide(choices, by=by, has_met=True)
        rows = self.decisions
        rows.bulk_create(rows.model(item=self, decision=decision) for decision in decisions)
        return len(decisions)
