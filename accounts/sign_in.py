"""Who tries to sign in, and from where: what django-axes asks of us."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.addresses import counted_form


def attempted_email(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The e-mail address of an attempt, the same however it is spelled: guesses add up."""
    email = (credentials or {}).get("username") or request.POST.get("username", "")
    return counted_form(email)


def client_address(request: HttpRequest) -> str | None:
    """The address a request comes from.

    What a client claims in X-Forwarded-For is believed only as far as `TRUSTED_PROXIES` proxies of
    our own have added to it.
    """
    claimed = request.META.get("HTTP_X_FORWARDED_FOR", "").replace(",", " ").split()
    if settings.TRUSTED_PROXIES and len(claimed) >= settings.TRUSTED_PROXIES:
        return str(claimed[-settings.TRUSTED_PROXIES])
    return request.META.get("REMOTE_ADDR") or None


def network_of(request: HttpRequest) -> str | None:
    """Where attempts come from: an address, or of IPv6 the /64 that one household has whole."""
    text = client_address(request) or ""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The answer to somebody who has guessed too often; the right password is refused, too."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response
