"""The second step of signing in: whoever knew the password shows that they also have something."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStage, LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.entrance.adapter import is_still_theirs
from accounts.factor import passkeys
from accounts.factor.forms import CodeForm, PasskeyForm
from accounts.factor.keeping import factors_of
from accounts.models import User
from accounts.throttling import no_more_codes


@never_cache
@login_not_required
def factor_at_sign_in(request: HttpRequest) -> HttpResponse:
    """Only between a right password and its page."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return redirect("login") if stage is None else _ask(request, stage)


def _ask(request: HttpRequest, stage: LoginStage) -> HttpResponse:
    person = stage.login.user
    if not isinstance(person, User) or not is_still_theirs(request, person):
        return stage.abort()
    factors = {str(factor.type) for factor in factors_of(person)}
    if not factors:
        return stage.abort()
    form: CodeForm | PasskeyForm = CodeForm(request, person)
    if request.method == "POST":
        if refused := no_more_codes(request, person):
            return refused
        kind = PasskeyForm if "credential" in request.POST else CodeForm
        form = kind(request, person, request.POST)
        if form.is_valid() and form.factor is not None:
            return _go_on(request, stage, person, form.factor)
    context = {
        "form": form,
        "code_form": form if isinstance(form, CodeForm) else CodeForm(request, person),
        "has_app": Authenticator.Type.TOTP in factors,
        "question": passkeys.to_show(person) if Authenticator.Type.WEBAUTHN in factors else None,
    }
    return render(request, "accounts/factor_at_sign_in.html", context)


def _go_on(
    request: HttpRequest, stage: LoginStage, person: User, factor: Authenticator
) -> HttpResponse:
    record_authentication(request, person, "mfa", id=factor.pk, type=str(factor.type))
    return stage.exit()
