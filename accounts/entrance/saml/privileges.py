"""Privileges with their limits: the attribute of the OIO Basic Privilege Profile, read."""

import base64
import binascii
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from accounts.entrance.claims import MOST
from accounts.entrance.refusing import SignInRefused
from config.saml import PRIVILEGE, SamlProvider

#: Both names that the profile has had.
SPACES = (
    "http://digst.dk/oiosaml/basic_privilege_profile",
    "http://itst.dk/oiosaml/basic_privilege_profile",
)
SCOPE = "urn:dk:gov:saml:cvrNumberIdentifier:"
LONGEST = 200_000


def privileges(provider: SamlProvider, told: str) -> list[dict[str, list[str]]]:
    """The privileges within the municipality, each with what it is limited to, as claims.

    One with a limit that we do not know gives nothing: it would give more than was meant.
    """
    groups = [one for one in _list(told) if _is_ours(provider, one)]
    read = [_claims(provider.limits, group) for group in groups[:MOST]]
    return [one for one in read if one]


def _list(told: str) -> list[Element]:
    """The groups of a list, which is XML within base64."""
    if len(told) > LONGEST:
        raise SignInRefused("privileges")
    try:
        tree = fromstring(base64.b64decode("".join(told.split()), validate=True), forbid_dtd=True)
    except (binascii.Error, ParseError, DefusedXmlException, ValueError) as error:
        raise SignInRefused("privileges") from error
    if tree.tag not in {f"{{{space}}}PrivilegeList" for space in SPACES}:
        raise SignInRefused("privileges")
    return [one for one in tree if _name(one) == "PrivilegeGroup"]


def _is_ours(provider: SamlProvider, group: Element) -> bool:
    return bool(provider.cvr) and group.get("Scope") == f"{SCOPE}{provider.cvr}"


def _claims(limits: Mapping[str, str], group: Element) -> dict[str, list[str]]:
    """What a group says, as claims; nothing where one of its limits cannot be held."""
    found: dict[str, list[str]] = {}
    limited_by: dict[str, str] = {}
    for part in group:
        text, limit = (part.text or "").strip(), part.get("Name", "")
        if _name(part) == "Privilege":
            found.setdefault(PRIVILEGE, []).append(text)
        elif _name(part) != "Constraint" or limit not in limits:
            return {}
        elif name := limits[limit]:
            if limited_by.setdefault(name, limit) != limit:
                return {}  # two kinds of limits by one name: both would have to hold
            found.setdefault(name, []).extend(one.strip() for one in text.split(","))
    return found if PRIVILEGE in found else {}


def _name(part: Element) -> str:
    return str(part.tag).rpartition("}")[2]
