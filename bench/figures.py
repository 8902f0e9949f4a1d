"""What was measured, beside its floor and what was promised."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Figure:
    """One work. floor: the least it can cost, measured in the same run; ratio: how many times more
    ours costs, or, where ours is to be the faster, how many times less. ok: None without a promise.
    """

    work: str
    floor: float
    ours: float
    ratio: float
    promise: str
    ok: bool | None
    unit: str = "s"
    note: str = ""

    @classmethod
    def times(
        cls, work: str, floor: float, ours: float, *, most: float | None = None, **more: str
    ) -> Self:
        """Ours may cost so many times what the floor costs."""
        ratio = ours / floor
        if most is None:
            return cls(work, floor, ours, ratio, "–", None, **more)
        return cls(work, floor, ours, ratio, f"≤ {most:g} ×", round(ratio, 2) <= most, **more)

    @classmethod
    def within(
        cls, work: str, floor: float, ours: float, *, most: float, unit: str, note: str = ""
    ) -> Self:
        """Ours may cost so much, whatever the floor costs."""
        return cls(work, floor, ours, ours / floor, f"≤ {most:g} {unit}", ours <= most, unit, note)

    @classmethod
    def faster(cls, work: str, theirs: float, ours: float, *, least: float, note: str = "") -> Self:
        """Ours is to take so many times less than another way."""
        ratio = theirs / ours
        return cls(work, theirs, ours, ratio, f"≥ {least:g} ×", ratio >= least, "s", note)

    @property
    def as_json(self) -> dict:
        kept = asdict(self)
        return {name: kept[name] for name in ("work", "floor", "ours", "ratio", "promise", "ok")}

    def __str__(self) -> str:
        verdict = {True: "kept", False: "NOT KEPT", None: ""}[self.ok]
        unit = self.unit
        columns = (
            f"{self.work:<72}",
            f"{_shown(self.floor):>8} {unit:<7}",
            f"{_shown(self.ours):>8} {unit:<7}",
            f"{self.ratio:>7.2f} ×",
            f"{self.promise:>10}",
            verdict,
        )
        return "  ".join(columns) + (f"\n    {self.note}" if self.note else "")


HEADINGS = f"{'work':<72}  {'floor':>8} {'':<7}  {'ours':>8} {'':<7}  {'ratio':>9}  {'promise':>10}"


def _shown(number: float) -> str:
    return f"{number:.4f}" if number < 0.1 else f"{number:.3g}" if number < 100 else f"{number:.0f}"


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def alternately(
    *works: Callable[[], object], runs: int, before: Callable[[], object] = lambda: None
) -> list[list[float]]:
    """The seconds of each work, in rounds: what disturbs the machine disturbs all of them.

    `before` prepares each, outside the measured time.
    """
    found: list[list[float]] = [[] for _ in works]
    for _round in range(runs):
        for times, work in zip(found, works, strict=True):
            before()
            times.append(seconds(work))
    return found


def spread(**times: Sequence[float]) -> str:
    """The medians, for those who want to know how still the machine was."""
    words = [
        f"{name} {min(some):.3f}–{max(some):.3f} s, median {statistics.median(some):.3f}"
        for name, some in times.items()
    ]
    return "; ".join(words)
