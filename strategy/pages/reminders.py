"""The page behind the link in each reminder."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.requests import SignedInRequest
from strategy.reminders import person_of


@csrf_exempt  # a mail program sends the POST (RFC 8058); the token is the proof
@login_not_required
@never_cache
def reminders_stop(request: SignedInRequest, token: str) -> HttpResponse:
    """Behind the link in each reminder: asks, and a POST ends them, without signing in."""
    user = person_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        user.wants_reminders = False
        user.save(update_fields=["wants_reminders"])
    return render(request, "strategy/reminders_stop.html", {"is_stopped": not user.wants_reminders})
