"""Understanding the rows of a file of results, and comparing them with what is known."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from files.spreadsheets import Sheet
from files.spreadsheets.danish_values import (
    NotUnderstood,
    danish_decimal,
    fold,
    is_missing,
    is_suppressed,
    shown,
)
from imports.arranging.places_known import NUMBERED
from imports.columns import RowCells, quoted_list
from imports.cpr import cpr_errors
from imports.errors import NotRecognised
from institutions.access import Reader, scope_of
from measurements.models import ScaleStep
from programmes.figures import ResultPlace, newest
from programmes.importing.diff import Planned, PlannedAnswer, SurveyDiff, in_words, plain
from programmes.importing.places import institutions_of, place_in
from programmes.importing.words import (
    COURSE,
    DO_NOT_KNOW,
    INSTITUTION,
    MEAN,
    POINT,
    QUESTION,
    RESPONDENTS,
    AnswerColumns,
)
from programmes.models import Course, EvaluationPoint, Programme, Question, Result

#: How far shares may be from a whole, since each is rounded.
ROUNDING = 2
MOST_ANSWERS = 1_000_000


class SurveyReader:
    """Understands the rows of one file."""

    def __init__(self, programme: Programme, sheet: Sheet, *, user: Reader) -> None:
        self.sheet, self.result = sheet, SurveyDiff(programme, sheet)
        self.column = self.result.headings.find
        self.answered = AnswerColumns(self.result.headings)
        self.points = {
            fold(name): point
            for point in programme.points.all()
            for name in (point.name, *point.synonyms)
        }
        self.questions: dict[tuple[int, str], Question] = {}
        questions = Question.objects.filter(point__programme=programme)
        for question in questions.select_related("scale", "point").prefetch_related("scale__steps"):
            for text in (question.text, question.code):
                self.questions.setdefault((question.point_id, fold(text)), question)
        courses = list(Course.objects.filter(programme=programme).editable_by(user))
        self.courses = {fold(str(one.number)): one for one in courses} | {
            fold(one.name): one for one in courses
        }
        plans = scope_of(user).plans
        self.institutions = institutions_of(plans)
        self.may_the_whole = plans.everything

    def diff(self) -> SurveyDiff:
        """What the file says, compared with what is known. Raises NotRecognised."""
        required = {names[0]: self.column(names) for names in (POINT, QUESTION, RESPONDENTS)}
        if missing := [name for name, index in required.items() if index is None]:
            raise NotRecognised(
                _("This is no file with answers to a survey: it lacks the column %(columns)s.")
                % {"columns": quoted_list(missing)}
            )
        own = self.column(INSTITUTION)
        self.result.wrong += cpr_errors(self.sheet, numbers=() if own is None else {own})
        refused = self.result.wrong.rows
        for row in self.sheet.rows:
            if row.number in refused:
                continue
            before = len(self.result.errors)
            planned = self._row(RowCells(row, self.result.wrong))
            if planned and len(self.result.errors) == before:
                self.result.planned.append(planned)
        self._twice()
        self._compare()
        return self.result

    def _row(self, row: RowCells) -> Planned | None:
        point = self._point(row)
        question = self._question(row, point) if point else None
        course, institution = self._place(row)
        errors = len(self.result.errors)
        respondents = self._respondents(row)
        if question is None or respondents is None:
            return None
        answers = tuple(self._answers(row, question, respondents))
        mean = self._mean(row, question)
        if not answers and mean is None and len(self.result.errors) == errors:
            row.error(self.column(RESPONDENTS), _("The row has no answers."))
            return None
        return Planned(row.row, question, course, institution, respondents, mean, answers)

    def _point(self, row: RowCells) -> EvaluationPoint | None:
        index = self.column(POINT)
        text = row.text(index)
        point = self.points.get(fold(text)) if text else None
        if point is None:
            known = dict.fromkeys(one.name for one in self.points.values())
            row.error(
                index,
                _("»%(text)s« is no point of evaluation of the programme. Write one of: %(names)s.")
                % {"text": text[:80], "names": ", ".join(known)},
                known=known,
            )
        return point

    def _question(self, row: RowCells, point: EvaluationPoint) -> Question | None:
        index = self.column(QUESTION)
        text = row.text(index)
        question = self._asked(point, text) if text else None
        if question is None:
            known = dict.fromkeys(
                one.text for (pk, _key), one in self.questions.items() if pk == point.pk
            )
            row.error(
                index,
                _("»%(text)s« is not asked at %(point)s. Write one of: %(texts)s")
                % {
                    "text": text[:120],
                    "point": point.name,
                    "texts": " · ".join(known) or _("nothing is asked there yet"),
                },
                known=known,
            )
        return question

    def _asked(self, point: EvaluationPoint, text: str) -> Question | None:
        """The question that a text is, also with its number before it."""
        plain = self.questions.get((point.pk, fold(text)))
        return plain or self.questions.get((point.pk, fold(NUMBERED.sub("", text))))

    def _place(self, row: RowCells) -> tuple[Course | None, int | None]:
        at_course, at_institution = self.column(COURSE), self.column(INSTITUTION)
        course_text = row.text(at_course)
        number = row.text(at_institution)
        course = self.courses.get(fold(course_text)) if course_text else None
        institution = place_in(number, self.institutions) if number else None
        if course_text and course is None:
            row.error(
                at_course,
                _("»%(text)s« is none of the courses you plan.") % {"text": course_text[:80]},
            )
        if number and institution is None:
            row.error(
                at_institution,
                _("»%(text)s« is no institution that you plan for.") % {"text": number[:80]},
            )
        if not (course_text or number or self.may_the_whole):
            row.error(
                at_course if at_course is not None else self.column(POINT),
                _("Name the course: results of the whole programme are for those who plan it all."),
            )
        return course, institution

    def _respondents(self, row: RowCells) -> int | None:
        index = self.column(RESPONDENTS)
        errors = len(self.result.errors)
        number = self._number(row, index)
        if number is None:
            if len(self.result.errors) == errors:
                row.error(index, _("Write how many have answered."))
            return None
        if number != number.to_integral_value() or not 0 < number <= MOST_ANSWERS:
            row.error(
                index,
                _("»%(text)s« is not a number of answers. Write it as 60.")
                % {"text": row.text(index)[:40]},
            )
            return None
        return int(number)

    def _number(self, row: RowCells, index: int | None) -> Decimal | None:
        cell = row.cell(index)
        if is_missing(cell):
            return None
        if is_suppressed(cell):
            row.error(
                index,
                _("»%(text)s« is a hidden number. Leave out rows in which too few have answered.")
                % {"text": shown(cell)[:40]},
            )
            return None
        try:
            return danish_decimal(cell)
        except NotUnderstood as error:
            row.error(index, str(error))
            return None

    def _answers(
        self, row: RowCells, question: Question, respondents: int
    ) -> Iterator[PlannedAnswer]:
        total, last, are_shares = Decimal(0), None, False
        for label, rank, index, number in self._given(row, question):
            is_share = "%" in shown(row.cell(index)) or self.answered.is_share(index)
            if sentence := _impossible(number, respondents, is_share=is_share):
                row.error(index, sentence % {"text": shown(row.cell(index))[:40]})
                continue
            total, last, are_shares = total + number, index, are_shares or is_share
            if rank is None and not number:
                continue
            told = (number, None) if is_share else (None, int(number))
            yield PlannedAnswer(label, rank, *told)
        most = Decimal(100 + ROUNDING) if are_shares else Decimal(respondents)
        if total > most:
            row.error(
                last,
                _("The answers of the row make %(total)s, which is more than all.")
                % {"total": f"{plain(total)} %" if are_shares else plain(total)},
            )

    def _given(
        self, row: RowCells, question: Question
    ) -> Iterator[tuple[str, int | None, int, Decimal]]:
        """Each answer that has a number: its label and rank, its column and the number."""
        steps: list[ScaleStep] = list(question.scale.steps.all()) if question.scale else []
        for label, rank in [*((step.label, step.rank) for step in steps), (DO_NOT_KNOW, None)]:
            index = self.answered.of(label)
            number = self._number(row, index)
            if index is not None and number is not None:
                yield label, rank, index, number

    def _mean(self, row: RowCells, question: Question) -> Decimal | None:
        index = self.column(MEAN)
        number = self._number(row, index)
        if number is None:
            return None
        if not 1 <= number <= 5:
            row.error(
                index,
                _("»%(text)s« is not on the scale from 1 to 5.") % {"text": row.text(index)[:40]},
            )
            return None
        # a mean of degrees says nothing; it stays in the row as it stood
        return round(number, 2) if question.kind == Question.Kind.MEAN else None

    def _twice(self) -> None:
        """Two rows of one file about the same: which of them counts nobody can tell."""
        seen = Counter((row.question.pk, row.place) for row in self.result.planned)
        for planned in self.result.planned:
            if seen[planned.question.pk, planned.place] > 1:
                self.result.wrong.note(
                    planned.row.number,
                    self.column(QUESTION),
                    _("The file has more than one row for this question at this point."),
                )

    def _compare(self) -> None:
        standing = (
            Result.objects.standing()
            .filter(question__in={row.question.pk for row in self.result.planned})
            .select_related("question")
            .prefetch_related("parts")
        )
        known = newest(standing)
        self.result.planned = [
            _compared(row, known.get(row.question.pk, {})) for row in self.result.planned
        ]


def _compared(planned: Planned, known: Mapping[ResultPlace, Result]) -> Planned:
    result = known.get(planned.place)
    if result is None:
        return planned
    before = in_words(
        result.respondents,
        result.mean,
        [
            PlannedAnswer(part.label, part.low, part.percent, part.count)
            for part in result.parts.all()
        ],
    )
    return Planned(
        **{
            **{name: getattr(planned, name) for name in Planned.__dataclass_fields__},
            "before": before,
            "is_unchanged": before.casefold() == planned.words.casefold(),
        }
    )


def _impossible(number: Decimal, respondents: int, *, is_share: bool) -> str:
    """Why so many, or such a share, cannot have answered so; "" where they can."""
    if number < 0 or number > (100 if is_share else respondents):
        return _("»%(text)s« cannot be: it is more than all who answered.")
    if not is_share and number != number.to_integral_value():
        return _("»%(text)s« is neither a share in %% nor a count.")
    return ""
