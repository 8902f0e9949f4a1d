from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from config.backups import (
    BackupFailed,
    Fingerprints,
    differences,
    fingerprints,
    restore_backup,
    write_backup,
)


class Command(BaseCommand):
    help = "Replace the database and the kept files by those of a backup."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--verify",
            action="store_true",
            help="compare the rows of every table with the backup afterwards; 1 if they differ",
        )
        parser.add_argument(
            "--discard",
            action="store_true",
            help="do not keep what stands there now in a backup of its own first",
        )

    def handle(self, *, file: Path, verify: bool, discard: bool, **options: Any) -> None:
        try:
            if not discard:
                self._keep_what_is_there()
            wanted = restore_backup(file.absolute())
        except BackupFailed as failed:
            raise CommandError(f"{failed} Nothing was changed.") from failed
        self.stdout.write(f"{file}: {len(wanted)} tables restored.")
        if verify:
            self._verify(wanted)

    def _keep_what_is_there(self) -> None:
        if not connection.introspection.table_names():
            return
        kept = settings.VAR_DIR / f"before-restore-{timezone.localtime():%Y%m%d-%H%M%S}.tar.gz"
        write_backup(kept)
        self.stdout.write(f"What was there before is in {kept}.")

    def _verify(self, wanted: Fingerprints) -> None:
        told = differences(wanted, fingerprints())
        if told:
            raise CommandError("Not as in the backup: " + "; ".join(told), returncode=1)
        rows = sum(count for count, _fingerprint in wanted.values())
        self.stdout.write(f"Verified: {rows} rows are those of the backup.")
