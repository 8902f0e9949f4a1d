from typing import Any

from imports.undo_command import UndoCommand
from institutions.importing import InstitutionListFile
from institutions.models import InstitutionImport


class Command(UndoCommand):
    help = (
        "Take one import of institutions back, all of it or nothing. What was corrected by hand"
        " since is left, and named."
    )
    receipts = InstitutionImport

    def kind(self, options: dict[str, Any]) -> InstitutionListFile:
        return InstitutionListFile()
