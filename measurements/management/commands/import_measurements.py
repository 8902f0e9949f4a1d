from argparse import ArgumentParser
from typing import Any

from django.utils.translation import ngettext

from imports.commands import ImportCommand
from imports.engine import Committed
from imports.kinds import ImportChoices
from measurements.importing.kind import NAMES, WARNINGS


class Command(ImportCommand):
    code = "measurements"
    help = (
        "Read a file of measurements in, as the administration does. The exit code is 0 when all"
        " went well, 1 when the file has errors and nothing was saved, 2 when it cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--layout", default="auto", help="the code of a layout, where the headings fit several"
        )
        parser.add_argument(
            "--stop-at-warnings",
            action="store_true",
            help="save nothing either when values look unusual; the exit code is then 1",
        )
        parser.add_argument(
            "--accept-names",
            action="store_true",
            help="find institutions by their names alone where the file has no numbers; without"
            " it nothing is saved of such a file, and the exit code is 1",
        )
        parser.add_argument("--reason", default="", help="why values of a locked round change")

    def choices(self, options: dict[str, Any]) -> ImportChoices:
        self.stops = options["stop_at_warnings"]
        ticked = {WARNINGS: not self.stops, NAMES: options["accept_names"]}
        self.accepted = frozenset(name for name, is_ticked in ticked.items() if is_ticked)
        return ImportChoices(options["layout"], self.accepted, options["reason"])

    def refusal(self, committed: Committed[Any], *, dry_run: bool) -> str:
        diff = committed.diff
        is_asked = diff.is_writable and not dry_run and NAMES not in self.accepted
        if is_asked and (count := len(diff.name_matches)):
            return ngettext(
                "%(count)s institution was found by its name alone. Nothing was saved. If it is"
                " right, use --accept-names.",
                "%(count)s institutions were found by their names alone. Nothing was saved. If"
                " they are right, use --accept-names.",
                count,
            ) % {"count": count}
        if diff.is_clean and self.stops and (count := len(diff.warnings)):
            return ngettext(
                "%(count)s value looks unusual. Nothing was saved.",
                "%(count)s values look unusual. Nothing was saved.",
                count,
            ) % {"count": count}
        return super().refusal(committed, dry_run=dry_run)
