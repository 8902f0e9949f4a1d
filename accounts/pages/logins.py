"""One's own logins of the municipality: which open the account, linking one, unlinking one."""

from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.doors import leads_on
from accounts.entrance.linking import binds, linked_to
from accounts.entrance.logins import called, has_other_door, unlink_one, way_to_link
from accounts.entrance.refusing import SignInRefused
from accounts.entrance.views import is_too_often, refusal
from accounts.requests import SignedInRequest
from accounts.ways_in import WaysIn
from config.asking import ask, is_sure
from config.sign_ins import SignInProvider, sign_ins


@never_cache
@require_safe
def login_list(request: SignedInRequest) -> HttpResponse:
    return render(request, "accounts/login_list.html", {"ways": WaysIn.of(request.user)})


@never_cache
@fresh_sign_in_required
def login_link(request: SignedInRequest, provider_id: str) -> HttpResponse:
    """To the login, which says whom it knows; that is linked to this account when one is back."""
    provider = sign_ins().get(provider_id)
    if provider is None:
        raise Http404
    if linked_to(request.user).filter(provider=provider.key).exists():
        return redirect("login_list")
    facts = {"login": called(provider.key)}
    if not is_sure(request):
        title = _("Shall “%(login)s” open your account?") % facts
        return _ask(request, title, _follows(request, provider), button=_("Go on to the login"))
    if response := is_too_often(request):
        return response
    try:
        there = way_to_link(request, request.user, provider)
    except SignInRefused as refused:
        return refusal(request, provider.key, refused)
    return leads_on(
        request,
        there,
        title=_("Log in there now"),
        sentence=_("Log in as yourself: whoever logs in there has your account from then on."),
        button=_("Go on to the login"),
    )


@never_cache
@fresh_sign_in_required
def login_unlink(request: SignedInRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(linked_to(request.user), pk=pk)
    facts = {"login": called(account.provider)}
    title = _("Shall “%(login)s” open your account no longer?") % facts
    if not has_other_door(account):
        return _last_door(request, title)
    if not is_sure(request):
        lost = [
            _("You can no longer log in with it, and the roles that it gave you end now."),
            _("Everywhere else you are logged out."),
        ]
        return _ask(request, title, [*lost, *linked_again(account)], button=_("Unlink it"))
    if not unlink_one(request, account, by=request.user):
        return _last_door(request, title)
    messages.success(request, _("“%(login)s” opens your account no longer.") % facts)
    return redirect("login_list")


def linked_again(account: SocialAccount) -> list[str]:
    """Where an address is enough for a login to be linked, a sentence that says so."""
    provider = sign_ins().get(account.provider)
    if provider is None or not provider.link_by_email:
        return []
    return [_("Whoever logs in with it and has the account’s address there links it again.")]


def _follows(request: SignedInRequest, provider: SignInProvider) -> list[str]:
    told = [
        _("You log in there, and come back here."),
        _("Roles that the login tells of are yours here, too."),
        _("Everywhere else you are logged out, and you are told by mail."),
    ]
    if binds(provider, request.user):
        told.append(_("While it is linked, neither your password nor a passkey alone lets you in."))
    return told


def _ask(
    request: SignedInRequest,
    title: str,
    lost: list[str],
    *,
    button: str = "",
    missing: tuple[str, ...] = (),
    remedies: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    return ask(
        request,
        title=title,
        lost=lost,
        button=button,
        back=reverse("login_list"),
        crumbs=[
            (reverse("my_page"), _("My page")),
            (reverse("login_list"), _("The municipality’s login")),
        ],
        missing=missing,
        remedies=remedies,
    )


def _last_door(request: SignedInRequest, title: str) -> HttpResponse:
    """Nobody locks themselves out."""
    return _ask(
        request,
        title,
        [],
        missing=(
            _("It is your only way in: you have no password here, and no passkey that is enough."),
            _("Set up a passkey first, or ask whoever looks after the people in Ledestjernen."),
        ),
        remedies=((reverse("factor_passkey"), _("Set up a passkey")),),
    )
