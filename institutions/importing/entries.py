"""What a row of a file says of an institution, whichever kind of file it stands in."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from files.spreadsheets import Row, Sheet
from files.spreadsheets.danish_values import fold
from imports.columns import RowCells, SheetErrors
from imports.cpr import cpr_errors
from institutions.importing.layouts import InstitutionLayout, InstitutionMeaning
from institutions.models import Identifier, InstitutionKind, Ownership

NUMBERS = {
    InstitutionMeaning.NUMBER: Identifier.Kind.LOCAL,
    InstitutionMeaning.STIL: Identifier.Kind.STIL,
    InstitutionMeaning.PRODUCTION: Identifier.Kind.PRODUCTION,
    InstitutionMeaning.UNIT: Identifier.Kind.UNIT,
}
#: How kinds of institutions are written, folded: the beginning of the text, or a code of InstType3.
KINDS = {
    "aldersintegreret": InstitutionKind.INTEGRATED,
    "integreret": InstitutionKind.INTEGRATED,
    "vuggest": InstitutionKind.NURSERY,
    "vugg": InstitutionKind.NURSERY,
    "vug": InstitutionKind.NURSERY,
    "vuggestue": InstitutionKind.NURSERY,
    "boernehave": InstitutionKind.KINDERGARTEN,
    "bh": InstitutionKind.KINDERGARTEN,
    "bhv": InstitutionKind.KINDERGARTEN,
    "intinst": InstitutionKind.INTEGRATED,
    "boerneh": InstitutionKind.KINDERGARTEN,
    "aldersint": InstitutionKind.INTEGRATED,
    "integr": InstitutionKind.INTEGRATED,
    "dagpleje": InstitutionKind.FAMILY_DAYCARE,
    "skolefritid": InstitutionKind.AFTER_SCHOOL,  # before “skole”, which it begins with
    "skole": InstitutionKind.SCHOOL,
    "folkeskole": InstitutionKind.SCHOOL,
    "friskole": InstitutionKind.SCHOOL,
    "grundskole": InstitutionKind.SCHOOL,
    "privatskole": InstitutionKind.SCHOOL,
    "specialskole": InstitutionKind.SCHOOL,
    "sfo": InstitutionKind.AFTER_SCHOOL,
    "ungdomsklub": InstitutionKind.AFTER_SCHOOL,
    "juniorklub": InstitutionKind.AFTER_SCHOOL,
    "fritid": InstitutionKind.AFTER_SCHOOL,
    "klub": InstitutionKind.AFTER_SCHOOL,
    "andet": InstitutionKind.OTHER,
    "6010": InstitutionKind.NURSERY,
    "6011": InstitutionKind.KINDERGARTEN,
    "6012": InstitutionKind.INTEGRATED,
    "6013": InstitutionKind.FAMILY_DAYCARE,
    "6014": InstitutionKind.KINDERGARTEN,
    "6020": InstitutionKind.AFTER_SCHOOL,
    "6021": InstitutionKind.AFTER_SCHOOL,
    "6022": InstitutionKind.OTHER,
}
OWNERSHIPS = {
    "kommunal": Ownership.MUNICIPAL,
    "selvejende": Ownership.INDEPENDENT,
    "privat": Ownership.PRIVATE,
    "udliciteret": Ownership.OUTSOURCED,
    "1": Ownership.MUNICIPAL,
    "2": Ownership.INDEPENDENT,
    "3": Ownership.PRIVATE,
    "4": Ownership.OUTSOURCED,
    "k": Ownership.MUNICIPAL,
    "s": Ownership.INDEPENDENT,
    "p": Ownership.PRIVATE,
}

#: How rows of totals are written, folded, in the column of the name or of the number.
TOTAL = re.compile(
    r"(sub|mellem)?(total|sum)(ialt)?|gennemsnit|middel|.*ialt|helekommunen"
    r"|\d+(institutioner|enheder|dagtilbud|klynger)"
)

#: So much of a word is left where it is cut off at a point.
SHORTEST = 3

Choice = TypeVar("Choice", InstitutionKind, Ownership)


@dataclass(frozen=True, slots=True)
class NamedCluster:
    """A cluster as a file names it. Without its number only the name and the area tell which."""

    name: str
    number: str = ""


@dataclass(slots=True)
class Entry:
    """One institution as a row tells of it. None, where the file does not tell.

    cluster: None with `tells_cluster` means that it is in no cluster.
    """

    row: int
    numbers: dict[str, str]
    name: str
    kind: InstitutionKind | None = None
    ownership: Ownership | None = None
    area: str | None = None
    cluster: NamedCluster | None = None
    tells_cluster: bool = False
    from_on: datetime.date | None = None
    to_on: datetime.date | None = None
    is_open: bool = True


@dataclass(slots=True)
class InstitutionEntries:
    """A file understood: its institutions, its faults, and how many rows told of other things."""

    layout: InstitutionLayout
    sheet: Sheet
    columns: dict[InstitutionMeaning, int]
    entries: list[Entry] = field(default_factory=list)
    errors: SheetErrors = field(init=False)
    left_out: int = 0

    def __post_init__(self) -> None:
        self.errors = SheetErrors(self.sheet)

    def error(self, row: int, meaning: InstitutionMeaning, message: str) -> None:
        """Note what is wrong in the cell of a meaning; the first column when there is none."""
        self.errors.note(row, self.columns.get(meaning), message)


class InstitutionCells:
    """One row, read by meaning."""

    def __init__(self, found: InstitutionEntries, row: Row) -> None:
        self.found, self.row = found, row
        self.cells = RowCells(row, found.errors)

    def tells(self, meaning: InstitutionMeaning) -> bool:
        return meaning in self.found.columns

    def text(self, meaning: InstitutionMeaning) -> str:
        return self.cells.text(self.found.columns.get(meaning))

    def date(self, meaning: InstitutionMeaning) -> datetime.date | None:
        return self.cells.date(self.found.columns.get(meaning))

    def word(
        self, meaning: InstitutionMeaning, words: Mapping[str, Choice], unknown: str
    ) -> Choice | None:
        """The choice that the cell's text begins with; a fault when there is none."""
        text = self.text(meaning)
        if not text:
            return None
        folded = fold(text)
        begun = (words[word] for word in words if len(word) > 1 and folded.startswith(word))
        choice = words.get(folded) or next(begun, None) or _begun(text, words)
        if choice is None:
            labels = [str(one.label) for one in type(next(iter(words.values())))]
            index = self.found.columns.get(meaning)
            self.cells.error(index, unknown % {"value": text}, known=labels)
        return choice

    def error(self, meaning: InstitutionMeaning, message: str) -> None:
        self.found.error(self.row.number, meaning, message)


def _begun(text: str, words: Mapping[str, Choice]) -> Choice | None:
    """The one choice that a word begins which was cut off at a point: “Komm.”, “Dagpl.”."""
    folded = fold(text)
    if not text.endswith(".") or len(folded) < SHORTEST:
        return None
    found = {choice for word, choice in words.items() if word.startswith(folded)}
    return found.pop() if len(found) == 1 else None


#: What a row of the register is of: an institution, or several that are one with it.
UNIT = "anvisningsenhed"
LEVELS = frozenset((UNIT, "daginstitution"))


def read_entries(
    layout: InstitutionLayout, sheet: Sheet, columns: dict[InstitutionMeaning, int]
) -> InstitutionEntries:
    """Every institution the file tells of, in its order, and every fault on the way."""
    found = InstitutionEntries(layout, sheet, columns)
    production = columns.get(InstitutionMeaning.PRODUCTION, -1)
    found.errors += cpr_errors(sheet, numbers={production})
    refused = found.errors.rows  # nothing repeats such a number
    clusters = _register_clusters(found) if layout.is_register else {}
    levels = {fold(cells.text(InstitutionMeaning.LEVEL)) for cells in _of_register(found)}
    has_levels = not levels.isdisjoint(LEVELS)  # else each row with a number is a unit
    for cells in (InstitutionCells(found, row) for row in sheet.rows):
        if layout.is_register and not _is_unit(cells, has_levels):
            found.left_out += 1
            continue
        if cells.row.number in refused:
            continue
        entry = _entry(cells)
        if layout.is_register:
            number = cells.text(InstitutionMeaning.CLUSTER_NUMBER)
            entry.cluster, entry.tells_cluster = clusters.get(number), has_levels
        found.entries.append(entry)
    if layout.is_register and not found.entries and sheet.rows and not found.errors:
        sentence = _("No row of the file is an institution: “%(level)s” is none.")
        row = sheet.rows[0]
        level = InstitutionCells(found, row).text(InstitutionMeaning.LEVEL)
        found.error(row.number, InstitutionMeaning.LEVEL, sentence % {"level": level})
    return found


def _is_unit(cells: InstitutionCells, has_levels: bool) -> bool:
    """Whether a row of the register is about an institution: as it says, or by its number."""
    if has_levels:
        return fold(cells.text(InstitutionMeaning.LEVEL)) == UNIT
    return cells.text(InstitutionMeaning.STIL) != ""


def _entry(cells: InstitutionCells) -> Entry:
    numbers = {
        kind.value: number
        for meaning, kind in NUMBERS.items()
        if (number := cells.text(meaning).upper())
    }
    if not numbers:
        cells.error(_first_number(cells.found), _("Write the number of the institution."))
    name = cells.text(InstitutionMeaning.NAME).rstrip("* ")  # it points to a note
    if any(TOTAL.fullmatch(fold(text)) for text in (name, *numbers.values())):
        cells.error(
            InstitutionMeaning.NAME,
            _("This seems to be a row of totals and no institution. Delete the row."),
        )
    if not name:
        cells.error(InstitutionMeaning.NAME, _("Write the name of the institution."))
    from_on, to_on = cells.date(InstitutionMeaning.FROM), cells.date(InstitutionMeaning.TO)
    if from_on and to_on and to_on < from_on:
        cells.error(InstitutionMeaning.TO, _("The last day comes before the first day."))
    cluster = cells.text(InstitutionMeaning.CLUSTER)
    return Entry(
        row=cells.row.number,
        numbers=numbers,
        name=name,
        kind=cells.word(
            InstitutionMeaning.KIND, KINDS, _("“%(value)s” is no kind of place that we know.")
        ),
        ownership=cells.word(
            InstitutionMeaning.OWNERSHIP, OWNERSHIPS, _("“%(value)s” is no ownership that we know.")
        ),
        area=cells.text(InstitutionMeaning.AREA) or None,
        cluster=NamedCluster(cluster) if cluster else None,
        tells_cluster=cells.tells(InstitutionMeaning.CLUSTER),
        from_on=from_on,
        to_on=to_on,
        is_open=not cells.tells(InstitutionMeaning.STATE)
        or fold(cells.text(InstitutionMeaning.STATE)) == "aktiv",
    )


def _first_number(found: InstitutionEntries) -> InstitutionMeaning:
    return next(meaning for meaning in NUMBERS if meaning in found.columns)


def _register_clusters(found: InstitutionEntries) -> dict[str, NamedCluster]:
    """The daginstitutioner of a register by number: each is a cluster if it has several units."""
    names: dict[str, str] = {}
    units: dict[str, int] = {}
    for cells in _of_register(found):
        number = cells.text(InstitutionMeaning.CLUSTER_NUMBER)
        match fold(cells.text(InstitutionMeaning.LEVEL)):
            case "daginstitution":
                names[number] = cells.text(InstitutionMeaning.NAME)
            case level if level == UNIT:
                units[number] = units.get(number, 0) + 1
    return {
        number: NamedCluster(name, number)
        for number, name in names.items()
        if units.get(number, 0) > 1
    }


def _of_register(found: InstitutionEntries) -> Iterator[InstitutionCells]:
    return (InstitutionCells(found, row) for row in found.sheet.rows)
