"""What a person decides for themselves: the address of their calendar, and how often mail comes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.models import CalendarAddress
from accounts.requests import SignedInRequest
from accounts.slots import may_read_the_log, on_my_page
from accounts.told.rows import HowOften
from accounts.ways_in import WaysIn
from config.asking import ask, is_sure
from config.sign_ins import sign_ins


@require_safe
def my_page(request: SignedInRequest) -> HttpResponse:
    address = CalendarAddress.objects.filter(user=request.user).first()
    url = request.build_absolute_uri(_path(address)) if address else ""
    context = {
        "address": address,
        "calendar_url": url,
        "choices": HowOften,
        "may_read_the_log": may_read_the_log(request.user),
        "parts": [part for part in on_my_page.all(request.user) if part is not None],
        "has_providers": bool(sign_ins()),
        "ways": WaysIn.of(request.user),
    }
    return render(request, "accounts/my_page.html", context)


@fresh_sign_in_required
def calendar_address_renew(request: SignedInRequest) -> HttpResponse:
    is_there = CalendarAddress.objects.filter(user=request.user).exists()
    if request.method != "POST" and not is_there:
        return redirect("my_page")
    if is_there and not is_sure(request):
        return _ask_before_closing(
            request, title=_("Make a new address?"), button=_("Make a new address")
        )
    CalendarAddress.renew(request.user)
    messages.success(request, _("Your calendar has a new address. An old one works no longer."))
    return redirect("my_page")


def calendar_address_revoke(request: SignedInRequest) -> HttpResponse:
    if not is_sure(request):
        return _ask_before_closing(
            request, title=_("Close the address?"), button=_("Close the address")
        )
    CalendarAddress.close(request.user)
    messages.success(request, _("The address of your calendar works no longer."))
    return redirect("my_page")


def _ask_before_closing(request: SignedInRequest, *, title: str, button: str) -> HttpResponse:
    return ask(
        request,
        title=title,
        lost=[
            _("The address that you have now works no longer, and never again."),
            _("Calendars that fetch from it get nothing more."),
        ],
        button=button,
        back=reverse("my_page"),
        crumbs=[(reverse("my_page"), _("My page"))],
    )


def _path(address: CalendarAddress) -> str:
    return reverse("calendar_feed", args=[address.secret])
