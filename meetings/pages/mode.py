import datetime
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from config.phrases import number
from institutions.models import Board
from meetings.approving import disagrees_at, obstacles
from meetings.boards import assesses_goals, people_of
from meetings.models import (
    AgendaItem,
    Dissent,
    FollowUp,
    Meeting,
    MeetingDecision,
    MeetingPaper,
    MinutesRemark,
)
from meetings.pages.items import ItemView
from meetings.pages.leading import with_open_ways
from meetings.pages.live import live_items, open_before
from meetings.querysets import AgendaItemQuerySet
from meetings.workflow import MeetingStatus
from strategy.decision_forms import ExpectedForm
from strategy.models import Goal, LocalGoal, ProposedAssessment
from strategy.proposing import open_proposals
from strategy.workflow import Actor
from strategy.workflow import LocalGoalStatus as GoalStatus


@dataclass(frozen=True, slots=True)
class GoalToDecide:
    """A local goal that the board has before it; may_decide: whether this person records it.

    awaits_the_day: whether the board has not met yet: nothing is decided at a meeting before it. A
    chair who decides before does it on the goal's own page, and it leaves the agenda with a word.
    """

    goal: LocalGoal
    may_decide: bool
    awaits_the_day: bool

    @property
    def form(self) -> ExpectedForm:
        return ExpectedForm(goal=self.goal.pk)


@dataclass(frozen=True, slots=True)
class Place:
    """An item of the meeting, to go to. is_done: something is written or decided under it."""

    number: int
    title: str
    href: str
    screen: str
    is_current: bool
    is_done: bool
    is_confidential: bool

    @classmethod
    def of(cls, item: AgendaItem, *, at: AgendaItem | None = None) -> Self:
        """at: the item one is at."""
        return cls(
            item.number,
            item.title,
            reverse("meeting_mode", args=[item.pk]),
            reverse("meeting_screen", args=[item.pk]),
            is_current=item == at,
            is_done=bool(item.resolution.strip() or item.minutes.strip())
            or getattr(item, "has_decisions", False),
            is_confidential=item.is_confidential,
        )


@dataclass(frozen=True, slots=True)
class MeetingMode:
    """One item of a meeting, large, with the way to the others; constant in queries."""

    meeting: Meeting
    item: AgendaItem
    view: ItemView
    places: tuple[Place, ...]
    to_decide: tuple[GoalToDecide, ...]
    to_assess: tuple[Goal, ...]
    proposed: dict[int, ProposedAssessment]
    is_early: bool
    open_follow_ups: tuple[FollowUp, ...]
    minutes_of: Meeting | None
    hindrances: tuple[str, ...]
    is_inside: bool
    may_write: bool
    on: datetime.date
    people: QuerySet[User]
    remarks: tuple[MinutesRemark, ...]
    dissents: tuple[Dissent, ...]
    papers: tuple[MeetingPaper, ...]

    @property
    def may_ask(self) -> bool:
        """Whether questions may be asked before the meeting; whoever writes it answers there."""
        return self.is_inside and not self.may_write and self.meeting.status == MeetingStatus.CALLED

    @classmethod
    def build(cls, pk: int, *, user: User, on: datetime.date) -> Self | None:
        """The item as the person sees it; None when they do not, or it is on no agenda."""
        items = list(_beside(pk, user=user))
        item = next((item for item in items if item.pk == pk), None)
        if item is None:
            return None
        meeting = item.meeting
        is_inside = Board.objects.attended_by(user).contains(meeting.board)
        may_write = not meeting.is_unsent and Meeting.objects.editable_by(user).contains(meeting)
        follow_ups = tuple(open_before(meeting, user=user))
        papers = _papers(meeting, user=user, is_whole=is_inside)
        views, _hidden = live_items(
            meeting,
            user=user,
            on=on,
            is_inside=is_inside,
            is_whole=is_inside,
            follow_ups=follow_ups,
            papers=tuple(row for row in papers if row.kind == MeetingPaper.Kind.AGENDA),
            only=pk,
        )
        to_assess = to_assess_under(item) if may_write else ()
        return cls(
            meeting=meeting,
            item=item,
            view=with_open_ways(views, user=user)[0],
            places=tuple(Place.of(row, at=item) for row in items),
            to_decide=_to_decide(item, user=user) if may_write else (),
            to_assess=to_assess,
            proposed=_proposed(to_assess, meeting=meeting, user=user),
            is_early=meeting.held_on > on,
            open_follow_ups=follow_ups if item.standing == AgendaItem.Standing.FOLLOW_UPS else (),
            minutes_of=item.minutes_of,
            hindrances=_hindrances(item.minutes_of, by=user, at=meeting, on=on),
            is_inside=is_inside,
            may_write=may_write,
            on=on,
            people=people_of(meeting.board, on=on),
            remarks=_remarks(item.minutes_of) if may_write else (),
            dissents=_dissents(item, of=None if may_write else user)
            if may_write or is_inside
            else (),
            papers=papers,
        )

    @property
    def href(self) -> str:
        return reverse("meeting_mode", args=[self.item.pk])

    @property
    def as_opened(self) -> str:
        """What is sent along with words: of which meeting the page was, and how far that was."""
        return "?" + urlencode({"moede": self.meeting.pk, "fra": self.meeting.status})

    @property
    def writes_to(self) -> str:
        return self.href + self.as_opened

    @property
    def autosaves_to(self) -> str:
        return reverse("meeting_autosave", args=[self.item.pk]) + self.as_opened

    @property
    def current(self) -> int:
        """Where the item is among those the person sees, from one."""
        return next(n for n, place in enumerate(self.places, start=1) if place.is_current)

    @property
    def before(self) -> Place | None:
        return self.places[self.current - 2] if self.current > 1 else None

    @property
    def after(self) -> Place | None:
        return self.places[self.current] if self.current < len(self.places) else None

    @property
    def may_disagree(self) -> bool:
        """Whether the person has a minority statement put in the minutes by themselves."""
        return self.is_inside and not self.may_write and disagrees_at(self.meeting, on=self.on)

    @property
    def may_plan(self) -> bool:
        """Whether the person may still take the item off the agenda."""
        return self.may_write and not self.meeting.is_over

    @property
    def is_single(self) -> bool:
        return len(self.to_decide) == 1

    @property
    def may_adopt_all(self) -> bool:
        """Whether there are several goals to decide on, and the person may decide on each."""
        return len(self.to_decide) > 1 and all(awaiting.may_decide for awaiting in self.to_decide)

    @property
    def adopts_all(self) -> str:
        """What the button says that adopts all of them: “Vedtag alle tre mål”."""
        count = len(self.to_decide)
        if count == 2:
            return _("Adopt both goals")
        return _("Adopt all %(number)s goals") % {"number": number(count, neuter=True)}

    @property
    def remarked(self) -> str:
        """How much has been said to the minutes that nobody has settled."""
        count = len(self.remarks)
        said = ngettext(
            "%(number)s remark on them has not been settled",
            "%(number)s remarks on them have not been settled",
            count,
        )
        return capfirst(said % {"number": number(count)})

    @property
    def may_approve(self) -> bool:
        """Whether the minutes under this item wait to be approved by this meeting."""
        earlier = self.minutes_of
        waits = earlier is not None and earlier.status == MeetingStatus.HELD
        return self.may_write and waits and not self.hindrances

    @property
    def lacks_attendance(self) -> bool:
        """Whether minutes that wait to be approved do not say who was there."""
        earlier = self.minutes_of
        return self.may_approve and earlier is not None and not earlier.has_attendance


def _beside(pk: int, *, user: User) -> AgendaItemQuerySet:
    """The items of the agenda that an item is on, that the person sees; one query."""
    board = ("meeting__board__cluster", "meeting__board__institution", "meeting__approved_at")
    on_agenda = AgendaItem.objects.filter(pk=pk, meeting__isnull=False).values("meeting")
    items = AgendaItem.objects.visible_to(user).filter(meeting__in=on_agenda)
    return with_decisions(items.select_related(*board).order_by("number"))


def with_decisions(items: AgendaItemQuerySet) -> AgendaItemQuerySet:
    """Whether local goals were decided on under each."""
    made = MeetingDecision.objects.filter(item=OuterRef("pk"))
    return items.annotate(has_decisions=Exists(made))


def _papers(meeting: Meeting, *, user: User, is_whole: bool) -> tuple[MeetingPaper, ...]:
    """What the person was sent, the newest first."""
    papers = MeetingPaper.objects.visible_to(user).filter(meeting=meeting, is_whole=is_whole)
    return tuple(papers.defer("pdf"))


def _remarks(minutes_of: Meeting | None) -> tuple[MinutesRemark, ...]:
    """What was said to minutes that wait, and nobody has settled."""
    if minutes_of is None:
        return ()
    return tuple(minutes_of.remarks.filter(outcome="").select_related("made_by"))


def _dissents(item: AgendaItem, *, of: User | None) -> tuple[Dissent, ...]:
    """All of them for whoever writes the minutes; a member sees what stands there in their name."""
    rows = item.dissents.all()
    if of is not None:
        rows = rows.filter(Q(noted_by=of) | Q(who=of.name))
    return tuple(rows)


def _hindrances(
    minutes_of: Meeting | None, *, by: User, at: Meeting, on: datetime.date
) -> tuple[str, ...]:
    """Why minutes are not approved at this meeting, yet."""
    if minutes_of is None or minutes_of.status != MeetingStatus.HELD:
        return ()
    return tuple(obstacles(minutes_of, by=by, at=at, on=on).values())


def _proposed(
    goals: tuple[Goal, ...], *, meeting: Meeting, user: User
) -> dict[int, ProposedAssessment]:
    cluster = meeting.board.cluster
    if not goals or cluster is None:
        return {}
    proposed = open_proposals(goals, cluster=cluster, user=user, at_meeting=True)
    return {pk: row for pk, row in proposed.items() if row.proposed_on <= meeting.held_on}


def to_assess_under(item: AgendaItem) -> tuple[Goal, ...]:
    """The common goals that the parent board of a cluster assesses under the item."""
    if not assesses_goals(item.meeting.board):
        return ()
    return tuple(item.goals.common().order_by("strategy", "number"))


def _to_decide(item: AgendaItem, *, user: User) -> tuple[GoalToDecide, ...]:
    awaits_the_day = not item.meeting.has_met
    goals = (
        item.local_goals.visible_to(user)
        .filter(status=GoalStatus.SENT)
        .select_related("institution", "cluster", "goal")
        .prefetch_related("efforts")
        .order_by("institution__name", "goal__number", "pk")
    )
    return tuple(
        GoalToDecide(
            goal,
            goal.lets(user, Actor.BOARD) and not awaits_the_day,
            awaits_the_day,
        )
        for goal in goals
    )
