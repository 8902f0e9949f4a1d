from django.core.management.base import BaseCommand

from measurements import raw_files
from strategy import attaching, autosave

#: What is thrown out → how.
PURGES = {
    "imported files": raw_files.purge,
    "autosaved texts": autosave.purge,
    "attachments that belong to nothing": attaching.purge,
}


class Command(BaseCommand):
    help = "Take away what has been kept as long as it may be; to be run once a day."

    def handle(self, *, verbosity: int, **options) -> None:
        for what, purge in PURGES.items():
            count = purge()
            if verbosity:
                self.stdout.write(f"{what}: {count}")
