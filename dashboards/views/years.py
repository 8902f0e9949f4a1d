"""A cluster's year."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from dashboards.calendar.feed import as_calendar
from dashboards.year import YearWheel
from institutions.around import of_cluster
from institutions.models import Cluster
from institutions.page_cache import cached_page
from meetings.pages.years import year_asked


@cached_page(around=of_cluster)
def year_wheel(request: SignedInRequest, slug: str) -> HttpResponse:
    cluster = _visible(request, slug)
    today = timezone.localdate()
    wheel = YearWheel.build(
        cluster, year=year_asked(request, today.year), user=request.user, on=today
    )
    return render(request, "dashboards/year_wheel.html", {"wheel": wheel})


def year_calendar(request: SignedInRequest, slug: str) -> HttpResponse:
    """The year as a file for a calendar."""
    cluster = _visible(request, slug)
    today = timezone.localdate()
    year = year_asked(request, today.year)
    wheel = YearWheel.build(cluster, year=year, user=request.user, on=today)
    site = f"{request.scheme}://{request.get_host()}"
    name = _("%(cluster)s %(year)s") % {"cluster": cluster, "year": year}
    content = as_calendar(wheel.calendar_entries, name=name, site=site)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="aarshjul-{cluster.slug}-{year}.ics"'
    return answer


def _visible(request: SignedInRequest, slug: str) -> Cluster:
    return get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
