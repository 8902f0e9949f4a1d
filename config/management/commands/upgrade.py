from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand

from config.upgrades import Upgrade


class Command(BaseCommand):
    help = "Take this version into use: backup, check, migrate, verify; or back to what was there."
    requires_system_checks = []  # the upgrade checks, and can go back whatever they say

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--back", action="store_true", help="put back what an upgrade cut short had begun with"
        )
        parser.add_argument(
            "--may-lose-rows", action="store_true", help="tables may hold fewer rows afterwards"
        )

    def handle(self, *, back: bool, may_lose_rows: bool, **options: Any) -> None:
        upgrade = Upgrade(self.stdout.write, may_lose_rows=may_lose_rows)
        if back:
            upgrade.go_back()
        else:
            upgrade.run()
