"""What a heading says of the unit: “(pct.)”, “i procent”, “antal”, and what a pivot says of it."""

import re

#: What a heading says of the unit, by what it counts.
UNITS = {
    "share": ("%", "pct", "pct.", "procent", "andel", "procentandel"),
    "days": ("dage", "dag", "dagsværk", "kalenderdage"),
    "count": ("antal", "stk", "stk.", "årsværk", "personer", "børn"),
    "mean": ("gns", "gns.", "gennemsnit", "snit", "score", "point", "middel"),
    "money": ("kr", "kr.", "kroner", "t.kr."),
}
KIND_OF_UNIT = {unit: kind for kind, units in UNITS.items() for unit in units}
UNIT = re.compile(
    rf"\s*[\[(,/–-]?\s*\b(?:i\s+)?({'|'.join(map(re.escape, KIND_OF_UNIT))})\s*[\])]?\s*$|"
    r"\s*[\[(,]?\s*(?:\bi\s+)?(%)\s*[\])]?\s*$|^\s*(antal|andel|gns\.?|gennemsnit(?:lig)?)\s+",
    re.IGNORECASE,
)
#: What a pivot table writes before the heading of a column.
PIVOTED = re.compile(r"^\s*(?:middel|sum|gennemsnit|maks|min)\.?\s+af\s+", re.IGNORECASE)
#: What stands behind a heading in brackets; with digits it tells a scale apart: “(1-5)”.
IN_BRACKETS = re.compile(r"\s*\([^()\d]*\)\s*$")


def bared(text: str) -> tuple[str, str]:
    """A heading without its unit, and of which kind that is; "" for none."""
    kind = ""
    for _round in range(3):
        found = UNIT.search(text)
        if found is None or found[0] == text:
            break
        told = next(filter(None, found.groups())).lower()
        kind = kind or KIND_OF_UNIT.get(told, "mean" if told.startswith("ge") else "share")
        text = text[: found.start()] + text[found.end() :]
    return text.strip(), kind
