"""Papers to take along, as files with names that say what they are."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.requests import SignedInRequest
from dashboards import papers
from files.papers import file_response
from institutions.around import of_cluster, of_institution
from institutions.models import Cluster, Institution
from institutions.page_cache import cached_page


@cached_page(around=of_cluster)
def cluster_paper(request: SignedInRequest, slug: str) -> HttpResponse:
    paper = _of_cluster(request, slug).as_file()
    return file_response(paper.content, name=paper.name)


@cached_page(around=of_cluster)
def cluster_paper_page(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same paper as a page, to be read on a screen and printed from it."""
    paper = _of_cluster(request, slug)
    return render(request, "dashboards/cluster_paper.html", {"paper": paper})


def _of_cluster(request: SignedInRequest, slug: str) -> papers.ClusterPaper:
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    return papers.ClusterPaper.passed_on(cluster, user=request.user, on=timezone.localdate())


@cached_page(around=of_institution)
def institution_paper(request: SignedInRequest, slug: str) -> HttpResponse:
    institution = get_object_or_404(Institution.objects.visible_to(request.user), slug=slug)
    paper = papers.institution_paper(institution, user=request.user, on=timezone.localdate())
    return file_response(paper.content, name=paper.name)
