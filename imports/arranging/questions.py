"""What is asked of whoever brings a file, and what was understood of it before that."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, Self

from django.utils.translation import gettext as _

from files.spreadsheets import Row, Sheet

#: Kinds of questions about the shape of a file: they are answered before its cells are looked at.
SHAPE = frozenset({"sheet", "header", "column", "unit"})
#: Questions about one file and no other: where its table lies, and which of its rows are read,
#: and what is one person's own, as an address.
OWN = "own"
OF_ONE_FILE = frozenset({"sheet", "header", "row", OWN})


class Choice(NamedTuple):
    """One answer. why: the ground for it, where there is one."""

    value: str
    label: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """One cause, told once, whatever number of cells it is about.

    id: the same for the same file: "sheet", "header", "column:<heading>", "unit:<heading>",
    "cell:<heading>:<text>" or "row:<number>"; the heading is "*" for several columns of one scale.
    proposed: the choice that is made beforehand; never an institution by its name alone.
    takes_text: another answer may be written. because: the ground for the proposal, or why what is
    remembered no longer fits. also: the questions of single columns that are answered with it.
    """

    id: str
    kind: str
    text: str
    choices: tuple[Choice, ...]
    proposed: str = ""
    count: int = 1
    samples: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    takes_text: bool = False
    because: str = ""
    also: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """To be kept until somebody looks at it."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """As it was kept."""
        lists = {name: tuple(told[name]) for name in ("samples", "cells", "also")}
        choices = tuple(Choice(*one) for one in told["choices"])
        return cls(**{**told, **lists, "choices": choices})


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """What one column is taken for. confidence: "sure", "likely", "ask" or "skip"."""

    index: int
    letters: str
    heading: str
    meaning: str
    title: str
    confidence: str
    samples: tuple[str, ...] = ()
    because: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not read. why: a code; reason: the sentence about it."""

    row: int
    why: str
    text: str
    reason: str
    sheet: str = ""


def reason_of(why: str) -> str:
    """The sentence about a row that is left out."""
    return {
        "title": _("It stands alone, as a title does."),
        "total": _("It adds up the rows above."),
        "note": _("It is a note."),
        "hidden": _("It is hidden in the spreadsheet."),
        "other_table": _("It belongs to another table on the sheet."),
        "heading_again": _("It repeats the headings."),
        "part": _("It is about a part that is not read."),
        "vacant": _("It is about a post that nobody has."),
        "closed": _("It is about an account that is closed."),
        "gone": _("It is about somebody who has left."),
    }[why]


@dataclass(frozen=True, slots=True)
class Arranged:
    """A file as it was understood. sheet: None as long as nobody can tell where its table is.

    filled: (row, column index) of the cells that were filled down. answers: those that were used.
    top: the first rows as they stand in the file, those that are left out too, to be shown.
    """

    sheet: Sheet | None
    sheets: tuple[str, ...]
    header_row: int
    columns: tuple[ColumnRead, ...]
    left_out: tuple[LeftOut, ...] = ()
    filled: frozenset[tuple[int, int]] = frozenset()
    questions: tuple[FileQuestion, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    top: tuple[Row, ...] = ()


def arranged_of(source: object) -> Arranged | None:
    """How a file was understood; None of one that was read as it lay."""
    found = getattr(source, "arranged", None)
    return found if isinstance(found, Arranged) else None


def left_out_of(source: object) -> tuple[LeftOut, ...]:
    """The rows of a file that are not read."""
    arranged = arranged_of(source)
    return arranged.left_out if arranged else ()
