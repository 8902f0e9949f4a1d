import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from institutions.claims.listed import ListRefused, apply_list, read_list, the_provider


class Command(BaseCommand):
    """Reads a list of who has which groups, and brings roles by claims in step with it."""

    help = "Give and take away roles by the municipality's list of who has which groups."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="JSON or CSV; - reads it from the standard input")
        parser.add_argument("--provider", default="", help="key of a provider; else the first")
        parser.add_argument("--whatever", action="store_true", help="even if most lose their roles")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = (
                sys.stdin.read()
                if options["file"] == "-"
                else Path(options["file"]).read_text("utf-8-sig")
            )
            provider = the_provider(options["provider"])
            outcome = apply_list(read_list(text), provider, whatever=options["whatever"])
        except (ListRefused, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        told = asdict(outcome)
        if options["as_json"]:
            self.stdout.write(json.dumps(told))
        else:
            self.stdout.write("; ".join(f"{name}: {number}" for name, number in told.items()))
