"""What was measured in a cluster: those who were counted, added up; and with instruments that
nobody declared, of one's own and key figures, a row for each question, beside the year before.

An institution counts with what may be told of it, and so the rows tell nothing more: its newest
figure of each group, of ratings the lowest, of numbers the mean, as comparisons and indicators have
it. Where something of it is hidden it does not count, and is told.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from chance import Judged, judge_pairs
from config.numbers import mean
from dashboards.cluster.summed import Summed, summed_of
from dashboards.institution.answered import Answered
from dashboards.institution.measured import (
    MeasuredRow,
    MeasuredTable,
    amount,
    good_of,
    newest_years,
)
from dashboards.institution.surveys import YEARS_BACK, topics_by_id
from institutions.access import Reader
from measurements.layouts import LAYOUTS
from measurements.models import Instrument, Measurement, Scale, Topic
from measurements.rounds_of_year import in_order_of_year, is_part, part_of, round_said
from measurements.suppression import threshold_for

#: Question and place → the figure of each group.
Latest = dict[tuple[str, int], dict[str, Measurement]]


class _Told(NamedTuple):
    """What a question came to in a year: the figures that count, and how many are hidden."""

    topic: Topic
    figures: Mapping[int, Decimal]  # institution → what stands there
    labels: Mapping[Decimal, str]
    hidden: int
    when: str = ""  # of which part of the year all of them are

    @property
    def known(self) -> list[Decimal]:
        return [*self.figures.values()]

    @property
    def number(self) -> Decimal | None:
        return mean(self.known) if self.known else None

    def judged_from(self, was: "_Told | None") -> Judged | None:
        """What may be said over those who were measured both times; None for nobody."""
        both = self.figures.keys() & was.figures.keys() if was else ()
        if was is None or not both:
            return None
        pairs = [(was.figures[place], self.figures[place]) for place in both]
        difference = mean([now - before for before, now in pairs])
        scale = self.topic.scale_in_use
        good = 1 if self.labels else good_of(scale)
        least = None if self.labels else scale.smallest_difference
        return judge_pairs(pairs, good=good, least=least, difference=difference)

    @property
    def text(self) -> str | None:
        """As it is shown; None where all that is known is hidden."""
        if not self.known:
            return None if self.hidden else "–"
        if self.labels:
            ranks = sorted(set(self.known), reverse=True)
            return ", ".join(f"{self.known.count(rank)} {self.labels[rank]}" for rank in ranks)
        return amount(mean(self.known), self.topic.scale_in_use)


@dataclass(frozen=True, slots=True)
class ClusterMeasured:
    """The figures of a cluster; at most three queries, however many instruments there are.

    summed: of instruments that count children, as TOPI.
    """

    tables: tuple[MeasuredTable, ...]
    summed: tuple[Summed, ...] = ()

    @classmethod
    def of(
        cls,
        institutions: Mapping[int, str],
        *,
        user: Reader,
        on: datetime.date,
        not_asked: Mapping[str, Collection[str]],
    ) -> "ClusterMeasured":
        """institutions: id → name. not_asked: instrument → names it is not about."""
        declared, topics = _split(topics_by_id())
        counting = {pk for pk, one in declared.items() if _counts(one)}
        topics |= {pk: declared[pk] for pk in counting}
        if not topics or not institutions:
            return cls(())
        measured = list(
            Measurement.objects.visible_to(user)
            .filter(
                institution__in=institutions,
                topic__in=topics,
                year__range=(on.year - YEARS_BACK, on.year),
            )
            .select_related("step")
            .order_by("-period", "group", "pk")
        )
        for one in measured:
            one.topic = topics[one.topic_id]
        measured.sort(key=lambda one: _name_of(one.topic.version.instrument))
        answered = Answered.of(measured, threshold=threshold_for(user))
        counted = [
            one for one in measured if one.topic_id in counting and answered.is_distributed(one)
        ]
        others = (one for one in measured if one.topic_id not in counting)
        by_instrument = groupby(others, key=lambda one: one.topic.version.instrument)
        return cls(
            tuple(_table(instrument, list(found), answered) for instrument, found in by_instrument),
            summed_of(counted, answered=answered, names=institutions, not_asked=not_asked),
        )

    @property
    def of_own(self) -> frozenset[str]:
        """Codes of the instruments that have a table."""
        return frozenset(table.instrument for table in self.tables)

    def without(self, instruments: Collection[str]) -> "ClusterMeasured":
        """The same, but for the tables of those that another page tells of."""
        tables = (table for table in self.tables if table.instrument not in instruments)
        return replace(self, tables=tuple(tables))


def _split(topics: Mapping[int, Topic]) -> tuple[dict[int, Topic], dict[int, Topic]]:
    """Those of instruments that are declared, and those that nobody declared."""
    known = {layout.instrument for layout in LAYOUTS.values()}
    declared: dict[int, Topic] = {}
    own: dict[int, Topic] = {}
    for pk, topic in topics.items():
        (declared if topic.version.instrument.code in known else own)[pk] = topic
    return declared, own


def _counts(topic: Topic) -> bool:
    """Whether children are counted step by step, as in TOPI and in language assessments."""
    is_count = topic.version.instrument.kind == Instrument.Kind.COUNT
    return is_count and topic.scale_in_use.kind == Scale.Kind.ORDINAL


def _name_of(instrument: Instrument) -> tuple[str, int]:
    return instrument.name, instrument.pk


def _table(
    instrument: Instrument, measured: Sequence[Measurement], answered: Answered
) -> MeasuredTable:
    year, was_year = newest_years(measured)
    newest = _latest(one for one in measured if one.year == year)
    earlier = _latest((one for one in measured if one.year == was_year), like=newest)
    rows, judged = _rows(_told_in(newest, answered), _told_in(earlier, answered))
    return MeasuredTable.of(
        instrument,
        years=(year, was_year),
        rows=rows,
        judged=judged,
        threshold=answered.threshold,
    )


def _latest(measured: Iterable[Measurement], *, like: Latest | None = None) -> Latest:
    """Question and place → its newest figure of each group; beside a month only the same month."""
    found: Latest = {}
    for one in sorted(measured, key=_in_order):
        key = one.topic.lineage, one.institution_id
        beside = like.get(key, {}).get(one.group) if like else None
        part = part_of(beside.period) if beside else ""
        if not part or part_of(one.period) == part:
            found.setdefault(key, {})[one.group] = one
    return found


def _told_in(latest: Latest, answered: Answered) -> dict[str, _Told]:
    """Question (lineage) → what it came to over the institutions."""
    found: dict[str, list[list[Measurement]]] = defaultdict(list)
    for (lineage, _place), groups in latest.items():
        found[lineage].append(list(groups.values()))
    return {lineage: _together(places, answered) for lineage, places in found.items()}


def _in_order(one: Measurement) -> tuple[bool, str, int]:
    return *in_order_of_year(one.period), -one.pk


def _together(places: Sequence[Sequence[Measurement]], answered: Answered) -> _Told:
    """The places that were asked with the newest of their topics: another scale does not mix."""
    topic = max((one.topic for of in places for one in of), key=lambda one: one.version.from_year)
    scale = topic.scale_in_use
    same = [of for of in places if all(one.topic.scale_in_use == scale for one in of)]
    seen = [of for of in same if not any(map(answered.is_hidden, of))]
    labels = {Decimal(one.step.rank): one.step.short_label for of in seen for one in of if one.step}
    figures = {of[0].institution_id: number for of in seen if (number := _number(of)) is not None}
    return _Told(topic, figures, labels, len(same) - len(seen), _when(seen))


def _when(places: Iterable[Sequence[Measurement]]) -> str:
    """“marts 2026”, where all figures are of one month."""
    periods = {one.period for of in places for one in of}
    period = periods.pop() if len(periods) == 1 else ""
    return round_said(period, int(period[:4])) if is_part(period) else ""


def _number(groups: Sequence[Measurement]) -> Decimal | None:
    ranks = [one.step.rank for one in groups if one.step]
    if ranks:
        return Decimal(min(ranks))
    known = [one.value for one in groups if one.value is not None]
    return mean(known) if known else None


def _rows(
    now: Mapping[str, _Told], before: Mapping[str, _Told]
) -> tuple[tuple[MeasuredRow, ...], list[Judged]]:
    """A row for each question, and what may be said of those measured somewhere both times."""
    rows, judged = [], []
    for lineage, told in sorted(now.items(), key=lambda one: one[1].topic.number):
        scale = told.topic.scale_in_use
        was = before.get(lineage)
        if was is not None and was.topic.scale_in_use != scale:
            was = None
        said = told.judged_from(was)
        if said is not None:
            judged.append(said)
        row = MeasuredRow(
            topic=told.topic.name,
            group="",
            value=told.text,
            was=was.text if was else "–",
            number=told.number,
            was_number=was.number if was else None,
            judged=said,
            is_judged=bool(told.labels) or scale.low_is_good is not None,
            places=len(told.known),
            hidden_places=told.hidden,
            when=told.when,
            was_when=was.when if was else "",
        )
        rows.append(row)
    return tuple(rows), judged
