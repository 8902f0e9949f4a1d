"""Cells of a file of measurements that hold a civil registration number, and are not repeated."""

from files.spreadsheets import Sheet
from imports.cpr import cpr_errors
from imports.diff import in_order
from measurements.importing.content import Content


def tell_of_cpr(sheet: Sheet, content: Content) -> None:
    """An error for every such cell, in the place of all else that is told of it."""
    errors = cpr_errors(sheet, numbers=content.recognised.numbers)
    cells = {error.address for error in errors}
    if not cells:
        return
    content.notices = [one for one in content.notices if one.address not in cells]
    others = [one for one in content.errors if one.address not in cells]
    content.errors = in_order([*others, *errors])
