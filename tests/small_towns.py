"""Random small towns, and everything that is shown of them to somebody with a threshold.

What is shown is told by the product's own code: `measurements.telling` for distributions, shares,
means and counts, `indicators.evaluation` for units, clusters and the whole town, over two years,
and the comparison's figure. Pages, papers, exports and the API print nothing else of measurements.
"""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from dashboards.comparison.found import ComparedValue, ComparedYears
from indicators.evaluation.evaluating import evaluate
from indicators.evaluation.facts import Facts, UnitPeriod
from indicators.evaluation.rules import Rule, ScaleFacts, TargetFacts, TopicFacts, Unit, UnitReading
from measurements import telling
from measurements.few import Measure, MeasuredFigure
from measurements.suppression import DistributionCell

TODAY = datetime.date(2026, 11, 23)
HUNDRED = Decimal(100)
TENTH, SHARE = Decimal("0.1"), Decimal("0.00001")
#: More answers than this are told of in per cent; see the page of the institution.
SHARES_FROM = 20

THREE_STEPS = Measure("ordinal", steps=(3, 2, 1))
ANSWERS = Measure("numeric", Decimal(1), Decimal(5), steps=(5, 4, 3, 2, 1))
PER_CENT = Measure("percent", Decimal(0), HUNDRED)
HOW_MANY = Measure("count", Decimal(0))

#: Name → (measure, how many cells a group of people falls into).
TOPICS = {
    "shares": (THREE_STEPS, 3),
    "counts": (THREE_STEPS, 3),
    "mean": (ANSWERS, 5),
    "mean alone": (ANSWERS, 5),
    "per cent": (PER_CENT, 2),
    "plans": (HOW_MANY, 2),
}
NUMBER_OF = {name: number for number, name in enumerate(TOPICS, 1)}


@dataclass(frozen=True, slots=True)
class Part:
    """People who were counted: how many gave each answer, best first.

    A part without a row is nobody's group: it is only in what stands for all.
    """

    group: str
    counts: tuple[int, ...]
    has_row: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """What was measured of one topic at one institution in one period."""

    institution: int
    topic: str
    year: int
    period: str
    parts: tuple[Part, ...]
    has_whole: bool = False

    @property
    def about(self) -> tuple:
        return self.institution, self.topic, self.period

    @property
    def rows(self) -> Iterator[Part]:
        for part in self.parts:
            if part.has_row and sum(part.counts):
                yield part
        if self.has_whole:
            yield self.whole

    @property
    def whole(self) -> Part:
        return Part("", tuple(map(sum, zip(*(part.counts for part in self.parts), strict=True))))

    @property
    def figures(self) -> list[MeasuredFigure]:
        """As they lie in the database, as imports write them."""
        return [figure_of(self, part) for part in self.rows]


Town = tuple[Block, ...]


def figure_of(block: Block, part: Part) -> MeasuredFigure:
    measure, _cells = TOPICS[block.topic]
    n = sum(part.counts)
    cells: tuple[DistributionCell, ...] = ()
    if block.topic == "shares":
        shares = [
            (Decimal(count) / (n or 1)).quantize(SHARE, ROUND_HALF_UP) for count in part.counts
        ]
        cells = tuple(DistributionCell(at, share=share) for at, share in enumerate(shares))
    elif block.topic in ("counts", "mean"):
        cells = tuple(DistributionCell(at, count) for at, count in enumerate(part.counts))
    return MeasuredFigure(
        (*block.about, part.group),
        block.about,
        measure,
        group=part.group,
        value=value_of(block.topic, part.counts),
        respondents=n,
        cells=cells,
    )


def value_of(topic: str, counts: tuple[int, ...]) -> Decimal:
    measure, n = TOPICS[topic][0], Decimal(sum(counts) or 1)
    if measure is HOW_MANY:
        return Decimal(counts[0])
    if measure is ANSWERS:
        points = sum(count * step for count, step in zip(counts, ANSWERS.steps, strict=True))
        return (points / n).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return (HUNDRED * counts[0] / n).quantize(TENTH, ROUND_HALF_UP)


# --- Towns ----------------------------------------------------------------------------------------


def small_town(chance: random.Random) -> Town:
    """A handful of institutions with few children, zeros and all of one mind among them."""
    blocks = []
    for institution in range(chance.randint(1, 4)):
        for topic in chance.sample(list(TOPICS), chance.randint(1, 3)):
            for year, period in chance.sample(
                [(2025, "2025-1"), (2026, "2026-1"), (2026, "2026-2")], chance.randint(1, 2)
            ):
                blocks.append(_block(chance, institution, topic, year, period))
    return tuple(blocks)


def _block(chance: random.Random, institution: int, topic: str, year: int, period: str) -> Block:
    cells = TOPICS[topic][1]
    if topic in ("counts", "mean", "mean alone") or chance.random() < 0.3:
        return Block(institution, topic, year, period, (Part("", _counts(chance, cells)),))
    names = ["3-årige", "4-årige", "5-årige"][: chance.randint(1, 3)]
    parts = [Part(name, _counts(chance, cells)) for name in names]
    has_whole = chance.random() < 0.5
    if has_whole and chance.random() < 0.5:
        parts.append(Part("the rest", _counts(chance, cells), has_row=False))
    return Block(institution, topic, year, period, tuple(parts), has_whole)


def _counts(chance: random.Random, cells: int) -> tuple[int, ...]:
    """Most in one cell, few in another, nobody in many; at times all in one."""
    n = chance.choice([*range(1, 13), chance.randint(13, 30), chance.randint(13, 30)])
    likely = [chance.choice([0, 1, 1, 3, 10]) for _cell in range(cells)]
    if not sum(likely):
        likely[chance.randrange(cells)] = 1
    given = chance.choices(range(cells), likely, k=n)
    return tuple(given.count(cell) for cell in range(cells))


# --- What is shown --------------------------------------------------------------------------------


def shown_of_block(block: Block, threshold: int) -> tuple:
    """The figures of one topic as pages, papers, files and the API have them."""
    told = telling.tell(block.figures, threshold=threshold)
    return tuple(_shown(block, figure, told[figure.key], threshold) for figure in block.figures)


def _shown(
    block: Block, figure: MeasuredFigure, told: telling.DisclosedFigure, threshold: int
) -> tuple:
    n = figure.respondents if (figure.respondents or 0) >= threshold else None
    cells: tuple = ()
    if told.distribution is not None and block.topic == "mean":
        is_drawn = not told.distribution.has_hidden and (n or 0) >= SHARES_FROM
        cells = tuple((c.count, c.share) for c in told.distribution.cells) if is_drawn else ()
    elif told.distribution is not None:
        n = told.distribution.total
        cells = tuple((cell.count, cell.share) for cell in told.distribution.cells)
    return figure.group, None if told.is_hidden else figure.value, n, cells


def shown_of_town(town: Town, threshold: int, topics: frozenset[str] | None = None) -> list:
    """Every indicator of each topic, of clusters and of the town, and what is compared."""
    found: list = []
    for topic in sorted({block.topic for block in town if topics is None or block.topic in topics}):
        blocks = [block for block in town if block.topic == topic]
        readings = _readings(blocks, threshold)
        places = sorted({block.institution for block in town})
        for members, year in ((places, None), (places[::2], 2025)):
            placed = [UnitPeriod(Unit(place, f"Unit {place}")) for place in members]
            facts = Facts(TODAY, placed=placed, readings=readings, threshold=threshold)
            found += [evaluate(rule, facts, year=year) for rule in rules_of(topic)]
        found.append(_compared(blocks, threshold, places))
    return found


def rules_of(topic: str) -> list[Rule]:
    """A mean with a target, and how many reach a target of their own."""
    about = (_topic(topic),)
    target = (TargetFacts(Decimal(4 if "mean" in topic else 60)),)
    return [
        Rule(number, "MP", "topics", topics=about, targets=target, aggregation=aggregation)
        for number, aggregation in enumerate(("mean", "all"), 1)
    ]


def _topic(topic: str) -> TopicFacts:
    measure = TOPICS[topic][0]
    decimals = {HOW_MANY: 0, ANSWERS: 2}.get(measure, 1)
    scale = ScaleFacts(
        1, decimals, lowest=measure.lowest, highest=measure.highest, kind=measure.kind
    )
    number = NUMBER_OF[topic]
    return TopicFacts(number, topic, topic, topic, "v", "v", 2015, "i", "Instrument", "I", scale)


def _readings(blocks: list[Block], threshold: int) -> dict[int, list[UnitReading]]:
    readings: dict[int, list[UnitReading]] = {}
    for block in blocks:
        told = telling.tell(block.figures, threshold=threshold)
        for figure in block.figures:
            hidden = frozenset([threshold]) if told[figure.key].is_hidden else frozenset()
            readings.setdefault(block.institution, []).append(
                UnitReading(
                    _topic(block.topic),
                    block.year,
                    block.period,
                    figure.group,
                    value=figure.value,
                    respondents=figure.respondents,
                    hidden_at=hidden,
                )
            )
    return readings


def _compared(blocks: list[Block], threshold: int, places: list[int]) -> list:
    values: dict[tuple[int, int, int], list[ComparedValue]] = {}
    for block in sorted(blocks, key=lambda one: one.period):
        told, number = telling.tell(block.figures, threshold=threshold), NUMBER_OF[block.topic]
        for figure in block.figures:
            about = (block.institution, number, block.year, figure.group, block.period)
            value = ComparedValue(
                *about, figure.value, None, figure.respondents, told[figure.key].is_hidden
            )
            values.setdefault((number, block.institution, block.year), []).append(value)
    found = ComparedYears(2026, 2025, {}, values, frozenset(), frozenset())
    topics = {_topic(block.topic).pk: _topic(block.topic) for block in blocks}.values()
    return [
        found.of(topic, place, year)  # type: ignore[arg-type]  # only its number is asked for
        for topic in topics
        for place in places
        for year in (2025, 2026)
    ]


def with_counts(block: Block, at: int, counts: tuple[int, ...]) -> Block:
    """The block with other people in one of its parts."""
    parts = (*block.parts[:at], replace(block.parts[at], counts=counts), *block.parts[at + 1 :])
    return replace(block, parts=parts)
