from argparse import ArgumentParser
from typing import Any

from imports.kinds import ImportChoices
from imports.undo_command import UndoCommand
from measurements.importing import MeasurementFile
from measurements.models import Import


class Command(UndoCommand):
    help = (
        "Take one import back, all of it. What a later import has changed since is left, and named."
    )
    receipts = Import

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="", help="why values of a locked round change")

    def kind(self, options: dict[str, Any]) -> MeasurementFile:
        return MeasurementFile(choices=ImportChoices(reason=options["reason"]))
