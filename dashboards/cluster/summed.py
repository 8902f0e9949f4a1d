"""Those who were counted at a cluster's institutions, added up: TOPI, language assessments.

What is added up is told of each institution, so the sum tells nothing more: an institution of which
the best answer or the number of all is hidden is left out, and that is said. A round is held
against the same round of the year before, spring against spring, over the institutions that have
both.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Self

from chance import Judged, judge_counts
from chance import words as chance_words
from config.numbers import rounded
from config.phrases import in_per_cent, listing
from dashboards.findings import counted as findings
from dashboards.institution.answered import Answered
from measurements.models import Measurement
from measurements.rounds_of_year import round_said, year_before

#: Whom a figure is of: the institution, and the part of its children, as those of an age.
Part = tuple[int, str]
#: How many have the best answer, and of how many.
Counts = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SummedRound:
    """A round over the institutions that are told of. name: “forår 2026”."""

    name: str
    year: int
    places: int
    count: int
    total: int

    @property
    def per_cent(self) -> Decimal:
        return rounded(Decimal(100 * self.count) / self.total, 1)

    @property
    def share(self) -> str:
        return f"{in_per_cent(Decimal(self.count) / self.total)}\N{NO-BREAK SPACE}%"


@dataclass(frozen=True, slots=True)
class Summed:
    """An instrument that counts children, in its newest round and the same round a year before.

    rounds: the newest first. units: how many institutions the cluster has. hidden and missing: the
    names of those left out, since their numbers are small, and since there are none. in_part: those
    of which only some groups of children count. how: how the finding is known.
    """

    code: str
    name: str
    full_name: str
    instrument: str
    label: str
    heading: str
    rounds: tuple[SummedRound, ...]
    units: int
    hidden: tuple[str, ...]
    missing: tuple[str, ...]
    in_part: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def of_units(self) -> str:
        return findings.summed_of(self.rounds[0].places, units=self.units)

    @property
    def hidden_names(self) -> str:
        return listing(self.hidden)

    @property
    def names_in_part(self) -> str:
        return listing(self.in_part)

    @property
    def missing_names(self) -> str:
        return listing(self.missing)

    @classmethod
    def of(
        cls, measured: Sequence[Measurement], *, answered: Answered, names: Mapping[int, str]
    ) -> Self | None:
        """measured: of one topic, the newest first; None where nothing of it may be told."""
        by_round: dict[str, list[Measurement]] = defaultdict(list)
        for one in measured:
            by_round[one.period].append(one)
        told = {period: _told(found, answered) for period, found in by_round.items()}
        newest = next((period for period, parts in told.items() if parts), None)
        if newest is None:
            return None
        first = by_round[newest][0]
        before = year_before(newest, first.year)
        now, was = told[newest], told.get(before, {})
        same = now.keys() & was.keys()
        rounds = [_summed(round_said(newest, first.year), first.year, now)]
        judged = None
        if same:
            if same != now.keys():
                rounds = [_summed(rounds[0].name, first.year, _only(now, same))]
            last = first.year - 1
            rounds.append(_summed(round_said(before, last), last, _only(was, same)))
            judged = judge_counts(
                (rounds[1].count, rounds[1].total), (rounds[0].count, rounds[0].total)
            )
        return cls._of_rounds(
            first,
            rounds,
            judged=judged,
            label=answered.columns(first)[0].label,
            names=names,
            there=_parts_of(by_round[newest]),
            counted=set(same or now),
        )

    @classmethod
    def _of_rounds(
        cls,
        first: Measurement,
        rounds: Sequence[SummedRound],
        *,
        judged: Judged | None,
        label: str,
        names: Mapping[int, str],
        there: set[Part],
        counted: set[Part],
    ) -> Self:
        instrument = first.topic.version.instrument
        newest, *before = rounds
        was = before[0] if before else None
        houses, told = ({place for place, _group in parts} for parts in (there, counted))
        heading = findings.summed_heading(
            instrument.short_name,
            when=newest.name,
            label=label,
            now=(newest.count, newest.total),
            places=newest.places,
            units=len(names),
            was_when=was.name if was else "",
            was=(was.count, was.total) if was else None,
            judged=judged,
        )
        return cls(
            code=f"{instrument.code}-sum",
            name=instrument.short_name,
            full_name=instrument.name,
            instrument=instrument.code,
            label=label,
            heading=heading,
            rounds=tuple(rounds),
            units=len(names),
            hidden=_named(names, houses - told),
            missing=_named(names, names.keys() - houses),
            in_part=_named(names, told & {place for place, _group in there - counted}),
            how=chance_words.how(judged) if judged else (),
            figures={"best": newest.count, "assessed": newest.total},
        )


def summed_of(
    measured: Iterable[Measurement],
    *,
    answered: Answered,
    names: Mapping[int, str],
    not_asked: Mapping[str, Collection[str]],
) -> tuple[Summed, ...]:
    """One of each instrument: of its first topic. measured: by instrument, topic, newest first.

    not_asked: instrument → names of institutions that it is not about, and so are not lacking.
    """
    found = []
    by_instrument = groupby(measured, key=lambda one: one.topic.version.instrument)
    for instrument, of_it in by_instrument:
        same = _of_first_topic(list(of_it))
        without = not_asked.get(instrument.short_name, ())
        about = {pk: name for pk, name in names.items() if name not in without}
        summed = Summed.of(same, answered=answered, names=about)
        if summed:
            found.append(summed)
    return tuple(found)


def _of_first_topic(rows: Sequence[Measurement]) -> list[Measurement]:
    """Those of an instrument's first topic that are by the scale of the newest of them."""
    lineage = min(rows, key=lambda one: one.topic.number).topic.lineage
    of_first = [one for one in rows if one.topic.lineage == lineage]
    scale = of_first[0].topic.scale_in_use
    return [one for one in of_first if one.topic.scale_in_use == scale]


def _told(found: Collection[Measurement], answered: Answered) -> dict[Part, Counts]:
    """(how many have the best answer, of how many) of each part that may be told in full.

    Where all the children of a house are counted, its ages are not counted once more.
    """
    parts, there = {}, _parts_of(found)
    for one in found:
        part = (one.institution_id, one.group)
        counts = findings.best_of(answered.distribution(one)) if part in there else None
        if counts is not None:
            parts[part] = counts
    return parts


def _parts_of(found: Collection[Measurement]) -> set[Part]:
    """All the children of a house, or where nobody has counted all of them, its ages."""
    whole = {one.institution_id for one in found if not one.group}
    return {
        (one.institution_id, one.group)
        for one in found
        if not one.group or one.institution_id not in whole
    }


def _only(parts: Mapping[Part, Counts], same: Iterable[Part]) -> dict[Part, Counts]:
    return {part: parts[part] for part in same}


def _summed(name: str, year: int, parts: Mapping[Part, Counts]) -> SummedRound:
    return SummedRound(
        name,
        year,
        places=len({place for place, _group in parts}),
        count=sum(count for count, _total in parts.values()),
        total=sum(total for _count, total in parts.values()),
    )


def _named(names: Mapping[int, str], places: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted(names[place] for place in places))
