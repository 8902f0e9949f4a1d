"""The pages that show how it goes, each from its read model."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from dashboards.cluster import ClusterDashboard
from dashboards.goal import GoalPage
from dashboards.institution import InstitutionPage
from dashboards.institution.directory import InstitutionList
from dashboards.municipality import MunicipalityPage
from dashboards.my_work import MyWork
from institutions.models import Cluster, Institution
from strategy.models import Goal


def home(request):
    page = MyWork.build(user=request.user, on=timezone.localdate())
    return render(request, "dashboards/home.html", {"page": page})


def municipality(request):
    page = MunicipalityPage.build(user=request.user, on=timezone.localdate())
    return render(request, "dashboards/municipality.html", {"page": page})


def cluster_detail(request, slug):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    page = ClusterDashboard.build(cluster, user=request.user, on=timezone.localdate())
    return render(request, "dashboards/cluster.html", {"page": page})


def institution_list(request):
    page = InstitutionList.build(user=request.user, on=timezone.localdate())
    return render(request, "dashboards/institution_list.html", {"page": page})


def institution_detail(request, slug):
    institution = get_object_or_404(Institution.objects.visible_to(request.user), slug=slug)
    page = InstitutionPage.build(institution, user=request.user, on=timezone.localdate())
    return render(request, "dashboards/institution.html", {"page": page})


def goal_detail(request, pk):
    goals = Goal.objects.visible_to(request.user).select_related("strategy__cluster")
    goal = get_object_or_404(goals, pk=pk)
    page = GoalPage.build(goal, user=request.user, on=timezone.localdate())
    return render(request, "dashboards/goal.html", {"page": page})
