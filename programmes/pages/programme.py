"""A programme's first page: theory of change, evaluation, comments and timetable."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from indicators.models import Indicator
from institutions.access import Reader, scope_of
from programmes.models import Programme, StatusNote, TheoryStep
from programmes.pages import findings
from programmes.pages.evaluation import Evaluation
from programmes.pages.evaluation_rows import ThemeRow
from programmes.pages.timetable import TimetableSection, timetables_of

THEMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the chain with what tells whether it holds."""

    text: str
    evidence: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    note: str


@dataclass(frozen=True, slots=True)
class LinkColumn:
    """Links of one kind."""

    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """A programme as one reader sees it on a day, in twenty queries whatever it holds."""

    programme: Programme
    on: datetime.date
    is_today: bool
    columns: tuple[LinkColumn, ...]
    chain_heading: str
    chain_figures: dict[str, int]
    evaluation: Evaluation
    timetable: TimetableSection
    status_notes: tuple[StatusNote, ...]
    may_plan: bool

    @classmethod
    def build(
        cls, programme: Programme, *, user: Reader, on: datetime.date, is_today: bool = True
    ) -> Self:
        timetables = timetables_of(programme)
        evaluation = Evaluation.build(programme, user=user, timetables=timetables, on=on)
        columns = tuple(_columns(programme, evaluation, user=user))
        links = [link for column in columns for link in column.links]
        told = sum(bool(link.evidence or link.indicators) for link in links)
        return cls(
            programme,
            on,
            is_today,
            columns,
            findings.chain_heading(told, len(links)),
            {"told": told, "links": len(links)} if links else {},
            evaluation,
            TimetableSection.build(timetables, user=user, on=on),
            tuple(programme.status_notes.all()),
            bool(scope_of(user).plans),
        )

    @property
    def place(self) -> str:
        """What is counted here, as figures name it."""
        return f"programme:{self.programme.slug}"

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """What the page and its paper count, by scope."""
        return {
            self.place: self.timetable.figures,
            f"{self.place}/chain": self.chain_figures,
            f"{self.place}/courses": self.timetable.progress_figures,
        }

    @property
    def lead(self) -> str:
        return self.timetable.progress

    @property
    def status_heading(self) -> str:
        return findings.status_heading(self.programme.status_on)

    @property
    def themes(self) -> tuple[ThemeRow, ...]:
        return self.evaluation.themes[:THEMES_SHOWN]

    @property
    def other_themes(self) -> tuple[ThemeRow, ...]:
        return self.evaluation.themes[THEMES_SHOWN:]

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said of the figures shown first."""
        found = []
        for row in self.evaluation.keys:
            found += [f"{row.point.name}: {text}" for text in row.unevenness]
        means = [
            f"{row.point.name}: {row.question.text} {row.summary}"
            for row in self.evaluation.rows
            if row.answers and row.answers.mean is not None and row.summary
        ]
        return (*means, *found)


def _columns(programme: Programme, evaluation: Evaluation, *, user: Reader) -> Iterable[LinkColumn]:
    steps = list(programme.theory.prefetch_related("questions", "indicators"))
    readable = set(
        Indicator.objects.visible_to(user)
        .filter(theory__in=[step.pk for step in steps])
        .values_list("pk", flat=True)
    )
    for kind in TheoryStep.Kind:
        links = tuple(_link(step, evaluation, readable) for step in steps if step.kind == kind)
        if links:
            yield LinkColumn(str(kind.label), links)


def _link(step: TheoryStep, evaluation: Evaluation, readable: set[int]) -> Link:
    evidence = []
    for question in step.questions.all():
        row = evaluation.of(question.pk)
        if row and row.summary:
            evidence.append(f"{row.point.name}: {row.summary}")
    return Link(
        step.text,
        tuple(evidence),
        tuple(one for one in step.indicators.all() if one.pk in readable),
        step.note,
    )
