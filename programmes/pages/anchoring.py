"""From a programme to the local goals that carry it on in daily life, and back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from institutions.access import Reader
from programmes.models import Anchor, Programme
from programmes.writing.memo_forms import AnchorForm
from strategy.models import LocalGoal
from strategy.querysets import LocalGoalQuerySet


def goals_to_tie(user: Reader) -> LocalGoalQuerySet:
    """The local goals the person writes, the newest first."""
    goals = LocalGoal.objects.editable_by(user).select_related("institution", "cluster", "goal")
    return goals.order_by("-pk")


def programme_anchor(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose the local goal of one's own that carries this programme on."""
    programme = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    goals = goals_to_tie(request.user)
    if not goals.exists() or programme.is_draft:
        raise Http404
    form = AnchorForm(
        request.POST or None,
        instance=Anchor(programme=programme),
        programmes=Programme.objects.none(),
        goals=goals,
    )
    back = f"{programme.get_absolute_url()}#forankring"
    return _tie(request, form, programme=programme, back=back)


def local_goal_anchor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the programme that a local goal carries on."""
    goal = get_object_or_404(goals_to_tie(request.user), pk=pk)
    programmes = Programme.objects.visible_to(request.user).filter(is_draft=False)
    form = AnchorForm(
        request.POST or None,
        instance=Anchor(local_goal=goal),
        programmes=programmes,
        goals=LocalGoal.objects.none(),
    )
    return _tie(request, form, programme=None, back=goal.get_absolute_url())


def anchor_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tie a local goal to a programme no longer; both stay."""
    anchors = Anchor.objects.editable_by(request.user).select_related("programme", "local_goal")
    anchor = get_object_or_404(anchors, pk=pk)
    if is_sure(request):
        anchor.delete()
        messages.success(request, _("The local goal is no longer tied to the programme."))
        return redirect(anchor.local_goal)
    return ask(
        request,
        title=_("Untie the local goal from the programme?"),
        lost=[_("That the local goal carries on “%(name)s”.") % {"name": anchor.programme}],
        button=_("Untie them"),
        back=anchor.local_goal.get_absolute_url(),
        crumbs=[(anchor.programme.get_absolute_url(), anchor.programme.name)],
    )


def _tie(
    request: SignedInRequest, form: AnchorForm, *, programme: Programme | None, back: str
) -> HttpResponse:
    if form.is_valid():
        form.save()
        messages.success(request, _("The local goal carries the programme on."))
        return redirect(back)
    context = {
        "form": form,
        "heading": _("Carry the programme on in a local goal"),
        "programme": programme,
        "lead": _("What a course began is kept alive by a local goal. Both tell of the other."),
        "back": back,
    }
    return render(request, "programmes/part_form.html", context)
