"""Signing in with a passkey alone: its owner's device has asked for a finger, a face or a PIN."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts import throttling
from accounts.entrance.linking import is_bound
from accounts.events import Kind, record
from accounts.factor import passkeys
from accounts.factor.forms import MUNICIPAL_ONLY, WRONG_PASSKEY, PasskeyAnswerForm
from accounts.models import User
from accounts.pages.confirm_pages import inside
from accounts.sign_in import network_of


@never_cache
@login_not_required
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    if not settings.PASSKEY_ALONE:
        raise Http404
    then = inside(request, request.POST.get("next") or request.GET.get("next") or "", "/")
    if request.user.is_authenticated:
        return redirect(then)
    network = network_of(request)
    if throttling.failures_of_network.count(network) >= settings.SIGN_IN_FAILURES_PER_NETWORK:
        return throttling.too_often(request, throttling.failures_of_network.seconds_left(network))
    form = PasskeyAnswerForm(request.POST or None)
    if form.is_valid():
        factor = passkeys.use_alone(form.cleaned_data["credential"])
        person = factor.user if factor else None
        if factor and isinstance(person, User) and person.is_active and not is_bound(person):
            factor.last_used_at = timezone.now()
            factor.save(update_fields=["last_used_at"])
            record(Kind.FACTOR_USED, request=request, actor=person.pk, type=str(factor.type))
            return _let_in(request, person, factor.pk, then=then)
        record(Kind.SIGN_IN_REFUSED, request=request, about=person, reason="passkey")
        throttling.failures_of_network.add(network)
        is_elsewhere = isinstance(person, User) and person.is_active
        form.add_error(None, str(MUNICIPAL_ONLY if is_elsewhere else WRONG_PASSKEY))
    context = {"form": form, "question": passkeys.to_sign_in(), "hidden": [("next", then)]}
    return render(request, "accounts/passkey_sign_in.html", context)


def _let_in(request: HttpRequest, person: User, number: int, *, then: str) -> HttpResponse:
    """In, with nothing more to show: as django-allauth notes who used nothing but a passkey."""
    record_authentication(request, person, "mfa", id=number, type="webauthn", passwordless=True)
    person.backend = "django.contrib.auth.backends.ModelBackend"
    return perform_login(request, person, redirect_url=then)
