"""The page of a search."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from dashboards.search.results import SearchPage


@never_cache
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """What `?q=` finds of all that the person may read; of one kind in `?slags=`."""
    typed, only = request.GET.get("q", ""), request.GET.get("slags", "")
    page = SearchPage.build(request.user, typed=typed, only=only)
    return render(request, "dashboards/search.html", {"page": page})
