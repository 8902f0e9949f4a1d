from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http.request import validate_host

from accounts.entrance.checking import reached
from accounts.entrance.refusing import SignInRefused
from config.sign_ins import SignInProvider, sign_ins
from config.site import site_address


class Command(BaseCommand):
    """Says of each sign-in of the municipality whether it answers, and what it must be told."""

    help = "Try each of the municipality's sign-ins, and show the addresses of ours that it needs."

    def handle(self, *args: Any, **options: Any) -> None:
        if not sign_ins():
            self.stdout.write("No login of the municipality is set (docs/sign-in.md).")
        elif not _is_here(urlsplit(site_address()).hostname):
            raise CommandError("SITE_URL must be our address, and its name one of ALLOWED_HOSTS")
        failed = [one.key for one in sign_ins().values() if not self._answers(one)]
        if failed:
            raise CommandError(f"Cannot be used: {', '.join(failed)} (docs/sign-in.md says more)")

    def _answers(self, provider: SignInProvider) -> bool:
        self.stdout.write(f"{provider.key}: {provider.issuer}")
        try:
            for line in reached(provider):
                self.stdout.write(f"  {line}")
        except SignInRefused as refused:
            why = f" ({refused.detail})" if refused.detail else ""
            self.stdout.write(f"  it fails: {refused.reason}{why}")
            return False
        return True


def _is_here(host: str | None) -> bool:
    return host is not None and validate_host(host, settings.ALLOWED_HOSTS)
