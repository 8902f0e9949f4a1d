"""Who sees a place, and the accounts to look through."""

from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.events import Kind, record
from accounts.requests import SignedInRequest
from institutions.models import Area, Cluster, Institution
from institutions.people.clearing import PeopleToClear
from institutions.people.giving import gives_everything, people_seen_by
from institutions.people.seen_by import Place, SeenBy, may_ask

#: How an address names a kind of place.
KINDS: dict[str, type[Place]] = {
    "omraade": Area,
    "klynge": Cluster,
    "institution": Institution,
}


@never_cache
@require_safe
def place_seen_by(request: SignedInRequest, kind: str, slug: str) -> HttpResponse:
    """Who sees a place, and why."""
    if kind not in KINDS:
        raise Http404
    place = cast(Place, get_object_or_404(KINDS[kind]._default_manager.all(), slug=slug))
    if not may_ask(request.user, place):
        raise Http404
    record(Kind.PERSON_READ, request=request, about=place)
    facts = {
        "page": SeenBy.of(place),
        "seen": set(people_seen_by(request.user).values_list("pk", flat=True)),
    }
    return render(request, "institutions/people/seen_by.html", facts)


@never_cache
@require_safe
def people_to_clear(request: SignedInRequest) -> HttpResponse:
    """Accounts that nobody needs any more, and people who are there twice."""
    if not gives_everything(request.user):
        raise Http404
    return render(request, "institutions/people/clear.html", {"page": PeopleToClear.build()})
