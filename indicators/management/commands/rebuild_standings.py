from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand

from config.planner import look_again
from indicators.snapshots import keeping, truth


class Command(BaseCommand):
    help = "Work out anew how every indicator stands at every unit in every year."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed", action="store_true", help="Only when the kept standings no longer hold."
        )

    def handle(self, *, if_needed: bool, **options: Any) -> None:
        if if_needed and truth.are_true():
            self.stdout.write("The standings hold.")
            return
        self.stdout.write(f"standings: {keeping.rebuild()}")
        look_again()
