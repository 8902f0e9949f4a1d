"""What everybody may read without signing in: how we treat data, and how to read the figures."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import SignedInRequest


@login_not_required
def privacy(request: SignedInRequest) -> HttpResponse:
    return render(request, "dashboards/about/privacy.html")


@login_not_required
def reading_guide(request: SignedInRequest) -> HttpResponse:
    return render(
        request,
        "dashboards/about/reading_guide.html",
        {"small_n_board": settings.SMALL_N_BOARD, "small_n_any": settings.SMALL_N_ANY},
    )
