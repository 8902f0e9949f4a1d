"""What everybody may read without signing in: how data are treated and read, words, a way in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import SignedInRequest
from institutions.schools import is_of_schools_alone
from institutions.way_in_to_boards import is_new_on_a_board
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
    """To read; whoever is new says that they have, and is led here no longer."""
    user = request.user
    is_new = user.is_authenticated and is_new_on_a_board(user, on=timezone.localdate())
    if request.method == "POST" and is_new:
        user.way_in_read_at = timezone.now()
        user.save(update_fields=["way_in_read_at"])
        messages.success(request, _("You find it at the foot of every page."))
        return redirect("home")
    of_school = user.is_authenticated and is_of_schools_alone(user)
    context = {"is_new": is_new, "is_of_school": of_school}
    return render(request, "dashboards/about/new_on_a_board.html", context)
