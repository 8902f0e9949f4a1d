"""What the preview of a file shows: whether it can be read in, what is wrong, what would change."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from config.phrases import in_digits, in_words
from imports.diff import RowError
from imports.kinds import Diff

SHOWN = 200


class Finding(NamedTuple):
    """One of the counts. key: the name of its icon."""

    figure: str
    key: str
    word: str
    note: str = ""


class PreviewPart(NamedTuple):
    """A heading and its rows; `rest` says how many are not shown, or is empty."""

    heading: str
    rows: Sequence[Any]
    rest: str = ""


class DiffRow(NamedTuple):
    """One thing that becomes another. subject: what it is, in bold; before: "" where it is new."""

    subject: str
    detail: str
    before: str
    after: str
    row: int | None = None


class ImportPreview(Generic[Diff]):
    """The page between upload and confirmation, as its template takes it.

    A kind of file says in a subclass what is special: its counts, its button, its changes.
    """

    #: What stands over the first column of the changes.
    changing: ClassVar[str | Promise] = gettext_lazy("What changes")
    #: Kinds of errors and what several of a kind are called, where there are several kinds.
    kinds_of_errors: ClassVar[Mapping[str, str | Promise]] = {}

    def __init__(self, diff: Diff, *, name: str) -> None:
        self.diff, self.name = diff, name

    @property
    def heading(self) -> str:
        return heading_of(self.diff)

    @property
    def lead(self) -> str:
        if self.diff.errors or not self.diff.has_work:
            return _("A file is read in whole or not at all.")
        return _("Nothing has been saved yet. See what changes, and read it in.")

    @property
    def button(self) -> str:
        """Its words; "" where there is nothing to confirm."""
        return self.button_words if self.diff.is_writable else ""

    @property
    def button_words(self) -> str:
        raise NotImplementedError

    @property
    def not_read(self) -> str:
        return self.diff.not_read

    @property
    def findings(self) -> Sequence[Finding]:
        """What is new, changed, as before, and wrong."""
        diff, wrong = self.diff, len(self.diff.errors)
        new, changed = pgettext("of a file", "New"), pgettext("of a file", "Changed")
        same, errors = pgettext("of a file", "Unchanged"), pgettext("of a file", "Errors")
        return (
            Finding(in_digits(diff.new_count), "plus", new, self.about_the_new),
            Finding(in_digits(diff.changed_count), "delta", changed, self.about_the_changed),
            Finding(in_digits(diff.unchanged_count), "same", same),
            Finding(in_digits(wrong), "missed" if wrong else "check", errors),
        )

    @property
    def about_the_new(self) -> str:
        return ""

    @property
    def about_the_changed(self) -> str:
        return ""

    @property
    def errors(self) -> PreviewPart:
        return errors_part(self.diff.errors, self.kinds_of_errors)

    @property
    def kinds(self) -> Sequence[tuple[str, str, str]]:
        return kinds_in(self.diff.errors, self.kinds_of_errors)

    @property
    def changes(self) -> PreviewPart:
        """Only of a file without errors: before that there is nothing to agree to."""
        rows = [] if self.diff.errors else [*self.changed_rows()]
        return PreviewPart(self.changes_heading(len(rows)), rows[:SHOWN], rest(len(rows), SHOWN))

    def changes_heading(self, count: int) -> str:
        return _("What will be read in")

    def changed_rows(self) -> Iterable[DiffRow]:
        raise NotImplementedError


def heading_of(diff: Diff) -> str:
    """Whether the file can be read in, in one line."""
    if count := len(diff.errors):
        return ngettext(
            "%(count)s error must be corrected before the file can be read in",
            "%(count)s errors must be corrected before the file can be read in",
            count,
        ) % {"count": in_digits(count)}
    if not diff.has_work:
        return _("Everything in the file is here already")
    return _("The file is ready to be read in")


def errors_part(
    errors: Sequence[RowError], kinds: Mapping[str, str | Promise] | None = None
) -> PreviewPart:
    """What to correct; of very many some of each kind."""
    heading = ngettext(
        "Correct one cell in the spreadsheet",
        "Correct %(count)s cells in the spreadsheet",
        len(errors),
    ) % {"count": in_words(len(errors))}
    shown = list(errors[:SHOWN])
    if len(errors) > SHOWN and kinds:
        left = dict.fromkeys(kinds, SHOWN // len(kinds))
        shown = []
        for error in errors:
            left[error.kind] -= 1
            if left[error.kind] >= 0:
                shown.append(error)
    return PreviewPart(heading, shown, rest(len(errors), len(shown)))


def kinds_in(
    errors: Iterable[RowError], kinds: Mapping[str, str | Promise]
) -> tuple[tuple[str, str, str], ...]:
    """Key, name and count of the kinds there are; empty where all are of the same kind."""
    counts = Counter(error.kind for error in errors)
    if len(counts) < 2:
        return ()
    return tuple(
        (kind, str(name), in_digits(counts[kind])) for kind, name in kinds.items() if counts[kind]
    )


def rest(count: int, shown: int) -> str:
    """How many are not shown, in a sentence; "" where all are."""
    if count <= shown:
        return ""
    return _("The first %(shown)s of %(count)s are shown.") % {
        "shown": in_digits(shown),
        "count": in_digits(count),
    }
