from django.core.management.base import BaseCommand
from django.utils import timezone

from leadership.models import AlreadyClosed, MappingRound


class Command(BaseCommand):
    help = "Close the mappings of competences whose last day has passed, and delete their answers."

    def handle(self, **options) -> None:
        today = timezone.localdate()
        closed = 0
        for mapping in MappingRound.objects.overdue_on(today):
            try:
                mapping.close(today)
            except AlreadyClosed:  # a leader was faster
                continue
            closed += 1
        self.stdout.write(f"mappings closed: {closed}")
