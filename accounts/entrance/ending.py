"""Logging out here and there: at the provider because of us, and here because of the provider."""

from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest
from django.urls import reverse

from accounts.entrance.claims import identity_of
from accounts.entrance.discovery import Discovery
from accounts.entrance.refusing import SignInRefused
from accounts.models import Visit
from accounts.visits import SignedInBy, end_visits, kept_in
from config.openid import OpenIdProvider
from config.saml import SamlProvider
from config.sign_ins import SignInProvider, sign_ins

#: Where a session keeps by which provider one came in, and what logging out there needs.
VISIT = "openid_visit"


def end_visits_by(
    provider: SignInProvider,
    *,
    subject: str | None = None,
    sid: str | None = None,
    name_id: str | None = None,
) -> int:
    """End the visits of a person who came by this provider; of one session there, where named.

    name_id: the name under which the person came, where it is not the subject.
    """
    visits = Visit.objects.filter(door=SignedInBy.PROVIDER)
    if subject:
        identity = identity_of(provider.issuer, subject)
        account = SocialAccount.objects.filter(provider=provider.key, uid=identity)
        visits = visits.filter(user__in=account.values("user"))
    ended = 0
    for visit in visits.select_related("user"):
        came = kept_in(visit).get(VISIT) or {}
        is_meant = name_id is None or came.get("name_id") == name_id
        is_session = not sid or came.get("sid") == sid
        if came.get("provider") == provider.key and is_meant and is_session:
            ended += end_visits(visit.user, one=visit.pk)
    return ended


def logout_address(request: HttpRequest, visit: dict[str, Any]) -> str:
    """Where one logs out at the provider by which one came in; empty where that is nowhere."""
    provider = sign_ins().get(visit.get("provider", ""))
    try:
        if isinstance(provider, SamlProvider):
            from accounts.entrance.saml.leaving import logout_question  # noqa: PLC0415  # an extra

            return logout_question(provider, request, visit)
        if not isinstance(provider, OpenIdProvider):
            return ""
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
