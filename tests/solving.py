"""The attacker: is told everything that is shown of a small town, the rules by which it is hidden,
and every other institution as it is, and looks for cells that nobody should be able to tell.

A cell has fallen when whatever is shown could only be so if one to threshold − 1 people are in it.
So the attacker looks for a world that looks the same and in which nobody is in the cell, or enough;
where every world that looks the same has been tried in vain, the cell has fallen.

    python -m tests.solving 10000
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, lru_cache
from itertools import combinations, islice, product
from typing import NamedTuple

THRESHOLDS = (3, 5)
#: So many worlds are tried with the same groups changed at once; then the cell counts as fallen.
MOST_TOGETHER = 60_000


class Fallen(NamedTuple):
    """A cell that can be told: in which block, part and place, and how many are in it."""

    town: int
    threshold: int
    block: object
    part: int
    cell: int
    count: int


class Score(NamedTuple):
    """cells: those with few people, each as often as there are readers; worlds: those tried."""

    towns: int
    cells: int
    worlds: int
    fallen: tuple[Fallen, ...]

    def __add__(self, other: "Score") -> "Score":  # type: ignore[override]
        return Score(*(mine + its for mine, its in zip(self, other, strict=True)))


def attack(seeds: range, *, until_fallen: bool = False) -> Score:
    """Attack the towns of these seeds."""
    score = Score(0, 0, 0, ())
    for seed in seeds:
        score = score + attack_town(seed)
        if until_fallen and score.fallen:
            break
    return score


def attack_town(seed: int) -> Score:
    from tests.small_towns import small_town

    town = small_town(random.Random(seed))
    cells = worlds = 0
    fallen: list[Fallen] = []
    for threshold in THRESHOLDS:
        attacker = Attacker(town, threshold)
        for at, block in enumerate(town):
            for part, cell, count in few_in(block, threshold):
                cells += 1
                if not attacker.finds_another(at, part, cell):
                    fallen.append(Fallen(seed, threshold, block, part, cell, count))
        worlds += attacker.worlds
    return Score(1, cells, worlds, tuple(fallen))


def few_in(block, threshold: int) -> Iterator[tuple[int, int, int]]:
    """(part, cell, count) of the cells with few; part −1 is what stands for all."""
    wholes = [(-1, block.whole)] if block.has_whole else []
    for number, part in [*enumerate(block.parts), *wholes]:
        for cell, count in enumerate(part.counts):
            if 0 < count < threshold:
                yield number, cell, count


class Attacker:
    """Somebody who has read everything that is shown of a town."""

    def __init__(self, town, threshold: int) -> None:
        from tests import small_towns

        self.says = small_towns
        self.town, self.threshold, self.worlds = town, threshold, 0
        self.blocks = [small_towns.shown_of_block(block, threshold) for block in town]
        self.whole: dict[str, list] = {}
        self.alike: dict[int, list] = {}  # blocks of worlds that looked the same

    def finds_another(self, at: int, part: int, cell: int) -> bool:
        """Whether a world looks the same in which the cell is not one with few."""
        alike = self.alike.setdefault(at, [])
        if any(self._is_another(block, part, cell) for block in alike):
            return True
        for block in self._others(at, part):
            if self._is_another(block, part, cell):
                self.worlds += 1
                if self._looks_the_same(at, block):
                    alike.append(block)
                    return True
        return False

    def _is_another(self, block, part: int, cell: int) -> bool:
        counts = block.whole.counts if part < 0 else block.parts[part].counts
        return not 0 < counts[cell] < self.threshold

    def _looks_the_same(self, at: int, block) -> bool:
        if self.says.shown_of_block(block, self.threshold) != self.blocks[at]:
            return False
        world = (*self.town[:at], block, *self.town[at + 1 :])
        topic = block.topic
        if topic not in self.whole:
            self.whole[topic] = self._shown(self.town, topic)
        return self._shown(world, topic) == self.whole[topic]

    def _shown(self, town, topic: str) -> list:
        return self.says.shown_of_town(town, self.threshold, frozenset([topic]))

    def _others(self, at: int, part: int) -> Iterator:
        """The block with other people: in the part itself, then in any, then in several."""
        block = self.town[at]
        order = [part] if part >= 0 else []
        order += [number for number in range(len(block.parts)) if number != part]
        for number in order:
            for way in self._ways(at, number):
                yield self.says.with_counts(block, number, way)
        for count in range(2, len(order) + 1):
            for several in combinations(order, count):
                yield from islice(self._together(at, several), MOST_TOGETHER)

    def _together(self, at: int, several: tuple[int, ...]) -> Iterator:
        for ways in product(*(list(self._ways(at, number)) for number in several)):
            block = self.town[at]
            for number, way in zip(several, ways, strict=True):
                block = self.says.with_counts(block, number, way)
            yield block

    def _ways(self, at: int, number: int) -> Iterator[tuple[int, ...]]:
        """How a part may have answered, as far as its own figures leave it open."""
        part = self.town[at].parts[number]
        seen = {group: (n, cells) for group, _value, n, cells in self.blocks[at]}
        n, cells = seen.get(part.group, (None, ())) if part.has_row else (None, ())
        known = [place for place, cell in enumerate(cells) if any(one is not None for one in cell)]
        for way in _choices(part.counts, self.threshold):
            if n in (None, sum(way)) and all(way[place] == part.counts[place] for place in known):
                yield way


@lru_cache(maxsize=200)
def _choices(counts: tuple[int, ...], threshold: int) -> list[tuple[int, ...]]:
    """Every way to share out as many people, those nearest to the truth first; and as few."""

    def distance(way: tuple[int, ...]) -> int:
        return sum(abs(its - own) for its, own in zip(way, counts, strict=True))

    n = sum(counts)
    sizes = [n, *(few for few in range(1, threshold) if few != n)]
    return sorted((way for size in sizes for way in _ways(size, len(counts))), key=distance)


@cache
def _ways(n: int, cells: int) -> list[tuple[int, ...]]:
    if cells == 1:
        return [(n,)]
    return [(first, *rest) for first in range(n + 1) for rest in _ways(n - first, cells - 1)]


def _ready() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "on")
    os.environ.setdefault("SECRET_KEY", "for-the-solver-only")
    django.setup()


def in_words(score: Score, seconds: float) -> str:
    return (
        f"{score.towns} towns, {score.cells} cells with few, {score.worlds} worlds tried,"
        f" {len(score.fallen)} fallen, {seconds:.0f} s"
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Attack as many towns as are asked for, a few at a time, and say how it went."""
    parser = argparse.ArgumentParser(description="Attack small towns.")
    parser.add_argument("towns", type=int, nargs="?", default=10_000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    asked = parser.parse_args()
    _ready()
    began = time.monotonic()
    score = Score(0, 0, 0, ())
    starts = range(asked.first, asked.first + asked.towns, 50)
    parts = [range(first, min(first + 50, asked.first + asked.towns)) for first in starts]
    with ProcessPoolExecutor(initializer=_ready) as workers:
        for part in workers.map(attack, parts):
            score = score + part
            for fallen in part.fallen:
                _say(str(fallen))
            if score.towns % 1000 == 0:
                _say(in_words(score, time.monotonic() - began))
    _say(in_words(score, time.monotonic() - began))
    return 1 if score.fallen else 0


if __name__ == "__main__":
    raise SystemExit(main())
