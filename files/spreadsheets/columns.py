"""Columns of a file that an import does not read: told by name, never passed over."""

from collections.abc import Container

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.spreadsheets.sheet import Sheet, column_letters


def not_read(sheet: Sheet, read: Container[int]) -> str:
    """The sentence that names every other column with a heading; "" where all are read."""
    others = [
        _("“%(heading)s”") % {"heading": heading} + f" ({column_letters(index)})"
        for index, heading in enumerate(sheet.headers)
        if heading and index not in read
    ]
    if not others:
        return ""
    return ngettext(
        "The column %(columns)s is not used.", "The columns %(columns)s are not used.", len(others)
    ) % {"columns": ", ".join(others)}
