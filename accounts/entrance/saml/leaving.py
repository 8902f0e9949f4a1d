"""Logging out by SAML: there because of us, and here because the provider says so."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from onelogin.saml2.logout_request import OneLogin_Saml2_Logout_Request as LogoutRequest
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML as Xml

from accounts.entrance.refusing import SignInRefused
from accounts.entrance.saml.messages import LONGEST_MESSAGE, checked_auth, has_unknown_key
from accounts.entrance.tokens import OLDEST
from config.saml import SamlProvider

#: What a signed request has, each once: what is there twice could be signed as one, read as other.
PARTS = ("SAMLRequest", "SigAlg", "Signature")


@dataclass(frozen=True, slots=True)
class Farewell:
    """Somebody has logged out there. sids: of these sessions; none is all. there: our answer."""

    name_id: str
    sids: list[str]
    there: str


def logout_question(provider: SamlProvider, request: HttpRequest, visit: dict[str, Any]) -> str:
    """Where one logs out at the provider, signed; empty where that is nowhere."""
    auth = checked_auth(provider, request)
    if not auth.get_slo_url() or not visit.get("name_id"):
        return ""
    qualifier, ours = visit.get("name_qualifiers") or (None, None)
    there: str = auth.logout(
        return_to=provider.key,
        name_id=visit["name_id"],
        session_index=visit.get("sid") or None,
        name_id_format=visit.get("name_id_format") or None,
        nq=qualifier,
        spnq=ours,
    )
    return there


def farewell(provider: SamlProvider, request: HttpRequest) -> Farewell:
    """Who has logged out there, of a request that the provider has signed; once."""
    told = request.GET
    is_whole = all(len(told.getlist(name)) == 1 for name in PARTS)
    if not is_whole or len(told.getlist("RelayState")) > 1:
        raise SignInRefused("signature")
    if len(told["SAMLRequest"]) > LONGEST_MESSAGE:
        raise SignInRefused("no_request")
    auth, there = _processed(provider, request)
    if has_unknown_key(auth):
        auth, there = _processed(provider, request, anew=True)
    if auth.get_errors() or not there:
        raise SignInRefused("logout")
    text = auth.get_last_request_xml()
    _check_freshness(provider, text, request.build_absolute_uri(request.path))
    name = LogoutRequest.get_nameid(text, provider.private_key)
    return Farewell(name, LogoutRequest.get_session_indexes(text), there)


def _processed(
    provider: SamlProvider, request: HttpRequest, *, anew: bool = False
) -> tuple[Any, str | None]:
    auth = checked_auth(provider, request, anew=anew, message=True)
    try:
        return auth, auth.process_slo(keep_local_session=True)
    except Exception as error:  # XML, base64, compression: each has faults of its own
        raise SignInRefused("logout") from error


def _check_freshness(provider: SamlProvider, text: str, here: str) -> None:
    """Of this provider, to us, of now, and not used before."""
    tree = Xml.to_etree(text)
    if LogoutRequest.get_issuer(tree) != provider.issuer:
        raise SignInRefused("issuer")
    if tree.get("Destination", here) != here:
        raise SignInRefused("destination")
    if abs(Utils.now() - Utils.parse_SAML_to_time(tree.get("IssueInstant"))) > OLDEST:
        raise SignInRefused("too_old")
    used = hashlib.sha256(f"{provider.issuer} {tree.get('ID')}".encode()).hexdigest()
    if not cache.add(f"logout:{used}", True, 2 * OLDEST):
        raise SignInRefused("used")
