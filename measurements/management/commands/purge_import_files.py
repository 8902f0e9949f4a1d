from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from measurements.raw_files import purge


class Command(BaseCommand):
    help = "Take away imported files that have been kept as long as IMPORT_KEEP_FILES_DAYS says."

    def handle(self, *args: Any, **options: Any) -> None:
        count = purge()
        self.stdout.write(
            ngettext(
                "One file was taken away.",
                "%(count)s files were taken away.",
                count,
            )
            % {"count": count}
        )
