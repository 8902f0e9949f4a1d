"""What reading a spreadsheet of the value base in would do, and each cell that is to be mended."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from django.utils.translation import gettext as _

from files.spreadsheets import Row, Sheet, cell_address
from files.spreadsheets.columns import not_read
from files.spreadsheets.cpr import cells_with_cpr
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.formulas import without_quote
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

LONGEST = 2000

#: Group, role and area by their folded names.
Place = tuple[str, str, str]


class NotRecognised(ValueError):
    """The columns are others. Its text is one sentence."""


class Fault(NamedTuple):
    """A cell to be mended."""

    address: str
    column: str
    message: str


class Change(NamedTuple):
    """A commitment that comes, goes or is worded anew: before and after, one of them maybe "".

    number: None for the note that a role's commitments under an area are being written.
    """

    where: str
    number: int | None
    before: str
    after: str


@dataclass(slots=True)
class Plan:
    """What reading a sheet in would do. cells: what each cell holds afterwards.

    makes_a_version: it becomes a version of its own, since this one stays as it is. not_read: which
    columns are not read.
    """

    sheet: Sheet
    contents: Contents
    makes_a_version: bool
    cells: dict[Place, dict[int, str]] = field(default_factory=dict)
    being_written: set[Place] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    not_read: str = ""

    @property
    def changes(self) -> list[Change]:
        return [*self.changed, *self.new, *self.removed]

    @property
    def has_work(self) -> bool:
        return bool(self.changes)

    @property
    def fingerprint(self) -> str:
        """Of the file and of what it is compared with."""
        known = [[*place, number, text] for place, number, text in _known(self.contents)]
        state = [self.sheet.sha256, self.contents.base.pk, known, sorted(self.being_written)]
        return hashlib.sha256(json.dumps(state).encode()).hexdigest()


def prepare(contents: Contents, sheet: Sheet) -> Plan:
    """What reading the sheet in would do. Raises NotRecognised when it has other columns."""
    plan = Plan(sheet, contents, makes_a_version=contents.base.is_kept)
    columns = _columns(sheet)
    plan.not_read = not_read(sheet, set(columns.values()))
    roles = {
        fold(rows.group.name): {fold(row.role.name): row.role.name for row in rows.roles}
        for rows in contents.groups
    }
    groups = [rows.group.name for rows in contents.groups]
    areas = {fold(area.name): area.name for area in contents.areas}
    refused = set()
    for cell in cells_with_cpr(sheet):
        plan.faults.append(Fault(cell.address, cell.column, cell.message))
        refused.add(cell.row)
    for row in sheet.rows:
        if row.number not in refused:
            _read(plan, row, columns, groups=groups, roles=roles, areas=areas)
    if not plan.faults:
        _compare(plan)
    return plan


def _columns(sheet: Sheet) -> dict[str, int]:
    found = {fold(heading): index for index, heading in enumerate(sheet.headers) if heading}
    missing = [heading for heading in HEADINGS if fold(heading) not in found]
    if missing:
        raise NotRecognised(
            _("The file lacks the columns %(columns)s. Fetch the spreadsheet from here.")
            % {"columns": ", ".join(f"»{heading}«" for heading in missing)}
        )
    return {heading: found[fold(heading)] for heading in HEADINGS}


def _read(
    plan: Plan,
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

    def fault(heading: str, message: str) -> None:
        plan.faults.append(Fault(cell_address(row.number, columns[heading]), heading, message))

    group, role, area = (fold(told[heading]) for heading in (GROUP, ROLE, AREA))
    if group not in roles:
        fault(GROUP, _not_known(told[GROUP], groups))
        return
    if role not in roles[group]:
        fault(ROLE, _not_known(told[ROLE], list(roles[group].values())))
        return
    if area not in areas:
        fault(AREA, _not_known(told[AREA], list(areas.values())))
        return
    text = told[TEXT]
    if fold(text) == fold(BEING_WRITTEN):
        plan.being_written.add((group, role, area))
        return
    if not text:
        fault(TEXT, _("The commitment is missing. Write it, or delete the row."))
    elif len(text) > LONGEST:
        fault(TEXT, _("The text is too long: at most %(limit)s characters.") % {"limit": LONGEST})
    if not told[NUMBER].isdecimal() or not 1 <= int(told[NUMBER]) <= HIGHEST:
        fault(NUMBER, _("Write the number of the commitment: 1, 2, 3 …"))
        return
    held = plan.cells.setdefault((group, role, area), {})
    number = int(told[NUMBER])
    if number in held:
        sentence = _(
            "The role has a commitment with the number %(number)s under this area already."
        )
        fault(NUMBER, sentence % {"number": number})
    held[number] = text


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


def _compare(plan: Plan) -> None:
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
        change = Change(names[place], number, old, new)
        if old == new:
            plan.unchanged += 1
        elif not old:
            plan.new.append(change)
        elif not new:
            plan.removed.append(change)
        else:
            plan.changed.append(change)
    marked = _being_written(plan.contents)
    for place in sorted(marked ^ plan.being_written):
        words = (BEING_WRITTEN, "") if place in marked else ("", BEING_WRITTEN)
        plan.changed.append(Change(names[place], None, *words))
