"""The pages that show how it goes, each from its read model."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.requests import SignedInRequest
from dashboards.cluster import ClusterDashboard
from dashboards.cluster.whole import Whole
from dashboards.comparison import ComparisonPage
from dashboards.heat_map import OVER_YEARS, YES, HeatMap
from dashboards.institution import InstitutionPage
from dashboards.institution.directory import InstitutionList
from dashboards.municipality import MunicipalityPage
from dashboards.my_work import MyWork
from indicators.filters import Filters
from indicators.models.releases import publishes
from institutions.access import scope_of
from institutions.around import of_cluster, of_institution
from institutions.models import Area, Cluster, Institution
from institutions.page_cache import cached_page, own_cached_page
from institutions.people.seen_by import may_ask
from institutions.remembering import remembered
from institutions.statements import row_or_404


@own_cached_page
def home(request: SignedInRequest) -> HttpResponse:
    page = MyWork.build(user=request.user, on=timezone.localdate())
    return render(request, "dashboards/home.html", {"page": page})


@cached_page
def municipality(request: SignedInRequest) -> HttpResponse:
    """The committee's page. Its filters stand in the address, so that a view can be shared."""
    on = timezone.localdate()
    filters = Filters.of(request.GET, this_year=on.year)
    page = MunicipalityPage.build(user=request.user, on=on, filters=filters)
    writes = scope_of(request.user).edits.everything
    context = {"page": page, "writes": writes, "publishes": publishes(request.user)}
    return render(request, "dashboards/municipality.html", context)


@cached_page
def heat_map(request: SignedInRequest) -> HttpResponse:
    """Every institution the person reads by every indicator."""
    on = timezone.localdate()
    filters = Filters.of(request.GET, this_year=on.year)
    over_years = request.GET.get(OVER_YEARS) == YES
    page = HeatMap.build(user=request.user, on=on, filters=filters, over_years=over_years)
    return render(request, "dashboards/heat_map.html", {"page": page})


@cached_page
def area_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """An area for its head: its clusters, and its institutions by indicators."""
    on = timezone.localdate()
    filters = Filters.of(request.GET, this_year=on.year)

    user = request.user
    area = get_object_or_404(Area.objects.visible_to(user), slug=slug)
    heat_map = remembered(
        lambda: HeatMap.build(user=user, on=on, filters=filters, area=area),
        "heat map",
        slug,
        filters,
        reader=user,
    )
    page = MunicipalityPage.build(user=user, on=on, filters=filters, area=area)
    return render(
        request,
        "dashboards/area.html",
        {"page": page, "heat_map": heat_map, "may_ask_who_sees": may_ask(user, area)},
    )


@cached_page
def comparison(request: SignedInRequest) -> HttpResponse:
    """Clusters, or in `?klynge=` the institutions of one, beside each other."""
    on = timezone.localdate()
    filters = Filters.of(request.GET, this_year=on.year)
    cluster = request.GET.get("klynge", "")
    page = ComparisonPage.build(user=request.user, on=on, filters=filters, cluster=cluster)
    return render(request, "dashboards/comparison.html", {"page": page})


@cached_page(around=of_cluster)
def cluster_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    cluster = row_or_404(
        lambda: Cluster.objects.visible_to(request.user).filter(slug=slug),
        *("cluster", slug),
        reader=request.user,
    )
    page = ClusterDashboard.build(cluster, user=request.user, on=timezone.localdate())
    return render(request, "dashboards/cluster.html", {"page": page})


@cached_page(around=of_cluster)
def cluster_whole(request: SignedInRequest, slug: str) -> HttpResponse:
    """How vision, goals, efforts, indicators and data of a cluster hang together."""
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    page = ClusterDashboard.build(cluster, user=request.user, on=timezone.localdate())
    return render(request, "dashboards/whole.html", {"page": page, "whole": Whole.of(page)})


@cached_page
def institution_list(request: SignedInRequest) -> HttpResponse:
    page = InstitutionList.build(user=request.user, on=timezone.localdate())
    return render(request, "dashboards/institution_list.html", {"page": page})


@cached_page(around=of_institution)
def institution_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    institution = row_or_404(
        lambda: Institution.objects.visible_to(request.user).filter(slug=slug),
        *("institution", slug),
        reader=request.user,
    )
    page = InstitutionPage.build(institution, user=request.user, on=timezone.localdate())
    return render(request, "dashboards/institution.html", {"page": page})
