"""What a person decides for themselves, and the calendar they may take along."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_POST, require_safe

from accounts.models import CalendarAddress
from config.asking import ask, is_sure
from dashboards.calendar.feed import calendar_file
from dashboards.security_log import may_read_the_log
from institutions.access import scope_of
from strategy.reminders import person_of


@require_safe
def my_page(request):
    address = CalendarAddress.objects.filter(user=request.user).first()
    url = request.build_absolute_uri(_path(address)) if address else ""
    context = {
        "address": address,
        "calendar_url": url,
        "may_read_the_log": may_read_the_log(request.user),
    }
    return render(request, "dashboards/my_page.html", context)


def calendar_address_renew(request):
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


def calendar_address_revoke(request):
    if not is_sure(request):
        return _ask_before_closing(
            request, title=_("Close the address?"), button=_("Close the address")
        )
    CalendarAddress.close(request.user)
    messages.success(request, _("The address of your calendar works no longer."))
    return redirect("my_page")


def _ask_before_closing(request, *, title: str, button: str) -> HttpResponse:
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


@require_POST
def reminders_choose(request):
    request.user.wants_reminders = request.POST.get("wants") == "on"
    request.user.save(update_fields=["wants_reminders"])
    if request.user.wants_reminders:
        messages.success(request, _("You get reminders by e-mail."))
    else:
        messages.success(request, _("You get no more reminders by e-mail."))
    return redirect("my_page")


@csrf_exempt  # a mail program sends the POST (RFC 8058); the token is the proof
@login_not_required
@never_cache
def reminders_stop(request, token):
    """Behind the link in each reminder: asks, and a POST ends them, without signing in."""
    user = person_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        user.wants_reminders = False
        user.save(update_fields=["wants_reminders"])
    return render(
        request, "dashboards/reminders_stop.html", {"is_stopped": not user.wants_reminders}
    )


@login_not_required
@require_safe
def calendar_feed(request, secret):
    """The calendar behind a secret address, while its owner holds a role; else nothing is there."""
    address = get_object_or_404(CalendarAddress.objects.select_related("user"), secret=secret)
    user = address.user
    if not (user.is_active and scope_of(user).reads):
        CalendarAddress.close(user)  # it ends with the last role, for good
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
