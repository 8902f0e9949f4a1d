"""An agenda item as it is shown: nothing but words, so that it can be frozen as it stands."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django.utils.translation import gettext as _

from meetings.approving import approved_at
from meetings.models import AgendaItem, FollowUp
from meetings.pages.annexes import PLAN, Annex
from meetings.pages.beside import Beside
from meetings.pages.lines import (
    ItemLine,
    assessment_line,
    decision_line,
    dissent_line,
    settled_line,
)
from meetings.pages.memo import memo_of, points_of
from meetings.pages.since import SinceLast
from meetings.settled import OnTheTable
from strategy.models import GoalAssessment
from strategy.pages.course import CourseStrip

#: What of an item is told in lines.
LINES = (
    "lines",
    "decisions",
    "dissents",
    "follow_ups",
    "settled",
    "assessments",
    "questions",
    "files",
)


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """What the items of an agenda tell that is asked for all of them at once.

    annexes, courses, asked (before the meeting, by members): by the id of the item. table: what
    still awaits the board. open_follow_ups: of earlier meetings. assessed: what the board found of
    goals at the meeting. is_over: whether it is.
    """

    annexes: dict[int, tuple[Annex, ...]]
    since: SinceLast | None
    open_follow_ups: tuple[FollowUp, ...]
    assessed: list[GoalAssessment]
    table: OnTheTable
    courses: dict[int, CourseStrip]
    asked: "dict[int, tuple[ItemLine, ...]]"
    is_over: bool

    def told_under(
        self, item: AgendaItem, *, on: datetime.date
    ) -> tuple[str, tuple[str, ...], tuple[ItemLine, ...]]:
        """Heading, figures and lines of a standing item; nothing under others."""
        if item.standing == AgendaItem.Standing.NEWS and self.since is not None:
            lines = tuple(map(ItemLine.of_news, self.since.news))
            return self.since.heading, self.since.sentences, lines
        if item.standing == AgendaItem.Standing.FOLLOW_UPS:
            return "", (), tuple(ItemLine.of_follow_up(row, on=on) for row in self.open_follow_ups)
        return "", (), ()

    def assessments_under(self, item: AgendaItem) -> list[GoalAssessment]:
        """Of the goals that the item is about, as the reader sees them."""
        return [row for goal in item.goals.all() for row in self.assessed if row.goal_id == goal.pk]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of an agenda, with what it is about and what came of it.

    lines: what a standing item tells, under a heading of its own. decisions: what became of local
    goals under the item; settled: of those that were settled elsewhere; asks_nothing: all were.
    assessments: how the board found on the day that the goals go; course: how it found it before.
    memo: (what, what it is) of what else one must know to decide. dissents: who disagreed.
    put_off: until when, where it was put off; put_off_to: where it is now. changed: that it says
    something else than it did when the agenda was sent. approval: whether the minutes it is about
    were approved, whatever somebody has written.
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
    lines: tuple[ItemLine, ...] = ()
    figures: tuple[str, ...] = ()
    decisions: tuple[ItemLine, ...] = ()
    follow_ups: tuple[ItemLine, ...] = ()
    assessments: tuple[ItemLine, ...] = ()
    settled: tuple[ItemLine, ...] = ()
    questions: tuple[ItemLine, ...] = ()
    files: tuple[ItemLine, ...] = ()
    asks_nothing: bool = False
    dissents: tuple[ItemLine, ...] = ()
    put_off: str = ""
    put_off_to: str = ""
    changed: str = ""
    approval: str = ""
    course: CourseStrip | None = None
    memo: tuple[tuple[str, str], ...] = ()
    presenter: str = ""
    duration: int | None = None

    @classmethod
    def of(
        cls, item: AgendaItem, facts: AgendaFacts, *, on: datetime.date, sees_minutes: bool
    ) -> Self:
        """The item today, for those who see what came of it or those who do not yet."""
        heading, figures, lines = facts.told_under(item, on=on)
        asked = cls(
            pk=item.pk,
            number=item.number,
            kind=item.kind,
            kind_word=str(item.get_kind_display()),
            title=item.title,
            text=item.text,
            recommendation=item.recommendation,
            is_confidential=item.is_confidential,
            standing=item.standing,
            annexes=facts.annexes.get(item.pk, ()),
            heading=heading,
            lines=lines,
            figures=figures,
            settled=tuple(map(settled_line, facts.table.settled.get(item.pk, ()))),
            asks_nothing=item.pk in facts.table.nothing,
            course=facts.courses.get(item.pk),
            memo=memo_of(item),
            questions=facts.asked.get(item.pk, ()),
            files=tuple(map(ItemLine.of_file, item.files.all())),
            presenter=item.presenter,
            duration=item.duration,
        )
        return asked._with_what_came(item, facts, on=on) if sees_minutes else asked

    def _with_what_came(self, item: AgendaItem, facts: AgendaFacts, *, on: datetime.date) -> Self:
        return replace(
            self,
            approval=approved_at(item, on=on)
            if item.resolution or facts.is_over or self.asks_nothing
            else "",
            resolution=item.resolution,
            minutes=item.minutes,
            decisions=tuple(map(decision_line, item.decisions.all())),
            dissents=tuple(map(dissent_line, item.dissents.all())),
            follow_ups=tuple(map(ItemLine.of_promise, item.follow_ups.all())),
            assessments=tuple(map(assessment_line, facts.assessments_under(item))),
        )

    @property
    def is_asked(self) -> bool:
        """Whether the board is asked to decide under it: the one count of a meeting's decisions."""
        return self.kind == AgendaItem.Kind.DECISION and not self.asks_nothing

    @property
    def concluded(self) -> str:
        """The heading of what came of it: a discussion concludes, where it decided on nothing."""
        is_decided = self.kind == AgendaItem.Kind.DECISION or self.decisions
        return _("Decided") if is_decided else _("Conclusion")

    @property
    def points(self) -> tuple[str, ...]:
        return points_of(self.recommendation)

    @property
    def beside(self) -> Beside:
        """What was found of its goals last, beside what is proposed now."""
        return Beside(tuple(annex for annex in self.annexes if annex.kind == "goal"))

    @property
    def is_about_goals(self) -> bool:
        return any(annex.kind == "goal" for annex in self.annexes)

    @property
    def is_open(self) -> bool:
        """Whether those outside the board may see it."""
        return not self.is_confidential

    @property
    def as_asked(self) -> Self:
        """The item as it is on the agenda, without what came of it."""
        return replace(
            self,
            resolution="",
            minutes="",
            decisions=(),
            dissents=(),
            follow_ups=(),
            assessments=(),
            approval="",
        )

    @property
    def for_others(self) -> Self:
        """The item without what the board told a leader, or a team has agreed with its head.

        Follow-ups from earlier meetings are told, and not led to: others see their pages only when
        the minutes they stand in are approved.
        """
        lines = self.lines
        if self.standing == AgendaItem.Standing.FOLLOW_UPS:
            lines = tuple(replace(line, href="") for line in lines)
        decisions = tuple(replace(line, note="", href="") for line in self.decisions)
        annexes = tuple(annex for annex in self.annexes if annex.kind != PLAN)
        settled = tuple(replace(line, text=line.note, href="") for line in self.settled)
        return replace(
            self,
            lines=lines,
            decisions=decisions,
            annexes=annexes,
            settled=settled,
            questions=(),
            put_off=_("Put off to a later meeting") if self.put_off else "",
            put_off_to="",
        )

    def as_sent(self, frozen: "ItemView", *, decided: Sequence[ItemLine] = ()) -> Self:
        """What it is about as it was when the agenda was sent, with what has come of it since.

        A goal that was sent to the board, and awaits it no longer, says so: as it was settled
        elsewhere, or decided under this item, also where the minutes are not to be seen yet.
        """
        since = {line.href: line.text for line in (*self.settled, *(decided or self.decisions))}
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
            course=frozen.course,
            heading=frozen.heading,
            figures=frozen.figures,
            lines=frozen.lines if is_news else self.lines,
            changed=""
            if self._written == frozen._written
            else _("Corrected after the agenda was sent"),
        )

    @property
    def _written(self) -> tuple[str, ...]:
        """All that somebody wrote of it, without the words that the house puts before it."""
        minutes = str(self.duration)
        told = (told for _what, told in self.memo if told.split()[0] != minutes)
        return (self.title, self.text, self.recommendation, minutes, *told)

    @property
    def frozen(self) -> dict[str, Any]:
        return asdict(self) | {"course": self.course.frozen if self.course else None}

    @classmethod
    def thawed(cls, facts: dict[str, Any]) -> Self:
        """The item as it was frozen."""
        course = facts.get("course")
        return cls(
            **{
                **facts,
                "course": CourseStrip.thawed(course) if course else None,
                "memo": tuple((what, told) for what, told in facts.get("memo", ())),
                "annexes": tuple(map(Annex.thawed, facts["annexes"])),
                "figures": tuple(facts["figures"]),
                **{name: tuple(ItemLine(**line) for line in facts.get(name, ())) for name in LINES},
            }
        )
