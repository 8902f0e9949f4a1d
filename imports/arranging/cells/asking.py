"""What the cells of a column are read as, and how one is asked about those that may be several."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import is_missing, is_suppressed, shown
from imports.arranging.causes import cell_question
from imports.arranging.questions import Choice, FileQuestion

#: The answer by which a cell is read as if nothing stood there: as statistics write it.
NOTHING = ".."
#: The answer to one question about many cells by which each text is asked about by itself.
EACH = "each"
#: So many texts a question shows.
MOST_SAMPLES = 5
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class CellsRead:
    """replaced: what a cell is read as, by what stands there; absent: as it stands."""

    replaced: Mapping[Cell, Cell] = field(default_factory=dict)
    questions: tuple[FileQuestion, ...] = ()


def said_in(cells: Iterable[Cell]) -> Counter[Cell]:
    """How often each cell stands there; gaps and what is held back say nothing."""
    counted = Counter(cells)
    has_signs = any(isinstance(cell, str) and cell.strip("+ ") == "" != cell for cell in counted)
    for cell in list(counted):
        if has_signs and cell in ("-", "--"):
            continue  # beside plus, a minus says something
        if is_missing(cell) or is_suppressed(cell):
            del counted[cell]
    return counted


def answer_to(question: FileQuestion, answers: Mapping[str, str]) -> str | None:
    """What was answered; None where nothing was, or what is no answer to it."""
    answer = answers.get(question.id)
    if answer is None or question.takes_text:
        return answer
    return answer if any(answer == choice.value for choice in question.choices) else None


class ReadingCells:
    """Cells while they are read: what is found out of them, and what has to be asked."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.replaced: dict[Cell, Cell] = {}
        self.questions: list[FileQuestion] = []

    def ask(self, question: FileQuestion) -> str | None:
        """Ask, and say what was answered already. Questions that are answered are asked still."""
        self.questions.append(question)
        return answer_to(question, self.answers)

    def done(self) -> CellsRead:
        return CellsRead(self.replaced, tuple(self.questions))


def on_scale(question: FileQuestion, scale: str) -> FileQuestion:
    """The same question about one scale of several; "" where there is but one."""
    if not scale:
        return question
    return replace(question, id=f"{question.id}:{scale}", text=f"{scale}: {question.text}")


def asked_about(
    heading: str,
    text: str,
    *,
    count: int,
    choices: Iterable[Choice],
    proposed: str = "",
    because: str = "",
    takes_text: bool = False,
) -> FileQuestion:
    """The question what a text means, wherever it stands in the column."""
    words = {"count": count, "heading": heading[:LONGEST_TEXT], "text": text[:LONGEST_TEXT]}
    sentence = ngettext(
        "%(count)s cell under “%(heading)s” says “%(text)s”. What does it mean?",
        "%(count)s cells under “%(heading)s” say “%(text)s”. What does it mean?",
        count,
    )
    return FileQuestion(
        cell_question(heading, text),
        "cell",
        sentence % words,
        tuple(choices),
        proposed=proposed,
        count=count,
        samples=(text,),
        takes_text=takes_text,
        because=because,
    )


def samples_of(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The first different texts of the cells."""
    return tuple(dict.fromkeys(shown(cell) for cell in cells))[:MOST_SAMPLES]


def quoted(texts: Iterable[str]) -> str:
    """Texts one after the other in quotation marks: “V”, “J”, “Æ”."""
    return ", ".join(_("“%(heading)s”") % {"heading": text} for text in texts)
