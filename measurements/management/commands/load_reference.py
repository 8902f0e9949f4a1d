from django.core.management.base import BaseCommand

from measurements.reference import load_reference


class Command(BaseCommand):
    help = "Load the instruments, scales and topics that are missing; change none that are there."

    def handle(self, **options) -> None:
        for name, count in load_reference().items():
            self.stdout.write(f"{name}: {count}")
