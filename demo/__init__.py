"""Eksempelkøbing Kommune: a fictional municipality to show the application with.

Three clusters, three areas of life: Fyrtårnet is well under way, Kompasset has just begun, and
Sekstanten has gaps. Every chapter is loaded whole and once, so that what visitors change stays
changed.
"""

import tomllib
from pathlib import Path
from typing import Any


def read(name: str) -> dict[str, Any]:
    """The content of a data file beside this module, as `read("places")`."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
