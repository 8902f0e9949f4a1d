"""Following an indicator or an instrument at a place, in one click, and no longer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import SignedInRequest
from config.asked import whole_number
from config.slots import SlotPart
from indicators.models import FollowedFigures, Indicator
from indicators.noticing import newest_day
from indicators.pages.views import cluster_of
from institutions.models import Cluster, Institution
from measurements.models import Instrument


@require_POST
def indicator_follow(request: SignedInRequest, pk: int) -> HttpResponse:
    """From now on the person is told of new figures, there."""
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user), pk=pk)
    cluster = cluster_of(indicator, request)
    return _follow(request, cluster, indicator=indicator)


@require_POST
def instrument_follow(request: SignedInRequest, code: str) -> HttpResponse:
    """The same of all figures of an instrument."""
    instrument = get_object_or_404(Instrument, code=code)
    clusters = Cluster.objects.visible_to(request.user)
    cluster = get_object_or_404(clusters, slug=request.GET.get("klynge", ""))
    return _follow(request, cluster, instrument=instrument)


def _follow(request: SignedInRequest, cluster: Cluster, **what: Any) -> HttpResponse:
    institution = None
    if told := request.POST.get("sted"):
        units = Institution.objects.visible_to(request.user).in_cluster(cluster)
        institution = get_object_or_404(units, pk=whole_number(told) or 0)
    follow, is_new = FollowedFigures.objects.get_or_create(
        person=request.user, cluster=cluster, institution=institution, **what
    )
    if is_new:
        follow.known_on = newest_day(follow)
        follow.save(update_fields=["known_on"])
        words = _("You are told when there are new figures in %(place)s. You stop it on My page.")
    else:
        words = _("You follow the figures in %(place)s already. You stop it on My page.")
    messages.success(request, words % {"place": follow.place})
    return redirect(follow)


@require_POST
def indicator_unfollow(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of one's own, also where one does not see the place any longer."""
    get_object_or_404(FollowedFigures, pk=pk, person=request.user).delete()
    messages.success(request, _("You are told of these figures no longer."))
    return redirect(f"{reverse('my_page')}#foelger")


def followed_told(user: User) -> SlotPart | None:
    """What a person follows, on their own page; nothing where they follow nothing."""
    mine = FollowedFigures.objects.filter(person=user.pk).visible_to(user)
    rows = list(mine.select_related("indicator", "instrument", "cluster", "institution"))
    return SlotPart("indicators/_followed.html", rows) if rows else None
