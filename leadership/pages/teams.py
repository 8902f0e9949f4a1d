"""Profiles, teams, and who leads what in a team."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from files.papers import file_response
from institutions.access import Reader, scope_of
from institutions.models import Cluster, Institution, Placement
from leadership.forms import DutyForms
from leadership.models import Profile, Team
from leadership.pages.home import LeadershipHome
from leadership.pages.profile_paper import paper_of_profile
from leadership.pages.profiles import ProfilePage
from leadership.pages.team import TeamPage

WITH_PLACES = ("cluster__area", "institution__area")


def leadership_home(request: SignedInRequest) -> HttpResponse:
    page = LeadershipHome.build(user=request.user, on=timezone.localdate())
    return render(request, "leadership/home.html", {"page": page})


def profile_detail(request: SignedInRequest, code: str) -> HttpResponse:
    profile = get_object_or_404(Profile.objects.visible_to(request.user), code=code)
    page = ProfilePage.build(profile, user=request.user)
    may_write = scope_of(request.user).edits.everything
    context = {"page": page, "may_write": may_write}
    return render(request, "leadership/profile.html", context)


def profile_paper(request: SignedInRequest, code: str) -> HttpResponse:
    """A profile on paper, chapters and core areas."""
    profile = get_object_or_404(Profile.objects.visible_to(request.user), code=code)
    page = ProfilePage.build(profile, user=request.user)
    paper = paper_of_profile(page, on=timezone.localdate())
    return file_response(paper.content, name=paper.name)


@require_POST
def team_begin(request: SignedInRequest) -> HttpResponse:
    """The leaders of a cluster, or of an institution outside clusters, begin to work as a team."""
    drafts = scope_of(request.user).drafts
    key: dict[str, Any]
    if "cluster" in request.POST:
        clusters = Cluster.objects.at(drafts)
        key = {"cluster": get_object_or_404(clusters, slug=request.POST["cluster"])}
    else:
        placed = Placement.objects.current().values("institution")
        outside = Institution.objects.at(drafts).open().exclude(pk__in=placed)
        asked = request.POST.get("institution", "")
        key = {"institution": get_object_or_404(outside, slug=asked)}
    try:
        with transaction.atomic():
            team, _is_new = Team.objects.get_or_create(**key)
    except IntegrityError:  # two pressed at the same moment
        team = Team.objects.get(**key)
    return redirect(team)


def team_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    team = visible_team(request.user, pk)
    page = TeamPage.build(team, user=request.user, on=timezone.localdate())
    return render(request, "leadership/team.html", {"page": page})


def duties_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    team = editable_team(request.user, pk)
    rows = DutyForms(request.POST or None, instance=team)
    names = sorted(str(person) for person in team.members(timezone.localdate()))
    for form in rows:
        for field in ("holder", "deputy"):
            form.fields[field].widget.attrs["list"] = "team-names"
    if rows.is_valid():
        with transaction.atomic():
            rows.save()
        messages.success(request, _("The tasks of the team have been saved."))
        for written, name in (pair for form in rows for pair in form.like(names)):
            told = _("You wrote “%(written)s”. Is it %(name)s? Then correct the name.")
            messages.warning(request, told % {"written": written, "name": name})
        return redirect(f"{team.get_absolute_url()}#opgaver")
    status = 422 if rows.is_bound else 200
    context = {"rows": rows, "team": team, "names": names}
    return render(request, "leadership/duties_form.html", context, status=status)


def visible_team(user: Reader, pk: int) -> Team:
    teams = Team.objects.visible_to(user).select_related(*WITH_PLACES)
    return get_object_or_404(teams, pk=pk)


def editable_team(user: Reader, pk: int) -> Team:
    teams = Team.objects.editable_by(user).filter(takes_part=True).select_related(*WITH_PLACES)
    return get_object_or_404(teams, pk=pk)


def require(allowed: bool) -> None:
    """What a person may not do is not there."""
    if not allowed:
        raise Http404
