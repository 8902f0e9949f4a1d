from argparse import ArgumentParser
from typing import Any

from imports.commands import ImportCommand
from imports.kinds import ImportChoices
from institutions.people.importing.kind import LATER


class Command(ImportCommand):
    code = "people"
    help = (
        "Read a list of people and their roles in, as the pages do. Invitations wait until somebody"
        " sends them, unless --invite is given. The exit code is 0 when all went well, 1 when the"
        " file has errors and nothing was saved, 2 when it cannot be read, 3 when it asks."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--invite", action="store_true", help="mail the new people at once")

    def choices(self, options: dict[str, Any]) -> ImportChoices:
        return ImportChoices(accepted=frozenset() if options["invite"] else frozenset({LATER}))
