"""The words of files with answers to surveys: their columns, and what can stand in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from files.spreadsheets import Row
from files.spreadsheets.danish_values import fold
from files.spreadsheets.grids import Place
from imports.arranging.cells import read_numbers
from imports.arranging.cells.asking import CellsRead
from imports.arranging.cells_told import CellReading, CellsTold
from imports.arranging.questions import FileQuestion
from imports.arranging.units import bared
from imports.arranging.words import (
    ANSWER,
    NAME,
    NUMBER,
    OTHER,
    PLACE,
    KnownWord,
    Vocabulary,
)
from imports.columns import SheetColumns
from institutions.models import Identifier
from measurements.models import ScaleStep
from programmes.models import Programme, Question

POINT = ("Måling", "Målepunkt", "Tidspunkt", "Målingspunkt", "Evalueringspunkt")
QUESTION = ("Spørgsmål", "Spørgsmålstekst", "Spm", "Udsagn")
RESPONDENTS = (
    *("Antal besvarelser", "Besvarelser", "Antal svar", "n", "Antal respondenter"),
    *("Respondenter", "Svar i alt", "Antal svar i alt"),
)
MEAN = ("Gennemsnit", "Gennemsnit (1-5)", "Gns", "Middelværdi")
COURSE = ("Forløb", "Forløb nr", "Forløbsnummer", "Forløbets nummer")
INSTITUTION = (
    *("Institutionsnummer", "Institutionsnr", "Inst nr", "Institution", "Institutionsnavn"),
    *("Dagtilbud", "Afdeling"),
)
DO_NOT_KNOW = "Ved ikke"
#: The unit of a heading whose numbers are shares.
SHARE = "share"
#: What columns are but answers, and how they are called.
COLUMNS = {"point": POINT, "question": QUESTION, "respondents": RESPONDENTS, "mean": MEAN}
COLUMNS |= {"course": COURSE, "institution": INSTITUTION}
NEEDED = ("point", "question", "respondents")


def words_of_surveys(programme: Programme) -> Vocabulary:
    """Everything a file of answers to a programme's surveys may be written with.

    A row is about a question, as the rows of other files are about a place.
    """
    questions = Question.objects.filter(point__programme=programme)
    texts = {fold(one): one for pair in questions.values_list("text", "code") for one in pair}
    points = [name for one in programme.points.all() for name in (one.name, *one.synonyms)]
    ours = {
        "point": _word("point", PLACE, frozenset(map(fold, points))),
        "question": _word("question", NAME, frozenset(texts)),
        "institution": _word("institution", NUMBER),
    }
    names = {
        fold(heading): ours.get(meaning, _word(meaning, OTHER))
        for meaning, headings in COLUMNS.items()
        for heading in headings
    }
    for label in labels_of(programme):
        names.setdefault(fold(label), KnownWord(label, ANSWER, label, ANSWER))

    def lacks(headings: Sequence[str]) -> Sequence[KnownWord]:
        there = {names[folded].meaning for one in headings if (folded := fold(one)) in names}
        return [names[fold(COLUMNS[one][0])] for one in NEEDED if one not in there]

    return Vocabulary(
        names,
        frozenset(Identifier.objects.values_list("value", flat=True)),
        texts,
        lacks,
        topic_names={fold(one): one for one in (*points, *texts.values())},
        cells=AnswerCells({fold(label) for label in labels_of(programme)}),
    )


def labels_of(programme: Programme) -> tuple[str, ...]:
    """What can be answered to its questions, in words."""
    steps = ScaleStep.objects.filter(
        scale__in=Question.objects.filter(point__programme=programme).values("scale")
    )
    return (*dict.fromkeys(steps.order_by("rank").values_list("label", flat=True)), DO_NOT_KNOW)


def _word(meaning: str, role: str, texts: frozenset[str] = frozenset()) -> KnownWord:
    heading = COLUMNS[meaning][0]
    return KnownWord(heading, meaning, heading, role, texts - {""})


@dataclass(frozen=True, slots=True)
class AnswerCells:
    """Reads the numbers of a file as people write them. labels: folded."""

    labels: set[str]

    def __call__(
        self,
        headers: Sequence[str],
        rows: Sequence[Row],
        answers: Mapping[str, str],
        coloured: Mapping[Place, str],
    ) -> CellsTold:
        readings: list[CellReading] = []
        questions: list[FileQuestion] = []
        for index, read in self._read(headers, rows, answers):
            if read.replaced:
                readings.append(CellReading((index,), read.replaced))
            questions += read.questions
        return CellsTold(readings, questions)

    def _read(
        self, headers: Sequence[str], rows: Sequence[Row], answers: Mapping[str, str]
    ) -> Iterator[tuple[int, CellsRead]]:
        counted = {fold(one) for one in (*RESPONDENTS, *MEAN)}
        for index, heading in enumerate(headers):
            label, unit = bared(heading)
            if fold(label) in self.labels or fold(heading) in counted:
                cells = [row.cells[index] for row in rows]
                is_share = unit == SHARE
                yield (
                    index,
                    read_numbers(
                        heading,
                        cells,
                        lowest=0,
                        highest=100 if is_share else None,
                        is_percent=is_share,
                        answers=answers,
                    ),
                )


class AnswerColumns:
    """Which column of a file holds which answer, whatever unit its heading tells."""

    def __init__(self, headings: SheetColumns) -> None:
        self.headings = headings
        told = [bared(heading) for heading in headings.sheet.headers]
        self.bare = {fold(bare): index for index, (bare, _unit) in reversed([*enumerate(told)])}
        self.units = [unit for _bare, unit in told]

    def of(self, label: str) -> int | None:
        """The column of an answer; None where the file has none."""
        if (found := self.headings.find((label, f"{label} (%)", f"{label} (antal)"))) is not None:
            return found
        if (index := self.bare.get(fold(label))) is not None:
            self.headings.read.add(index)
        return index

    def is_share(self, index: int) -> bool:
        """Whether its numbers are shares, by its heading."""
        return self.units[index] == SHARE
