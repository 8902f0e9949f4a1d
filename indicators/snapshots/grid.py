"""Snapshots of many institutions at once, as bare as they are kept: for tables of thousands."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Max

from indicators.evaluation.catalogue import RuleCatalogue
from indicators.evaluation.rules import Rule
from indicators.models import ResultSnapshot
from indicators.snapshots import rows as snapshot_rows
from indicators.snapshots import truth
from indicators.snapshots.reading import audiences

#: More institutions than this are not named in a query, but picked out of all.
MOST_NAMED = 300


class SnapshotCell(NamedTuple):
    """One cell: an indicator at a unit. year: as of which; topic: whose scale it is on."""

    year: int
    state: str
    rank: int | None
    value: Decimal | None
    topic: int | None
    is_light: bool


def load(
    catalogue: RuleCatalogue,
    rules: Mapping[int, Rule],
    *,
    institutions: Collection[int],
    year: int | None,
    until: int,
    threshold: int,
    back: int = 0,
) -> dict[int, dict[int, dict[int, SnapshotCell]]]:
    """Indicator → year → institution → figure; two queries as long as the snapshots hold.

    year: the year asked for; None is each indicator's own, or the newest with data until a year.
    back: how many years before that one, too.
    """
    if not rules or not institutions:
        return {}
    readers = audiences(threshold)
    if truth.are_true():
        rows = _kept(rules, institutions, year, until, readers, back)
    else:
        rows = _worked_out(catalogue, rules, institutions, year, until, readers, back)
    found: dict[int, dict[int, dict[int, SnapshotCell]]] = defaultdict(lambda: defaultdict(dict))
    for indicator, institution, of_year, state, rank, value, topic, is_light in rows:
        figure = SnapshotCell(of_year, state, rank, value, topic, is_light)
        found[indicator][of_year][institution] = figure
    return found


def _kept(
    rules: Mapping[int, Rule],
    institutions: Collection[int],
    year: int | None,
    until: int,
    readers: Collection[str],
    back: int,
) -> Iterator[tuple[Any, ...]]:
    """Rows of `ResultSnapshot`, those for the reader's audience after those for everybody."""
    snapshots = ResultSnapshot.objects.order_by().filter(indicator__in=rules)
    if year is None:
        known = snapshots.filter(year__lte=until).values_list("indicator")
        newest = dict(known.annotate(newest=Max("year")))
        years = {pk: rule.year or newest.get(pk, until) for pk, rule in rules.items()}
    else:
        years = dict.fromkeys(rules, year)
    wanted_years = {last - before for last in years.values() for before in range(back + 1)}
    found = snapshots.filter(year__in=wanted_years, audience__in=readers)
    if len(institutions) <= MOST_NAMED:
        found = found.filter(institution__in=institutions)
    if len(readers) > 1:
        found = found.order_by("-audience")
    wanted = set(institutions)
    rows = found.values_list(
        "indicator", "institution", "year", "state", "rank", "value", "topic", "is_light"
    )
    return (
        row for row in rows.iterator() if 0 <= years[row[0]] - row[2] <= back and row[1] in wanted
    )


def _worked_out(
    catalogue: RuleCatalogue,
    rules: Mapping[int, Rule],
    institutions: Collection[int],
    year: int | None,
    until: int,
    readers: Collection[str],
    back: int,
) -> Iterator[tuple[Any, ...]]:
    """The same, when what is kept does not hold."""
    rows = list(snapshot_rows.worked_out(catalogue, set(rules), sorted(institutions)))
    newest: dict[int, int] = {}
    for row in rows:
        if row[2] <= until:
            newest[row[0]] = max(newest.get(row[0], 0), row[2])
    rows.sort(key=lambda row: row[3], reverse=True)
    for indicator, place, of_year, audience, state, value, rank, _raw, topic, *more in rows:
        if indicator not in rules or audience not in readers:
            continue
        wanted = year or rules[indicator].year or newest.get(indicator, until)
        if 0 <= wanted - of_year <= back:
            number = None if value is None else Decimal(value)
            yield indicator, place, of_year, state, rank, number, topic, more[2]
