"""The value base as a spreadsheet: a row for each commitment, taken out, worked on, read in again.

What is in force is never written over: read in, it becomes a version that is being prepared. Roles
and areas are made in the administration, so a sheet that names others is told so.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from institutions.privacy import looks_like_cpr
from leadership.models import (
    Commitment,
    CommitmentCell,
    CoreValue,
    JobGroup,
    JobRole,
    ValueArea,
    ValueBase,
)
from leadership.value_base.contents import Contents
from measurements.exporting.files import cell_for, saved
from spreadsheets import Row, Sheet, cell_address
from spreadsheets.danish_values import fold, shown
from spreadsheets.formulas import harmless, without_quote
from spreadsheets.sheet import column_letters

GROUP, ROLE, AREA, NUMBER, TEXT = HEADINGS = ("Gruppe", "Rolle", "Område", "Nr.", "Forpligtelse")
BEING_WRITTEN = "Under udarbejdelse"
WIDTHS = (24, 28, 28, 6, 90)
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
    """A commitment that comes, goes or is worded anew: before and after, one of them maybe ""."""

    where: str
    number: int
    before: str
    after: str


@dataclass(slots=True)
class Plan:
    """What reading a sheet in would do. cells: what each cell holds afterwards."""

    sheet: Sheet
    contents: Contents
    cells: dict[Place, dict[int, str]] = field(default_factory=dict)
    being_written: set[Place] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changes(self) -> list[Change]:
        return [*self.changed, *self.new, *self.removed]

    @property
    def has_work(self) -> bool:
        return bool(self.changes) or self.being_written != _being_written(self.contents)

    @property
    def makes_a_version(self) -> bool:
        """Whether it becomes a version of its own, since this one is or was in force."""
        return self.contents.base.from_on is not None

    @property
    def fingerprint(self) -> str:
        """Of the file and of what it is compared with."""
        known = [[*place, number, text] for place, number, text in _known(self.contents)]
        state = [self.sheet.sha256, self.contents.base.pk, known, sorted(self.being_written)]
        return hashlib.sha256(json.dumps(state).encode()).hexdigest()


# --- Out ------------------------------------------------------------------------------------------


def rows_of(contents: Contents) -> Iterator[tuple[str, str, str, int | str, str]]:
    """A row for each commitment, and one for each cell that is being written."""
    for group in contents.groups:
        for row in group.roles:
            for cell in row.cells:
                about = (group.group.name, row.role.name, cell.area.name)
                if cell.is_being_written and not cell.commitments:
                    yield *about, "", BEING_WRITTEN
                for commitment in cell.commitments:
                    yield *about, commitment.number, commitment.text


def as_csv(contents: Contents) -> bytes:
    """As Danish Excel opens it: semicolons, UTF-8 with its mark, and nothing that calculates."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows_of(contents):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return target.getvalue().encode("utf-8-sig")


def as_workbook(contents: Contents) -> bytes:
    """One sheet with frozen headings; texts are texts, numbers are numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Value base")[:31])
    sheet.freeze_panes = "A2"
    for index, width in enumerate(WIDTHS):
        sheet.column_dimensions[column_letters(index)].width = width
    headings = [cell_for(sheet, heading) for heading in HEADINGS]
    for heading in headings:
        heading.font = Font(bold=True)
    sheet.append(headings)
    for row in rows_of(contents):
        cells = [cell_for(sheet, cell) if cell != "" else None for cell in row]
        if cells[-1] is not None:
            cells[-1].alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)
    return saved(book)


# --- In -------------------------------------------------------------------------------------------


def prepare(contents: Contents, sheet: Sheet) -> Plan:
    """What reading the sheet in would do. Raises NotRecognised when it has other columns."""
    plan = Plan(sheet, contents)
    columns = _columns(sheet)
    roles = {
        fold(rows.group.name): {fold(row.role.name): row.role.name for row in rows.roles}
        for rows in contents.groups
    }
    groups = [rows.group.name for rows in contents.groups]
    areas = {fold(area.name): area.name for area in contents.areas}
    for row in sheet.rows:
        _read(plan, row, columns, groups=groups, roles=roles, areas=areas)
    if not plan.faults:
        _compare(plan)
    return plan


@transaction.atomic
def carry_out(plan: Plan) -> ValueBase:
    """Write the plan whole: into the version when it is being prepared, else into a copy of it."""
    base = plan.contents.base
    if plan.makes_a_version:
        base = _copy(plan.contents)
    cells = {
        (fold(cell.role.group.name), fold(cell.role.name), fold(cell.area.name)): cell
        for cell in CommitmentCell.objects.filter(area__base=base).select_related(
            "role__group", "area"
        )
    }
    for place in {*cells, *plan.cells, *plan.being_written}:
        cell = cells.get(place) or _new_cell(base, place)
        if cell is None:
            continue
        _fill(cell, plan.cells.get(place, {}), is_being_written=place in plan.being_written)
    return base


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
    elif looks_like_cpr(text):
        fault(TEXT, _("The cell seems to hold a CPR number. Delete it: such numbers are not kept."))
    elif len(text) > LONGEST:
        fault(TEXT, _("The text is too long: at most %(limit)s characters.") % {"limit": LONGEST})
    if not told[NUMBER].isdecimal() or not 1 <= int(told[NUMBER]) <= 999:
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
        if cell.is_being_written and not cell.commitments
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


def _copy(contents: Contents) -> ValueBase:
    """A version that is being prepared, with the same values, areas, groups and roles."""
    old = contents.base
    base = ValueBase.objects.create(
        name=old.name,
        source=old.source,
        introduction=old.introduction,
        core_task=old.core_task,
    )
    CoreValue.objects.bulk_create(
        CoreValue(base=base, number=row.number, name=row.name, text=row.text)
        for row in contents.values
    )
    ValueArea.objects.bulk_create(
        ValueArea(base=base, number=row.number, name=row.name) for row in contents.areas
    )
    for rows in contents.groups:
        group = JobGroup.objects.create(
            base=base, number=rows.group.number, name=rows.group.name, title=rows.group.title
        )
        JobRole.objects.bulk_create(
            JobRole(
                group=group,
                number=row.role.number,
                name=row.role.name,
                is_everybody=row.role.is_everybody,
            )
            for row in rows.roles
        )
    return base


def _new_cell(base: ValueBase, place: Place) -> CommitmentCell | None:
    group, role, area = place
    roles = JobRole.objects.filter(group__base=base).select_related("group")
    found = next(
        (one for one in roles if (fold(one.group.name), fold(one.name)) == (group, role)), None
    )
    there = next((one for one in base.areas.all() if fold(one.name) == area), None)
    if found is None or there is None:
        return None
    return CommitmentCell.objects.create(role=found, area=there)


def _fill(cell: CommitmentCell, held: dict[int, str], *, is_being_written: bool) -> None:
    """Exactly these commitments; those that stay as they are keep their history."""
    if cell.is_being_written != is_being_written:
        cell.is_being_written = is_being_written
        cell.save()
    there = {row.number: row for row in cell.commitments.all()}
    for number, row in there.items():
        if number not in held:
            row.delete()
        elif row.text != held[number]:
            row.text = held[number]
            row.save()
    for number, text in held.items():
        if number not in there:
            Commitment.objects.create(cell=cell, number=number, text=text)
