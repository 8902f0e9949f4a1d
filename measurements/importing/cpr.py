"""Cells of a file of measurements that hold a civil registration number, and are not repeated."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from files.spreadsheets import Sheet
from files.spreadsheets.cpr import CprCell, cells_with_cpr
from measurements.importing.content import Content
from measurements.importing.faults import Fault
from measurements.layouts import NUMBERS, Recognised


def addresses_with_cpr(sheet: Sheet, recognised: Recognised) -> Iterator[str]:
    """Every such cell, by its address; the whole file is looked through."""
    return (cell.address for cell in _cells(sheet, recognised))


def tell_of_cpr(sheet: Sheet, content: Content) -> None:
    """A fault for every such cell, in the place of all else that is told of it."""
    cells = {cell.address: cell for cell in _cells(sheet, content.recognised)}
    if not cells:
        return
    content.has_cpr = True
    content.notices = [one for one in content.notices if one.address not in cells]
    content.faults = [one for one in content.faults if one.address not in cells]
    content.faults += [
        Fault(cell.row, cell.column, cell.address, "", _("(hidden)"), cell.message, "cpr")
        for cell in cells.values()
    ]
    content.faults.sort(key=lambda fault: (fault.row, len(fault.address), fault.address))


def _cells(sheet: Sheet, recognised: Recognised) -> Iterator[CprCell]:
    columns = recognised.columns
    return cells_with_cpr(sheet, numbers={columns[one] for one in NUMBERS if one in columns})
