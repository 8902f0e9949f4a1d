from typing import Any

from django.core.management.base import BaseCommand

from config import purging


class Command(BaseCommand):
    help = "Take away what has been kept as long as it may be; `manage.py work` does it every day."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        for name, count in purging.purge_all().items():
            if verbosity:
                self.stdout.write(f"{name}: {count}")
