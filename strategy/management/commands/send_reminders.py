from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from strategy.reminders import send_reminders


class Command(BaseCommand):
    help = "Remind leaders by e-mail of the days on which effects are measured; once a day."

    def handle(self, *, verbosity: int, **options) -> None:
        sent = send_reminders(on=timezone.localdate(), site=_site())
        if verbosity:
            self.stdout.write(f"{sent.messages} messages with {sent.reminders} reminders sent.")
        if sent.failed:
            raise CommandError(
                f"{sent.failed} messages could not be sent; the next run tries again."
            )


def _site() -> str:
    """Where the links lead."""
    if settings.SITE_URL:
        return settings.SITE_URL.rstrip("/")
    named = [host for host in settings.ALLOWED_HOSTS if host[:1] not in {"*", "."}]
    if not named:
        raise CommandError("Set SITE_URL: the links in the messages lead there.")
    return f"{'https' if settings.HTTPS else 'http'}://{named[0]}"
