from typing import Any

from imports.undo_command import UndoCommand
from leadership.models import ValueBase, ValueBaseImport
from leadership.value_base.spreadsheet import ValueBaseSheet


class Command(UndoCommand):
    help = (
        "Take one import of the value base back, all of it or nothing. What somebody has worded"
        " anew since is left, and named."
    )
    receipts = ValueBaseImport

    def kind(self, options: dict[str, Any]) -> ValueBaseSheet:
        return ValueBaseSheet(ValueBase())
