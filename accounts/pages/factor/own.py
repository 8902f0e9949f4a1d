"""One's own second factors: what there is, an app for codes, recovery codes, taking one away."""

import re

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.entrance.linking import linked_to
from accounts.factor import codes
from accounts.factor.adapter import SecondFactors
from accounts.factor.demand import must_have_factor
from accounts.factor.forms import NewAppForm
from accounts.factor.keeping import (
    DEMANDED,
    Type,
    factors_of,
    has_factor,
    note_added,
    note_recovery_codes,
    remove,
)
from accounts.factor.picture import qr_path
from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from files.papers import file_name

#: Where the secret of an app waits, encrypted, until the app has shown that it works.
SECRET = "totp_secret"  # noqa: S105  # the name of one


@never_cache
@require_safe
def factor_list(request: SignedInRequest) -> HttpResponse:
    kept = Authenticator.objects.filter(user=request.user, type=Type.RECOVERY_CODES).first()
    factors = list(factors_of(request.user))
    context = {
        "factors": [(factor, name_of(factor)) for factor in factors],
        "has_app": any(factor.type == Type.TOTP for factor in factors),
        "codes_left": codes.recovery_codes_left(kept) if kept else None,
        "has_login": linked_to(request.user).exists(),
        "must": must_have_factor(request.user),
        "demanded_now": bool(request.session.get(DEMANDED)),
    }
    return render(request, "accounts/factor_list.html", context)


@never_cache
@fresh_sign_in_required(reading=True)
def factor_totp(request: SignedInRequest) -> HttpResponse:
    """Set up an app that makes codes; the answer to the right code shows the recovery codes."""
    if factors_of(request.user).filter(type=Type.TOTP).exists():
        return redirect("factor_list")
    if SECRET not in request.session:
        request.session[SECRET] = encrypt(generate_totp_secret())
    secret = decrypt(request.session[SECRET])
    form = NewAppForm(secret, request.POST or None)
    if form.is_valid() and form.step is not None:
        factor = codes.new_totp(request.user, secret, step=form.step)
        del request.session[SECRET]
        return set_up(request, factor)
    address = SecondFactors().build_totp_url(request.user, secret)
    size, path = qr_path(address)
    context = {
        "form": form,
        "secret": " ".join(re.findall("....", secret)),
        "address": address,
        "size": size,
        "path": path,
    }
    return render(request, "accounts/factor_totp.html", context)


def set_up(request: SignedInRequest, factor: Authenticator) -> HttpResponse:
    """A factor is there: with the first one come recovery codes, shown this once."""
    note_added(request, request.user, factor)
    is_first = not Authenticator.objects.filter(
        user=request.user, type=Type.RECOVERY_CODES
    ).exists()
    if not is_first:
        messages.success(request, _("“%(name)s” is set up.") % {"name": name_of(factor)})
        return redirect("factor_list")
    return _codes_page(request)


@never_cache
@fresh_sign_in_required
def factor_codes(request: SignedInRequest) -> HttpResponse:
    """New recovery codes in the place of the old ones."""
    if not has_factor(request.user):
        return redirect("factor_list")
    if not is_sure(request):
        return _ask(
            request,
            title=_("Make new recovery codes?"),
            lost=[_("The recovery codes that you have now work no longer.")],
            button=_("Make new recovery codes"),
        )
    note_recovery_codes(request, request.user)
    return _codes_page(request)


@never_cache
@require_POST
def factor_codes_file(request: SignedInRequest) -> HttpResponse:
    """The codes just shown, as a file: the page sends them, they are not looked up again."""
    shown = request.POST.getlist("code")
    if not 0 < len(shown) <= 20 or not all(re.fullmatch(r"[0-9]{8}", code) for code in shown):
        return HttpResponseBadRequest()
    heading = _("Recovery codes for Ledestjernen. Each works once.")
    today = timezone.localdate()
    made = _("For %(email)s, made %(today)s. Codes made before work no longer.") % {
        "email": request.user.email,
        "today": date_format(today, "DATE_FORMAT"),
    }
    name = file_name(today, _("recovery codes"), suffix="txt")
    return HttpResponse(
        "\r\n".join([heading, made, "", *shown, ""]),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@fresh_sign_in_required
def factor_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    factor = get_object_or_404(factors_of(request.user), pk=pk)
    is_last = not factors_of(request.user).exclude(pk=pk).exists()
    if is_last and must_have_factor(request.user):
        messages.error(request, _("Your role demands two steps: set another one up first."))
        return redirect("factor_list")
    name = name_of(factor)
    if not is_sure(request):
        lost = [_("You can no longer log in with it."), _("Everywhere else you are logged out.")]
        if is_last:
            lost.append(_("It is your last: from now on your password alone is enough."))
        title = _("Remove “%(name)s”?") % {"name": name}
        return _ask(request, title=title, lost=lost, button=_("Remove it"))
    remove(request, factor)
    messages.success(request, _("“%(name)s” is removed.") % {"name": name})
    return redirect("factor_list")


def name_of(factor: Authenticator) -> str:
    """What its owner calls it."""
    if factor.type == Type.TOTP:
        return _("App that shows codes")
    return str(factor.data.get("name") or _("Passkey"))


def _codes_page(request: SignedInRequest) -> HttpResponse:
    shown = codes.new_recovery_codes(request.user)
    return render(request, "accounts/factor_codes.html", {"codes": shown})


def _ask(request: SignedInRequest, *, title: str, lost: list[str], button: str) -> HttpResponse:
    return ask(
        request,
        title=title,
        lost=lost,
        button=button,
        back=reverse("factor_list"),
        crumbs=[
            (reverse("my_page"), _("My page")),
            (reverse("factor_list"), _("Two-step login")),
        ],
    )
