from argparse import ArgumentParser
from typing import Any

from imports.commands import ImportCommand
from imports.kinds import ImportChoices, registered_kinds


class Command(ImportCommand):
    help = (
        "Read a file of any kind in, as its pages do. The exit code is 0 when all went well, 1 when"
        " the file has errors or waits for an answer and nothing was saved, 2 when it cannot be"
        " read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(registered_kinds()))
        super().add_arguments(parser)
        parser.add_argument("--about", default="", help="what it is read into: slug or number")
        parser.add_argument("--layout", default="auto", help="where the headings cannot tell")
        parser.add_argument("--reason", default="", help="why what is closed changes")
        parser.add_argument(
            "--accept", action="append", default=[], help="what is ticked, as on the preview"
        )

    def choices(self, options: dict[str, Any]) -> ImportChoices:
        return ImportChoices(options["layout"], frozenset(options["accept"]), options["reason"])
