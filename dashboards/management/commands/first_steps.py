import json
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from config.templatetags.components import STATUS_WORDS
from dashboards.findings.first_steps import as_sentence
from dashboards.first_steps import FirstSteps, WayStep

#: The exit code while something is missing.
LACKING = 1


class Command(BaseCommand):
    help = "Say how far the installation is on the way to its first cluster page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="say what is missing; exit 1 while anything is"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="answer as JSON")

    def handle(self, *, check: bool, as_json: bool, **options: Any) -> None:
        with translation.override("da"):
            found = FirstSteps.build()
            if as_json:
                self.stdout.write(json.dumps(found.as_contract(), ensure_ascii=False, indent=2))
            else:
                self._tell(found, only_missing=check)
        if check and not found.is_whole:
            raise CommandError(found.said, returncode=LACKING)

    def _tell(self, found: FirstSteps, *, only_missing: bool) -> None:
        """One block for each step, in order."""
        for number, step in enumerate(found.steps, start=1):
            if only_missing and not step.missing:
                continue
            self.stdout.write(f"{number}. {step.title}: {_state(step)}")
            for sentence in filter(None, (step.there, *map(as_sentence, step.missing))):
                self.stdout.write(f"   {sentence}")


def _state(step: WayStep) -> str:
    return step.word or str(STATUS_WORDS[step.mark])
