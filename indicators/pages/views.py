"""The pages of indicators: all of them, and one with its evidence."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from indicators.evaluation.rules import UNIT_BY_UNIT
from indicators.filters import Filters
from indicators.forms import ManualResultForm
from indicators.models import Indicator
from indicators.pages.directory import CLUSTER, IndicatorList
from indicators.pages.indicator import IndicatorPage
from indicators.pages.owners import OwnerPart
from indicators.slots import said_about
from institutions.models import Cluster, Institution
from institutions.page_cache import cached_page
from institutions.statements import row_or_404


@cached_page
def indicator_list(request: SignedInRequest) -> HttpResponse:
    """The clusters' indicators; of many clusters, those of the one in `?klynge=`."""
    page = IndicatorList.build(
        user=request.user, on=timezone.localdate(), cluster=request.GET.get(CLUSTER, "")
    )
    return render(request, "indicators/indicator_list.html", {"page": page})


@cached_page
def indicator_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page, and what a leader reports on it. An indicator of the municipality is shown for the
    cluster in `?klynge=`, or the first the person reads; any in the year in `?aar=`."""
    indicator = row_or_404(
        lambda: (
            Indicator.objects.visible_to(request.user)
            .filter(pk=pk)
            .select_related("goal__strategy__cluster", "parent")
        ),
        *("indicator", pk),
        reader=request.user,
    )
    cluster = cluster_of(indicator, request)
    form = _report_form(indicator, cluster, request)
    if form and request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("Thank you. The result has been reported."))
        return redirect(request.get_full_path())
    on = timezone.localdate()
    page = IndicatorPage.build(
        indicator,
        cluster=cluster,
        user=request.user,
        on=on,
        year=Filters.of(request.GET, this_year=on.year).year,
    )
    said = tuple(filter(None, said_about.all(indicator, cluster, request.user)))
    owner = OwnerPart.of(indicator, user=request.user, on=on, reports=form is not None)
    context = {"page": page, "form": form, "said": said, "owner": owner}
    return render(request, "indicators/indicator.html", context)


def cluster_of(indicator: Indicator, request: SignedInRequest) -> Cluster:
    """Where an indicator is shown: its own cluster, or of those one reads the one asked for."""
    clusters = Cluster.objects.visible_to(request.user)
    if indicator.goal.strategy.cluster is not None:
        return indicator.goal.strategy.cluster
    if "klynge" in request.GET:
        return get_object_or_404(clusters, slug=request.GET["klynge"])
    cluster = clusters.first()
    if cluster is None:
        raise Http404
    return cluster


def _report_form(
    indicator: Indicator, cluster: Cluster, request: SignedInRequest
) -> ManualResultForm | None:
    """The form for leaders: of their units, or of the cluster for the whole; None for others."""
    if indicator.source != Indicator.Source.MANUAL:
        return None
    institutions = None
    if indicator.aggregation in UNIT_BY_UNIT:
        own = Institution.objects.editable_by(request.user).open().in_cluster(cluster)
        institutions = list(own)
        if not institutions:
            return None
    elif not Cluster.objects.editable_by(request.user).filter(pk=cluster.pk).exists():
        return None
    return ManualResultForm(
        request.POST or None,
        indicator=indicator,
        institutions=institutions,
        this_year=timezone.localdate().year,
    )
