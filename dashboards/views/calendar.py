"""The calendar of a person, for programs that fetch it by its secret address."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from django.views.decorators.http import condition, require_safe

from accounts.models import CalendarAddress
from dashboards.calendar.feed import calendar_file
from institutions.access import scope_of


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
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


def _unless_known(request: HttpRequest, content: bytes) -> HttpResponse:
    """The file, or 304 for a calendar that has it already."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'

    @condition(etag_func=lambda request: etag)
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(
            content,
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="ledestjernen.ics"'},
        )

    return answer(request)
