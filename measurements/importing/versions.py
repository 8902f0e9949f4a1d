"""Which version of an instrument a report was written with: its words tell, then its year.

Municipalities change vocabulary during a year, and one file may hold several. So each report (the
ratings of one institution, period and kind) is judged by itself and as a whole.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from files.spreadsheets.danish_values import fold
from measurements.importing.known import KnownInstrument, KnownVersion

#: So many years after a version has ended reports are still written with it.
TRANSITION = 1


class Said(NamedTuple):
    """One rating of a report: the folded name of its topic ("" when only numbered), and the folded
    word of the rating; None for one that the source hides."""

    topic: str
    word: str | None


def choose_version(
    instrument: KnownInstrument, report: Sequence[Said], *, year: int | None
) -> KnownVersion:
    """The version that knows most of the report's words; then the one whose exact labels, topic
    names and years agree most; then the newest. None that is long past, and called otherwise."""
    there = [one for one in instrument.versions if not _is_past(one, report, year)]
    versions = there or instrument.versions
    return max(versions, key=lambda version: _agreement(version, report, year))


def _is_past(version: KnownVersion, report: Sequence[Said], year: int | None) -> bool:
    """Whether a version ended years before a report, which calls its topics by other names."""
    if year is None or version.to_year is None or year <= version.to_year + TRANSITION:
        return False
    named = [topic for topic, _word in report if topic]
    return bool(named) and not any(topic in version.topic_names for topic in named)


def edition_called(instrument: KnownInstrument, text: str) -> KnownVersion | None:
    """The version that a cell names by code, name or synonym."""
    folded = fold(text)
    return next((one for one in instrument.versions if folded in one.names), None)


def _agreement(version: KnownVersion, report: Sequence[Said], year: int | None) -> tuple[Any, ...]:
    known = labels = names = 0
    for topic, word in report:
        names += topic in version.topic_names
        if not version.scale.is_ordinal or word is None:
            known += 1
        else:
            known += word in version.scale.words
            labels += word in version.scale.labels
    agreement = labels + names
    if year is not None and version.holds_in(year):
        agreement += len(report)
    return known, agreement, version.from_year
