"""What a cluster is called before its name, whichever kind of file names it.

Municipalities say klynge, dagtilbud, distrikt or netværk: “Klynge Nord” and “Nord” are one.
"""

import re

#: Each word, and what its definite form ends in.
CLUSTER_WORDS = {"klynge": "n", "dagtilbud": "det", "distrikt": "et", "netværk": "et"}
_WORDS = "|".join(f"{word}(?:{ending})?" for word, ending in CLUSTER_WORDS.items())
_BEFORE_A_NAME = re.compile(rf"^\s*(?:{_WORDS})\s+(?=\S)", re.IGNORECASE)
_OF_SEVERAL = re.compile(rf"\s*(?:{'|'.join(CLUSTER_WORDS)}|område)", re.IGNORECASE)


def without_cluster_word(name: str) -> str:
    """The name of a cluster alone; the word stays where nothing else is there."""
    return _BEFORE_A_NAME.sub("", name)


def begins_as_a_region(name: str) -> bool:
    """Whether a text begins as the name of a cluster or an area does."""
    return _OF_SEVERAL.match(name) is not None
