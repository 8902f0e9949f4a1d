"""Writing the security log: a row in the database and a line of JSON on the logger “security”."""

import ipaddress
import logging
import re
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest
from simple_history.models import HistoricalRecords

from accounts.counting import RateCounter
from accounts.security_log import SecurityEvent
from accounts.sign_in import client_address

logger = logging.getLogger("security")

Kind = SecurityEvent.Kind
#: What strangers can bring about, and must not fill the database with: rows per address a minute.
BY_STRANGERS = {Kind.SIGN_IN_REFUSED, Kind.LOCKED_OUT, Kind.REFUSED}
MOST_PER_MINUTE = 60
by_strangers = RateCounter("events by strangers", seconds=60)
#: Parts of an address that name a thing; others may be secrets.
NAMING = ("pk", "object_id", "slug", "layout", "code", "number")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def record(
    kind: Kind,
    *,
    request: HttpRequest | None = None,
    actor: int | None = None,
    about: models.Model | None = None,
    **details: Any,
) -> None:
    """Add an event to the log. The request under way is found by itself, and who sent it.

    actor: the number of the person, where it is another than the one signed in. about: what it was
    done to. details: words of the program and numbers, never what somebody typed.
    """
    request = request or getattr(HistoricalRecords.context, "request", None)
    event = SecurityEvent(kind=kind.value, actor=actor or _person(request), details=details)
    if about is not None:
        event.about, event.about_id = about._meta.label_lower, str(about.pk or "")[:100]
    if request is not None:
        event.address = _address(request)
        event.request_id = _request_id(request)
        _name_page(event, request)
    if not (kind in BY_STRANGERS and _is_flood(event)):
        event.save(force_insert=True)
    transaction.on_commit(partial(_tell, event), robust=True)


def _person(request: HttpRequest | None) -> int | None:
    user = getattr(request, "looker", None) or getattr(request, "user", None)
    return user.pk if user is not None and user.is_authenticated else None


def _address(request: HttpRequest) -> str:
    """The IP address; nothing where a proxy claims something that is none."""
    try:
        return str(ipaddress.ip_address(client_address(request) or ""))
    except ValueError:
        return ""


def _request_id(request: HttpRequest) -> str:
    """What our own proxy calls the request; strangers' words are not believed."""
    told = request.META.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXIES else ""
    return told if REQUEST_ID.fullmatch(told) else ""


def _name_page(event: SecurityEvent, request: HttpRequest) -> None:
    match = getattr(request, "resolver_match", None)
    if match is None:
        return
    event.where = (match.view_name or "")[:100]
    if not event.about:
        named = [str(match.kwargs[name]) for name in NAMING if name in match.kwargs]
        event.about_id = " ".join(named)[:100]


def _is_flood(event: SecurityEvent) -> bool:
    """Whether the address has had its rows for this minute: the line is written all the same."""
    return by_strangers.add((event.kind, event.address)) > MOST_PER_MINUTE


def _tell(event: SecurityEvent) -> None:
    told = {
        "event": event.kind,
        "actor": event.actor,
        "about": event.about,
        "about_id": event.about_id,
        "where": event.where,
        "address": event.address,
        "request_id": event.request_id,
        **event.details,
    }
    told = {name: value for name, value in told.items() if value not in ("", None)}
    logger.info("%s", event.kind, extra={"fields": told})
