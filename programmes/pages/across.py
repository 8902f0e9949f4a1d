"""The same questions over time, and place by place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from institutions.access import Reader
from institutions.models import Institution
from programmes.disclosure import AnsweredQuestion
from programmes.figures import WHOLE_PROGRAMME, ResultPlace, shown_places
from programmes.models import Course, EvaluationPoint, Question, Result
from programmes.pages import findings


@dataclass(frozen=True, slots=True)
class Development:
    """The same question at several points."""

    name: str
    values: tuple[tuple[str, str, str], ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What was answered at one place, or that it may not be told."""

    place: ResultPlace
    name: str
    summary: str
    n: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class ByPlace:
    """One question, place by place."""

    question: Question
    rows: tuple[PlaceRow, ...]


def developments_of(
    points: Sequence[EvaluationPoint],
    told: Mapping[int, tuple[AnsweredQuestion | None, Result | None]],
) -> Iterable[Development]:
    lines: dict[str, list[tuple[EvaluationPoint, Question, AnsweredQuestion]]] = defaultdict(list)
    asked = ((point, question) for point in points for question in point.questions.all())
    for point, question in asked:
        answers = told[question.pk][0]
        if question.lineage and answers:
            lines[question.lineage].append((point, question, answers))
    for line in lines.values():
        if development := _development(line):
            yield development


def _development(
    line: Sequence[tuple[EvaluationPoint, Question, AnsweredQuestion]],
) -> Development | None:
    """One question from point to point; None where there is nothing to compare."""
    values, numbers, is_percent = [], [], False
    for point, _question, answers in line:
        if answers.mean is not None:
            values.append((point.name, findings.mean(answers.mean), n_of(answers)))
            numbers.append((point.name, answers.mean, answers.respondents))
        elif answers.high and answers.high.percent is not None:
            is_percent = True
            values.append((point.name, findings.amount(answers.high, answers), n_of(answers)))
            numbers.append((point.name, answers.high.percent, answers.respondents))
    if len(values) < 2:
        return None
    told = findings.development(numbers, is_percent=is_percent)
    return Development(line[0][1].text, tuple(values), told)


def by_place(
    points: Sequence[EvaluationPoint],
    found: Mapping[int, Mapping[ResultPlace, Result]],
    *,
    user: Reader,
    threshold: int,
) -> Iterable[ByPlace]:
    """Question by question what the places within reach answered."""
    wanted = {place for results in found.values() for place in results if place != WHOLE_PROGRAMME}
    if not wanted:
        return
    courses = dict(
        Course.objects.visible_to(user)
        .filter(pk__in={place.course for place in wanted if place.course})
        .values_list("pk", "name")
    )
    institutions = dict(
        Institution.objects.visible_to(user)
        .filter(pk__in={place.institution for place in wanted if place.institution})
        .values_list("pk", "name")
    )
    for point in points:
        for question in point.questions.all():
            results = dict(found.get(question.pk, {}))
            rows = [
                PlaceRow(
                    place,
                    name,
                    findings.summary(answers),
                    n_of(answers),
                    not findings.summary(answers),
                )
                for place, answers in shown_places(results, threshold=threshold).items()
                if (name := _place_name(place, courses, institutions))
            ]
            if rows:
                yield ByPlace(question, tuple(sorted(rows, key=lambda row: row.name)))


def _place_name(
    place: ResultPlace, courses: Mapping[int, str], institutions: Mapping[int, str]
) -> str:
    """The name of a place within reach; empty for one that is not."""
    if place.course and place.course not in courses:
        return ""
    if place.institution and place.institution not in institutions:
        return ""
    names = [courses.get(place.course or 0, ""), institutions.get(place.institution or 0, "")]
    return ", ".join(filter(None, names))


def n_of(answers: AnsweredQuestion | None) -> str:
    if answers is None or answers.respondents is None:
        return ""
    return f"{answers.respondents} {answers.respondents_word}".strip()
