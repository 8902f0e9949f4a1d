"""What has been found so far on the way through a document."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from files.word import WordCell, WordTable
from strategy.word_form.labels import Kind, heading_number, label_of, plain
from strategy.word_form.reading.cells import cells_within, short


@dataclass(frozen=True, slots=True)
class FormRow:
    """One local goal as it stands in a form. institution: as written; where: table and row.

    key: of the local goal that the row was when it went out, see `strategy.word_form.marks`.
    """

    goal: int | None
    institution: str
    text: str
    efforts: tuple[str, ...]
    how_and_when: str
    responsible: str = ""
    where: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What was understood of a file, and in sentences what was not.

    outside: lines between the tables that say nothing of which goal or whose form it is.
    """

    rows: tuple[FormRow, ...]
    not_understood: tuple[str, ...]
    outside: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """The rows and what was not understood, and what the headings above say of the next table.

    is_new_heading: the goal's heading stands between this table and the one before.
    """

    goals: Mapping[int, Iterable[str]]
    is_place: Callable[[str], bool]
    rows: list[FormRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    has_form: bool = False
    goal: int | None = None
    institution: str = ""
    tables: int = 0
    is_new_heading: bool = False
    above: tuple[int, WordCell | None] = (-1, None)  # the row last read, and its cell of the goal
    read: set[WordCell] = field(
        default_factory=set
    )  # cells whose text was understood, or is told of

    def take_heading(self, line: str, *, is_heading: bool) -> bool:
        """Whether a line says which goal or which institution follows."""
        line = " ".join(line.split())
        if not line:
            return False
        number = self.goal_of(line, is_heading=is_heading)
        if number is not None:
            self.goal, self.is_new_heading, self.above = number, True, (-1, None)
            return True
        name, colon, rest = line.partition(":")
        label = label_of(name) if colon and rest.strip() else None
        if label and label.kind is Kind.INSTITUTION:
            self.enter(rest.strip())
            return True
        if len(line) <= 80 and self.is_place(line):
            self.enter(line)
            return True
        return False

    def enter(self, institution: str) -> None:
        self.institution, self.above = institution, (-1, None)

    def goal_of(self, line: str, *, is_heading: bool) -> int | None:
        number = heading_number(line, is_heading=is_heading)
        if number is not None:
            return number
        words = plain(line)
        for number, names in self.goals.items():
            for name in map(plain, names):
                if name and (words == name or (len(name) > 30 and name in words)):
                    return number
                if name and words == f"{number} {name}":
                    return number
        return None

    def take_wide(self, cell: WordCell) -> None:
        """A row of one cell: a heading inside the table."""
        self.read.add(cell)
        first, _break, rest = cell.text.partition("\n")
        if not self.take_heading(first, is_heading=False):
            self.did_not_understand(cell.text)
        elif rest:
            self.did_not_understand(rest)

    def add(self, row: FormRow) -> None:
        self.rows.append(row)
        if row.goal is None:
            self.notes.append(
                _("%(where)s: we cannot see which strategic goal “%(text)s” is under.")
                % {"where": row.where, "text": short(row.text or row.institution)}
            )
        if not row.institution:
            self.notes.append(
                _("%(where)s: we cannot see whose “%(text)s” is.")
                % {"where": row.where, "text": short(row.text)}
            )

    def did_not_understand(self, text: str) -> None:
        self.notes.append(
            _("Table %(number)s: we did not understand “%(text)s”.")
            % {"number": self.tables, "text": short(text)}
        )

    def tell_of_the_rest(self, table: WordTable) -> None:
        """Name every cell of a table that nobody has read: what somebody wrote is never dropped."""
        for number, row in enumerate(table.rows):
            for cell in cells_within(row):
                if cell.text and cell not in self.read:
                    self.read.add(cell)  # one that is merged stands in several rows
                    self.notes.append(
                        _("%(where)s: “%(text)s” is not read.")
                        % {"where": self.where(number), "text": short(cell.text)}
                    )

    def where(self, row: int) -> str:
        return _("Table %(table)s, row %(row)s") % {"table": self.tables, "row": row + 1}

    def disagrees(self, number: int | None, *, sentence: str) -> None:
        """Tell when a heading in the table names another goal than the heading above it."""
        if number and self.goal and self.is_new_heading and number != self.goal:
            self.notes.append(
                sentence % {"table": self.tables, "heading": self.goal, "number": number}
            )
