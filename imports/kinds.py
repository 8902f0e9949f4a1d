"""What an app declares of a kind of file: how it is understood, what it does, what is undone."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from config.memory import nothing_to_collect
from files.spreadsheets import Sheet, read
from files.spreadsheets.grids import read_book
from imports.arranging.arrange import arrange
from imports.arranging.causes import causes_of
from imports.arranging.mending import mended
from imports.arranging.questions import SHAPE, Arranged, FileQuestion, arranged_of
from imports.arranging.words import Vocabulary
from imports.diff import ImportDiff, RowError
from imports.models import FileImport
from imports.turns import wait_for_other_imports

Source = TypeVar("Source")
Diff = TypeVar("Diff", bound=ImportDiff)


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What somebody has said of a file that the file does not say itself.

    It is the one way from a page, a ticket, a background task or the command line to the kind of
    file. layout: which of the kind's layouts it is, where the headings cannot tell. accepted: names
    of what was ticked. reason: why what is closed is changed. answers: what was said of its columns
    and cells, by the id of the question.
    """

    layout: str = "auto"
    accepted: frozenset[str] = frozenset()
    reason: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UndoOutcome:
    """What taking an import back did. kept: what was changed since and stays, by name."""

    deleted: int = 0
    restored: int = 0
    kept: tuple[str, ...] = ()


class FileKind(ABC, Generic[Source, Diff]):
    """A kind of file, and one person who reads one in.

    code: by which it is registered, and called on the command line. compares_by_writing: it finds
    out what it would do by doing it; its previews are rolled back. can_be_undone: its receipt knows
    what there was before.
    """

    code: ClassVar[str]
    title: ClassVar[str | Promise]
    compares_by_writing: ClassVar[bool] = False
    can_be_undone: ClassVar[bool] = True

    def __init__(self, *, by: User | None = None, choices: ImportChoices | None = None) -> None:
        self.by = by
        self.choices = choices or ImportChoices()

    @classmethod
    def for_command(
        cls, about: str, *, by: User | None, choices: ImportChoices
    ) -> "FileKind[Any, Any]":
        """As the command line asks for it. about: what it is read into, where a kind needs that.

        Raises `ImportRefused` where there is no such thing, and for a person who may not.
        """
        return cls(by=by, choices=choices)

    @abstractmethod
    def open(self, content: bytes, name: str) -> Source:
        """The file, read. Raises `Unreadable`."""

    def arranged(self, source: Source) -> Arranged | None:
        """How the file was understood; None where it was read as it lay."""
        return arranged_of(source)

    def questions(self, source: Source, diff: Diff) -> tuple[FileQuestion, ...]:
        """What somebody has to say of its cells and rows, one question for each cause."""
        return ()

    def meanings(self, source: Source, diff: Diff) -> Mapping[int, str]:
        """What each column of a file that was read as it lay means, by its index."""
        return {}

    @abstractmethod
    def compare(self, source: Source) -> Diff:
        """What reading it in would do. Raises `NotRecognised`."""

    @abstractmethod
    def write(self, diff: Diff) -> Any:
        """Do what the diff says, within the transaction that is open; the receipt."""

    def take_turn(self) -> None:
        """Wait until nobody else writes what this kind writes, for as long as the transaction."""
        wait_for_other_imports()

    def unanswered(self, diff: Diff) -> str:
        """What somebody has to say before the file is read in; "" where nothing is left to say."""
        return ""

    def as_contract(self, diff: Diff, receipt: Any) -> dict[str, Any]:
        """The answer of the command line as JSON, with keys that other programs rely on."""
        return {
            "new": diff.new_count,
            "changed": diff.changed_count,
            "unchanged": diff.unchanged_count,
            "errors": [as_json(error) for error in diff.errors],
            "warnings": [as_json(warning) for warning in diff.warnings],
            "import_id": receipt.pk if isinstance(receipt, FileImport) else None,
        }

    def refused_contract(self, error: RowError) -> dict[str, Any]:
        """The same of a file that is refused whole. error: without a row, maybe with an address."""
        return {"layout": None, "errors": [as_json(error)]}

    def told(self, diff: Diff) -> Iterator[str]:
        """What the command line says of the file besides its errors and counts, line by line."""
        yield from ()

    def saved(self, receipt: Any) -> str:
        """The sentence of the command line when the file has been read in."""
        if isinstance(receipt, FileImport):
            return _("Saved as import %(pk)s.") % {"pk": receipt.pk}
        return _("Saved.")

    def take_back(self, receipt: Any) -> UndoOutcome:
        """Undo what the receipt tells of, within the transaction that is open."""
        raise NotImplementedError


class SheetKind(FileKind[Sheet, Diff]):
    """A kind of file that is a spreadsheet."""

    def vocabulary(self) -> Vocabulary | None:
        """The words of its files; None for one that is read as it lies."""
        return None

    @nothing_to_collect()
    def open(self, content: bytes, name: str) -> Sheet:
        vocabulary = self.vocabulary()
        if vocabulary is None:
            return mended(read(content, name=name), self.choices.answers)
        sheet = arrange(read_book(content, name=name), vocabulary, self.choices.answers)
        return mended(sheet, self.choices.answers)

    def questions(self, source: Sheet, diff: Diff) -> tuple[FileQuestion, ...]:
        arranged = self.arranged(source)
        asked = arranged.questions if arranged else ()
        of_cells = tuple(one for one in asked if one.kind not in SHAPE)
        if any(one.id not in self.choices.answers for one in of_cells):
            return of_cells  # what is wrong until they are answered is no cause of its own
        return (*of_cells, *causes_of(diff.errors, told={one.id for one in of_cells}))


def as_json(error: RowError) -> dict[str, Any]:
    """A cell to be mended as other programs read it."""
    return {
        "row": error.row or None,
        "column": error.column or None,
        "cell": error.address or None,
        "message": error.message,
    }


_registered: dict[str, type[FileKind[Any, Any]]] = {}


def register(*kinds: type[FileKind[Any, Any]]) -> None:
    """Make kinds of files known, in the AppConfig of the app that declares them."""
    _registered.update((kind.code, kind) for kind in kinds)


def registered_kinds() -> dict[str, type[FileKind[Any, Any]]]:
    """Every kind of file that can be read in, by its code."""
    return dict(_registered)


def kind_in_words(name: str, value: Any) -> str | None:
    """What the security log calls a kind of file, by its code."""
    kind = _registered.get(value) if name == "layout" else None
    return str(kind.title) if kind else None
