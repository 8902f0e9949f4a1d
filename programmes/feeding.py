"""Results become measurements, so that indicators of goals use them like any others.

What is written is the share of those asked at one institution who answer above the middle of the
scale, in per cent, with how many answered: the rules of small numbers then hold for it as for
every measurement. Its text as in the file begins with the question's code, and only such
measurements are changed or taken away here.
"""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from config.numbers import rounded
from measurements.models import Import, Measurement
from programmes.figures import ResultPlace, newest
from programmes.models import Programme, Question, Result


@transaction.atomic
def feed(programme: Programme) -> int:
    """Bring the measurements in line with the results that stand; how many there are."""
    questions = (
        Question.objects.filter(point__programme=programme, kind=Question.Kind.DEGREE)
        .exclude(topic=None)
        .select_related("scale")
    )
    standing = (
        Result.objects.standing()
        .filter(question__in=questions)
        .select_related("course", "question__scale")
        .prefetch_related("parts")
    )
    found = newest(standing)
    return sum(_feed(question, found.get(question.pk, {})) for question in questions)


def _feed(question: Question, results: dict[ResultPlace, Result]) -> int:
    topic_id = question.topic_id
    if topic_id is None:
        return 0
    wanted: dict[tuple[int, str], Result] = {}
    for result in results.values():
        institution = result.institution_id or (result.course and result.course.institution_id)
        if institution and _value(result) is not None:
            wanted[institution, str(result.measured_on.year)] = result
    ours = Measurement.objects.filter(
        topic=topic_id, group="", raw__startswith=f"{question.code}: "
    )
    for measurement in ours:
        if (measurement.institution_id, measurement.period) not in wanted:
            measurement.delete()
    for (institution, period), result in wanted.items():
        value = _value(result)
        Measurement.objects.update_or_create(
            topic_id=topic_id,
            institution_id=institution,
            group="",
            period=period,
            defaults={
                "year": int(period),
                "measured_on": result.measured_on,
                "value": value,
                "step": None,
                "is_suppressed": False,
                "respondents": result.respondents,
                "raw": f"{question.code}: {value} %",
                "batch_id": result.batch_id,
                "row_number": result.row_number,
            },
        )
    return len(wanted)


def _value(result: Result) -> Decimal | None:
    """The per cent above the middle of the scale; None where the answers do not tell it."""
    steps = 5
    above = [part for part in result.parts.all() if part.low and part.low > (steps + 1) / 2]
    if not above or not result.respondents:
        return None
    if all(part.count is not None for part in above):
        count = sum(part.count or 0 for part in above)
        return rounded(Decimal(100) * count / result.respondents, 0)
    if any(part.percent is None for part in above):
        return None
    return sum((part.percent for part in above if part.percent is not None), Decimal(0))


def feed_where_a_survey_is_over() -> int:
    """For every programme with a survey whose last day has passed; for the nightly work."""
    over = Programme.objects.filter(points__surveys__closes_on__lt=timezone.localdate())
    return sum(feed(programme) for programme in over.distinct())


def feed_again(sender: object, instance: Import, **kwargs: object) -> None:
    """When an import is taken back, wherever: the measurements follow the results left."""
    if instance.undone_at is not None:
        results = Result.objects.filter(batch=instance)
        for programme in Programme.objects.filter(
            points__questions__results__in=results
        ).distinct():
            feed(programme)
