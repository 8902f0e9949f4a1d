"""What a person chooses to be told by mail, and the page behind the link in each mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from accounts.told.rows import HowOften
from accounts.told.stopping import person_of


@require_POST
def notices_choose(request: SignedInRequest) -> HttpResponse:
    """How often one wants mail; a word that is no choice changes nothing."""
    chosen = request.POST.get("notices", "")
    if chosen in HowOften.values:
        request.user.notices_by_mail = HowOften(chosen)
        request.user.save(update_fields=["notices_by_mail"])
        messages.success(request, _("Your choice of mail is kept."))
    else:
        messages.error(request, _("Choose how often you want mail."))
    return redirect("my_page")


@csrf_exempt  # a mail program sends the POST (RFC 8058); the token is the proof
@login_not_required
@never_cache
def notices_stop(request: SignedInRequest, token: str) -> HttpResponse:
    """Behind the link in each mail: asks, and a POST ends them, without signing in."""
    person = person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        person.notices_by_mail = HowOften.NEVER
        person.save(update_fields=["notices_by_mail"])
    is_stopped = person.notices_by_mail == HowOften.NEVER
    return render(request, "accounts/told/stop.html", {"is_stopped": is_stopped})
