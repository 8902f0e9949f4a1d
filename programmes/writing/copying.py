"""A programme begun from another: what is planned and asked in it, not what came of it."""

from django.db import transaction

from config.slugs import folded_slug
from institutions.naming import unused_slug
from programmes.models import EvaluationPoint, Programme, ProgrammeStage, Question, TheoryStep

#: Addresses below /programmer/ that are pages of their own.
TAKEN = {"nyt", "svar", "trin", "spoergeskemaer", "kommentarer", "indsatsteori", "spoergsmaal"}


@transaction.atomic
def begin(programme: Programme, *, like: Programme | None = None) -> Programme:
    """Save a new programme as a draft, with an address of its own; like: what it is copied from."""
    slug = folded_slug(programme.name)[:90]
    slug = f"{slug}-{programme.from_year}" if slug in TAKEN else slug
    programme.slug = unused_slug(slug, Programme.objects.all())
    programme.is_draft = True
    programme.save()
    if like is not None:
        _copy(like, programme)
    return programme


def _copy(source: Programme, programme: Programme) -> None:
    stages: dict[int, ProgrammeStage] = {}
    for stage in source.stages.all():
        stages[stage.pk] = ProgrammeStage.objects.create(
            programme=programme,
            number=stage.number,
            name=stage.name,
            kind=stage.kind,
            days_after_start=stage.days_after_start,
        )
    questions: dict[int, Question] = {}
    for point in source.points.prefetch_related("questions"):
        questions |= _copy_point(point, programme, stages)
    for step in source.theory.prefetch_related("questions", "indicators"):
        copied = TheoryStep.objects.create(
            programme=programme,
            kind=step.kind,
            number=step.number,
            text=step.text,
            note=step.note,
        )
        copied.questions.set(questions[one.pk] for one in step.questions.all())
        copied.indicators.set(step.indicators.all())


def _copy_point(
    point: EvaluationPoint, programme: Programme, stages: dict[int, ProgrammeStage]
) -> dict[int, Question]:
    """The point in another programme; its questions by the keys of those they are copied from."""
    copied = EvaluationPoint.objects.create(
        programme=programme,
        number=point.number,
        name=point.name,
        synonyms=point.synonyms,
        audience=point.audience,
        focus=point.focus,
        open_question=point.open_question,
        stage=stages[point.stage_id] if point.stage_id else None,
    )
    return {
        one.pk: Question.objects.create(
            point=copied,
            number=one.number,
            code=one.code,
            text=one.text,
            kind=one.kind,
            scale=one.scale,
            lineage=one.lineage,
            is_key=one.is_key,
        )
        for one in point.questions.all()
    }
