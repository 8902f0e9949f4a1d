from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.site import site_address
from strategy.reminders import send_reminders


class Command(BaseCommand):
    help = "Remind leaders by e-mail of the days on which effects are measured; once a day."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        site = site_address()
        if not site:
            raise CommandError("Set SITE_URL: the links in the messages lead there.")
        sent = send_reminders(on=timezone.localdate(), site=site)
        if verbosity:
            self.stdout.write(
                f"{sent.messages} messages with {sent.reminders} reminders are on their way."
            )
        if sent.failed:
            raise CommandError(
                f"{sent.failed} messages could not be made; the next run tries again."
            )
