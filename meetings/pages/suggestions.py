"""What a board might meet about: what awaits it, what it is to be told, what it has promised."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from config.phrases import number
from config.storage import rows_with_files
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import Board
from institutions.roles import OF_INSTITUTIONS
from measurements.models import Inspection
from meetings.boards import institutions_of
from meetings.models import AgendaItem, FollowUp, Meeting
from meetings.slots import suggested
from meetings.workflow import OVER, MeetingStatus
from strategy.models import Goal, LocalGoal
from strategy.workflow import LocalGoalStatus as GoalStatus

#: Boards are told about every inspection at least once a year.
TOLD_WITHIN = datetime.timedelta(days=365)

Kind, Standing = AgendaItem.Kind, AgendaItem.Standing


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that might be on the agenda, and why. links: field name → ids.

    waiting: the item itself, where it was put off to a later meeting. is_elsewhere: whether it is
    on another agenda too, so that it is not chosen beforehand. then: what is done with the item.
    """

    key: str
    kind: AgendaItem.Kind
    title: str
    why: str
    text: str = ""
    recommendation: str = ""
    standing: str = ""
    minutes_of: Meeting | None = None
    links: dict[str, list[int]] = field(default_factory=dict)
    waiting: AgendaItem | None = None
    is_elsewhere: bool = False
    then: Callable[[AgendaItem], object] | None = None

    def add_to(self, meeting: Meeting) -> bool:
        """Put it last on the agenda; no, where another agenda has just taken up what waited."""
        if self.waiting is not None:
            return self.waiting.take_up(meeting)
        item = AgendaItem.objects.create(
            meeting=meeting,
            number=meeting.next_number,
            kind=self.kind,
            title=self.title,
            text=self.text,
            recommendation=self.recommendation,
            standing=self.standing,
            minutes_of=self.minutes_of,
        )
        for name, ids in self.links.items():
            getattr(item, name).set(ids)
        if self.then is not None:
            self.then(item)
        return True


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What might be on a meeting's agenda, and is not yet; in at most twelve queries,
    and those of the floors above."""

    meeting: Meeting
    found: tuple[Suggestion, ...]

    @classmethod
    def of(cls, meeting: Meeting, *, user: User, on: datetime.date) -> Self:
        board, previous = meeting.board, meeting.previous
        items = list(meeting.items.all())
        standing = {item.standing for item in items}
        approved_here = {item.minutes_of_id for item in items}
        unapproved = Meeting.objects.before(meeting).filter(status=MeetingStatus.HELD)
        found = [_minutes(row) for row in reversed(unapproved) if row.pk not in approved_here]
        if Standing.FOLLOW_UPS not in standing:
            found += _follow_ups(meeting)
        if previous and Standing.NEWS not in standing and board.kind != Board.Kind.COMMITTEE:
            found.append(_news(previous))
        found += map(_waiting, AgendaItem.objects.filter(waits_at=board).order_by("pk"))
        if board.kind in OF_INSTITUTIONS:
            places = dict(institutions_of(board, on=on).order_by("pk").values_list("pk", "name"))
            found += _local_goals(meeting, places, user=user)
            found += _inspections(meeting, places, user=user, on=on)
        for more in suggested.all(meeting, user, on):
            found += more
        found += _status_of_goals(meeting, user=user, on=on)
        return cls(meeting, tuple(found))

    def add(self, keys: Iterable[str]) -> int:
        """Put the chosen ones last on the agenda, in the order of a meeting; how many."""
        chosen = set(keys)
        with rows_with_files():
            self.meeting.hold_open()
            return sum(row.add_to(self.meeting) for row in self.found if row.key in chosen)


def _waiting(item: AgendaItem) -> Suggestion:
    day = {"date": date_format(item.waits_since or "", "DATE_FORMAT")}
    return Suggestion(
        key=f"waiting-{item.pk}",
        kind=Kind(item.kind),
        title=item.title,
        why=_("It was put off to a later meeting on %(date)s.") % day,
        waiting=item,
    )


def _minutes(previous: Meeting) -> Suggestion:
    day = {"date": previous.day}
    return Suggestion(
        key=f"minutes-{previous.pk}",
        kind=Kind.DECISION,
        title=_("Approval of the minutes of %(date)s") % day,
        why=_("The minutes of %(date)s are not approved yet.") % day,
        recommendation=_("It is recommended that the minutes be approved."),
        standing=Standing.MINUTES,
        minutes_of=previous,
    )


def _follow_ups(meeting: Meeting) -> Iterator[Suggestion]:
    count = FollowUp.objects.from_before(meeting).of_held_meetings().open().count()
    if count:
        yield Suggestion(
            key="follow-ups",
            kind=Kind.INFORMATION,
            title=_("Follow-up on earlier decisions"),
            why=ngettext("%(count)s follow-up is open.", "%(count)s follow-ups are open.", count)
            % {"count": capfirst(number(count))},
            standing=Standing.FOLLOW_UPS,
        )


def _news(previous: Meeting) -> Suggestion:
    return Suggestion(
        key="news",
        kind=Kind.INFORMATION,
        title=_("Since the last meeting"),
        why=_("New figures, decisions and goals since %(date)s.") % {"date": previous.day},
        standing=Standing.NEWS,
    )


def _local_goals(meeting: Meeting, places: dict[int, str], *, user: Reader) -> Iterator[Suggestion]:
    """Local goals sent to the board: an item for each institution, and one for the cluster's."""
    of_cluster = meeting.board.cluster_id
    here = AgendaItem.objects.filter(meeting=meeting, local_goals=OuterRef("pk"))
    sent = (
        LocalGoal.objects.visible_to(user)
        .filter(Q(institution__in=places) | Q(cluster=of_cluster or 0), status=GoalStatus.SENT)
        .exclude(Exists(here))
        .annotate(also_on=Subquery(_other_agendas(meeting).values("meeting__held_on")[:1]))
        .order_by("goal__number", "pk")
    )
    by_place: dict[int, list[tuple[int, datetime.date | None]]] = defaultdict(list)
    for pk, institution, also_on in sent.values_list("pk", "institution", "also_on"):
        by_place[institution or 0].append((pk, also_on))
    names = {**places, 0: str(meeting.board.cluster or "")}
    for institution in sorted(by_place, key=lambda pk: names[pk]):
        goals = by_place[institution]
        yield _goals_of(institution, goals, place=names[institution], board=meeting.board)


def _goals_of(
    institution: int,
    goals: Sequence[tuple[int, datetime.date | None]],
    *,
    place: str,
    board: Board,
) -> Suggestion:
    """goals: (id, the day of another agenda they are on)."""
    count = len(goals)
    words = {"place": place, "count": count, "board": board.word}
    awaits = ngettext(
        "%(count)s local goal awaits %(board)s.", "%(count)s local goals await %(board)s.", count
    )
    return Suggestion(
        key=f"local-goals-{institution}",
        kind=Kind.DECISION,
        title=ngettext("A local goal of %(place)s", "%(count)s local goals of %(place)s", count)
        % words,
        why=" ".join([awaits % words, *_also_on({day for _pk, day in goals if day})]),
        recommendation=ngettext(
            "It is recommended that %(board)s adopt the local goal.",
            "It is recommended that %(board)s adopt the local goals.",
            count,
        )
        % words,
        links={"local_goals": [pk for pk, _day in goals]},
        is_elsewhere=all(day for _pk, day in goals),
    )


def _other_agendas(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Items of the board's other meetings, not held yet, that are about a goal."""
    others = AgendaItem.objects.filter(
        meeting__board=meeting.board_id, local_goals=OuterRef("pk")
    ).exclude(meeting=meeting)
    return others.exclude(meeting__status__in=OVER).order_by("meeting__held_on")


def _also_on(days: set[datetime.date]) -> Iterator[str]:
    for day in sorted(days):
        yield _("It is on the agenda of %(date)s too.") % {"date": date_format(day, "DATE_FORMAT")}


def _inspections(
    meeting: Meeting, places: dict[int, str], *, user: Reader, on: datetime.date
) -> Iterator[Suggestion]:
    """Those of the newest inspections that the board has not been told about within a year."""
    told = AgendaItem.objects.filter(
        meeting__board=meeting.board_id, inspections=OuterRef("pk")
    ).filter(meeting__held_on__gt=on - TOLD_WITHIN)
    inspected = (
        Inspection.objects.visible_to(user)
        .filter(institution__in=places, year__gte=on.year - 1)
        .annotate(is_told=Exists(told))
        .order_by("-year", "pk")
    )
    rows = list(inspected.values_list("pk", "year", "is_told"))
    year = rows[0][1] if rows else 0
    ids = [pk for pk, of_year, is_told in rows if of_year == year and not is_told]
    if not ids:
        return
    yield Suggestion(
        key=f"inspections-{year}",
        kind=Kind.DISCUSSION,
        title=_("Pedagogical inspections %(year)s") % {"year": year},
        why=ngettext(
            "%(board)s has not been told about %(count)s inspection within a year. It is to be"
            " told at least once a year.",
            "%(board)s has not been told about %(count)s inspections within a year. It is to be"
            " told at least once a year.",
            len(ids),
        )
        % {"board": capfirst(meeting.board.word), "count": len(ids)},
        links={"inspections": ids},
    )


def _status_of_goals(meeting: Meeting, *, user: Reader, on: datetime.date) -> Iterator[Suggestion]:
    """How it goes with the strategic goals and the cluster's indicators."""
    if AgendaItem.objects.filter(meeting=meeting, goals__isnull=False).exists():
        return
    board = meeting.board
    goals = Goal.objects.visible_to(user).common().in_force(on.year)
    ids: Sequence[int] = list(goals.order_by("strategy", "number").values_list("pk", flat=True))
    indicators: list[int] = []
    if board.cluster_id:
        indicators = list(
            Indicator.objects.visible_to(user)
            .in_use()
            .whole()
            .filter(goal__strategy__cluster=board.cluster_id)
            .order_by("number")
            .values_list("pk", flat=True)
        )
    if ids:
        yield Suggestion(
            key="goals",
            kind=Kind.DISCUSSION,
            title=_("Status of the strategic goals"),
            why=_("The goals, the indicators and the local goals as they stand %(date)s.")
            % {"date": date_format(on, "DATE_FORMAT")},
            links={"goals": list(ids), "indicators": indicators},
        )
