import datetime
from typing import Any, Self

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
from institutions.access import Reader
from institutions.models import Board
from leadership.models import DevelopmentPlan
from measurements.models import Inspection
from meetings.models.meetings import Meeting
from meetings.querysets import AgendaItemQuerySet
from programmes.models import Memo
from strategy.deciding import BoardChoice, decide
from strategy.models import Decision, Goal, LocalGoal
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
        if self.meeting_id is None:
            return reverse("agenda_item_waiting")
        return f"{reverse('meeting_detail', args=[self.meeting_id])}#punkt-{self.number}"

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has come of it, so that it may leave the agenda."""
        return not (self.follow_ups.exists() or self.decisions.exists() or self.meeting.is_over)

    @property
    def may_wait(self) -> bool:
        """Whether it can be taken up at a later meeting; what every meeting has, is not."""
        return not self.standing and not self.resolution.strip()

    @transaction.atomic
    def set_aside(self, *, on: datetime.date) -> None:
        """Take it off the agenda, to a later meeting, with all that is written. Raises Closed."""
        meeting = self.meeting
        meeting.hold_open()
        self.meeting, self.waits_at, self.waits_since = None, meeting.board, on
        self.save()
        meeting.arrange(list(meeting.items.order_by("number")))

    def take_up(self, meeting: Meeting, *, number: int) -> None:
        """Put it on the agenda of a meeting of the board it has waited for."""
        self.meeting, self.waits_at, self.waits_since = meeting, None, None
        self.number = number
        self.save()

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
        """Save these fields, unless the minutes have been approved meanwhile (Closed)."""
        self.meeting.hold_open()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save()

    @transaction.atomic
    def decide(
        self, goal: LocalGoal, status: str, *, by: User, comment: str, version: int | None
    ) -> None:
        """Let the board decide on a linked local goal, at this meeting, under this item.

        Raises what LocalGoal.transition raises, and Closed.
        """
        self.meeting.hold_open()
        way = goal.lifecycle.find(goal.status, status)
        decision = goal.transition(
            status,
            by=by,
            comment=comment,
            on_behalf_of_board=way is not None and goal.is_on_behalf(by, way),
            version=version,
        )
        MeetingDecision.objects.create(item=self, decision=decision)

    @transaction.atomic
    def adopt(self, versions: dict[int, int], *, by: User) -> int:
        """Let the board adopt linked local goals (id → the version read); how many. All or none.

        Raises strategy.deciding.Undecided, and Closed.
        """
        self.meeting.hold_open()
        linked = set(self.local_goals.filter(pk__in=versions).values_list("pk", flat=True))
        choices = [BoardChoice(pk, versions[pk], GoalStatus.ADOPTED) for pk in linked]
        decisions = decide(choices, by=by)
        MeetingDecision.objects.bulk_create(
            MeetingDecision(item=self, decision=decision) for decision in decisions
        )
        return len(decisions)


class MeetingDecisionQuerySet(models.QuerySet["MeetingDecision"]):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(item__in=AgendaItem.objects.visible_to(user))


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
