"""Visits that end: the person logs out at the provider, or nothing is theirs any more."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.entrance.discovery import Discovery
from accounts.entrance.openid import identity_of
from accounts.entrance.refusing import SignInRefused
from config.openid import OpenIdProvider

#: Where a session keeps by which provider one came in, and what logging out there needs.
VISIT = "openid_visit"


def end_visits(provider: OpenIdProvider, *, subject: str | None, sid: str | None) -> int:
    """End the visits of a person at this provider; of one session there only, where it is named."""
    account = None
    if subject:
        identity = identity_of(provider.issuer, subject)
        account = SocialAccount.objects.filter(provider=provider.key, uid=identity).first()
        if account is None:
            return 0
    ended = 0
    for session, data in _going_on():
        visit = data.get(VISIT) or {}
        if visit.get("provider") != provider.key or (sid and visit.get("sid") != sid):
            continue
        if account is None or data.get(SESSION_KEY) == str(account.user_id):
            session.delete()
            ended += 1
    return ended


def end_all_visits(people: set[int]) -> int:
    """End every visit of these people (numbers), by whatever door they came; how many."""
    ended = 0
    for session, data in _going_on() if people else ():
        if data.get(SESSION_KEY) in {str(number) for number in people}:
            session.delete()
            ended += 1
    return ended


def _going_on() -> Iterator[tuple[Session, dict[str, Any]]]:
    """Sessions with what is in them: there is no other way to know whose they are."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        yield session, session.get_decoded()


def logout_address(request: HttpRequest, visit: dict[str, Any]) -> str:
    """Where one logs out at the provider by which one came in; empty where that is nowhere."""
    provider = settings.OIDC_PROVIDERS.get(visit.get("provider", ""))
    if provider is None:
        return ""
    try:
        address = Discovery(provider).described().get("end_session_endpoint")
    except SignInRefused:  # it cannot be reached: one is logged out here all the same
        return ""
    told = {
        "client_id": provider.client_id,
        "post_logout_redirect_uri": request.build_absolute_uri(reverse("login")),
        "id_token_hint": visit.get("hint", ""),
    }
    wanted = urlencode({name: value for name, value in told.items() if value})
    return f"{address}{'&' if '?' in address else '?'}{wanted}" if address else ""
