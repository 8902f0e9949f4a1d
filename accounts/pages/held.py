"""What is held about oneself, to look at and take along."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.held.gathering import held_about
from accounts.held.papers import hand_out
from accounts.requests import SignedInRequest


@never_cache
@require_safe
def own_held(request: SignedInRequest) -> HttpResponse:
    """Which kinds there are, and how much of each."""
    held = held_about(request.user)
    facts = {"person": request.user, "held": held, "heading": _("What is held about you")}
    return render(request, "accounts/held.html", facts)


@never_cache
@require_safe
def own_held_file(request: SignedInRequest, suffix: str) -> HttpResponse:
    """All of it as a file."""
    return hand_out(request, request.user, suffix)
