"""Of whom a second factor is demanded: they set one up, and do nothing else before.

It is asked at sign-in, and of who gets a demanding role meanwhile at their next request: their
visits are told of it then, so that no request has to ask.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.factor.keeping import DEMANDED, has_factor
from accounts.slots import roles_of
from accounts.visiting import door_of
from accounts.visits import SignedInBy, Visit, note_in
from config.middleware import Handler

if TYPE_CHECKING:
    from accounts.models import User

#: In SECOND_FACTOR_ROLES: everybody, whatever their role.
EVERYBODY = "all"
#: What is open before the second factor is set up.
OPEN = frozenset({
    *("factor_list", "factor_totp", "factor_passkey", "factor_codes_file"),
    *("confirm", "logout", "set_language", "accessibility", "privacy"),
})  # fmt: skip


def must_have_factor(person: "User") -> bool:
    """Whether the municipality demands a second factor of whoever has one of the person's roles."""
    demanded = set(settings.SECOND_FACTOR_ROLES)
    if not demanded:
        return False
    if EVERYBODY in demanded:
        return True
    names = {name for names in roles_of.all(person) for name in names}
    names |= {"superuser"} if person.is_superuser else set()
    names |= {"staff"} if person.is_staff else set()
    return bool(names & demanded)


def note_demand(sender: object, request: HttpRequest, user: "User", **kwargs: object) -> None:
    """Remember in the session that a factor is lacking (a receiver of `user_logged_in`).

    Whoever comes by the municipality's own sign-in showed it there what the municipality demands.
    """
    is_lacking = must_have_factor(user) and not has_factor(user)
    if is_lacking and door_of(request, user) != SignedInBy.PROVIDER:
        request.session[DEMANDED] = True


def demand_from_now(person: "User", *names: str) -> None:
    """Somebody has been given roles: when they are stored, visits that lack a factor are told.

    names: as in SECOND_FACTOR_ROLES. A role that begins on a later day is asked about at sign-in.
    """
    if {EVERYBODY, *names} & set(settings.SECOND_FACTOR_ROLES):
        transaction.on_commit(partial(_tell_visits, person), robust=True)


def _tell_visits(person: "User") -> None:
    visits = list(Visit.objects.filter(user=person).exclude(door=SignedInBy.PROVIDER))
    if visits and must_have_factor(person) and not has_factor(person):
        for visit in visits:
            note_in(visit, DEMANDED, True)


def demand_factor(get_response: Handler) -> Handler:
    """Lead whoever lacks a demanded factor to where it is set up, whatever they ask for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        if not request.session.get(DEMANDED) or not request.user.is_authenticated:
            return None
        if not must_have_factor(request.user):  # the role is over, or was given by mistake
            del request.session[DEMANDED]
            return None
        match = request.resolver_match
        is_open = match is not None and match.view_name in OPEN
        return None if is_open else redirect("factor_list")

    middleware.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return middleware
