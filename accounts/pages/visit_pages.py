"""Where one is signed in, and signing out from there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.events import Kind, record
from accounts.models import Visit
from accounts.requests import SignedInRequest
from accounts.visits import end_visits
from config.asking import ask, is_sure


@never_cache
@require_safe
def visit_list(request: SignedInRequest) -> HttpResponse:
    visits = list(Visit.objects.filter(user=request.user).under_way())
    here = request.session.session_key
    context = {
        "here": next((visit for visit in visits if visit.session_key == here), None),
        "others": [visit for visit in visits if visit.session_key != here],
    }
    return render(request, "accounts/visit_list.html", context)


def visit_end(request: SignedInRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(Visit, pk=pk, user=request.user)
    if visit.session_key == request.session.session_key:
        return redirect("visit_list")
    if not is_sure(request):
        title = _("Log out from “%(where)s”?") % {"where": visit}
        return _ask(request, title=title, button=_("Log out there"))
    end_visits(request.user, one=visit.pk)
    record(Kind.VISITS_ENDED, about=request.user, count=1)
    messages.success(request, _("You are logged out from “%(where)s”.") % {"where": visit})
    return redirect("visit_list")


def visits_end(request: SignedInRequest) -> HttpResponse:
    """Everywhere but here."""
    if not is_sure(request):
        title = _("Log out everywhere else?")
        return _ask(request, title=title, button=_("Log out everywhere else"))
    count = end_visits(request.user, but=request.session.session_key)
    record(Kind.VISITS_ENDED, about=request.user, count=count)
    messages.success(request, _("You are logged out everywhere else."))
    return redirect("visit_list")


@require_POST
def notices_choose(request: SignedInRequest) -> HttpResponse:
    request.user.wants_sign_in_notices = request.POST.get("wants") == "on"
    request.user.save(update_fields=["wants_sign_in_notices"])
    if request.user.wants_sign_in_notices:
        messages.success(request, _("You get a mail when somebody logs in from a new browser."))
    else:
        messages.success(request, _("You get no more mails about new browsers."))
    return redirect("visit_list")


def _ask(request: SignedInRequest, *, title: str, button: str) -> HttpResponse:
    return ask(
        request,
        title=title,
        lost=[
            _("Whoever sits there must log in again, at the next page."),
            _("A text that is being written there is kept, and is there after logging in again."),
        ],
        button=button,
        back=reverse("visit_list"),
        crumbs=[
            (reverse("my_page"), _("My page")),
            (reverse("visit_list"), _("Where you are logged in")),
        ],
    )
