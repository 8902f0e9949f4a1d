from typing import Any

from django.core.management.base import BaseCommand

from measurements.reference import load_everything


class Command(BaseCommand):
    help = "Load the reference data that are missing; change none that are there."

    def handle(self, **options: Any) -> None:
        for name, count in load_everything().items():
            self.stdout.write(f"{name}: {count}")
