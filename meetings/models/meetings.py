import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from institutions.models import Board
from meetings.approving import obstacles
from meetings.querysets import MeetingQuerySet
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

if TYPE_CHECKING:
    from meetings.models.items import AgendaItem

OUT_OF_THE_WAY = 1000  # added to numbers while items change places


class Meeting(models.Model):
    """A board meets, on a day, at a place, about an agenda (Danish: møde).

    present, absent: who was there, in words. closed_by: who said that the minutes were written.
    approved_at: the meeting that approved them; none when the chair did.
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
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("closed by"),
    )
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

    def missing(
        self, move: Move, *, on: datetime.date, by, at: "Meeting | None" = None
    ) -> list[str]:
        """What a move needs and the meeting lacks, in sentences.

        by: who asks for it. at: the meeting that approves the minutes.
        """
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
        if move.needs_others:
            missing += obstacles(self, by=by, at=at, on=on)
        if move.needs_resolutions:
            nothing = asks_nothing(items, settled_of(self, items))
            missing += [
                gettext("Write what was decided under item %(number)s.") % {"number": item.number}
                for item in items
                if item.is_for_decision and item.pk not in nothing and not item.is_decided
            ]
        return missing

    @transaction.atomic
    def move_to(
        self, status: Status, *, on: datetime.date, by, at: "Meeting | None" = None
    ) -> None:
        """Let a person move the meeting to a status. at: the meeting that approves its minutes.

        Raises InvalidTransition when it (as the database has it now) cannot go there, and
        Incomplete when something is missing.
        """
        locked = Meeting.objects.select_for_update().get(pk=self.pk)
        move = next((move for move in locked.moves if move.to == status), None)
        if move is None:
            raise InvalidTransition(locked.status, status)
        missing = locked.missing(move, on=on, by=by, at=at)
        if missing:
            raise Incomplete(missing)
        locked.status = status
        if status != Status.APPROVED:
            locked.closed_by = by if status == Status.HELD else None
        if status == Status.CALLED and locked.called_on is None:
            locked.called_on = on
        if status == Status.APPROVED:
            locked.approved_on, locked.approved_at = on, at
        moved = ["status", "called_on", "closed_by", "approved_on", "approved_at"]
        locked.save(update_fields=moved)
        self.refresh_from_db(fields=moved)

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
        self.items.bulk_update(items, ["number"])
