"""The municipality's door by SAML: its answer, logging out because it says so, and who we are.

An answer comes by a form of another site, and without the cookie of this browser's session. So it
is read in two steps: what the provider has signed is believed and put aside; then this browser
comes for it, and must be the one that asked.
"""

from importlib import import_module
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from accounts.entrance.ending import end_visits_by
from accounts.entrance.refusing import SignInRefused
from accounts.entrance.views import is_too_often, note_way_out, refusal
from accounts.events import Kind, record
from config.saml import SamlProvider

#: Under which name an answer is put aside, and for how many seconds.
ASIDE = "saml_answer"
ASIDE_FOR = 300
COOKIE = f"{settings.COOKIE_PREFIX}saml"


@require_GET
@never_cache
@login_not_required
def saml_metadata(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Who we are, for the provider: our addresses, our certificate, what we want to be told."""
    provider = _provider(provider_id)
    from accounts.entrance.saml.description import base_of, toolkit  # noqa: PLC0415  # an extra

    told = toolkit(provider, base_of(request)).get_sp_metadata()
    return HttpResponse(told, content_type="application/samlmetadata+xml")


@csrf_exempt  # the provider's page sends it; what is signed says so
@require_POST
@never_cache
@login_not_required
def saml_answer(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider's answer, put aside for the browser that asked."""
    provider = _provider(provider_id)
    if response := is_too_often(request):
        return response
    from accounts.entrance.saml.messages import answered  # noqa: PLC0415  # an extra

    try:
        answer = answered(provider, request)
    except SignInRefused as refused:
        return refusal(request, provider_id, refused)
    store = _store()
    store[ASIDE] = [provider.key, answer.question, answer.claims, answer.visit]
    store.set_expiry(ASIDE_FOR)
    store.create()
    response = redirect("saml_come_in", provider_id)
    response.set_cookie(
        COOKIE,
        store.session_key,
        max_age=ASIDE_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_GET
@never_cache
@login_not_required
def saml_come_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """In, on to a second factor, or a page that says why not: where this browser asked."""
    provider = _provider(provider_id)
    store = _store(request.COOKIES.get(COOKIE))
    key, question, claims, visit = store.get(ASIDE) or ("", "", {}, {})
    if key:
        store.delete()
    try:
        if key != provider.key:
            raise SignInRefused("expired")
        response = _let_in(request, provider, question, claims)
    except SignInRefused as refused:
        response = refusal(request, provider_id, refused)
    else:
        note_way_out(request, visit)
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


@require_GET
@never_cache
@login_not_required
def saml_end(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider says that somebody has logged out there, or answers that we have."""
    provider = _provider(provider_id)
    if "SAMLResponse" in request.GET:  # to our own question; nothing follows from what it says
        return redirect("login")
    from accounts.entrance.saml.leaving import farewell  # noqa: PLC0415  # an extra

    try:
        gone = farewell(provider, request)
    except SignInRefused as refused:
        record(Kind.SIGN_IN_REFUSED, request=request, reason=refused.reason, provider=provider.key)
        return HttpResponse(status=400)
    subject = None if provider.subject_attribute else gone.name_id
    for sid in gone.sids or [""]:
        end_visits_by(provider, subject=subject, name_id=gone.name_id, sid=sid)
    return redirect(gone.there)


def _let_in(
    request: HttpRequest, provider: SamlProvider, question: str, claims: dict[str, Any]
) -> HttpResponse:
    """The same way as by every other door, once it is known who somebody is."""
    door = get_adapter().get_provider(request, provider.key)
    try:
        state = door.unstash_redirect_state(request, question)
    except PermissionDenied as error:
        raise SignInRefused("expired") from error
    login = door.sociallogin_from_response(request, claims)
    login.state, login.claims = state, claims
    response: HttpResponse = complete_social_login(request, login)
    return response


def _provider(provider_id: str) -> SamlProvider:
    found: SamlProvider | None = settings.SAML_PROVIDERS.get(provider_id)
    if found is None:
        raise Http404
    return found


def _store(key: str | None = None) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(key)
