"""Cells that seem to hold a civil registration number: refused by every kind of file alike."""

from collections.abc import Container

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.package import Unreadable
from files.spreadsheets import Sheet
from files.spreadsheets.cpr import cells_with_cpr
from imports.diff import CPR, RowError


def cpr_errors(sheet: Sheet, *, numbers: Container[int] = ()) -> list[RowError]:
    """An error for every such cell. numbers: columns of institutions' own numbers.

    What else the row says is not read, so that nothing repeats the number.
    """
    return [
        RowError(cell.row, cell.column, cell.address, cell.message, found=_("(hidden)"), kind=CPR)
        for cell in cells_with_cpr(sheet, numbers=numbers)
    ]


def refuse_cpr_in(sheet: Sheet, *, numbers: Container[int] = ()) -> None:
    """Raise `Unreadable` for a file that is to be kept before its rows are read."""
    addresses = [error.address for error in cpr_errors(sheet, numbers=numbers)]
    if addresses:
        sentence = ngettext(
            "The cell %(cells)s seems to hold a CPR number. Delete it: such numbers are not kept.",
            "%(count)s cells seem to hold CPR numbers, the first of them %(cells)s. Delete them:"
            " such numbers are not kept.",
            len(addresses),
        )
        raise Unreadable(sentence % {"count": len(addresses), "cells": ", ".join(addresses[:3])})
