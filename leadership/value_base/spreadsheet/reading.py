"""What reading a spreadsheet of the value base in would do, and each cell that is to be mended."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from django.utils.translation import gettext as _

from files.spreadsheets import Row, Sheet
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.formulas import without_quote
from files.spreadsheets.sheet import BLOCK
from imports.columns import LONGEST_FOUND, SheetColumns, SheetErrors, quoted_list
from imports.cpr import cpr_errors
from imports.diff import ImportDiff, RowError
from imports.errors import NotRecognised
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet.columns import (
    AREA,
    BEING_WRITTEN,
    GROUP,
    HEADINGS,
    HIGHEST,
    NUMBER,
    ROLE,
    TEXT,
)
from leadership.value_base.spreadsheet.words import ALSO

LONGEST = 2000
#: The number of a commitment as people write it: 1, “1.”, “nr. 1”.
NUMBER_TOLD = re.compile(r"(?:nr\.?\s*)?(\d{1,3})(?:[,.]0+)?[.)]?", re.IGNORECASE)

#: Group, role and area by their folded names.
Place = tuple[str, str, str]


class CommitmentChange(NamedTuple):
    """A commitment that comes, goes or is worded anew: before and after, one of them maybe "".

    number: None for the note that a role's commitments under an area are being written. row: of the
    file; None for what goes because no row holds it any more.
    """

    where: str
    number: int | None
    before: str
    after: str
    row: int | None = None
    place: Place = ("", "", "")


class ValueBaseDiff(ImportDiff):
    """What reading a sheet in would do. cells: what each cell holds afterwards.

    makes_a_version: it becomes a version of its own, since this one stays as it is.
    """

    def __init__(self, contents: Contents, sheet: Sheet) -> None:
        self.sheet, self.contents = sheet, contents
        self.makes_a_version = contents.base.is_kept
        self.headings = SheetColumns(sheet)
        self.wrong = SheetErrors(sheet)
        self.cells: dict[Place, dict[int, str]] = {}
        self.being_written: set[Place] = set()
        self.rows: dict[tuple[Place, int | None], int] = {}  # where in the file it stands
        self.new: list[CommitmentChange] = []
        self.changed: list[CommitmentChange] = []
        self.removed: list[CommitmentChange] = []
        self.same = 0

    @property
    def errors(self) -> list[RowError]:
        return self.wrong

    @property
    def not_read(self) -> str:
        return self.headings.not_read

    @property
    def changes(self) -> list[CommitmentChange]:
        return [*self.changed, *self.new, *self.removed]

    @property
    def new_count(self) -> int:
        return len(self.new)

    @property
    def changed_count(self) -> int:
        """Also of those that go."""
        return len(self.changed) + len(self.removed)

    @property
    def unchanged_count(self) -> int:
        return self.same

    @property
    def fingerprint(self) -> str:
        """Of the file and of what it is compared with."""
        known = [[*place, number, text] for place, number, text in _known(self.contents)]
        state = [self.sheet.sha256, self.contents.base.pk, known, sorted(self.being_written)]
        return hashlib.sha256(json.dumps(state).encode()).hexdigest()


def compare(contents: Contents, sheet: Sheet) -> ValueBaseDiff:
    """What reading the sheet in would do. Raises NotRecognised when it has other columns."""
    plan = ValueBaseDiff(contents, sheet)
    columns = _columns(plan.headings)
    roles = {
        fold(rows.group.name): {fold(row.role.name): row.role.name for row in rows.roles}
        for rows in contents.groups
    }
    groups = [rows.group.name for rows in contents.groups]
    areas = {fold(area.name): area.name for area in contents.areas}
    plan.wrong += cpr_errors(sheet)
    refused = plan.wrong.rows
    for row in sheet.rows:
        if row.number not in refused:
            _read(plan, row, columns, groups=groups, roles=roles, areas=areas)
    if not plan.errors:
        _compare(plan)
    return plan


def _columns(headings: SheetColumns) -> dict[str, int]:
    found = {heading: headings.find([heading, *ALSO[heading]]) for heading in HEADINGS}
    if missing := [heading for heading, index in found.items() if index is None]:
        raise NotRecognised(
            _("The file lacks the columns %(columns)s. Fetch the spreadsheet from here.")
            % {"columns": quoted_list(missing)}
        )
    return {heading: index for heading, index in found.items() if index is not None}


def _read(
    plan: ValueBaseDiff,
    row: Row,
    columns: dict[str, int],
    *,
    groups: list[str],
    roles: dict[str, dict[str, str]],
    areas: dict[str, str],
) -> None:
    told = {
        heading: without_quote(shown(row.cells[index])).strip()
        for heading, index in columns.items()
    }

    def error(heading: str, message: str, known: Iterable[str] | None = None) -> None:
        plan.wrong.note(
            row.number, columns[heading], message, found=told[heading][:LONGEST_FOUND], known=known
        )

    group, role, area = (fold(told[heading]) for heading in (GROUP, ROLE, AREA))
    if group not in roles:
        error(GROUP, _not_known(told[GROUP], groups), groups)
        return
    if role not in roles[group]:
        known = [*roles[group].values()]
        error(ROLE, _not_known(told[ROLE], known), known)
        return
    if area not in areas:
        error(AREA, _not_known(told[AREA], [*areas.values()]), areas.values())
        return
    text = told[TEXT]
    if fold(text) == fold(BEING_WRITTEN):
        plan.being_written.add((group, role, area))
        plan.rows[(group, role, area), None] = row.number % BLOCK
        return
    if not text:
        error(TEXT, _("The commitment is missing. Write it, or delete the row."))
    elif len(text) > LONGEST:
        error(TEXT, _("The text is too long: at most %(limit)s characters.") % {"limit": LONGEST})
    counted = NUMBER_TOLD.fullmatch(told[NUMBER])
    if counted is None or not 1 <= int(counted[1]) <= HIGHEST:
        error(NUMBER, _("Write the number of the commitment: 1, 2, 3 …"))
        return
    held = plan.cells.setdefault((group, role, area), {})
    number = int(counted[1])
    if number in held:
        sentence = _(
            "The role has a commitment with the number %(number)s under this area already."
        )
        error(NUMBER, sentence % {"number": number})
    held[number] = text
    plan.rows[(group, role, area), number] = row.number % BLOCK


def _not_known(text: str, known: list[str]) -> str:
    """What is not there, and what may have been meant."""
    near = get_close_matches(text, known, n=1)
    if near:
        words = {"text": text[:80], "near": near[0]}
        return _("We do not know “%(text)s”. Did you mean “%(near)s”?") % words
    sentence = _("We do not know “%(text)s”. New roles and areas are made in the administration.")
    return sentence % {"text": text[:80]}


def _known(contents: Contents) -> Iterator[tuple[Place, int, str]]:
    for group in contents.groups:
        for row in group.roles:
            for cell in row.cells:
                place = (fold(group.group.name), fold(row.role.name), fold(cell.area.name))
                for commitment in cell.commitments:
                    yield place, commitment.number, commitment.text


def _being_written(contents: Contents) -> set[Place]:
    return {
        (fold(group.group.name), fold(row.role.name), fold(cell.area.name))
        for group in contents.groups
        for row in group.roles
        for cell in row.cells
        if cell.is_being_written
    }


def _compare(plan: ValueBaseDiff) -> None:
    names = {
        (fold(group.group.name), fold(row.role.name), fold(area.name)): f"{row.role}, {area}"
        for group in plan.contents.groups
        for row in group.roles
        for area in plan.contents.areas
    }
    before = {(place, number): text for place, number, text in _known(plan.contents)}
    after = {
        (place, number): text for place, held in plan.cells.items() for number, text in held.items()
    }
    for key in sorted({*before, *after}):
        place, number = key
        old, new = before.get(key, ""), after.get(key, "")
        change = CommitmentChange(names[place], number, old, new, plan.rows.get(key), place)
        if old == new:
            plan.same += 1
        elif not old:
            plan.new.append(change)
        elif not new:
            plan.removed.append(change)
        else:
            plan.changed.append(change)
    marked = _being_written(plan.contents)
    for place in sorted(marked ^ plan.being_written):
        words = (BEING_WRITTEN, "") if place in marked else ("", BEING_WRITTEN)
        row_number = plan.rows.get((place, None))
        plan.changed.append(CommitmentChange(names[place], None, *words, row_number, place))
