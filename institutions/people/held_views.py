"""What is held about a person, for who looks after their account; and taking their name away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.held.gathering import held_about, kind_of
from accounts.held.papers import hand_out
from accounts.held.rewording import can_be_reworded, texts_naming
from accounts.leaving import anonymise
from accounts.models import User
from accounts.requests import SignedInRequest
from accounts.slots import all_accounts_of
from config.asking import ask, is_sure
from institutions.models import Membership
from institutions.people.giving import looks_after
from institutions.people.views import seen_person


def looked_after(request: SignedInRequest, pk: int) -> User:
    """A person whose account the reader looks after: an administrator who may do all they may."""
    person = seen_person(request, pk)
    if not looks_after(request.user, person):
        raise Http404
    return person


@never_cache
@require_safe
def person_held(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which kinds there are about a person, and how much of each."""
    person = looked_after(request, pk)
    heading = _("What is held about %(person)s") % {"person": person}
    facts = {"person": person, "held": held_about(person), "heading": heading}
    return render(request, "accounts/held.html", facts)


@never_cache
@require_safe
def person_held_file(request: SignedInRequest, pk: int, suffix: str) -> HttpResponse:
    """All of it as a file."""
    return hand_out(request, looked_after(request, pk), suffix)


@never_cache
@fresh_sign_in_required
def person_anonymise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what goes and where the name stands, and take it away: when all roles have ended."""
    person = looked_after(request, pk)
    missing = _why_not(request, person)
    if is_sure(request) and not missing:
        anonymise(person)
        messages.success(request, _("The person is anonymised: %(name)s.") % {"name": person})
        return redirect("person_detail", person.pk)
    back = reverse("person_held", args=[person.pk])
    return ask(
        request,
        title=_("Anonymise %(person)s?") % {"person": person},
        lost=[] if missing else _lost(person),
        missing=missing,
        button=_("Anonymise the person"),
        back=back,
        crumbs=[
            (reverse("people_list"), _("People")),
            (reverse("person_detail", args=[person.pk]), str(person)),
            (back, _("What is held")),
        ],
    )


def _why_not(request: SignedInRequest, person: User) -> list[str]:
    accounts = all_accounts_of(person)
    if request.user in accounts:
        return [_("You cannot anonymise yourself.")]
    if not all(looks_after(request.user, one) for one in accounts):
        return [_("The person has another account, which you do not look after.")]
    if Membership.objects.lasting().filter(user__in=accounts).exists():
        return [_("The person has roles that have not ended. End them first.")]
    return []


def _lost(person: User) -> list[str]:
    """Every sentence of what goes: nobody gets it back."""
    told = [
        _("The name becomes the title of the last role, and the e-mail address goes."),
        _("Sign-in, sessions, access keys, calendar, notices and unsaved texts go."),
        _("Decisions, texts and figures stay, under the new name."),
        _("Kept and waiting files that name the person go; their receipts stay."),
        _("Papers that were frozen as files stay as they were."),
    ]
    told += [
        _("The account %(email)s, which was put together with this one, goes with it.")
        % {"email": one.email}
        for one in all_accounts_of(person)[1:]
    ]
    if not can_be_reworded(person):
        told.append(
            _("The name in free texts stays: it is one word, or that of somebody else here too.")
        )
        return told
    for model, _columns, rows in texts_naming(person.name):
        count = rows.count()
        if count:
            told.append(
                ngettext(
                    "The name is replaced in %(count)s row: %(kind)s.",
                    "The name is replaced in %(count)s rows: %(kind)s.",
                    count,
                )
                % {"count": count, "kind": kind_of(model)}
            )
    return told
