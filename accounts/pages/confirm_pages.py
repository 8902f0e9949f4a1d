"""The page that asks who one is, on the way to one that wants to know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from accounts.confirm_form import ASKED, ConfirmForm
from accounts.confirming import note_confirmed, page_that_asks, too_many_tries
from accounts.requests import SignedInRequest


@never_cache
def confirm(request: SignedInRequest) -> HttpResponse:
    told = request.POST.get("next") or request.GET.get("next") or ""
    then = inside(request, told, "/min-side/")
    form = ConfirmForm(request, request.POST if ASKED in request.POST else None)
    if form.is_bound and (refused := too_many_tries(request)):
        return refused
    if form.is_valid():
        note_confirmed(request)
        return redirect(then)
    return page_that_asks(request, form, then=then)


def inside(request: HttpRequest, address: str, otherwise: str) -> str:
    """The address, if it is one of ours."""
    host, secure = request.get_host(), request.is_secure()
    is_ours = url_has_allowed_host_and_scheme(address, {host}, require_https=secure)
    return address if is_ours and address.startswith("/") else otherwise
