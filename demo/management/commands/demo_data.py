from typing import Any

from django.conf import settings
from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from config.planner import look_again
from demo import (
    approvals,
    duties,
    everyday,
    groups,
    hearings,
    leadership,
    local_goals,
    measured,
    meetings,
    methods,
    people,
    places,
    programmes,
    reports,
    roles,
    schools,
    sharing,
    strategy,
    voices,
    workplace,
)
from indicators.snapshots import keeping, truth

#: In the order in which they build on each other.
CHAPTERS = {
    "places": places,
    "people": people,
    "strategy": strategy,
    "local goals": local_goals,
    "approvals": approvals,
    "methods": methods,
    "sharing": sharing,
    "measurements": measured,
    "leadership": leadership,
    "everyday": everyday,
    "duties": duties,  # what a meeting's paper tells of tilsyn
    "meetings": meetings,
    "programmes": programmes,
    "voices": voices,
    "schools": schools,
    "reports": reports,
    "roles": roles,
    "groups": groups,
    "hearings": hearings,
    "workplace": workplace,
}


class Command(BaseCommand):
    help = "Load the fictional municipality that the application is shown with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="load it even though DEBUG is off")

    def handle(self, *, force: bool, verbosity: int, **options: Any) -> None:
        if not (settings.DEBUG or force):
            raise CommandError(
                "This would give people with a known password access. Where that is meant: --force"
            )
        for name, chapter in CHAPTERS.items():
            if chapter.is_loaded():
                continue
            with transaction.atomic(), translation.override("da"):
                chapter.load()
            if verbosity:
                self.stdout.write(f"Demo: {name} loaded.")
        if not truth.are_true():  # chapters write many rows at once
            keeping.rebuild()
        look_again()
