"""What numbers count, told to machines: the same words on pages, in files and with messages."""

from collections.abc import Mapping

#: Of a message: what its words count, and of what.
HEADER = "X-Counts"


def in_pairs(counts: Mapping[str, int]) -> str:
    """“adopted=36 expected=60”."""
    return " ".join(f"{name}={count}" for name, count in counts.items())


def in_keywords(counts: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Of a file: what it tells, by scope, “municipality adopted=36 expected=60” and so on."""
    return [f"{scope} {in_pairs(told)}" for scope, told in counts.items() if told]


def of_message(scope: str, counts: Mapping[str, int]) -> dict[str, str]:
    """The header of a message whose words tell these counts."""
    return {HEADER: f"{scope}: {in_pairs(counts)}"}
