"""What a SAML provider publishes of itself, and what we publish of us, as python3-saml takes it."""

import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as Parser
from onelogin.saml2.settings import OneLogin_Saml2_Settings as Toolkit
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

from accounts.entrance.discovery import KEPT, LOOKED_ANEW_EVERY, fetched
from accounts.entrance.refusing import SignInRefused
from config.saml import PRIVILEGE, SamlProvider
from config.sign_ins import is_safe_address

#: Longest description that is read: that of a federation may have hundreds of providers.
LONGEST = 5_000_000
_ENTITY = "//md:EntityDescriptor[@entityID=$tagid]"
_ENTITIES = "//md:EntityDescriptor"
_CERTIFICATE = (
    f"{_ENTITY}/md:IDPSSODescriptor/md:KeyDescriptor[not(@use='encryption')]"
    "/ds:KeyInfo/ds:X509Data/ds:X509Certificate"
)
_BINDING = f"[@Binding='{Constants.BINDING_HTTP_REDIRECT}']"
_LOGOUT = f"{_ENTITY}/md:IDPSSODescriptor/md:SingleLogoutService{_BINDING}"


def described(provider: SamlProvider, *, anew: bool = False) -> dict[str, Any]:
    """The provider's addresses and certificates, from its metadata.

    anew: fetched now, though not again and again.
    """
    name = f"saml:{provider.key}:{provider.issuer}"
    kept: dict[str, Any] | None = cache.get(name)
    if kept is not None and not (anew and cache.add(f"{name}:anew", True, LOOKED_ANEW_EVERY)):
        return kept
    text = provider.metadata.encode()
    if is_safe_address(provider.metadata):
        text = fetched(provider.metadata).content
    found = _read(provider, text)
    cache.set(name, found, KEPT)
    return found


def _read(provider: SamlProvider, text: bytes) -> dict[str, Any]:
    """Of a description, what is used; whoever calls itself something else is another one."""
    try:
        if len(text) > LONGEST:
            raise SignInRefused("description", "too long")
        tree = Xml.to_etree(text)
        found: dict[str, Any] = Parser.parse(text, entity_id=provider.issuer).get("idp", {})
        until = tree.get("validUntil")
        is_past = until is not None and Utils.parse_SAML_to_time(until) < Utils.now()
    except Exception as error:  # whatever a parser says of what is no description
        raise SignInRefused("description", str(error)) from error
    if found.get("entityId") != provider.issuer:
        raise SignInRefused("issuer", f"it calls itself {_named(tree)}")
    logout = Xml.query(tree, _LOGOUT, tagid=provider.issuer)
    if logout and logout[0].get("ResponseLocation"):
        found["singleLogoutService"]["responseUrl"] = logout[0].get("ResponseLocation")
    places = [found.get("singleSignOnService", {}).get("url")]
    places += [found.get("singleLogoutService", {}).get(one) for one in ("url", "responseUrl")]
    told = [one for one in places if one is not None]
    if is_past:
        raise SignInRefused("description", f"it was valid until {until}")
    if places[0] is None or not all(map(is_safe_address, told)):
        raise SignInRefused("description", "no address for logging in, or one without https")
    keys = Xml.query(tree, _CERTIFICATE, tagid=provider.issuer)
    if not keys:
        raise SignInRefused("description", "no certificate to sign by")
    found.pop("x509cert", None)
    signing = ["".join(Xml.element_text(one).split()) for one in keys]
    return found | {"x509certMulti": {"signing": signing}}


def _named(tree: Any) -> str:
    return ", ".join(one.get("entityID", "") for one in Xml.query(tree, _ENTITIES)) or "nothing"


def valid_until(provider: SamlProvider) -> datetime.datetime:
    """Until when our certificate is good; it must be of our key."""
    try:
        certificate = x509.load_pem_x509_certificate(provider.certificate.encode())
        key = serialization.load_pem_private_key(provider.private_key.encode(), None)
    except ValueError as error:
        raise SignInRefused("keys", f"ours: {error}") from error
    if key.public_key() != certificate.public_key():
        raise SignInRefused("keys", "the certificate is not of the private key")
    return certificate.not_valid_after_utc


def addresses(provider: SamlProvider, base: str) -> dict[str, str]:
    """Ours, that the provider must know. base: “https://ledestjernen.example.dk”."""
    pages = {"metadata": "saml_metadata", "answer": "saml_answer", "logout": "saml_end"}
    return {
        name: f"{base.rstrip('/')}{reverse(page, args=[provider.key])}"
        for name, page in pages.items()
    }


def entity_id_of(provider: SamlProvider, base: str) -> str:
    """What we are called there."""
    return provider.entity_id or addresses(provider, base)["metadata"]


def _asked_for(provider: SamlProvider) -> list[str]:
    """The attributes that are used, and no others: many providers tell what is asked for alone."""
    is_used = {
        provider.email_attribute: True,
        provider.name_attribute: True,
        provider.privileges_attribute: PRIVILEGE in provider.claims,
        provider.assurance_attribute: provider.assurance,
        provider.cvr_attribute: provider.cvr,
        provider.subject_attribute: True,
        provider.email_verified_claim: provider.link_by_email,
    }
    made_here = {PRIVILEGE, *provider.limits.values()}
    claims = [name for name in provider.claims if name not in made_here]
    names = [*(name for name, used in is_used.items() if used), *claims]
    return [name for name in dict.fromkeys(names) if name]


def toolkit(
    provider: SamlProvider, base: str, found: dict[str, Any] | None = None, *, message: bool = False
) -> Toolkit:
    """The settings of python3-saml. found: the provider's description, where it is needed.

    message: whether the message itself must be signed, as those are that lead to logging out.
    """
    ours = addresses(provider, base)
    level = f"{provider.assurance_attribute}/{provider.assurance}"
    asks = [level] if provider.assurance and provider.ask_for_assurance else False
    told = {
        "strict": True,
        "security": {
            "authnRequestsSigned": True,
            "logoutRequestSigned": True,
            "logoutResponseSigned": True,
            "wantAssertionsSigned": True,
            "wantMessagesSigned": message or provider.signed_response,
            "wantAssertionsEncrypted": provider.encrypted,
            "rejectDeprecatedAlgorithm": True,
            "requestedAuthnContext": asks,
            "requestedAuthnContextComparison": "minimum",
            "allowSingleLabelDomains": True,
        },
        "sp": {
            "entityId": entity_id_of(provider, base),
            "assertionConsumerService": {"url": ours["answer"]},
            "singleLogoutService": {"url": ours["logout"]},
            "attributeConsumingService": {
                "serviceName": "Ledestjernen",
                "requestedAttributes": [
                    {"name": name, "nameFormat": Constants.ATTRNAME_FORMAT_URI}
                    for name in _asked_for(provider)
                ],
            },
            "NameIDFormat": provider.name_id_format,
            "x509cert": provider.certificate,
            "privateKey": provider.private_key,
        },
    }
    if provider.next_certificate:
        told["sp"]["x509certNew"] = provider.next_certificate  # type: ignore[index]  # it is one
    if found is not None:
        told["idp"] = found
    return Toolkit(told, sp_validation_only=found is None)


def base_of(request: HttpRequest) -> str:
    """Where we are, as this browser asked for us."""
    return request.build_absolute_uri("/").rstrip("/")
