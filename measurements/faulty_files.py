"""A file given back with what is wrong in it, to be corrected where it stands."""

import csv
import io
from collections import defaultdict

from django.utils.translation import gettext as _

from measurements.importing import Plan
from spreadsheets import Cell
from spreadsheets.danish_values import shown

#: A spreadsheet would take a text that begins so for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def with_faults_marked(plan: Plan) -> bytes:
    """The rows of the file and a last column of faults, as the csv that Danish Excel opens."""
    messages = defaultdict(list)
    for fault in plan.faults:
        messages[fault.row].append(f"{fault.address}: {fault.message}")
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in plan.sheet.headers] + [_("Errors")])
    for row in plan.sheet.rows:
        writer.writerow([harmless(cell) for cell in row.cells] + [" ".join(messages[row.number])])
    return target.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> str:
    """The cell as text that no spreadsheet takes for a formula. Numbers stay as they are."""
    text = shown(cell)
    if isinstance(cell, str) and text.startswith(FORMULA_SIGNS) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "").replace(",", "").isdecimal()
