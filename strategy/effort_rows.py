"""Efforts as they are typed, a row to each: read from what a form sends, and looked through."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from config.bullets import items
from config.privacy import looks_like_cpr
from strategy.answer_kinds import RowAnswer
from strategy.form_fields import EFFORT_FIELDS, EFFORTS

NAMES = tuple(field.name for field in EFFORT_FIELDS)


def typed_rows(
    data: Mapping[str, Any], name: str, *, saved: Iterable[RowAnswer]
) -> list[RowAnswer]:
    """The rows of a form, in the order in which they stand there, the emptied ones left out.

    Also reads a whole list under the field's own name: lines, or rows as they are kept. A row with
    several lines is a list that was pasted. saved: the efforts that are there already.
    """
    rows = EFFORTS.rows(data.get(name) or [])
    cell = re.compile(rf"{re.escape(name)}-\d{{1,5}}(?=-)")
    places = dict.fromkeys(found[0] for key in data if (found := cell.match(key)))
    for place in places:
        rows += _as_lines(_typed_row(data, place))
    there = {row["row"]: row for row in saved}
    return [row for row in rows if not _is_emptied(row, there)]


def rows_without_cpr(rows: Iterable[RowAnswer]) -> list[RowAnswer]:
    """The rows without the cells that must not be stored anywhere."""
    return [{name: cell for name, cell in row.items() if not looks_like_cpr(cell)} for row in rows]


def _typed_row(data: Mapping[str, Any], place: str) -> RowAnswer:
    """What was typed in one row, blanks aside. row: the key of the effort it is, if it is one."""
    row = {"row": (data.get(f"{place}-row") or "").strip()}
    return row | {
        field.name: field.kind.typed(data.get(f"{place}-{field.name}")).strip()
        for field in EFFORT_FIELDS
    }


def _as_lines(answer: RowAnswer) -> list[RowAnswer]:
    """A row for each line that was pasted into one; what stands beside it is the first's."""
    lines = items(answer["text"])
    if len(lines) < 2:
        return [answer | {"text": "".join(lines)}]
    first, *others = (EFFORTS.row(line) for line in lines)
    if any(answer.get(name) for name in first if name != "text"):
        first = {"text": lines[0]}
    empty = dict.fromkeys(("row", *NAMES), "")
    return [answer | first, *(empty | other for other in others)]


def _is_emptied(row: RowAnswer, there: Mapping[str, RowAnswer]) -> bool:
    """A row is taken away by emptying it; what was saved beside its text goes along."""
    if row.get("text", "-"):
        return False
    saved = there.get(row.get("row", ""), {})
    return all(not row.get(name) or row[name] == saved.get(name) for name in NAMES)
