"""The form of one institution: a heading to a row, the answer beside or below it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from files.word import WordCell, WordTable
from strategy.word_form.labels import Kind, Label, label_of, plain
from strategy.word_form.reading.cells import efforts_in, joined, number_in, unique, with_listed
from strategy.word_form.reading.found import FormRow, Found

#: What may stand over the two columns.
TITLES = frozenset({"spørgsmål", "felt", "emne", "punkt", "overskrift", "tema", "skema"})


@dataclass(slots=True)
class UprightAnswers:
    """One local goal of a form whose headings stand in rows."""

    institution: str = ""
    number: int | None = None
    text: str = ""
    efforts: tuple[str, ...] = ()
    how: str = ""
    responsible: str = ""
    labels: dict[Kind, WordCell | None] = field(default_factory=dict)
    cells: list[WordCell] = field(default_factory=list)  # those that a goal is made of

    @property
    def is_filled(self) -> bool:
        return bool(self.text or self.efforts or self.how)

    def has(self, kind: Kind, label_cell: WordCell | None) -> bool:
        """Whether another heading of this kind has been answered: the next goal begins here."""
        if kind in (Kind.GOAL, Kind.INSTITUTION, Kind.NUMBER):
            return kind in self.labels and self.labels[kind] is not label_cell
        return False

    def take(self, label: Label, cell: WordCell, label_cell: WordCell | None) -> None:
        self.labels[label.kind] = label_cell
        self.number = label.number or self.number
        text = cell.text
        if label.kind is Kind.EFFORTS:
            self.cells += with_listed([cell])
        elif label.kind is not Kind.NUMBER or number_in(text):
            self.cells.append(cell)
        if label.kind is Kind.INSTITUTION:
            self.institution = joined(self.institution, text)
        elif label.kind is Kind.NUMBER:
            self.number = number_in(text) or self.number
        elif label.kind is Kind.GOAL:
            self.text = joined(self.text, text)
        elif label.kind is Kind.EFFORTS:
            self.efforts = (*self.efforts, *efforts_in([cell]))
        elif label.kind is Kind.RESPONSIBLE:
            self.responsible = joined(self.responsible, text)
        else:
            self.how = joined(self.how, text)


def is_upright(table: WordTable) -> bool:
    """Whether the first column holds headings, with answers beside them."""
    kinds = {label.kind for row in table.rows if (label := label_of(row[0].text))}
    answered = any(len(unique(row)) > 1 for row in table.rows)
    return answered and len(kinds) >= 2 and bool({Kind.GOAL, Kind.EFFORTS} & kinds)


def _take(
    found: Found,
    answers: dict[int, UprightAnswers],
    at: int,
    cell: WordCell,
    asked: tuple[Label, WordCell | None],
    *,
    where: str,
) -> None:
    """An answer in a column; where it has that one already, the next goal begins there."""
    label, label_cell = asked
    answer = answers.setdefault(at, UprightAnswers())
    if answer.has(label.kind, label_cell):
        _add(found, answer, where=where)
        answers[at] = answer = UprightAnswers(institution=answer.institution)
    answer.take(label, cell, label_cell)


def _read_label(found: Found, cell: WordCell, *, is_first: bool) -> Label | None:
    """What is asked for beside a cell; None for a title, and for what is not understood."""
    found.read.add(cell)
    label = label_of(cell.text) or label_of(cell.text.split("\n")[0])
    is_title = is_first and plain(cell.text) in TITLES
    if label is None and not is_title:
        found.did_not_understand(cell.text)
    return label


def read_upright(found: Found, table: WordTable) -> None:
    found.has_form = True
    where = found.where(0)
    answers: dict[int, UprightAnswers] = {}
    label: Label | None = None
    label_cell: WordCell | None = None
    for row in table.rows:
        cells = unique(row)
        if not any(cell.text for cell in cells):
            continue
        if len(cells) == 1:
            _flush(found, answers, where=where)
            found.take_wide(cells[0])
            continue
        if row[0].text and row[0] is not label_cell:
            label_cell = row[0]
            label = _read_label(found, label_cell, is_first=row is table.rows[0])
        if label is None:
            if label_cell is not None:
                found.read.update(cells)  # the answer to what was not understood, or a title
            continue
        asked = (label, label_cell)
        for cell in cells[1:]:
            _take(found, answers, row.index(cell), cell, asked, where=where)
    _flush(found, answers, where=where)


def is_stacked(table: WordTable) -> bool:
    """Whether a single column holds headings and answers below each other."""
    labels = [label_of(row[0].paragraphs[0].text) for row in table.rows if row[0].paragraphs]
    kinds = {label.kind for label in labels if label and label.is_sure}
    return table.width == 1 and len(kinds) >= 2 and bool({Kind.GOAL, Kind.EFFORTS} & kinds)


def read_stacked(found: Found, table: WordTable) -> None:
    """Heading and answer stand in one cell or in two."""
    found.has_form = True
    where = found.where(0)
    answer = UprightAnswers()
    label: Label | None = None
    is_answered = True
    for row in table.rows:
        cell = row[0]
        if not cell.paragraphs:
            continue
        new = label_of(cell.paragraphs[0].text)
        if new is not None and (new.is_sure or is_answered):
            if answer.has(new.kind, cell):
                _add(found, answer, where=where)
                answer = UprightAnswers(institution=answer.institution)
            label, cell, is_answered = new, WordCell(cell.paragraphs[1:]), False
            answer.take(label, WordCell(), row[0])
            found.read.add(row[0])
        elif label is None:
            found.take_wide(cell)
        if label is not None and cell.paragraphs:
            answer.take(label, cell, row[0])
            is_answered = True
    _add(found, answer, where=where)


def _flush(found: Found, answers: dict[int, UprightAnswers], *, where: str) -> None:
    for answer in answers.values():
        _add(found, answer, where=where)
    answers.clear()


def _add(found: Found, answer: UprightAnswers, *, where: str) -> None:
    if answer.institution:
        found.institution = answer.institution
    if not answer.is_filled:
        if not answer.responsible:
            found.read.update(answer.cells)
        return
    found.read.update(answer.cells)
    found.disagrees(
        answer.number,
        sentence=_(
            "Table %(table)s stands under goal %(heading)s, but its row says goal %(number)s."
            " We read it as goal %(number)s."
        ),
    )
    found.add(
        FormRow(
            answer.number or found.goal,
            answer.institution or found.institution,
            answer.text,
            answer.efforts,
            answer.how,
            answer.responsible,
            where,
        )
    )
