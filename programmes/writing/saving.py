"""What is written of a programme, kept: lines become rows, and rows get their places."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import Max

from measurements.models import Scale
from programmes.models import EvaluationPoint, Programme, ProgrammeStage, Question, TheoryStep
from programmes.writing.lines import LineChange

#: A row with a place among those of its programme.
Numbered = TypeVar("Numbered", TheoryStep, ProgrammeStage)

#: Above every number in use: where rows wait while their places are changed.
ASIDE = 1_000


@transaction.atomic
def save_theory(programme: Programme, changes: Mapping[str, LineChange[TheoryStep]]) -> None:
    """Write the links of every kind, numbered through as they stand on the page."""
    programme = _held(programme)
    for change in changes.values():
        for step in change.gone:
            step.delete()
    steps: list[TheoryStep] = []
    for kind, change in changes.items():
        for text, known in change.order:
            step = known or TheoryStep(programme=programme, kind=kind)
            step.text = text
            step.number = len(steps) + 1
            steps.append(step)
    _put_in_place(steps)


@transaction.atomic
def save_stages(
    programme: Programme, stages: Iterable[ProgrammeStage], *, gone: Iterable[ProgrammeStage]
) -> None:
    """Write the stages in the order of their days, new ones among the others."""
    _held(programme)
    for stage in gone:
        stage.delete()
    ordered = sorted(stages, key=lambda stage: (stage.days_after_start, stage.number or ASIDE))
    for number, stage in enumerate(ordered, start=1):
        stage.number = number
    _put_in_place(ordered)


@transaction.atomic
def save_point(point: EvaluationPoint, change: LineChange[Question], *, scale: Scale) -> None:
    """Write a point and its questions. scale: what new questions are answered on."""
    programme = _held(point.programme)
    if point.pk is None:
        last = programme.points.aggregate(last=Max("number"))["last"] or 0
        point.number = last + 1
    point.save()
    for question in change.gone:
        question.point = point
        question.delete()
    codes = {*point.questions.values_list("code", flat=True), *point.retired_codes}
    for number, (text, known) in enumerate(change.order, start=1):
        code = "" if known else _free_code(point, codes)
        codes.add(code)
        question = known or Question(point=point, scale=scale, code=code)
        question.text, question.number = text, number
        question.save()


@transaction.atomic
def join(question: Question, other: Question | None) -> None:
    """Save a question as the same as another, or as one by itself."""
    if other is None:
        question.lineage = ""
    else:
        if not other.lineage:
            other.lineage = f"spoergsmaal-{other.pk}"
            other.save(update_fields=["lineage"])
        question.lineage = other.lineage
    question.save()


def answered_among(questions: Iterable[Question]) -> list[Question]:
    """Those that somebody has answered, or is being asked now."""
    asked = {one.pk for one in questions if one.pk}
    found = Question.objects.filter(pk__in=asked, results__isnull=False)
    surveyed = Question.objects.filter(pk__in=asked, point__surveys__isnull=False)
    return list((found | surveyed).distinct())


def _held(programme: Programme) -> Programme:
    """The programme, for one writer at a time."""
    return Programme.objects.select_for_update().get(pk=programme.pk)


def _put_in_place(rows: Sequence[Numbered]) -> None:
    """Save rows with new numbers: no two of them have the same at any moment."""
    wanted = [row.number for row in rows]
    for aside, row in enumerate(rows, start=ASIDE):
        if row.pk:
            type(row)._default_manager.filter(pk=row.pk).update(number=aside)
    for number, row in zip(wanted, rows, strict=True):
        row.number = number
        row.save()


def _free_code(point: EvaluationPoint, taken: set[str]) -> str:
    """The first of “3.1”, “3.2” … that no question of the point has or had."""
    number = 1
    while (code := f"{point.number}.{number}") in taken:
        number += 1
    return code
