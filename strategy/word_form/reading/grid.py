"""The usual form: a heading to a column, a local goal to a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from files.word import WordCell, WordTable
from strategy.word_form.labels import FOUR, Kind, Label, label_of
from strategy.word_form.marks import key_of
from strategy.word_form.reading.cells import (
    efforts_in,
    joined,
    number_in,
    short,
    texts,
    unique,
    with_listed,
)
from strategy.word_form.reading.found import FormRow, Found


@dataclass(slots=True)
class Columns:
    """The headings of a table: column → label. number: of the goal, where a heading says it.

    named: columns that are told of as ones that are not read.
    """

    labels: dict[int, Label]
    width: int
    number: int | None = None
    named: set[int] = field(default_factory=set)

    def of(self, kind: Kind, group: range) -> list[int]:
        return [at for at, label in self.labels.items() if label.kind is kind and at in group]

    @property
    def groups(self) -> list[tuple[range, int | None]]:
        """The columns of each local goal: one group, or one to each of several strategic goals."""
        starts = [at for at, label in self.labels.items() if label.kind is Kind.GOAL]
        starts = [at for at in starts if self.labels[at].number is not None] or starts
        if len(starts) < 2 or len({self.labels[at].number for at in starts}) < len(starts):
            return [(range(self.width), self.number)]
        ends = [*starts[1:], self.width]
        return [
            (range(start, end), self.labels[start].number)
            for start, end in zip(starts, ends, strict=True)
        ]


def header_rows(table: WordTable) -> set[int]:
    """The rows that hold headings: two kinds at least, of which one can be nothing else.

    Below the first, a row with a cell that is no heading, and was none before, is an answer in
    which the words of a heading are used.
    """
    found: set[int] = set()
    headings: set[str] = set()
    for number, row in enumerate(table.rows):
        cells = [cell for cell in unique(row) if cell.text]
        labels = list(filter(None, map(_label_in, cells)))
        is_anew = not found or all(cell.text in headings or _label_in(cell) for cell in cells)
        goes_on = number - 1 in found and _goes_on(cells, labels, after=table.rows[number - 1])
        if (is_anew and _are_headings(cells, labels)) or goes_on:
            found.add(number)
            headings.update(cell.text for cell in cells)
    return found


def _label_in(cell: WordCell) -> Label | None:
    """What the cell, or its first line, is the heading of."""
    return label_of(cell.text) or label_of(cell.text.split("\n")[0])


def _are_headings(cells: list[WordCell], labels: list[Label]) -> bool:
    kinds = {label.kind for label in labels}
    return (
        len(kinds) >= 2
        and bool(kinds & {Kind.GOAL, Kind.EFFORTS, Kind.HOW})
        and any(label.is_sure for label in labels)
        and len(labels) * 2 >= len(cells)
    )


def _goes_on(cells: list[WordCell], labels: list[Label], *, after: Sequence[WordCell]) -> bool:
    """Whether a row parts a heading of the row above it into how, when and who."""
    new = [cell for cell in cells if cell not in after]
    kinds = {label.kind for label in labels}
    is_parted = kinds <= {Kind.HOW, Kind.WHEN, Kind.RESPONSIBLE}
    return bool(labels) and len(labels) == len(new) and is_parted


class GridReader:
    """Reads tables of the usual form. A table without headings goes on under the last ones."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._columns: Columns | None = None

    def continues(self, table: WordTable) -> bool:
        """Whether a table may be the rest of the one before."""
        return self._columns is not None and self._columns.width == table.width

    def read(self, table: WordTable) -> None:
        headers = header_rows(table)
        for number, row in enumerate(table.rows):
            if number in headers:
                self._take_headers(table, row)
            elif not any(cell.text for cell in row):
                continue
            elif len(unique(row)) == 1 and table.width > 1:
                self._found.take_wide(row[0])
            elif self._columns is not None:
                self._read_row(row, self._columns, where=self._found.where(number))
            else:
                for cell in unique(row):
                    if self._found.take_heading(cell.text, is_heading=False):
                        self._found.read.add(cell)

    def _take_headers(self, table: WordTable, row: tuple[WordCell, ...]) -> None:
        labels, unknown = {}, {}
        self._found.read.update(row)
        for at, cell in enumerate(row):
            label = label_of(cell.text) or label_of(cell.text.split("\n")[0])
            if label:
                labels[at] = label
            elif cell.text:
                unknown[at] = cell.text
        _tell_goals_apart(labels, row)
        number = next((label.number for label in labels.values() if label.number), None)
        self._found.disagrees(
            number,
            sentence=_(
                "Table %(table)s stands under goal %(heading)s, but its column says goal"
                " %(number)s. We read it as goal %(number)s."
            ),
        )
        named = self._deduce(table, labels, unknown)
        if self._columns and self._columns.width == table.width and len(labels) < 2:
            self._columns.labels.update(labels)  # a second row of headings
            self._columns.named |= named
            return
        self._columns = Columns(labels, table.width, number, named)
        self._found.has_form = True
        self._found.is_new_heading = False
        self._found.above = (-1, None)

    def _missing(self, kinds: set[Kind]) -> list[Kind]:
        """The columns of the form that a table with these does not have, and must have."""
        missing = [kind for kind in FOUR if kind not in kinds]
        if Kind.HOW in missing and Kind.WHEN in kinds:
            missing.remove(Kind.HOW)
        if self._found.institution and Kind.INSTITUTION in missing and len(missing) > 1:
            missing.remove(Kind.INSTITUTION)
        return missing

    def _deduce(
        self, table: WordTable, labels: dict[int, Label], unknown: dict[int, str]
    ) -> set[int]:
        """A single column we do not know must be the single one that is missing, and is told of.

        The columns that nobody knows are told of, too, and returned.
        """
        missing = self._missing({label.kind for label in labels.values()})
        headings = set(unknown.values())
        filled = {
            text
            for at, text in unknown.items()
            if any(row[at].text and row[at].text != text for row in table.rows)
        }
        if len(headings) == 1 and len(missing) == 1 and filled:
            for at in unknown:
                labels[at] = Label(missing[0])
            self._found.notes.append(
                _("We read the column “%(column)s” as “%(heading)s”.")
                % {"column": short(headings.pop()), "heading": missing[0].value}
            )
            return set()
        for text in sorted(filled):
            self._found.notes.append(
                _("Table %(number)s has a column “%(column)s” that we do not know.")
                % {"number": self._found.tables, "column": short(text)}
            )
        return {at for at, text in unknown.items() if text in filled}

    def _read_row(self, row: tuple[WordCell, ...], columns: Columns, *, where: str) -> None:
        everywhere = range(columns.width)
        names = columns.of(Kind.INSTITUTION, everywhere)
        named = "\n".join(texts(row, names))
        numbers = columns.of(Kind.NUMBER, everywhere)
        number = self._number_in(texts(row, numbers))
        plain = [at for at in numbers if number is not None and "\n" not in row[at].text]
        understood = [*names, *columns.named, *plain]
        self._found.read.update(row[at] for at in understood)
        before, goal_before = self._found.above
        for group, of_group in columns.groups:
            goal = number or (
                self._found.goal if self._found.is_new_heading else of_group or self._found.goal
            )
            self._read_group(
                row,
                columns,
                group,
                named=named,
                goal=goal,
                where=where,
                before=before,
                goal_before=goal_before,
            )

    def _number_in(self, cells: list[str]) -> int | None:
        """The strategic goal that a column of its own names, by number or by its words."""
        for text in cells:
            number = number_in(text) or self._found.goal_of(text, is_heading=True)
            if number is not None:
                return number
        return None

    def _read_if(self, is_read: bool, row: tuple[WordCell, ...], at: Iterable[int]) -> None:
        if is_read:
            self._found.read.update(row[one] for one in at)

    def _read_group(
        self,
        row: tuple[WordCell, ...],
        columns: Columns,
        group: range,
        *,
        named: str,
        goal: int | None,
        where: str,
        before: int,
        goal_before: WordCell | None,
    ) -> None:
        last = self._found.rows[before] if before >= 0 else None
        institution = named or (last.institution if last else "") or self._found.institution
        goal_cells = [row[at] for at in columns.of(Kind.GOAL, group)]
        goal_cell = _first_filled(goal_cells)
        text = "\n".join(texts(row, columns.of(Kind.GOAL, group)))
        beside = [row[at] for at in columns.of(Kind.EFFORTS, group)]
        if goal_cell is not None and any(cell is goal_cell for cell in beside):
            self._found.did_not_understand(text)  # a remark written across the columns
            self._found.read.add(goal_cell)
            return
        effort_cells = unique(beside)
        efforts = efforts_in(effort_cells)
        measured = [*columns.of(Kind.HOW, group), *columns.of(Kind.WHEN, group)]
        how = "\n".join(texts(row, measured))
        answerable = columns.of(Kind.RESPONSIBLE, range(columns.width))
        responsible = " ".join(texts(row, answerable))
        if not (text or efforts or how):
            return
        self._found.read.update(with_listed(effort_cells), goal_cells)
        self._found.read.update(row[at] for at in measured)
        key = key_of(row)
        is_same_text = not text or (goal_cell is not None and goal_cell is goal_before)
        if last and is_same_text and _may_go_on(last, institution, goal, key):
            went_on = self._found.rows[before] = _continued(last, efforts, how, responsible)
            self._read_if(responsible in went_on.responsible, row, answerable)
            return
        self._read_if(True, row, answerable)
        self._found.add(FormRow(goal, institution, text, efforts, how, responsible, where, key))
        self._found.above = (len(self._found.rows) - 1, goal_cell)


def _may_go_on(last: FormRow, institution: str, goal: int | None, key: str) -> bool:
    """Whether a line of that place, goal and mark can belong to the row before it."""
    return (last.institution, last.goal) == (institution, goal) and key in ("", last.key)


def _tell_goals_apart(labels: dict[int, Label], row: tuple[WordCell, ...]) -> None:
    """Beside a column of local goals, a column of goals is of the strategic ones."""
    goals = [at for at, label in labels.items() if label.kind is Kind.GOAL]
    local = [at for at in goals if "lokal" in row[at].text.casefold()]
    if local:
        for at in set(goals) - set(local):
            labels[at] = Label(Kind.NUMBER)


def _first_filled(cells: Iterable[WordCell]) -> WordCell | None:
    return next((cell for cell in cells if cell.text), None)


def _continued(last: FormRow, efforts: tuple[str, ...], how: str, responsible: str) -> FormRow:
    """A row of the form that the next row of the table goes on with."""
    return replace(
        last,
        efforts=(*last.efforts, *(one for one in efforts if one not in last.efforts)),
        how_and_when=joined(last.how_and_when, "" if how in last.how_and_when else how),
        responsible=last.responsible or responsible,
    )
