import datetime
import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from config.privacy import refuse_cpr
from institutions.models import Board
from lifecycle import HasLifecycle, Transition
from meetings.approving import obstacles
from meetings.querysets import MeetingQuerySet
from meetings.settled import OnTheTable
from meetings.workflow import MEETING_LIFE, OVER, UNSENT, MeetingStatus

if TYPE_CHECKING:
    from meetings.models.items import AgendaItem

OUT_OF_THE_WAY = 1000  # added to numbers while items change places


class Meeting(HasLifecycle):
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
        _("status"),
        max_length=20,
        choices=MeetingStatus,
        default=MeetingStatus.PLANNED,
        editable=False,
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

    lifecycle = MEETING_LIFE

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-from_at", "-pk"]
        indexes = [models.Index(fields=["board", "held_on"])]
        constraints = [
            models.CheckConstraint(
                name="meeting_status_known", condition=Q(status__in=MeetingStatus.values)
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_begins",
                condition=Q(to_at=None) | Q(to_at__gt=F("from_at")),
                violation_error_message=_("The meeting must end after it begins."),
            ),
            models.CheckConstraint(
                name="meeting_approved_on_a_day",
                condition=Q(status=MeetingStatus.APPROVED, approved_on__isnull=False)
                | (~Q(status=MeetingStatus.APPROVED) & Q(approved_on=None)),
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
    def clock(self) -> str:
        """“kl. 17.00–19.00”."""
        begins = time_format(self.from_at, "H.i")
        if self.to_at is None:
            return gettext("at %(time)s") % {"time": begins}
        ends = time_format(self.to_at, "H.i")
        return gettext("at %(from)s–%(to)s") % {"from": begins, "to": ends}

    @property
    def has_met(self) -> bool:
        """Whether the board meets, or has: whoever writes the minutes notes what it decides."""
        return not self.is_unsent and self.held_on <= timezone.localdate()

    @property
    def occasion(self) -> str:
        """How what the board finds at it is told from what it finds at another."""
        return f"meeting-{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    def known_until(self, on: datetime.date) -> datetime.date:
        """The last day of what the board had found before it met, as one sees it on a day."""
        return min(on, self.held_on - datetime.timedelta(days=1))

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
        return self.status in self.lifecycle.closed

    @property
    def previous(self) -> "Meeting | None":
        """The board's meeting before this one, that took place."""
        return Meeting.objects.before(self).first()

    @property
    def has_attendance(self) -> bool:
        """Whether it is written who was there."""
        return bool(self.present.strip())

    @property
    def named(self) -> Mapping[str, object]:
        return {"board": self.board.word, "date": self.day}

    def missing_for(
        self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]
    ) -> dict[str, str]:
        """facts: on, the day it is asked for; at, the meeting that approves the minutes, if any."""
        on = facts["on"]
        missing = {}
        if "agenda" in way.needs and not self.items.exists():
            missing["agenda"] = gettext("Write at least one item on the agenda.")
        if "day" in way.needs and self.held_on > on:
            missing["held_on"] = gettext(
                "The meeting is on %(date)s. It can be closed when it has been held."
            ) % {"date": self.day}
        if "attendance" in way.needs and not self.has_attendance:
            missing["present"] = gettext(
                "Write who was there. Minutes are not approved without participants."
            )
        if "others" in way.needs:
            missing |= obstacles(self, by=by, at=facts.get("at"), on=on)
        if "resolutions" in way.needs:
            missing |= self._undecided()
        return missing

    def _undecided(self) -> dict[str, str]:
        """The items of which it is not told what was decided, one sentence each."""
        items = list(self.items.prefetch_related("decisions", "local_goals"))
        nothing = OnTheTable.of(self, items).nothing
        return {
            f"item-{item.number}": gettext("Write what was decided under item %(number)s.")
            % {"number": item.number}
            for item in items
            if item.is_for_decision and item.pk not in nothing and not item.is_decided
        }

    def record(self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]) -> str:
        """Where it came from: what is frozen depends on it."""
        return self.status

    def changes_with(
        self, way: Transition[Any], *, by: User, facts: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Who closed it, when the agenda was first sent, when and where the minutes were approved.

        facts: as in `missing_for`.
        """
        if way.to == MeetingStatus.APPROVED:
            return {"approved_on": facts["on"], "approved_at": facts.get("at")}
        changes: dict[str, Any] = {"closed_by": by if way.to == MeetingStatus.HELD else None}
        if way.to == MeetingStatus.CALLED and self.called_on is None:
            changes["called_on"] = facts["on"]
        return changes

    @property
    def next_number(self) -> int:
        """Last on the agenda, behind what was put off too."""
        rows = (self.items, self.put_off)
        newest = [each.aggregate(number=models.Max("number"))["number"] or 0 for each in rows]
        return max(newest) + 1

    @transaction.atomic
    def arrange(self, items: list["AgendaItem"]) -> None:
        """Number the items anew, in the order given; what was put off keeps its number."""
        self.hold_open()
        self.items.update(number=F("number") + OUT_OF_THE_WAY)
        taken = set(self.put_off.values_list("number", flat=True))
        free = (number for number in itertools.count(1) if number not in taken)
        for item, number in zip(items, free, strict=False):
            item.number = number
        self.items.bulk_update(items, ["number"])
