"""The municipality's sign-ins by OpenID Connect, as OIDC_PROVIDERS describes them."""

from dataclasses import dataclass
from typing import Any, ClassVar

from config.sign_ins import SignInProvider, is_safe_address

#: Signatures that only the provider can make. None of them is `none`, or takes the key that
#: everybody can fetch for a secret.
ALGORITHMS = tuple(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdProvider(SignInProvider):
    """A sign-in by OpenID Connect.

    userinfo: whether claims are asked for at its `userinfo_endpoint`, too.
    """

    protocol: ClassVar[str] = "openid_connect"
    setting: ClassVar[str] = "OIDC_PROVIDERS"
    needed: ClassVar[tuple[str, ...]] = ("key", "issuer", "client_id")

    client_id: str
    client_secret: str = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    userinfo: bool = True

    def as_app(self) -> dict[str, Any]:
        return SignInProvider.as_app(self) | {
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.issuer.rstrip("/"),
                "oauth_pkce_enabled": True,
                "scope": list(self.scopes),
            },
        }

    def check(self) -> None:
        SignInProvider.check(self)
        if not is_safe_address(self.issuer):
            self.refuse("an issuer is an https address")
        if "openid" not in self.scopes:
            self.refuse("without the scope openid nobody is known")
