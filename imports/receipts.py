"""What the receipt of any file says: how many rows did what, and what file it was."""

from textwrap import wrap
from typing import NamedTuple

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from config.moments import moment
from config.numbers import grouped
from imports.models import FileImport

#: What a thing is called, and what it is.
Fact = tuple[str, str]


class Count(NamedTuple):
    """One of the four counts. key: the name of its icon."""

    figure: str
    key: str
    word: str


def facts_of(imported: FileImport, layout: str, *own: Fact) -> tuple[Fact, ...]:
    """What a receipt says of any file. layout: its title. own: what only its kind has to say."""
    undone = [(_("Undone"), moment(imported.undone_at))] if imported.undone_at else []
    return (
        (_("File"), f"{imported.file_name} ({filesizeformat(imported.size)})"),
        (_("Recognised as"), layout),
        (_("Read in"), moment(imported.imported_at)),
        (_("By"), str(imported.imported_by or _("the command line"))),  # type: ignore[attr-defined]  # each has it
        *own,
        (_("Fingerprint (SHA-256)"), " ".join(wrap(imported.sha256, 8))),
        *undone,
    )


def counts_of(imported: FileImport, *words: str) -> tuple[Count, ...]:
    """How many rows there were, and how many of what they hold was new, changed and as before."""
    names = ("row_count", "new_count", "changed_count", "unchanged_count")
    keys = ("check", "plus", "delta", "same")
    rows = _("row") if imported.row_count == 1 else _("rows")
    each = zip(names, keys, (rows, *words), strict=True)
    return tuple(Count(grouped(getattr(imported, name)), key, word) for name, key, word in each)
