"""What the page of the workplace is made of, as `leadership/data/arbejdsplads.toml` says."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DECLARED = Path(__file__).parent.parent / "data" / "arbejdsplads.toml"


@dataclass(frozen=True, slots=True)
class WorkplaceMadeOf:
    """Codes of instruments. groups: (heading, those under it)."""

    talks: str
    survey: str
    groups: tuple[tuple[str, frozenset[str]], ...]


@cache
def made_of() -> WorkplaceMadeOf:
    declared = tomllib.loads(DECLARED.read_text(encoding="utf-8"))
    return WorkplaceMadeOf(
        declared["talks"],
        declared["survey"],
        tuple((one["name"], frozenset(one["instruments"])) for one in declared["groups"]),
    )
