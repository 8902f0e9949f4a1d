from typing import Any

from django.core.management.base import BaseCommand

from strategy.reminders import remind_today


class Command(BaseCommand):
    help = "Remind leaders by e-mail of the days on which effects are measured; once a day."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        sent = remind_today()
        if verbosity:
            self.stdout.write(
                f"{sent.messages} messages with {sent.reminders} reminders are on their way."
            )
