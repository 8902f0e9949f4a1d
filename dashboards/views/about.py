"""What everybody may read without signing in: how data are treated and read, words, a way in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import SignedInRequest
from measurements.words import all_words


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


@login_not_required
def glossary(request: SignedInRequest) -> HttpResponse:
    return render(request, "dashboards/about/glossary.html", {"words": all_words()})


@login_not_required
def new_on_a_board(request: SignedInRequest) -> HttpResponse:
    return render(request, "dashboards/about/new_on_a_board.html")
