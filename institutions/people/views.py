"""A person's page, and looking as them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.models import User
from accounts.requests import SignedInRequest
from institutions.people.giving import people_seen_by
from institutions.people.look_forms import LookForm
from institutions.people.looking import begin, end, may_look_as
from institutions.people.person import PersonPage


def seen_person(request: SignedInRequest, pk: int) -> User:
    """A person whose page the reader sees; else there is none."""
    return get_object_or_404(people_seen_by(request.user), pk=pk)


@never_cache
@require_safe
def person_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who somebody is, which roles they have, and what these open."""
    person = seen_person(request, pk)
    page = PersonPage.build(person, by=request.user)
    return render(request, "institutions/people/person.html", {"page": page})


@fresh_sign_in_required
def person_look(request: SignedInRequest, pk: int) -> HttpResponse:
    """Why somebody looks as a person; then they do."""
    person = seen_person(request, pk)
    if not may_look_as(request.user, person):
        raise Http404
    form = LookForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        facts = {"form": form, "person": person}
        return render(request, "institutions/people/look.html", facts, status=status)
    begin(request, person, by=request.user, reason=form.cleaned_data["reason"])
    return redirect("/")


@require_POST
def look_end(request: SignedInRequest) -> HttpResponse:
    """Be oneself again."""
    look = end(request)
    if look is None:
        messages.info(request, _("You were not looking as anybody."))
        return redirect("/")
    messages.success(request, _("You see as yourself again."))
    return redirect("person_detail", look.person_id)
