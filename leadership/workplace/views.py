"""The pages of the attractive workplace: to read, to tell of talks, and to write actions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.asking import ask, is_sure
from indicators.evidence import writable_goals
from indicators.vision import load_workplace
from institutions.models import Cluster, Institution
from leadership.models import ThemeAction
from leadership.pages.teams import require
from leadership.workplace.declared import made_of
from leadership.workplace.entry import TalksForm
from leadership.workplace.forms import ThemeActionForm
from leadership.workplace.pages import WorkplaceList, WorkplacePage, is_of_team
from measurements.models import Topic


@require_safe
def workplace_list(request: SignedInRequest) -> HttpResponse:
    page = WorkplaceList.build(request.user, on=timezone.localdate())
    return render(request, "leadership/workplace/list.html", {"page": page})


@require_safe
def workplace_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    cluster = _cluster(request, slug)
    page = WorkplacePage.build(cluster, user=request.user, on=timezone.localdate())
    return render(request, "leadership/workplace/detail.html", {"page": page})


@require_POST
def workplace_begin(request: SignedInRequest, slug: str) -> HttpResponse:
    """Follow the figures that come with the program, under a theme of the cluster's vision."""
    cluster = _cluster(request, slug)
    mine = writable_goals(request.user).filter(strategy__cluster=cluster)
    goal = get_object_or_404(mine, pk=whole_number(request.POST.get("tema", "")) or 0)
    load_workplace(goal, owner=request.user)
    messages.success(request, _("The figures are followed from now on. Set your own targets."))
    return redirect("workplace_detail", slug=slug)


def talks_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """The talks of a month in an institution that the person leads."""
    mine = Institution.objects.editable_by(request.user).open()
    institution = get_object_or_404(mine, slug=slug)
    on = timezone.localdate()
    form = TalksForm(
        request.POST or None,
        institution=institution,
        on=on,
        month=request.GET.get("maaned", ""),
    )
    placed = institution.placements.on(on).select_related("cluster").first()
    cluster = placed.cluster if placed else None
    if request.method == "POST" and form.is_valid() and form.save(by=request.user):
        messages.success(request, _("The numbers have been saved."))
        if cluster:
            return redirect("workplace_detail", slug=cluster.slug)
        return redirect(institution)
    context = {"form": form, "institution": institution, "cluster": cluster}
    status = 422 if form.errors else 200
    return render(request, "leadership/workplace/talks_form.html", context, status=status)


def theme_action_create(request: SignedInRequest, slug: str, topic: int) -> HttpResponse:
    cluster = _cluster(request, slug)
    require(is_of_team(cluster, request.user))
    themes = Topic.objects.filter(version__instrument__code=made_of().survey)
    theme = get_object_or_404(themes, pk=topic)
    return _written(request, ThemeAction(cluster=cluster, topic=theme, written_by=request.user))


def theme_action_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _written(request, _action(request, pk))


def _written(request: SignedInRequest, action: ThemeAction) -> HttpResponse:
    form = ThemeActionForm(request.POST or None, instance=action)
    if form.is_valid():
        form.save()
        messages.success(request, _("The action has been saved."))
        return redirect(action)
    context = {"form": form, "action": action}
    status = 422 if form.errors else 200
    return render(request, "leadership/workplace/action_form.html", context, status=status)


def theme_action_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _action(request, pk)
    back = action.get_absolute_url()
    if not is_sure(request):
        return ask(
            request,
            title=_("Delete the action?"),
            lost=[_("It no longer stands under its theme.")],
            button=_("Delete the action"),
            back=back,
        )
    action.delete()
    messages.success(request, _("The action has been deleted."))
    return redirect(back)


def _cluster(request: SignedInRequest, slug: str) -> Cluster:
    return get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)


def _action(request: SignedInRequest, pk: int) -> ThemeAction:
    mine = ThemeAction.objects.editable_by(request.user).select_related("cluster", "topic")
    return get_object_or_404(mine, pk=pk)
