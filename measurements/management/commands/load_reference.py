from typing import Any

from django.core.management.base import BaseCommand

from config.planner import look_again
from measurements.reference import load_everything


class Command(BaseCommand):
    help = "Load the reference data that are missing; change none that are there."

    def handle(self, **options: Any) -> None:
        for name, count in load_everything().items():
            self.stdout.write(f"{name}: {count}")
        look_again()
