"""The municipality's sign-ins by SAML 2.0, as SAML_PROVIDERS describes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from config.sign_ins import SignInProvider, is_safe_address

CORE = "https://data.gov.dk/model/core/eid"
#: What a privilege is limited to, and the claim that we make of it. Empty: a limit that does not
#: concern us. A privilege with a limit that is not here gives nothing.
LIMITS = {
    "http://sts.kombit.dk/constraints/orgenhed/1": "unit",
    "http://digital-identity.dk/constraints/orgunit/1": "unit",
}
#: Levels of the Danish standard for identities (NSIS), the least first.
LEVELS = ("Low", "Substantial", "High")
#: The claim that a person's privileges are.
PRIVILEGE = "privilege"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlProvider(SignInProvider):
    """A sign-in by SAML 2.0; unless something else is said, by OIOSAML 3.

    metadata: where it describes itself, or that description (metadata_file). entity_id: what it
    calls us; empty for the address of our metadata. private_key, certificate: ours, by which we
    sign and by which what it sends is decrypted; next_certificate: published beside, before keys
    are changed. cvr: the municipality's number; who comes from elsewhere is refused, and privileges
    count only within it. assurance: the least level; empty for any. encrypted, signed_response:
    what it must do beside signing the assertion.
    """

    protocol: ClassVar[str] = "saml"
    setting: ClassVar[str] = "SAML_PROVIDERS"
    needed: ClassVar[tuple[str, ...]] = ("key", "issuer", "metadata", "private_key", "certificate")

    metadata: str
    private_key: str = field(repr=False)
    certificate: str = field(repr=False)
    next_certificate: str = field(default="", repr=False)
    entity_id: str = ""
    claims: tuple[str, ...] = (PRIVILEGE, "unit")
    cvr: str = ""
    assurance: str = "Substantial"
    ask_for_assurance: bool = True
    encrypted: bool = True
    signed_response: bool = False
    name_id_format: str = PERSISTENT
    subject_attribute: str = ""
    email_attribute: str = f"{CORE}/email"
    name_attribute: str = f"{CORE}/fullName"
    cvr_attribute: str = f"{CORE}/professional/cvr"
    assurance_attribute: str = "https://data.gov.dk/concept/core/nsis/loa"
    privileges_attribute: str = f"{CORE}/privilegesIntermediate"
    limits: Mapping[str, str] = field(default_factory=LIMITS.copy)

    def as_app(self) -> dict[str, Any]:
        return SignInProvider.as_app(self) | {"client_id": self.key}

    def check(self) -> None:
        SignInProvider.check(self)
        if self.assurance not in ("", *LEVELS):
            self.refuse(f"assurance is one of {', '.join(LEVELS)}, or empty")
        if self.cvr and not (self.cvr.isdecimal() and len(self.cvr) == 8):
            self.refuse("a CVR number has eight digits")
        if not (is_safe_address(self.metadata) or self.metadata.lstrip("\ufeff").startswith("<")):
            self.refuse("metadata are at an https address, or in metadata_file")
