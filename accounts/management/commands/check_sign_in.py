from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.entrance.discovery import Discovery
from accounts.entrance.refusing import SignInRefused
from config.openid import OpenIdProvider
from config.saml import SamlProvider
from config.sign_ins import SignInProvider, sign_ins
from config.site import site_address


class Command(BaseCommand):
    """Says of each sign-in of the municipality whether it answers, and what it must be told."""

    help = "Ask each of the municipality's sign-ins for its description, and show our addresses."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [one.key for one in sign_ins().values() if not self._answers(one)]
        if failed:
            raise CommandError(f"Cannot be used: {', '.join(failed)}")

    def _answers(self, provider: SignInProvider) -> bool:
        self.stdout.write(f"{provider.key}: {provider.issuer}")
        try:
            if isinstance(provider, SamlProvider):
                return self._saml_answers(provider)
            return self._openid_answers(settings.OIDC_PROVIDERS[provider.key])
        except SignInRefused as refused:
            self.stdout.write(f"  it fails: {refused.reason}")
            return False

    def _openid_answers(self, provider: OpenIdProvider) -> bool:
        pages = {
            "redirect address": "openid_connect_callback",
            "back-channel logout address": "openid_end",
        }
        for words, name in pages.items():
            self.stdout.write(f"  {words}: {site_address()}{reverse(name, args=[provider.key])}")
        self.stdout.write(f"  address after logging out: {site_address()}{reverse('login')}")
        discovery = Discovery(provider)
        described, keys = discovery.described(), discovery.keys(anew=True)
        self.stdout.write(f"  keys: {len(keys)}")
        for name in ("userinfo_endpoint", "end_session_endpoint"):
            self.stdout.write(f"  {name}: {described.get(name, 'none')}")
        return bool(keys)

    def _saml_answers(self, provider: SamlProvider) -> bool:
        from accounts.entrance.saml import description  # noqa: PLC0415  # an extra

        base = site_address()
        self.stdout.write(f"  what we are called: {description.entity_id_of(provider, base)}")
        for name, address in description.addresses(provider, base).items():
            self.stdout.write(f"  {name} address: {address}")
        until = description.valid_until(provider)
        self.stdout.write(f"  certificate: ours is valid until {until:%Y-%m-%d}")
        found = description.described(provider, anew=True)
        self.stdout.write(f"  certificates: {len(found['x509certMulti']['signing'])}")
        for name in ("singleSignOnService", "singleLogoutService"):
            self.stdout.write(f"  {name}: {found.get(name, {}).get('url', 'none')}")
        return True
