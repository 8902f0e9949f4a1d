"""What a crowd was answered, in figures and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from bench.load_client import FLOORS, Answer

#: Kinds that are no pages: nothing of them is looked up among what is kept.
_NO_PAGES = {"autosave", "status update", "paper", "workbook"}


@dataclass(frozen=True, slots=True)
class Stage:
    """So many people for so many seconds. cpu: seconds of the site's processes, floors included;
    memory: megabytes of each worker at the start, halfway and at the end. start: seconds of
    processor time of the first process, and of the others, until the site answers.
    """

    people: int
    think: float
    seconds: float
    answers: Sequence[Answer]
    floors: Sequence[Answer]
    cpu: float
    database_cpu: float
    client_cpu: float
    memory: Sequence[Sequence[float]]
    load: Sequence[float]
    start: Sequence[float]

    @property
    def own_cpu(self) -> float:
        """Seconds without those of the floors."""
        return self.cpu - sum(answer.cpu for answer in self.floors) / 1000

    @property
    def errors(self) -> list[Answer]:
        return [answer for answer in (*self.answers, *self.floors) if answer.is_error]

    @property
    def views(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.kind not in _NO_PAGES]

    def floor(self, kind: str) -> float:
        """The p95 of an empty page, in milliseconds."""
        return quantile((answer.seconds for answer in self.floors if answer.kind == kind), 95)

    def kept(self, *how: str) -> float:
        """How many of a hundred page views were so answered from what is kept."""
        return 100 * mean(view.kept in how for view in self.views) if self.views else 0.0

    @property
    def as_json(self) -> dict[str, Any]:
        waits = [answer.seconds for answer in self.answers]
        nearly, empty = (self.floor(kind) for kind in FLOORS)
        return {
            "people": self.people,
            "think": self.think,
            "seconds": round(self.seconds, 1),
            "requests": len(self.answers),
            "per_second": len(self.answers) / self.seconds,
            "p50": quantile(waits, 50),
            "p95": quantile(waits, 95),
            "p99": quantile(waits, 99),
            "floor_p95": nearly,
            "bare_floor_p95": empty,
            "ratio": quantile(waits, 95) / nearly if nearly else 0.0,
            "errors": [[error.kind, error.address, error.status] for error in self.errors],
            "cpu": self.own_cpu,
            "cpu_mean": 1000 * self.own_cpu / max(1, len(self.answers)),
            "cpu_median": median([answer.cpu for answer in self.answers] or [0.0]),
            "database_cpu_mean": 1000 * self.database_cpu / max(1, len(self.answers)),
            "client_cpu_mean": 1000 * self.client_cpu / max(1, len(self.answers)),
            "kept": self.kept("whole"),
            "memory": [[round(each, 1) for each in some] for some in self.memory],
            "load": list(self.load),
            "start": list(self.start),
            "kinds": {kind: _figures(some) for kind, some in self._by_kind().items()},
        }

    def _by_kind(self) -> dict[str, list[Answer]]:
        found: dict[str, list[Answer]] = {}
        for answer in (*self.answers, *self.floors):
            found.setdefault(answer.kind, []).append(answer)
        return dict(sorted(found.items(), key=lambda each: -sum(some.cpu for some in each[1])))


def _figures(answers: Sequence[Answer]) -> dict[str, float]:
    spent = [answer.cpu for answer in answers]
    waits = [answer.seconds for answer in answers]
    return {
        "requests": len(answers),
        "cpu_mean": mean(spent),
        "cpu_median": median(spent),
        "cpu_p95": quantile((each / 1000 for each in spent), 95),
        "cpu": sum(spent) / 1000,
        "p50": quantile(waits, 50),
        "p95": quantile(waits, 95),
    }


def quantile(seconds: Iterable[float], nth: int) -> float:
    """So many of a hundred waited no longer, in milliseconds."""
    found = sorted(seconds)
    return 1000 * found[min(len(found) - 1, len(found) * nth // 100)] if found else 0.0


def told(stage: Stage, *, name: str) -> str:
    """For reading."""
    of = stage.as_json
    lines = [
        f"\n{name}: {of['people']} people, {of['think']:g} s between clicks, {of['seconds']:.0f} s",
        f"  requests      {of['requests']} ({of['per_second']:.1f} a second),"
        f" errors {len(of['errors'])}",
        f"  waited        p50 {of['p50']:.0f}, p95 {of['p95']:.0f}, p99 {of['p99']:.0f} ms",
        f"  floor, p95    {of['floor_p95']:.0f} ms (without a layout {of['bare_floor_p95']:.0f}):"
        f" ours {of['ratio']:.1f} × (≤ 4)",
        f"  processor     median {of['cpu_median']:.1f} ms a request (≤ 25), mean"
        f" {of['cpu_mean']:.1f}; database {of['database_cpu_mean']:.1f}, these people"
        f" {of['client_cpu_mean']:.1f}; load {of['load'][0]:.1f}–{of['load'][-1]:.1f}",
        f"  kept          {of['kept']:.0f} of 100 views",
        f"  memory        {of['memory']} MB (≤ 220)",
        f"  start         {of['start'][0]:.1f} s of processor time, and for each worker"
        f" {', '.join(f'{each:.2f}' for each in of['start'][1:])} (≤ 2)",
        f"  {'':<20} {'requests':>8} {'cpu ms':>8} {'median':>8} {'p95':>8} {'of all':>7}"
        f" {'waited p50':>10} {'p95':>8}",
    ]
    whole = sum(kind["cpu"] for kind in of["kinds"].values()) or 1
    for kind, figures in of["kinds"].items():
        lines.append(
            f"  {kind:<20} {figures['requests']:>8} {figures['cpu_mean']:>8.1f}"
            f" {figures['cpu_median']:>8.1f} {figures['cpu_p95']:>8.1f}"
            f" {100 * figures['cpu'] / whole:>6.0f}% {figures['p50']:>10.0f} {figures['p95']:>8.0f}"
        )
    errors = sorted({(kind, status, address) for kind, address, status in of["errors"]})
    lines += [f"  error: {kind} {status} {address}" for kind, status, address in errors[:20]]
    return "\n".join(lines)
