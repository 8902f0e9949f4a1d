"""Papers to take along, as files with names that say what they are."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from dashboards import papers
from institutions.models import Cluster, Institution
from papers import file_response


def cluster_paper(request, slug):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    paper = papers.cluster_paper(cluster, user=request.user, on=timezone.localdate())
    return file_response(paper.content, name=paper.name)


def institution_paper(request, slug):
    institution = get_object_or_404(Institution.objects.visible_to(request.user), slug=slug)
    paper = papers.institution_paper(institution, user=request.user, on=timezone.localdate())
    return file_response(paper.content, name=paper.name)
