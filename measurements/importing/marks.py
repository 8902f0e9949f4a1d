"""What a preview shows of values: those that arrive, and those that get new content."""

import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from measurements.importing.content import Observation, SeenAnswer
from measurements.importing.known import KnownTopic
from measurements.importing.stored import Stored
from measurements.importing.values import plain


class Mark(NamedTuple):
    """A value as the pages draw it: a step of `of`, or a text; "" where there was nothing."""

    text: str
    rank: int | None = None
    of: int = 4


class ValueChange(NamedTuple):
    """One field of one thing that gets a new value."""

    unit: str
    when: str
    group: str
    subject: str
    old: Mark
    new: Mark
    row: int


class Arrival(NamedTuple):
    """One thing that is not there yet: a value, or an inspection without ratings."""

    unit: str
    when: str
    group: str
    subject: str
    mark: Mark
    row: int


def mark_of(value: Stored | Observation, topic: KnownTopic) -> Mark:
    """A value of a topic as the pages draw it."""
    if value.is_suppressed:
        return Mark(_("hidden in the source"))
    if value.step is None and value.value is not None and topic.scale.is_ordinal:
        words = {"percent": plain(value.value), "answer": topic.scale.steps[0].label}
        return Mark(_("%(percent)s %% %(answer)s") % words)
    if value.step is None:
        return as_text(value.value)
    for step in topic.scale.steps:
        if step.pk == value.step:
            return Mark(step.short_label, step.rank, step.of)
    return Mark(value.raw)


def mark_of_answer(answer: SeenAnswer | None) -> Mark:
    """How many, or which share, gave an answer."""
    if answer is None:
        return Mark("")
    if answer.is_suppressed:
        return Mark(_("hidden in the source"))
    if answer.share is None:
        return as_text(answer.counted)
    return Mark(_("%(percent)s %%") % {"percent": plain(answer.share * 100)})


def as_text(value: object) -> Mark:
    """Anything but a rating, as the pages write it."""
    if value is None or value == "":
        return Mark("")
    if isinstance(value, bool):
        return Mark(_("yes") if value else _("no"))
    if isinstance(value, Decimal):
        return Mark(plain(value))
    if isinstance(value, datetime.date):
        return Mark(f"{value:%d.%m.%Y}")
    if isinstance(value, str):
        return Mark(_("“%(text)s”") % {"text": value})
    return Mark(str(value))
