"""E-mail addresses as files write them: slips are mended only where somebody says so."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.addresses import is_normal, normal_form

#: “Anja Holm <anja.holm@example.com>” and “mailto:…”.
INSIDE = re.compile(r"^[^<>]*<\s*([^<>\s]+)\s*>$")
MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
#: What fingers do to an address, and what is meant by it; one after the other.
SLIPS = (
    (re.compile(r"\s*\(?\[?\b(?:snabel-?a|at)\b\]?\)?\s*", re.IGNORECASE), "@"),
    (re.compile(r"\s+"), ""),
    (re.compile(r","), "."),
    (re.compile(r"@{2,}"), "@"),
    (re.compile(r"\.{2,}"), "."),
    (re.compile(r"^[.;:]+|[.;:]+$"), ""),
    (re.compile(r"\.@|@\."), "@"),
)
LONGEST = 254


def address_in(text: str) -> str:
    """The address a cell holds, in its normal form; "" where it holds none, or more than one."""
    text = MAILTO.sub("", text.strip())
    if inside := INSIDE.match(text):
        text = inside[1]
    address = normal_form(text)
    return address if _is_address(address) else ""


def suggested(text: str) -> str:
    """What may have been meant by a text that is no address; "" where nobody can tell."""
    if len(text) > LONGEST:
        return ""
    for slip, meant in SLIPS:
        text = slip.sub(meant, text)
        if address := address_in(text):
            return address
    return ""


def _is_address(address: str) -> bool:
    if len(address) > LONGEST or not is_normal(address):
        return False
    try:
        validate_email(address)
    except ValidationError:
        return False
    return "." in address.rpartition("@")[2]
