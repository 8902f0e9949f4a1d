"""Institutions by goals: each mark is one local goal."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.urls import reverse

from strategy.models import Goal
from strategy.progress import STATES, LocalGoalState


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """One local goal in a cell; `stage` is its word while the board has not agreed to it.

    is_unfinished: a text that the board has not been sent, which only leaders see.
    """

    href: str
    key: str
    stage: str
    is_unfinished: bool = False


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The local goals of one institution under one goal."""

    goal: int
    marks: tuple[MatrixMark, ...]

    @property
    def is_missing(self) -> bool:
        return all(mark.is_unfinished for mark in self.marks)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    name: str
    href: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One row per institution, one column per goal; needs no query."""

    columns: tuple[tuple[int, str], ...]
    rows: tuple[MatrixRow, ...]
    states: tuple[str, ...]
    has_gaps: bool

    @classmethod
    def of(
        cls,
        institutions: Iterable[tuple[int, str, str]],
        *,
        goals: Sequence[Goal],
        standings: Iterable[LocalGoalState],
    ) -> Self:
        """institutions: (id, name, slug)."""
        page = reverse("institution_detail", args=["-"])
        marks: dict[tuple[int, int], list[MatrixMark]] = defaultdict(list)
        present = set()
        for goal in standings:
            marks[goal.institution, goal.goal].append(
                MatrixMark(goal.href, goal.key, goal.stage, goal.is_unfinished)
            )
            if goal.is_agreed:
                present.add(goal.key)
        rows = tuple(
            MatrixRow(
                name,
                page.replace("/-/", f"/{slug}/"),
                tuple(MatrixCell(goal.number, tuple(marks[pk, goal.pk])) for goal in goals),
            )
            for pk, name, slug in institutions
        )
        return cls(
            columns=tuple((goal.number, goal.short_name) for goal in goals),
            rows=rows,
            states=tuple(key for key in STATES if key in present),
            has_gaps=any(not cell.marks for row in rows for cell in row.cells),
        )

    @property
    def missing(self) -> dict[int, list[str]]:
        """Number of the goal → the names of the institutions without a local goal under it.

        Neither adopted nor with the board: a draft is no goal yet, whoever sees it.
        """
        missing: dict[int, list[str]] = defaultdict(list)
        for row in self.rows:
            for cell in row.cells:
                if cell.is_missing:
                    missing[cell.goal].append(row.name)
        return missing
