"""A team's competence mapping: opened, answered by each for themselves, closed, talked over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.requests import SignedInRequest, own_eyes_only
from config.asking import ask, is_sure
from config.collation import danish
from institutions.access import Reader
from leadership.forms import (
    MappingAnswerForm,
    MappingForm,
    MappingFrameForm,
    PictureForm,
    ReopenForm,
)
from leadership.models import AlreadyClosed, CoreArea, MappingRound, Team
from leadership.pages.team import MappingPage
from leadership.pages.teams import editable_team, require

WITH_TEAM = ("team__cluster__area", "team__institution__area", "profile__scale")


def _first_year_left(team: Team, year: int) -> int:
    """A team has one mapping a year."""
    taken = set(team.rounds.filter(year__gte=year).values_list("year", flat=True))
    while year in taken:
        year += 1
    return year


def mapping_create(request: SignedInRequest, pk: int) -> HttpResponse:
    team = editable_team(request.user, pk)
    mapping = MappingRound(team=team)
    initial = {"year": _first_year_left(team, timezone.localdate().year)}
    form = MappingForm(request.POST or None, instance=mapping, initial=initial)
    if form.is_valid():
        form.save()
        messages.success(
            request, _("The mapping is open. Each leader now finds it under “Overview”.")
        )
        return redirect(mapping)
    return render(request, "leadership/mapping_form.html", {"form": form, "team": team})


def mapping_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    mapping = _visible(request.user, pk)
    page = MappingPage.build(mapping, user=request.user, on=timezone.localdate())
    return render(request, "leadership/mapping.html", {"page": page})


@own_eyes_only
@sensitive_post_parameters()
@never_cache
def answer_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A leader's own answers. Nobody else's are ever shown, whoever asks."""
    mapping = _visible(request.user, pk)
    today = timezone.localdate()
    require(mapping.team.has_member(request.user, today))
    if not mapping.takes_answers(today):
        messages.info(request, _("The mapping takes no more answers."))
        return redirect(mapping)
    form = MappingAnswerForm(
        request.POST or None,
        mapping=mapping,
        person=request.user,
        areas=CoreArea.objects.filter(group__profile=mapping.profile_id)
        .select_related("group")
        .prefetch_related("points"),
        steps=mapping.profile.scale.steps.order_by("rank"),
    )
    if form.is_valid():
        form.save()
        messages.success(
            request,
            _("Your answers have been saved. Only you can see them."),
        )
        return redirect(mapping)
    return render(request, "leadership/answer_form.html", {"form": form, "mapping": mapping})


def mapping_close(request: SignedInRequest, pk: int) -> HttpResponse:
    mapping = _visible(request.user, pk)
    today = timezone.localdate()
    team = mapping.team
    require(
        team.is_led_by(request.user, today)
        or (team.has_member(request.user, today) and not mapping.takes_answers(today))
    )
    if not is_sure(request):
        if mapping.closed_on is not None:
            messages.info(request, _("The mapping is closed already."))
            return redirect(mapping)
        return ask(
            request,
            title=_("Close the mapping?"),
            lost=mapping.lost_by_closing(today),
            button=_("Close the mapping, and delete the answers"),
            back=mapping.get_absolute_url(),
        )
    try:
        mapping.close(today)
    except AlreadyClosed:
        messages.info(request, _("The mapping is closed already."))
    else:
        messages.success(request, _("The mapping is closed, and all answers have been deleted."))
    return redirect(mapping)


def mapping_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Once more, where too few answered."""
    mapping = _editable(request.user, pk)
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        try:
            mapping.open_again(closes_on=form.cleaned_data["closes_on"])
        except AlreadyClosed:
            messages.info(request, _("The mapping cannot be opened again."))
        return redirect(mapping)
    context = {"form": form, "team": mapping.team, "mapping": mapping}
    return render(request, "leadership/mapping_form.html", context)


def mapping_frame(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who helped the team, and the time its leaders have for tasks across the cluster."""
    mapping = _editable(request.user, pk)
    people = mapping.team.members(timezone.localdate()).order_by(danish("name"))
    form = MappingFrameForm(request.POST or None, instance=mapping, people=people)
    if form.is_valid():
        form.save()
        messages.success(request, _("Support and time have been saved."))
        return redirect(f"{mapping.get_absolute_url()}#ramme")
    context = {"form": form, "mapping": mapping}
    status = 422 if form.errors else 200
    return render(request, "leadership/mapping_frame.html", context, status=status)


def picture_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The team has talked the joint picture over, and writes what it settled on."""
    mapping = _editable(request.user, pk)
    pictures = mapping.pictures.select_related("area")
    require(bool(pictures))
    steps = mapping.profile.scale.steps.order_by("rank")
    form = PictureForm(request.POST or None, pictures=pictures, steps=steps)
    if form.is_valid():
        form.save()
        messages.success(request, _("The joint picture has been saved."))
        return redirect(mapping)
    return render(request, "leadership/picture_form.html", {"form": form, "mapping": mapping})


def _visible(user: Reader, pk: int) -> MappingRound:
    rounds = MappingRound.objects.visible_to(user).select_related(*WITH_TEAM)
    return get_object_or_404(rounds, pk=pk)


def _editable(user: Reader, pk: int) -> MappingRound:
    rounds = MappingRound.objects.editable_by(user).select_related(*WITH_TEAM)
    return get_object_or_404(rounds, pk=pk)
