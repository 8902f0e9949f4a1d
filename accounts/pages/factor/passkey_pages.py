"""Setting up a passkey: the one page that needs a script."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.confirming import fresh_sign_in_required
from accounts.factor import passkeys
from accounts.factor.forms import WRONG_PASSKEY, NewPasskeyForm
from accounts.factor.keeping import Type, factors_of
from accounts.pages.factor.own import set_up
from accounts.requests import SignedInRequest

#: More are nobody's.
MOST = 10


@never_cache
@fresh_sign_in_required(reading=True)
def factor_passkey(request: SignedInRequest) -> HttpResponse:
    form = NewPasskeyForm(request.POST or None)
    if factors_of(request.user).filter(type=Type.WEBAUTHN).count() >= MOST:
        messages.error(request, _("You have the most passkeys there can be. Remove one first."))
    elif form.is_valid():
        name = form.cleaned_data["name"] or _("Passkey")
        factor = passkeys.register(request.user, form.cleaned_data["credential"], name=name)
        if factor is not None:
            return set_up(request, factor)
        form.add_error(None, str(WRONG_PASSKEY))
    context = {"form": form, "question": passkeys.to_register(request.user)}
    return render(request, "accounts/factor_passkey.html", context)
