from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.entrance.discovery import Discovery
from accounts.entrance.refusing import SignInRefused
from config.openid import OpenIdProvider
from config.site import site_address


class Command(BaseCommand):
    """Says of each sign-in of the municipality whether it answers, and what it must be told."""

    help = "Ask each of OIDC_PROVIDERS for its description and keys, and show our addresses."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [one.key for one in settings.OIDC_PROVIDERS.values() if not self._answers(one)]
        if failed:
            raise CommandError(f"Cannot be used: {', '.join(failed)}")

    def _answers(self, provider: OpenIdProvider) -> bool:
        self.stdout.write(f"{provider.key}: {provider.issuer}")
        pages = {
            "redirect address": "openid_connect_callback",
            "back-channel logout address": "openid_end",
        }
        for words, name in pages.items():
            self.stdout.write(f"  {words}: {site_address()}{reverse(name, args=[provider.key])}")
        self.stdout.write(f"  address after logging out: {site_address()}{reverse('login')}")
        discovery = Discovery(provider)
        try:
            described, keys = discovery.described(), discovery.keys(anew=True)
        except SignInRefused as refused:
            self.stdout.write(f"  it fails: {refused.reason}")
            return False
        self.stdout.write(f"  keys: {len(keys)}")
        for name in ("userinfo_endpoint", "end_session_endpoint"):
            self.stdout.write(f"  {name}: {described.get(name, 'none')}")
        return bool(keys)
