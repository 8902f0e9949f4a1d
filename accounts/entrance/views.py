"""The municipality's door: out to its sign-in, back with an answer, and out again for good."""

import logging
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from accounts import throttling
from accounts.entrance.ending import VISIT, end_visits_by
from accounts.entrance.logins import has_linked
from accounts.entrance.openid import CheckedConnection
from accounts.entrance.refusing import OF_SETTING_UP, REASONS, SignInRefused
from accounts.entrance.tokens import verified_logout
from accounts.events import Kind, record
from accounts.sign_in import network_of
from config.sign_ins import sign_ins

logger = logging.getLogger(__name__)

#: Logins begun at a provider, and answers brought back, by network in ten minutes.
MOST = 300


@require_GET
@never_cache
@login_not_required
def openid_begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider, with a question that only this browser's session can have answered."""
    provider = sign_ins().get(provider_id)
    if provider is None:
        raise Http404
    if response := is_too_often(request):
        return response
    there = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        there, {request.get_host()}, require_https=request.is_secure()
    )
    try:
        door = get_adapter().get_provider(request, provider.key)
        answer: HttpResponse = door.redirect(
            request, AuthProcess.LOGIN, next_url=there if is_ours else None
        )
    except SignInRefused as refused:
        return refusal(request, provider_id, refused)
    return answer


@require_GET
@never_cache
@login_not_required
def openid_answer(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider: in, on to a second factor, or a page that says why not."""
    connection = _connection(request, provider_id)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(connection)(request)
    except SignInRefused as refused:
        return refusal(request, provider_id, refused)
    note_way_out(request, connection.visit)
    return answer


@csrf_exempt  # the provider itself asks; what it signs says so
@require_POST
@never_cache
@login_not_required
def openid_end(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider says that somebody has logged out there (OpenID Connect Back-Channel Logout)."""
    connection = _connection(request, provider_id)
    provider = connection.provider_settings
    try:
        claims = verified_logout(request.POST.get("logout_token"), provider)
    except SignInRefused as refused:
        record(Kind.SIGN_IN_REFUSED, request=request, reason=refused.reason, provider=provider.key)
        return HttpResponse(status=400)
    end_visits_by(provider, subject=claims.get("sub"), sid=claims.get("sid"))
    return HttpResponse(status=200)


def note_way_out(request: HttpRequest, visit: dict[str, Any] | None) -> None:
    """What logging out there needs, for the session; of a login that was linked, if nothing is."""
    if has_linked(request):
        request.session.setdefault(VISIT, visit)
    else:
        request.session[VISIT] = visit


def _connection(request: HttpRequest, provider_id: str) -> CheckedConnection:
    if provider_id not in settings.OIDC_PROVIDERS:
        raise Http404
    return CheckedConnection(request, provider_id)


def is_too_often(request: HttpRequest) -> HttpResponse | None:
    """A page that says so, where a network begins or brings back more than people do."""
    network = network_of(request)
    if throttling.logins_of_network.add(network) <= MOST:
        return None
    return throttling.too_often(request, throttling.logins_of_network.seconds_left(network))


def refusal(request: HttpRequest, provider_id: str, refused: SignInRefused) -> HttpResponse:
    """Noted, and a page that says what can be done."""
    record(Kind.SIGN_IN_REFUSED, request=request, reason=refused.reason, provider=provider_id)
    if refused.detail:
        logger.warning("%s: %s: %s", provider_id, refused.reason, refused.detail)
    is_in = request.user.is_authenticated
    if refused.reason == "cancelled":
        messages.info(request, REASONS[refused.reason])
        return redirect("login_list" if is_in else "login")
    facts: dict[str, Any] = {
        "title": _("It did not work") if is_in else _("You were not logged in"),
        "sentence": REASONS.get(refused.reason, ""),
        "is_of_setting_up": refused.reason in OF_SETTING_UP,
        "reason": refused.reason,
        "provider": sign_ins()[provider_id],
    }
    return render(request, "accounts/openid_refused.html", facts, status=403)
