"""What a person decides for themselves, and the calendar they may take along."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import condition, require_POST, require_safe

from accounts.models import CalendarAddress
from dashboards.calendar.feed import calendar_file
from institutions.access import reach_of


@require_safe
def my_page(request):
    address = CalendarAddress.objects.filter(user=request.user).first()
    url = request.build_absolute_uri(_path(address)) if address else ""
    return render(request, "dashboards/my_page.html", {"address": address, "calendar_url": url})


@require_POST
def calendar_address_renew(request):
    CalendarAddress.renew(request.user)
    messages.success(request, _("Your calendar has a new address. An old one works no longer."))
    return redirect("my_page")


@require_POST
def calendar_address_revoke(request):
    CalendarAddress.objects.filter(user=request.user).delete()
    messages.success(request, _("The address of your calendar works no longer."))
    return redirect("my_page")


@login_not_required
@require_safe
def calendar_feed(request, secret):
    """The calendar behind a secret address, while its owner holds a role; else nothing is there."""
    addresses = CalendarAddress.objects.filter(user__is_active=True).select_related("user")
    user = get_object_or_404(addresses, secret=secret).user
    if not reach_of(user).reads:
        return HttpResponse(status=404)
    with override("da"):  # nobody has chosen a language here
        content = calendar_file(user, site=request.build_absolute_uri("/").rstrip("/"))
    response = _unless_known(request, content)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _unless_known(request, content: bytes) -> HttpResponse:
    """The file, or 304 for a calendar that has it already."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'

    @condition(etag_func=lambda request: etag)
    def answer(request):
        return HttpResponse(
            content,
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="ledestjernen.ics"'},
        )

    return answer(request)


def _path(address: CalendarAddress) -> str:
    return reverse("calendar_feed", args=[address.secret])
