"""A version of the value base as its pages read it: whole, in seven queries, whatever is shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership.models import (
    Chapter,
    Commitment,
    CommitmentCell,
    CoreValue,
    JobGroup,
    JobRole,
    ValueArea,
    ValueBase,
)


@dataclass(frozen=True, slots=True)
class CellRow:
    """A role under an area. is_open: it is being written and has no commitments yet."""

    role: JobRole
    area: ValueArea
    commitments: tuple[Commitment, ...]
    is_being_written: bool

    @property
    def count(self) -> str:
        if self.is_being_written and not self.commitments:
            return _("Being written")
        return commitments_in_words(len(self.commitments))


@dataclass(frozen=True, slots=True)
class RoleRow:
    role: JobRole
    cells: tuple[CellRow, ...]

    @property
    def count(self) -> int:
        return sum(len(cell.commitments) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class GroupRows:
    group: JobGroup
    roles: tuple[RoleRow, ...]

    @property
    def everybody(self) -> RoleRow | None:
        """What holds for every role of the group."""
        return next((row for row in self.roles if row.role.is_everybody), None)


@dataclass(frozen=True, slots=True)
class Contents:
    """The matrix: groups of roles by areas, with the commitments in each cell; and chapters."""

    base: ValueBase
    values: tuple[CoreValue, ...]
    chapters: tuple[Chapter, ...]
    areas: tuple[ValueArea, ...]
    groups: tuple[GroupRows, ...]

    @classmethod
    def of(cls, base: ValueBase) -> Self:
        areas = tuple(base.areas.order_by("number"))
        cells = {
            (cell.role_id, cell.area_id): cell
            for cell in CommitmentCell.objects.filter(area__base=base).order_by()
        }
        commitments: dict[int, list[Commitment]] = defaultdict(list)
        for row in Commitment.objects.filter(cell__area__base=base).order_by("number"):
            commitments[row.cell_id].append(row)
        roles: dict[int, list[RoleRow]] = defaultdict(list)
        for role in JobRole.objects.filter(group__base=base).order_by("number"):
            roles[role.group_id].append(_role_row(role, areas, cells, commitments))
        return cls(
            base=base,
            values=tuple(base.values.order_by("number")),
            chapters=tuple(base.chapters.select_related("base").order_by("number", "pk")),
            areas=areas,
            groups=tuple(
                GroupRows(group, tuple(roles[group.pk])) for group in base.groups.order_by("number")
            ),
        )

    @property
    def roles(self) -> Iterator[RoleRow]:
        return (row for group in self.groups for row in group.roles)

    @property
    def cells(self) -> Iterator[CellRow]:
        return (cell for row in self.roles for cell in row.cells)

    @property
    def count(self) -> int:
        return sum(row.count for row in self.roles)

    def group_of(self, role: JobRole) -> GroupRows:
        return next(rows for rows in self.groups if rows.group.pk == role.group_id)

    def row_of(self, role: JobRole) -> RoleRow:
        return next(row for row in self.roles if row.role.pk == role.pk)


def _role_row(
    role: JobRole,
    areas: Sequence[ValueArea],
    cells: Mapping[tuple[int, int], CommitmentCell],
    commitments: Mapping[int, list[Commitment]],
) -> RoleRow:
    rows = []
    for area in areas:
        cell = cells.get((role.pk, area.pk))
        own = tuple(commitments[cell.pk]) if cell else ()
        rows.append(CellRow(role, area, own, bool(cell and cell.is_being_written)))
    return RoleRow(role, tuple(rows))


def commitments_in_words(count: int) -> str:
    return ngettext("%(count)s commitment", "%(count)s commitments", count) % {"count": count}
