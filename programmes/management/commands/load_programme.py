from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError

from measurements.reference import load_everything
from programmes.models import Programme
from programmes.shipped import load_dagtilbud_for_alle

SHIPPED = {"dagtilbud-for-alle": load_dagtilbud_for_alle}


class Command(BaseCommand):
    help = "Load a programme that is shipped as an example; one that is there is left as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", default="", help=", ".join(SHIPPED))

    def handle(self, *, slug: str, **options: Any) -> None:
        if slug not in SHIPPED:
            raise CommandError(f"Say which: {', '.join(SHIPPED)}.")
        if Programme.objects.filter(slug=slug).exists():
            self.stdout.write(f"{slug} is there already.")
            return
        load_everything()  # its questions need scales and topics
        programme = SHIPPED[slug]()
        self.stdout.write(f"{programme}: {programme.courses.count()} courses.")
