"""How answers are distributed, beside the values they belong to: compared, written, put back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from measurements.importing.content import Key, Observation, SeenAnswer, SeenAnswers
from measurements.importing.tables import fill
from measurements.models import AnswerCount, Import, Measurement

#: How many measurements a query names at a time.
AT_A_TIME = 500
COLUMNS = ("measurement_id", "step_id", "count", "share", "is_suppressed")


def stored_answers(observations: Iterable[Observation]) -> dict[Key, SeenAnswers]:
    """The answers in the database for everything that the observations may be about."""
    observations = list(observations)
    if not observations:
        return {}
    rows = (
        AnswerCount.objects.order_by("step")
        .filter(
            measurement__topic__in={one.topic for one in observations},
            measurement__institution__in={one.institution for one in observations},
            measurement__year__in={one.year for one in observations},
        )
        .values_list(
            "measurement__topic",
            "measurement__institution",
            "measurement__group",
            "measurement__period",
            *("step", "count", "share", "is_suppressed"),
        )
    )
    found: dict[Key, list[SeenAnswer]] = defaultdict(list)
    for row in rows.iterator(chunk_size=5000):
        found[row[:4]].append(SeenAnswer(*row[4:]))
    return {key: tuple(answers) for key, answers in found.items()}


def merged(before: SeenAnswers, told: SeenAnswers) -> SeenAnswers:
    """The answers as they become: what the file does not tell stays."""
    by_step = {answer.step: answer for answer in (*before, *told)}
    return tuple(by_step[step] for step in sorted(by_step))


def write_answers(cursor: Any, batch: Import, answers: Mapping[Key, SeenAnswers]) -> None:
    """Give the measurements that an import just wrote these answers, and no others."""
    if not answers:
        return
    written = Measurement.objects.order_by().filter(batch=batch)
    keys = written.values_list("topic", "institution", "group", "period", "pk")
    found = {row[:4]: row[4] for row in keys.iterator(chunk_size=5000)}
    replace_answers(cursor, {found[key]: told for key, told in answers.items()})


def replace_answers(cursor: Any, answers: Mapping[int, SeenAnswers]) -> None:
    """Let measurements, by primary key, have these answers instead of those they have."""
    for some in _in_parts(list(answers)):
        AnswerCount.objects.filter(measurement__in=some).delete()
    rows = ((pk, *answer) for pk, told in answers.items() for answer in told)
    fill(cursor, AnswerCount, COLUMNS, rows)


def as_json(answers: SeenAnswers) -> list[list[Any]]:
    """Answers as a revision keeps them."""
    return [
        [step, count, None if share is None else str(share), is_suppressed]
        for step, count, share, is_suppressed in answers
    ]


def from_json(kept: Iterable[list[Any]]) -> SeenAnswers:
    return tuple(
        SeenAnswer(step, count, None if share is None else Decimal(share), is_suppressed)
        for step, count, share, is_suppressed in kept
    )


def _in_parts(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), AT_A_TIME):
        yield keys[start : start + AT_A_TIME]
