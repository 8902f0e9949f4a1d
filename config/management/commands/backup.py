from pathlib import Path
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError

from config.backups import BackupFailed, write_backup


class Command(BaseCommand):
    help = "Write the database and the kept files to one file (.tar.gz)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        if not file.absolute().parent.is_dir():
            raise CommandError(f"There is no folder {file.absolute().parent}.")
        try:
            tables = write_backup(file.absolute())
        except BackupFailed as failed:
            raise CommandError(str(failed)) from failed
        rows = sum(count for count, _fingerprint in tables.values())
        self.stdout.write(f"{file}: {len(tables)} tables, {rows} rows.")
