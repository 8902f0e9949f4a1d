"""The way of an installation to its first cluster page, for its administrators."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from dashboards import example
from dashboards.first_steps import WayOn
from files.papers import file_response
from institutions.access import scope_of
from institutions.importing.blank_list import blank_list

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def first_steps(request: SignedInRequest) -> HttpResponse:
    _only_administrators(request)
    way = WayOn.of(request.user, on=timezone.localdate())
    return render(request, "dashboards/first_steps.html", {"way": way})


def institution_list_empty(request: SignedInRequest) -> HttpResponse:
    _only_administrators(request)
    return file_response(blank_list(), name="institutioner.xlsx", kind=XLSX)


def institution_list_example(request: SignedInRequest) -> HttpResponse:
    _only_administrators(request)
    return file_response(blank_list(is_filled=True), name="institutioner-eksempel.xlsx", kind=XLSX)


@require_POST
def example_load(request: SignedInRequest) -> HttpResponse:
    """Load the example, where there is nothing of one's own."""
    _only_administrators(request)
    try:
        example.load(by=request.user, on=timezone.localdate())
    except example.ExampleRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The example is here. Have a look around."))
    return redirect("home")


@require_POST
def example_remove(request: SignedInRequest) -> HttpResponse:
    """Take the example out, and whatever has been written in it meanwhile."""
    _only_administrators(request)
    if not is_sure(request):
        return ask(
            request,
            title=_("Remove the example?"),
            lost=[
                _("All its institutions, goals, indicators and figures go, with their history."),
                _("What you have written at its institutions goes with them."),
                _("Your own rows, people and settings stay."),
            ],
            button=_("Remove the example"),
            back=reverse("first_steps"),
            crumbs=[(reverse("first_steps"), _("First steps"))],
        )
    example.remove()
    messages.success(request, _("The example has been removed."))
    return redirect("home")


def _only_administrators(request: SignedInRequest) -> None:
    if not scope_of(request.user).edits.everything:
        raise Http404
