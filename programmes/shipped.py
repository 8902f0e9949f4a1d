"""The programmes that come with the product, for a municipality to begin from."""

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from measurements.models import Scale, Topic
from programmes.models import (
    Course,
    EvaluationPoint,
    Part,
    Programme,
    ProgrammeStage,
    Question,
    Result,
    StatusNote,
    Theme,
    TheoryStep,
)

DATA = Path(__file__).parent / "data"
DEGREE = "survey-grad-5"


def load_dagtilbud_for_alle() -> Programme:
    """“Dagtilbud for alle” with every figure of its source; one that is there is left as it is."""
    return load(DATA / "dagtilbud_for_alle.toml")


@transaction.atomic
def load(path: Path) -> Programme:
    """The programme a file describes: what it is, its courses, its evaluation. Created once.

    The scale of degrees and the topics must be there: `load_reference` brings them.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    parts = {
        name: data.pop(name, [])
        for name in ("status_notes", "stages", "starts", "theory", "points")
    }
    programme, is_new = Programme.objects.get_or_create(slug=data.pop("slug"), defaults=data)
    if not is_new:
        return programme
    StatusNote.objects.bulk_create(
        StatusNote(programme=programme, number=number, **row)
        for number, row in enumerate(parts["status_notes"], start=1)
    )
    stages = {
        row["name"]: ProgrammeStage.objects.create(programme=programme, number=number, **row)
        for number, row in enumerate(parts["stages"], start=1)
    }
    for number, (day, name) in enumerate(
        ((start["on"], name) for start in parts["starts"] for name in start["names"]), start=1
    ):
        course = Course.objects.create(programme=programme, number=number, name=name, starts_on=day)
        course.lay_out()
    questions: dict[str, Question] = {}
    for number, row in enumerate(parts["points"], start=1):
        questions |= _add_point(programme, number, dict(row), stages)
    for number, row in enumerate(parts["theory"], start=1):
        codes = row.pop("codes", [])
        step = TheoryStep.objects.create(programme=programme, number=number, **row)
        step.questions.set(questions[code] for code in codes)
    return programme


def _add_point(
    programme: Programme, number: int, row: dict[str, Any], stages: dict[str, ProgrammeStage]
) -> dict[str, Question]:
    questions, themes = row.pop("questions", []), row.pop("themes", [])
    stage = stages[row.pop("stage")] if "stage" in row else None
    point = EvaluationPoint.objects.create(programme=programme, number=number, stage=stage, **row)
    Theme.objects.bulk_create(
        Theme(point=point, number=place, name=name, printed_count=count)
        for place, (name, count) in enumerate(themes, start=1)
    )
    return {
        question["code"]: _add_question(point, place, dict(question))
        for place, question in enumerate(questions, start=1)
    }


def _add_question(point: EvaluationPoint, number: int, row: dict[str, Any]) -> Question:
    """A question, and what the source tells of it as a published result."""
    parts, own = row.pop("parts", []), {}
    topic = row.pop("topic", None)
    for name in ("respondents", "completed", "respondents_word", "mean", "note"):
        if name in row:
            own[name] = row.pop(name)
    kind = row.get("kind", Question.Kind.DEGREE)
    question = Question.objects.create(
        point=point,
        number=number,
        scale=Scale.objects.get(code=DEGREE) if kind == Question.Kind.DEGREE else None,
        topic=Topic.objects.filter(lineage=topic).first() if topic else None,
        **row,
    )
    if own or parts:
        if "mean" in own:
            own["mean"] = Decimal(own["mean"])
        told_on = point.programme.status_on or timezone.localdate()
        result = Result.objects.create(
            question=question,
            is_published=True,
            measured_on=told_on,
            entered_at=timezone.make_aware(
                datetime.datetime.combine(told_on, datetime.time(12, 0))
            ),
            **own,
        )
        Part.objects.bulk_create(
            _part(result, place, *part) for place, part in enumerate(parts, start=1)
        )
    return question


def _part(
    result: Result,
    number: int,
    label: str,
    low: int,
    high: int,
    percent: int = -1,
    count: int = -1,
    words: str = "",
) -> Part:
    """One part; TOML knows no empty value, so rank 0 is none, and so is a number below zero."""
    return Part(
        result=result,
        number=number,
        label=label,
        low=low or None,
        high=high or None,
        percent=None if percent < 0 else Decimal(percent),
        count=None if count < 0 else count,
        words=words,
    )
