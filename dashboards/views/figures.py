"""The figures of a page as a workbook, as the person sees them there."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from dashboards.figures import (
    ExportTable,
    as_workbook,
    cluster_tables,
    institution_tables,
    municipality_tables,
)
from files.papers import file_name, file_response
from institutions.around import of_cluster, of_institution
from institutions.models import Cluster, Institution
from institutions.page_cache import cached_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@cached_page(around=of_cluster)
def cluster_figures(request: SignedInRequest, slug: str) -> HttpResponse:
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    tables = cluster_tables(cluster, user=request.user, on=timezone.localdate())
    return _workbook(tables, place=cluster.name)


@cached_page(around=of_institution)
def institution_figures(request: SignedInRequest, slug: str) -> HttpResponse:
    institution = get_object_or_404(Institution.objects.visible_to(request.user), slug=slug)
    tables = institution_tables(institution, user=request.user, on=timezone.localdate())
    return _workbook(tables, place=institution.name)


@cached_page
def municipality_figures(request: SignedInRequest) -> HttpResponse:
    tables = municipality_tables(user=request.user, on=timezone.localdate())
    return _workbook(tables, place=_("the municipality"))


def _workbook(tables: Iterable[ExportTable], *, place: str) -> HttpResponse:
    name = file_name(timezone.localdate(), place, _("figures"), suffix="xlsx")
    return file_response(as_workbook(tables), name=name, kind=XLSX)
