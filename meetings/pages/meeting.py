import datetime
import re
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from config.phrases import number
from institutions.audiences import members_of_board
from institutions.models import Board
from lifecycle import Transition
from meetings.approving import MinutesApproval, approval_of, obstacles
from meetings.boards import assesses_goals, meeting_in_figures
from meetings.models import Apology, FollowUp, Meeting, MeetingPaper, MinutesAnswer, MinutesRemark
from meetings.pages.items import ItemView
from meetings.pages.leading import with_open_ways
from meetings.pages.live import HiddenItem, live_items, open_before
from meetings.pages.offline import kept_offline
from meetings.workflow import MeetingStatus
from strategy.proposing import proposes_for


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting, in a number of queries that does not grow with its agenda.

    From the sending of the agenda, what items are about is as it was frozen then; when the minutes
    are approved, so is all the rest. hidden: the confidential items the person does not see.
    offline: what a device keeps of it. may_propose: whether the person proposes what the board
    finds of goals. hindrances: why they may not approve its minutes by themselves, where they wait
    for that.
    """

    meeting: Meeting
    on: datetime.date
    items: tuple[ItemView, ...]
    hidden: tuple[HiddenItem, ...]
    papers: tuple[MeetingPaper, ...]
    open_follow_ups: tuple[FollowUp, ...]
    is_inside: bool
    may_write: bool
    may_propose: bool = False
    may_ask: bool = False
    may_answer: bool = False
    has_approved: bool = False
    approval: MinutesApproval | None = None
    answers: tuple[MinutesAnswer, ...] = ()
    remarks: tuple[MinutesRemark, ...] = ()
    apologies: tuple[Apology, ...] = ()
    is_member: bool = False
    keeps: bool = False
    reader: int | None = None
    is_frozen: bool = False
    may_hand_over: bool = False
    offline: str = ""
    hindrances: tuple[str, ...] = ()

    @classmethod
    def build(cls, meeting: Meeting, *, user: User, on: datetime.date) -> Self:
        """The meeting as the person sees it today; `meeting` comes with its board."""
        board = meeting.board
        keeps = Meeting.objects.kept_by(user).contains(meeting)
        is_inside = Board.objects.attended_by(user).contains(board)
        papers = tuple(
            MeetingPaper.objects.visible_to(user)
            .filter(meeting=meeting, is_whole=is_inside)
            .defer("pdf")
            .select_related("made_by")
        )
        minutes = next((row for row in papers if row.kind == MeetingPaper.Kind.MINUTES), None)
        follow_ups = tuple(open_before(meeting, user=user))
        approval = approval_of(meeting) if is_inside else None
        if meeting.is_closed and minutes is not None:
            items = tuple(ItemView.thawed(facts) for facts in minutes.facts["items"])
            hidden = tuple(HiddenItem(number) for number in minutes.facts["hidden"])
        else:
            items, hidden = live_items(
                meeting,
                user=user,
                on=on,
                is_inside=is_inside,
                is_whole=is_inside,
                follow_ups=follow_ups,
                papers=papers,
            )
        return cls(
            meeting=meeting,
            on=on,
            items=with_open_ways(items, user=user),
            hidden=hidden,
            papers=papers,
            open_follow_ups=follow_ups,
            is_inside=is_inside,
            may_write=keeps and not meeting.is_closed,
            may_propose=assesses_goals(board) and proposes_for(user, board.cluster_id),
            may_ask=is_inside and meeting.status == MeetingStatus.CALLED,
            may_answer=approval is not None and user.pk in approval.members,
            has_approved=approval is not None
            and user.pk in {row.person_id for row in approval.approved},
            approval=approval,
            answers=_answers(meeting, approval),
            remarks=_remarks(meeting, user=user, keeps=keeps) if is_inside else (),
            keeps=keeps,
            apologies=_apologies(meeting) if is_inside else (),
            is_member=is_inside and user.pk in members_of_board(meeting.board, meeting.held_on),
            reader=user.pk,
            hindrances=_hindrances(meeting, user=user, on=on) if is_inside else (),
            is_frozen=meeting.is_closed and minutes is not None,
            may_hand_over=is_inside and Board.objects.kept_by(user).contains(board),
            offline=kept_offline(
                meeting,
                [reverse("meeting_mode", args=[row.pk]) for row in items if not row.put_off],
                papers=papers,
                user=user,
            ),
        )

    @property
    def concluded(self) -> tuple[ItemView, ...]:
        """What came of a meeting that is over, where there are several items to look through."""
        found = tuple(row for row in self.items if row.resolution or row.put_off or row.decisions)
        return found if self.meeting.is_over and len(found) > 1 else ()

    @property
    def moved_from(self) -> str:
        """When and where the board was called to meet, if it is at another time or place now."""
        sent = next((row for row in self.papers if row.kind == MeetingPaper.Kind.AGENDA), None)
        meeting = self.meeting
        if sent is None or meeting.is_unsent:
            return ""
        told = (sent.facts[name] for name in ("held_on", "time", "place"))
        if _where(*told) == _where(meeting.held_on.isoformat(), meeting.clock, meeting.place):
            return ""
        return f"{sent.facts['day']} {sent.facts['time']}, {sent.facts['place']}"

    @property
    def approval_heading(self) -> str:
        """How many members have approved the minutes, of how many must."""
        if self.approval is None or not self.approval.is_asked:
            return _("The members have approved the minutes")
        words = {
            "count": len(self.approval.approved),
            "all": len(self.approval.members),
            "needed": self.approval.needed,
        }
        return (
            ngettext(
                "%(count)s of %(all)s member has approved; %(needed)s must",
                "%(count)s of %(all)s members have approved; %(needed)s must",
                len(self.approval.members),
            )
            % words
        )

    @property
    def approval_figures(self) -> dict[str, int]:
        """What its heading counts."""
        if self.approval is None or not self.approval.is_asked:
            return {}
        return {"approvals": len(self.approval.approved), "approving": len(self.approval.members)}

    @property
    def shows_approval(self) -> bool:
        return bool(self.answers or (self.approval and self.approval.is_asked))

    @property
    def mark(self) -> str:
        """Of the minutes as they are shown."""
        return self.approval.mark if self.approval else ""

    @property
    def may_remark(self) -> bool:
        """Whether the person may say what is to be corrected in minutes that wait."""
        return self.is_member and self.meeting.is_over and not self.meeting.is_closed

    @property
    def may_apologise(self) -> bool:
        return self.is_member and not self.meeting.is_over

    @property
    def is_noted(self) -> bool:
        return bool(self.meeting.present or self.meeting.absent)

    @property
    def substitutes(self) -> tuple[Apology, ...]:
        """Who comes instead of whom, until they are noted as there, or the meeting is over."""
        there = set(self.meeting.present.splitlines())
        return tuple(
            row
            for row in self.apologies
            if row.substitute and row.told not in there and not self.meeting.is_over
        )

    @property
    def own_apology(self) -> Apology | None:
        return next((row for row in self.apologies if row.person_id == self.reader), None)

    @property
    def shows_participants(self) -> bool:
        """Beforehand too, where somebody has sent apologies or is to say so."""
        return self.is_inside and (
            self.meeting.is_over or bool(self.apologies) or self.may_apologise or self.may_attend
        )

    @property
    def may_attend(self) -> bool:
        """Whether the person notes who is there; they follow from the agenda on who comes."""
        return self.may_write and not self.meeting.is_unsent

    @property
    def rows(self) -> tuple[ItemView | HiddenItem, ...]:
        """Items and the places of hidden ones, in the order of the agenda."""
        return tuple(sorted([*self.items, *self.hidden], key=lambda row: row.number))

    @property
    def ways(self) -> tuple[Transition[Any], ...]:
        """Where the person may take it from here."""
        ways = self.meeting.transitions if self.may_write else ()
        return tuple(way for way in ways if not ("others" in way.needs and self.hindrances))

    @property
    def may_plan(self) -> bool:
        """Whether the agenda may still be written."""
        return self.may_write and not self.meeting.is_over

    @property
    def may_delete(self) -> bool:
        return self.may_write and self.meeting.is_unsent and not self.papers

    @property
    def place(self) -> str:
        """What is counted here, as figures name it."""
        return meeting_in_figures(str(self.meeting.board), self.meeting.held_on.isoformat())

    @property
    def figures(self) -> dict[str, int]:
        """What the finding counts."""
        if self.meeting.is_unsent and not self.items:
            return {}
        told = {"items": self._count}
        if self._asked and not self.meeting.is_over:
            told["to_decide"] = self._asked
        return told

    @property
    def _count(self) -> int:
        """How many items the board deals with: what was put off is no longer among them."""
        return sum(not row.put_off for row in self.items) + len(self.hidden)

    @property
    def _put_off(self) -> int:
        return sum(bool(row.put_off) for row in self.items)

    @property
    def _asked(self) -> int:
        return sum(row.is_asked for row in self.items)

    @property
    def finding(self) -> str:
        """What the board is asked, or what came of it, in a sentence."""
        if self.meeting.is_unsent and not self.items:
            return _("The agenda is being written")
        asked, count = self._asked, self._count
        words = {"board": capfirst(self.meeting.board.word), "count": count, "asked": asked}
        if self.meeting.is_over:
            dealt = (
                ngettext(
                    "%(board)s dealt with %(count)s item",
                    "%(board)s dealt with %(count)s items",
                    count,
                )
                % words
            )
            if not self._put_off:
                return dealt
            return ngettext(
                "%(dealt)s; %(count)s was put off",
                "%(dealt)s; %(count)s were put off",
                self._put_off,
            ) % {"dealt": dealt, "count": number(self._put_off, neuter=True)}
        if asked:
            return (
                ngettext(
                    "%(board)s decides on %(asked)s of %(count)s item",
                    "%(board)s decides on %(asked)s of %(count)s items",
                    count,
                )
                % words
            )
        return (
            ngettext("%(count)s item on the agenda", "%(count)s items on the agenda", count) % words
        )


def _remarks(meeting: Meeting, *, user: User, keeps: bool) -> tuple[MinutesRemark, ...]:
    """What is to be corrected; what came late, for whoever writes the minutes and who wrote it."""
    rows = meeting.remarks.select_related("made_by", "settled_by")
    if not keeps:
        rows = rows.exclude(~Q(made_by=user.pk), kind=MinutesRemark.Kind.LATE)
    return tuple(rows)


def _where(day: str, clock: str, place: str) -> tuple[str, list[str], str]:
    """When and where, whatever language the hour is told in."""
    return day, re.findall(r"\d+", clock), place


def _apologies(meeting: Meeting) -> tuple[Apology, ...]:
    return tuple(meeting.apologies.select_related("person"))


def _answers(meeting: Meeting, approval: MinutesApproval | None) -> tuple[MinutesAnswer, ...]:
    """Those that hold; of approved minutes, those by which they were."""
    if approval is None or approval.is_asked:
        return approval.approved if approval else ()
    if not meeting.is_closed or meeting.board.minutes_rule == Board.MinutesRule.MEETING:
        return ()
    return tuple(meeting.answers.select_related("person"))


def _hindrances(meeting: Meeting, *, user: User, on: datetime.date) -> tuple[str, ...]:
    if meeting.status != MeetingStatus.HELD:
        return ()
    return tuple(obstacles(meeting, by=user, on=on).values())
