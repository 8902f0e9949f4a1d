"""Values that may be right and hardly are: about ten times, or a tenth of, what is usual."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from config.numbers import rounded
from files.spreadsheets import Sheet, cell_address
from imports.diff import RowError, in_order
from measurements.importing.content import Content, Observation
from measurements.importing.known import KnownScale
from measurements.importing.values import plain
from measurements.models import Measurement, Scale

#: What looks like ten times, or a tenth, when the right value may itself differ from the usual one.
TIMES = 7
#: So many values of a topic make a municipality's usual one.
ENOUGH = 3


#: Topic and group → institution, period and value.
Earlier = Mapping[tuple[Any, ...], list[tuple[int, str, Decimal]]]
#: A sentence, and its words beside the topic and the value.
Question = tuple[str, dict[str, str]]


def unlikely(sheet: Sheet, content: Content, observations: Iterable[Observation]) -> list[RowError]:
    """The values among these that a person should look at before they are read in.

    A value above the end of a scale whose end is only the usual one is asked about. Else usual is
    the middle of what the institution's group has had in other periods; where it has had nothing,
    of what others have. Where nobody has had anything, at most one per cent is asked about.
    Scales too short for that are not asked about, so that most files cost no query.
    """
    topics = {pk for pk, topic in content.topics.items() if can_be_off(topic.scale)}
    judged = [one for one in observations if one.topic in topics and one.value] if topics else []
    if not judged:
        return []
    earlier = _earlier({one.topic for one in judged})
    asked = (_asked(one, content, earlier) for one in judged)
    return in_order(
        [
            _question(sheet, content, one, *question)
            for one, question in zip(judged, asked, strict=True)
            if question
        ]
    )


def _asked(one: Observation, content: Content, earlier: Earlier) -> Question | None:
    """What is asked about a value; None where it looks right."""
    value, scale = one.value or Decimal(), content.topics[one.topic].scale
    if scale.highest is not None and value > scale.highest:
        sentence = _("%(topic)s is usually at most %(highest)s. Is %(value)s right?")
        return sentence, {"highest": plain(scale.highest)}
    usual, is_own = _usual(one, earlier)
    if usual:
        return _about_the_usual(one, content, usual, is_own=is_own)
    if _may_be_a_share(one, content):
        return _("%(topic)s is written in per cent. Is %(value)s %% right?"), {}
    return None


def _about_the_usual(
    one: Observation, content: Content, usual: Decimal, *, is_own: bool
) -> Question | None:
    value = one.value or Decimal()
    is_count = content.topics[one.topic].scale.kind == Scale.Kind.COUNT  # few may become fewer
    if value < usual * TIMES and (is_count or value > usual / TIMES):
        return None
    sentence = (
        _("%(topic)s is usually about %(usual)s at %(institution)s. Is %(value)s right?")
        if is_own
        else _("%(topic)s is usually about %(usual)s elsewhere. Is %(value)s right?")
    )
    return sentence, {
        "usual": plain(rounded(usual, 1)),
        "institution": content.institutions[one.institution].name,
    }


def _question(
    sheet: Sheet, content: Content, one: Observation, sentence: str, words: dict[str, str]
) -> RowError:
    """The cell, and what we ask about it."""
    told = {"topic": content.topics[one.topic].short_name, "value": plain(one.value or Decimal())}
    return RowError(
        one.row,
        sheet.headers[one.column],
        cell_address(one.row, one.column),
        sentence % (told | words),
        content.institutions[one.institution].name,
        one.raw,
    )


def _may_be_a_share(one: Observation, content: Content) -> bool:
    """Whether it may be a part of 1 where per cent are asked for: 0,061 where 6,1 is meant."""
    is_percent = content.topics[one.topic].scale.kind == Scale.Kind.PERCENT
    return is_percent and one.value is not None and 0 < one.value <= 1


def can_be_off(scale: KnownScale) -> bool:
    """Whether a value on the scale can be ten times another."""
    if scale.is_ordinal:
        return False
    lowest, highest = scale.lowest, scale.highest
    return lowest is None or highest is None or lowest <= 0 or highest / lowest > TIMES


def _earlier(topics: set[int]) -> Earlier:
    """Topic and group → institution, period and value."""
    found: dict[tuple[Any, ...], list[tuple[int, str, Decimal]]] = defaultdict(list)
    rows = Measurement.objects.order_by().filter(topic__in=topics, value__isnull=False)
    for topic, group, *rest in rows.values_list(
        "topic", "group", "institution", "period", "value"
    ).iterator(chunk_size=5000):
        found[topic, group].append(tuple(rest))  # type: ignore[arg-type]  # of three
    return found


def _usual(one: Observation, earlier: Earlier) -> tuple[Decimal | None, bool]:
    """The usual value, and whether it is the institution's own."""
    there = earlier.get((one.topic, one.group), [])
    own = [value for who, when, value in there if who == one.institution and when != one.period]
    if own:
        return median(own), True
    others = [value for who, _when, value in there if who != one.institution]
    return (median(others), False) if len(others) >= ENOUGH else (None, False)
