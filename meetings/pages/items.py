"""An agenda item as it is shown: nothing but words, so that it can be frozen as it stands."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.templatetags.components import STATUS_WORDS
from meetings.models import AgendaItem, FollowUp, MeetingDecision
from meetings.news import Change, News
from meetings.pages.annexes import PLAN, Annex
from meetings.pages.since import SinceLast
from meetings.settled import Settled
from strategy.models import GoalAssessment


@dataclass(frozen=True, slots=True)
class Line:
    """Something told in a line: when, where, and what; `mark` is how it stands."""

    text: str
    when: str = ""
    place: str = ""
    href: str = ""
    mark: str = ""
    word: str = ""
    note: str = ""

    @classmethod
    def of_news(cls, news: News) -> Self:
        changes = "; ".join(filter(None, map(_changed, news.changes)))
        return cls(
            text=news.text,
            when=date_format(news.on, "MONTH_DAY_FORMAT"),
            place=news.place,
            href=news.href,
            note=changes,
        )

    @classmethod
    def of_follow_up(cls, row: FollowUp, *, on: datetime.date) -> Self:
        if row.done_on is not None and row.done_on <= on:
            mark, word = "reached", _("Done %(date)s") % {"date": _day(row.done_on)}
        elif row.due_on is not None and row.due_on < on:
            mark, word = "missed", _("Overdue since %(day)s") % {"day": _day(row.due_on)}
        else:
            mark, word = "waiting", _("Open")
        return cls(
            text=row.text,
            when=_day(row.due_on) if row.due_on else "",
            place=row.responsible,
            href=row.get_absolute_url(),
            mark=mark,
            word=word,
            note=row.done_note,
        )


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of an agenda, with what it is about and what came of it.

    lines: what a standing item tells, under a heading of its own. decisions: what became of local
    goals under the item; settled: of those that were settled elsewhere; asks_nothing: all were.
    assessments: how the board found on the day that the goals go.
    """

    pk: int
    number: int
    kind: str
    kind_word: str
    title: str
    text: str = ""
    recommendation: str = ""
    is_confidential: bool = False
    standing: str = ""
    resolution: str = ""
    minutes: str = ""
    annexes: tuple[Annex, ...] = ()
    heading: str = ""
    lines: tuple[Line, ...] = ()
    figures: tuple[str, ...] = ()
    decisions: tuple[Line, ...] = ()
    follow_ups: tuple[Line, ...] = ()
    assessments: tuple[Line, ...] = ()
    settled: tuple[Line, ...] = ()
    asks_nothing: bool = False

    @classmethod
    def of(
        cls,
        item: AgendaItem,
        *,
        annexes: tuple[Annex, ...],
        since: SinceLast | None,
        open_follow_ups: Iterable[FollowUp],
        on: datetime.date,
        sees_minutes: bool,
        settled: tuple[Settled, ...] = (),
        asks_nothing: bool = False,
        assessments: Iterable[GoalAssessment] = (),
    ) -> Self:
        heading = ""
        lines: tuple[Line, ...] = ()
        figures: tuple[str, ...] = ()
        if item.standing == AgendaItem.Standing.NEWS and since is not None:
            heading, figures = since.heading, since.sentences
            lines = tuple(map(Line.of_news, since.news))
        elif item.standing == AgendaItem.Standing.FOLLOW_UPS:
            lines = tuple(Line.of_follow_up(row, on=on) for row in open_follow_ups)
        return cls(
            pk=item.pk,
            number=item.number,
            kind=item.kind,
            kind_word=str(item.get_kind_display()),
            title=item.title,
            text=item.text,
            recommendation=item.recommendation,
            is_confidential=item.is_confidential,
            standing=item.standing,
            resolution=item.resolution if sees_minutes else "",
            minutes=item.minutes if sees_minutes else "",
            annexes=annexes,
            heading=heading,
            lines=lines,
            figures=figures,
            decisions=tuple(map(_decision, item.decisions.all())) if sees_minutes else (),
            follow_ups=tuple(Line.of_follow_up(row, on=on) for row in item.follow_ups.all())
            if sees_minutes
            else (),
            assessments=tuple(map(_assessment, assessments)) if sees_minutes else (),
            settled=tuple(map(_settled, settled)),
            asks_nothing=asks_nothing,
        )

    @property
    def is_asked(self) -> bool:
        """Whether the board is asked to decide under it: the one count of a meeting's decisions."""
        return self.kind == AgendaItem.Kind.DECISION and not self.asks_nothing

    @property
    def is_open(self) -> bool:
        """Whether those outside the board may see it."""
        return not self.is_confidential

    @property
    def as_asked(self) -> Self:
        """The item as it is on the agenda, without what came of it."""
        return replace(self, resolution="", minutes="", decisions=(), follow_ups=(), assessments=())

    @property
    def for_others(self) -> Self:
        """The item without what the board told a leader, or a team has agreed with its head.

        Follow-ups from earlier meetings are told, and not led to: others see their pages only when
        the minutes they stand in are approved.
        """
        lines = self.lines
        if self.standing == AgendaItem.Standing.FOLLOW_UPS:
            lines = tuple(replace(line, href="") for line in lines)
        decisions = tuple(replace(line, note="") for line in self.decisions)
        annexes = tuple(annex for annex in self.annexes if annex.kind != PLAN)
        settled = tuple(replace(line, text=line.note) for line in self.settled)
        return replace(self, lines=lines, decisions=decisions, annexes=annexes, settled=settled)

    def as_sent(self, frozen: "ItemView") -> Self:
        """What it is about as it was when the agenda was sent, with what has come of it since.

        A goal that was sent to the board, and awaits it no longer, says so.
        """
        since = {line.href: line.text for line in self.settled}
        annexes = tuple(
            replace(annex, word=since[annex.href])
            if annex.href in since and not annex.mark
            else annex
            for annex in frozen.annexes
        )
        is_news = self.standing == AgendaItem.Standing.NEWS
        return replace(
            self,
            annexes=annexes,
            heading=frozen.heading,
            figures=frozen.figures,
            lines=frozen.lines if is_news else self.lines,
        )

    @property
    def frozen(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def thawed(cls, facts: dict[str, Any]) -> Self:
        """The item as it was frozen."""
        return cls(
            **{
                **facts,
                "annexes": tuple(map(Annex.thawed, facts["annexes"])),
                "figures": tuple(facts["figures"]),
                **{
                    name: tuple(Line(**line) for line in facts.get(name, ()))
                    for name in ("lines", "decisions", "follow_ups", "settled", "assessments")
                },
            }
        )


def _decision(row: MeetingDecision) -> Line:
    goal = row.decision.local_goal
    return Line(
        text=str(row.decision.get_to_status_display()),
        place=_("%(place)s, goal %(number)s")
        % {"place": goal.institution, "number": goal.goal.number},
        href=goal.get_absolute_url(),
        note=row.decision.comment,
    )


def _assessment(row: GoalAssessment) -> Line:
    return Line(
        text=row.narrative,
        place=_("Goal %(number)s") % {"number": row.goal.number},
        href=row.goal.get_absolute_url(),
        mark=row.progress,
        word=str(row.get_progress_display()),
    )


def _settled(row: Settled) -> Line:
    """note: what others are told of it."""
    return Line(
        text=row.words,
        place=row.name,
        href=row.goal.get_absolute_url(),
        note=row.words_for_others,
    )


def _changed(change: Change) -> str:
    """“Fra På vej til Opnået”; ratings with their theme before."""
    if not change.of:
        before, after = (
            str(STATUS_WORDS[mark]) if mark else "" for mark in (change.before, change.after)
        )
    else:
        before, after = change.before, change.after
    words = {"before": before, "after": after, "label": change.label}
    if not before:
        return after
    if change.label:
        return _("%(label)s: from %(before)s to %(after)s") % words
    return _("From %(before)s to %(after)s") % words


def _day(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")
