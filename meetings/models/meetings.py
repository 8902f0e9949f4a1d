import datetime

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from indicators.models import Indicator
from institutions.models import Board
from leadership.models import DevelopmentPlan
from measurements.models import Inspection
from meetings.querysets import AgendaItemQuerySet, MeetingDecisionQuerySet, MeetingQuerySet
from meetings.settled import asks_nothing, settled_of
from meetings.workflow import (
    MOVES,
    OVER,
    UNSENT,
    Closed,
    Incomplete,
    InvalidTransition,
    Move,
    Status,
)
from strategy.deciding import Choice, decide
from strategy.models import Decision, Goal, LocalGoal
from strategy.workflow import Status as GoalStatus

OUT_OF_THE_WAY = 1000  # added to numbers while items change places


class Meeting(models.Model):
    """A board meets, on a day, at a place, about an agenda (Danish: møde).

    present, absent: who was there, in words. approved_at: the meeting that approved the minutes.
    """

    board = models.ForeignKey(
        Board, models.PROTECT, related_name="meetings", verbose_name=_("board")
    )
    held_on = models.DateField(_("date"))
    from_at = models.TimeField(_("from"))
    to_at = models.TimeField(_("to"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150)
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.PLANNED, editable=False
    )
    present = models.TextField(_("present"), blank=True, validators=[refuse_cpr])
    absent = models.TextField(_("absent"), blank=True, validators=[refuse_cpr])
    called_on = models.DateField(_("agenda sent"), null=True, blank=True, editable=False)
    approved_on = models.DateField(_("minutes approved"), null=True, blank=True, editable=False)
    approved_at = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved at the meeting"),
    )

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-from_at", "-pk"]
        indexes = [models.Index(fields=["board", "held_on"])]
        constraints = [
            models.CheckConstraint(
                name="meeting_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_begins",
                condition=Q(to_at=None) | Q(to_at__gt=F("from_at")),
                violation_error_message=_("The meeting must end after it begins."),
            ),
            models.CheckConstraint(
                name="meeting_approved_on_a_day",
                condition=Q(status=Status.APPROVED, approved_on__isnull=False)
                | (~Q(status=Status.APPROVED) & Q(approved_on=None)),
            ),
            models.UniqueConstraint(
                fields=["board", "held_on", "from_at"],
                name="board_meets_once_at_a_time",
                violation_error_message=_("The board has a meeting at this time already."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(board)s, %(date)s") % {"board": self.board, "date": self.day}

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.pk])

    @property
    def day(self) -> str:
        """The date in words."""
        return date_format(self.held_on, "DATE_FORMAT")

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    def is_coming(self, on: datetime.date) -> bool:
        """Whether it is ahead on a day; as `MeetingQuerySet.coming` says it of many."""
        return self.held_on >= on and not self.is_over

    @property
    def is_unsent(self) -> bool:
        """Whether only its writers see the agenda."""
        return self.status in UNSENT

    @property
    def is_closed(self) -> bool:
        """Whether the minutes are approved, so that nothing is written any more."""
        return self.status == Status.APPROVED

    @property
    def moves(self) -> tuple[Move, ...]:
        """The steps the meeting may take from where it is."""
        return MOVES[Status(self.status)]

    @property
    def previous(self) -> "Meeting | None":
        """The board's meeting before this one, that took place."""
        return Meeting.objects.before(self).first()

    @property
    def has_attendance(self) -> bool:
        """Whether it is written who was there."""
        return bool(self.present.strip())

    def missing(self, move: Move, *, on: datetime.date) -> list[str]:
        """What a move needs and the meeting lacks, in sentences."""
        items = list(self.items.prefetch_related("decisions", "local_goals"))
        missing = []
        if move.needs_agenda and not items:
            missing.append(gettext("Write at least one item on the agenda."))
        if move.needs_day and self.held_on > on:
            missing.append(
                gettext("The meeting is on %(date)s. It can be closed when it has been held.")
                % {"date": self.day}
            )
        if move.needs_attendance and not self.has_attendance:
            missing.append(
                gettext("Write who was there. Minutes are not approved without participants.")
            )
        if move.needs_resolutions:
            nothing = asks_nothing(items, settled_of(self, items))
            missing += [
                gettext("Write what was decided under item %(number)s.") % {"number": item.number}
                for item in items
                if item.kind == AgendaItem.Kind.DECISION
                and item.pk not in nothing
                and not item.is_decided
            ]
        return missing

    @transaction.atomic
    def move_to(self, status: Status, *, on: datetime.date, at: "Meeting | None" = None) -> None:
        """Move the meeting to a status. at: the meeting that approves its minutes.

        Raises InvalidTransition when it (as the database has it now) cannot go there, and
        Incomplete when something is missing.
        """
        locked = Meeting.objects.select_for_update().get(pk=self.pk)
        move = next((move for move in locked.moves if move.to == status), None)
        if move is None:
            raise InvalidTransition(locked.status, status)
        missing = locked.missing(move, on=on)
        if missing:
            raise Incomplete(missing)
        locked.status = status
        if status == Status.CALLED and locked.called_on is None:
            locked.called_on = on
        if status == Status.APPROVED:
            locked.approved_on, locked.approved_at = on, at
        locked.save(update_fields=["status", "called_on", "approved_on", "approved_at"])
        self.refresh_from_db(fields=["status", "called_on", "approved_on", "approved_at"])

    def hold_open(self) -> None:
        """Keep others from moving it until the transaction ends; raises Closed when approved."""
        if Meeting.objects.select_for_update().get(pk=self.pk).is_closed:
            raise Closed

    @property
    def next_number(self) -> int:
        newest = self.items.aggregate(number=models.Max("number"))["number"]
        return (newest or 0) + 1

    @transaction.atomic
    def arrange(self, items: list["AgendaItem"]) -> None:
        """Number the items anew, in the order given."""
        self.hold_open()
        self.items.update(number=F("number") + OUT_OF_THE_WAY)
        for number, item in enumerate(items, start=1):
            item.number = number
        AgendaItem.objects.bulk_update(items, ["number"])


class AgendaItem(models.Model):
    """One item of a meeting's agenda, and what came of it (Danish: dagsordenspunkt).

    standing: an item that every meeting has. minutes_of: the meeting whose minutes it approves.
    closed_at: when an item that had been open was made confidential.
    """

    class Kind(models.TextChoices):
        INFORMATION = "information", pgettext_lazy("agenda item", "Information")
        DISCUSSION = "discussion", pgettext_lazy("agenda item", "Discussion")
        DECISION = "decision", pgettext_lazy("agenda item", "Decision")

    class Standing(models.TextChoices):
        MINUTES = "minutes", _("Approval of the minutes")
        FOLLOW_UPS = "follow_ups", _("Follow-up on earlier decisions")
        NEWS = "news", _("Since the last meeting")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="items", verbose_name=_("meeting")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200, validators=[refuse_cpr])
    text = models.TextField(_("the matter"), blank=True, validators=[refuse_cpr])
    recommendation = models.TextField(_("recommendation"), blank=True, validators=[refuse_cpr])
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
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def save(self, *args, **kwargs) -> None:
        """Note when it is closed to others: what told them of it before is withdrawn."""
        was_open = AgendaItem.objects.filter(pk=self.pk, is_confidential=False)
        if self.pk and self.is_confidential and was_open.exists():
            self.closed_at = timezone.now()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('meeting_detail', args=[self.meeting_id])}#punkt-{self.number}"

    @property
    def is_decided(self) -> bool:
        """Whether it says what was decided, or its local goals have been decided on here."""
        if self.resolution.strip():
            return True
        waiting = any(goal.status == GoalStatus.SENT for goal in self.local_goals.all())
        return bool(self.decisions.all()) and not waiting

    @transaction.atomic
    def write(self, **fields) -> None:
        """Save these fields, unless the minutes have been approved meanwhile (Closed)."""
        self.meeting.hold_open()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save()

    @transaction.atomic
    def decide(self, goal: LocalGoal, status, *, by, comment: str, version: int | None) -> None:
        """Let the board decide on a linked local goal, at this meeting, under this item.

        Raises what LocalGoal.move_to raises, and Closed.
        """
        self.meeting.hold_open()
        move = next((move for move in goal.moves if move.to == status), None)
        decision = goal.move_to(
            status,
            by=by,
            comment=comment,
            on_behalf_of_board=move is not None and goal.is_on_behalf(by, move),
            version=version,
        )
        MeetingDecision.objects.create(item=self, decision=decision)

    @transaction.atomic
    def adopt(self, versions: dict[int, int], *, by) -> int:
        """Let the board adopt linked local goals (id → the version read); how many. All or none.

        Raises strategy.deciding.Undecided, and Closed.
        """
        self.meeting.hold_open()
        linked = set(self.local_goals.filter(pk__in=versions).values_list("pk", flat=True))
        choices = [Choice(pk, versions[pk], GoalStatus.ADOPTED) for pk in linked]
        decisions = decide(choices, by=by)
        MeetingDecision.objects.bulk_create(
            MeetingDecision(item=self, decision=decision) for decision in decisions
        )
        return len(decisions)


class MeetingDecision(models.Model):
    """At which meeting, and under which item, a local goal was decided on."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="decisions", verbose_name=_("agenda item")
    )
    decision = models.OneToOneField(
        Decision, models.CASCADE, related_name="at_meeting", verbose_name=_("decision")
    )

    objects = MeetingDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision at a meeting")
        verbose_name_plural = _("decisions at meetings")
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.decision}"
