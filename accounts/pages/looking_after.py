"""How a person comes in, for whoever looks after people: where they are, and the way out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.entrance.linking import linked_to
from accounts.entrance.logins import called, has_other_door, unlink_one
from accounts.events import Kind, record
from accounts.factor.keeping import remove_all
from accounts.models import User, Visit
from accounts.pages.logins import linked_again
from accounts.requests import SignedInRequest
from accounts.visits import end_visits
from accounts.ways_in import WaysIn, looks_after_account
from config.asking import ask, is_sure


@never_cache
@require_safe
def person_ways_in(request: SignedInRequest, pk: int) -> HttpResponse:
    person = _looked_after(request, pk)
    context = {
        "person": person,
        "visits": Visit.objects.filter(user=person).under_way(),
        "ways": WaysIn.of(person),
        "is_oneself": person == request.user,
    }
    return render(request, "accounts/person_ways_in.html", context)


def person_visits_end(request: SignedInRequest, pk: int) -> HttpResponse:
    person = _looked_after(request, pk)
    if not is_sure(request):
        return ask(
            request,
            title=_("Log %(person)s out everywhere?") % {"person": person},
            lost=[
                _("Whoever sits there must log in again, at the next page."),
                _("Password and access keys stay as they are."),
            ],
            button=_("Log out everywhere"),
            back=reverse("person_ways_in", args=[pk]),
            crumbs=[(reverse("person_ways_in", args=[pk]), str(person))],
        )
    count = end_visits(person, but=request.session.session_key)
    record(Kind.VISITS_ENDED, about=person, count=count)
    messages.success(request, _("%(person)s is logged out everywhere.") % {"person": person})
    return redirect("person_ways_in", pk=pk)


@fresh_sign_in_required
def person_factors_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a person has lost is taken away: they sign in without it, and set up a new one."""
    person = _looked_after(request, pk)
    if person == request.user:
        return redirect("factor_list")
    if not is_sure(request):
        return ask(
            request,
            title=_("Take %(person)s’s second step away?") % {"person": person},
            lost=[
                _("App, passkeys and recovery codes work no longer, and the person is logged out."),
                _("Until a new one is set up the password alone is enough."),
                _("The person is told by mail that you did it. Be sure whom you talk to."),
            ],
            button=_("Take it away"),
            back=reverse("person_ways_in", args=[pk]),
            crumbs=[(reverse("person_ways_in", args=[pk]), str(person))],
        )
    remove_all(person, by=request.user)
    messages.success(request, _("%(person)s’s second step is taken away.") % {"person": person})
    return redirect("person_ways_in", pk=pk)


@fresh_sign_in_required
def person_login_unlink(request: SignedInRequest, pk: int, login: int) -> HttpResponse:
    """The municipality's login opens somebody's account no longer, and its roles end."""
    person = _looked_after(request, pk)
    if person == request.user:
        return redirect("login_list")
    account = get_object_or_404(linked_to(person), pk=login)
    facts = {"person": person, "login": called(account.provider)}
    if not is_sure(request):
        lost = [
            _("The roles that it gave end now, and %(person)s is logged out.") % facts,
            _("The person is told by mail that you did it. Be sure whom you talk to."),
        ]
        if not has_other_door(account):
            lost.append(_("It is their last way in: then they must choose a password by a mail."))
        return ask(
            request,
            title=_("Shall “%(login)s” open %(person)s’s account no longer?") % facts,
            lost=[*lost, *linked_again(account)],
            button=_("Unlink it"),
            back=reverse("person_ways_in", args=[pk]),
            crumbs=[(reverse("person_ways_in", args=[pk]), str(person))],
        )
    unlink_one(request, account, by=request.user)
    messages.success(request, _("“%(login)s” opens %(person)s’s account no longer.") % facts)
    return redirect("person_ways_in", pk=pk)


def _looked_after(request: SignedInRequest, pk: int) -> User:
    """A person whose account one may change in the administration, and whose rights one has."""
    person = User.objects.filter(pk=pk).first()
    if person is None or not looks_after_account(request.user, person):
        raise Http404
    return person
