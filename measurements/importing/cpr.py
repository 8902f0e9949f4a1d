"""Cells of a file of measurements that hold a civil registration number, and are not repeated."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from files.spreadsheets import Sheet, cell_address
from files.spreadsheets.cpr import CPR_IN_A_CELL, cells_with_cpr
from measurements.importing.content import Content
from measurements.importing.faults import Fault
from measurements.layouts import NUMBERS, Recognised


def addresses_with_cpr(sheet: Sheet, recognised: Recognised) -> Iterator[str]:
    """Every such cell, by its address; the whole file is looked through."""
    return (cell_address(*place) for place in _places(sheet, recognised))


def tell_of_cpr(sheet: Sheet, content: Content) -> None:
    """A fault for every such cell, in the place of all else that is told of it."""
    places = {cell_address(*place): place for place in _places(sheet, content.recognised)}
    if not places:
        return
    content.has_cpr = True
    content.notices = [one for one in content.notices if one.address not in places]
    content.faults = [one for one in content.faults if one.address not in places]
    content.faults += [
        Fault(row, sheet.headers[index], address, "", _("(hidden)"), str(CPR_IN_A_CELL), "cpr")
        for address, (row, index) in places.items()
    ]
    content.faults.sort(key=lambda fault: (fault.row, len(fault.address), fault.address))


def _places(sheet: Sheet, recognised: Recognised) -> Iterator[tuple[int, int]]:
    columns = recognised.columns
    return cells_with_cpr(sheet, numbers={columns[one] for one in NUMBERS if one in columns})
