"""The security log: for administrators to read and to take along, for nobody to change."""

import csv
import io
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.events import Kind, record
from accounts.pages.log import LogPage, events, rows_of
from accounts.pages.log.asking import LogFilter
from accounts.requests import SignedInRequest
from accounts.slots import may_read_the_log
from files.papers import file_name
from files.spreadsheets.formulas import harmless

#: Events in a file at most: as many as a spreadsheet shows with ease.
MOST = 50_000


@never_cache
@require_safe
def security_log(request: SignedInRequest) -> HttpResponse:
    form, asked = _asked(request)
    context = {
        "form": form,
        "log": LogPage.build(asked, number=request.GET.get("side", "")),
        "query": _query(request),
    }
    record(Kind.PERSON_READ, request=request)  # afterwards, so that it does not tell of itself
    return render(request, "accounts/security_log.html", context)


@never_cache
@require_safe
@fresh_sign_in_required(reading=True)
def security_log_file(request: SignedInRequest) -> HttpResponse:
    """The events asked for, as the csv that Danish Excel opens."""
    _form, asked = _asked(request)
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    headings = [_("When"), _("What happened"), _("Who"), _("About"), _("Details"), _("Page")]
    writer.writerow([*headings, _("IP address")])
    for row in rows_of(events(asked)[:MOST]):
        cells = [row.when, row.what, row.who, row.about, row.details, row.where, row.address]
        writer.writerow([harmless(cell) for cell in cells])
    name = file_name(timezone.localdate(), _("security log"), suffix="csv")
    return HttpResponse(
        target.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(request: SignedInRequest) -> tuple[LogFilter, dict[str, Any] | None]:
    if not may_read_the_log(request.user):
        raise Http404
    form = LogFilter(request.GET)
    return form, form.cleaned_data if form.is_valid() else None


def _query(request: SignedInRequest) -> str:
    """What is asked for, as parameters of an address without the page's number."""
    asked = request.GET.copy()
    asked.pop("side", None)
    return asked.urlencode()
