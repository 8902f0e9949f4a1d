from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from leadership.closing import close_overdue


class Command(BaseCommand):
    help = "Close the mappings of competences whose last day has passed, and delete their answers."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"mappings closed: {close_overdue(timezone.localdate())}")
