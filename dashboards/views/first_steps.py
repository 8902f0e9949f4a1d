"""The way of an installation to its first cluster page, for its administrators."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.requests import SignedInRequest
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


def _only_administrators(request: SignedInRequest) -> None:
    if not scope_of(request.user).edits.everything:
        raise Http404
