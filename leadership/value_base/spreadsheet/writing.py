"""Writing what a sheet says: into the version that is being prepared, or into a new one."""

from files.spreadsheets.danish_values import fold
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
from leadership.value_base.spreadsheet.reading import Place, ValueBaseDiff


def write(plan: ValueBaseDiff) -> ValueBase:
    """Write into the version when it is being prepared, else into a copy of it."""
    base = plan.contents.base
    if plan.makes_a_version:
        base = _copy(plan.contents)
    cells = cells_of(base)
    for place in {*cells, *plan.cells, *plan.being_written}:
        cell = cells.get(place) or _new_cell(base, place)
        if cell is None:
            continue
        fill_cell(cell, plan.cells.get(place, {}), is_being_written=place in plan.being_written)
    return base


def cells_of(base: ValueBase) -> dict[Place, CommitmentCell]:
    """Group, role and area, folded → the commitments there."""
    found = CommitmentCell.objects.filter(area__base=base).select_related("role__group", "area")
    return {
        (fold(cell.role.group.name), fold(cell.role.name), fold(cell.area.name)): cell
        for cell in found.prefetch_related("commitments")
    }


def _copy(contents: Contents) -> ValueBase:
    """A version that is being prepared, with the same values, areas, groups and roles."""
    old = contents.base
    base = ValueBase.objects.create(
        name=old.name,
        source=old.source,
        introduction=old.introduction,
    )
    CoreValue.objects.bulk_create(
        CoreValue(base=base, number=row.number, name=row.name, text=row.text)
        for row in contents.values
    )
    for chapter in contents.chapters:
        chapter.pk, chapter.base = None, base
        chapter._state.adding = True
        chapter.save()
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


def fill_cell(cell: CommitmentCell, held: dict[int, str], *, is_being_written: bool) -> None:
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
