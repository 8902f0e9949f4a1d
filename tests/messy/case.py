"""What a messy file is, what is expected of it, and where all of them are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

PLACES = {
    "9101": "Solsikken",
    "9201": "Egernet",
    "9301": "Regnbuen",
    "9401": "Mælkevejen",
}
NUMBERS = tuple(PLACES)[:3]
#: Number of the institution, period, topic, value; the group, where it is about one.
Fact = tuple[str, ...]


@dataclass(frozen=True)
class Mess:
    """A file and what must come of it.

    says: what is stored of it. refused: what the sentence holds, of a file that is not read in.
    answers: beginning of a question's id → the choice (its value or label) or text. options: of the
    command. kind: of file.
    """

    name: str
    make: Callable[[], bytes]
    file: str
    says: frozenset[Fact] = frozenset()
    refused: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    kind: str = "measurements"


CASES: dict[str, Mess] = {}


def mess(
    says: Sequence[Fact] = (), *, file: str = "data.xlsx", **more: object
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Keep a function that makes a file, with what is expected of it."""

    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        name = make.__name__
        assert name not in CASES, f"two cases are called {name}"
        CASES[name] = Mess(name, make, file, frozenset(says), **more)  # type: ignore[arg-type]
        return make

    return keep


def values(period: str, topic: str, *cells: str, numbers: Sequence[str] = NUMBERS) -> list[Fact]:
    """What a column says of the institutions, one after another."""
    return [(number, period, topic, cell) for number, cell in zip(numbers, cells, strict=True)]
