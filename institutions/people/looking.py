"""“Se som”: the pages as another person sees them, to read and never to change.

Whoever may do all that the person may gives a reason; it is told in the security log, to the
person on their own page, and by a band on every page while it lasts: half an hour at most.
While it lasts the request is the person's (`request.user`), and `request.looker` is who looks.
Nothing but reading is answered, and nothing that is the person's alone: what begins with one of
`CLOSED`, and views that say `own_eyes_only`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.events import Kind, record
from accounts.models import User
from accounts.requests import looker_of
from config.middleware import Handler
from institutions.access import Reader, scope_of
from institutions.models import LookedAs

#: Where the session keeps which look it is.
KEPT = "looks_as"
#: How addresses begin that show what is a person's own: account and keys, and all administration.
CLOSED = ("konto/", "min-side/", "admin/", "personer/")
#: Addresses that answer whoever looks, as themselves.
WAYS_OUT = frozenset({"look_end", "logout"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def may_look_as(by: Reader, person: User) -> bool:
    """Whether somebody may see as a person: whoever has everything, and no less than them."""
    return (
        isinstance(by, User)
        and by.pk != person.pk
        and by.is_active
        and person.is_active
        and scope_of(by).keeps_all
        and by.rights_include(person)
    )


def begin(request: HttpRequest, person: User, *, by: User, reason: str) -> LookedAs:
    """Begin to look, and note it."""
    look = LookedAs.objects.create(person=person, by=by, reason=reason)
    request.session[KEPT] = look.pk
    record(Kind.LOOK_BEGAN, request=request, about=person, actor=by.pk)
    return look


def end(request: HttpRequest) -> LookedAs | None:
    """End the look of this session, and note it; None where there is none."""
    look = _look_of(request)
    if request.session.pop(KEPT, None) is None or look is None:
        return None
    if look.ended_at is None:
        look.ended_at = min(timezone.now(), look.ends_at)
        look.save(update_fields=["ended_at"])
        record(Kind.LOOK_ENDED, request=request, about=look.person, actor=look.by_id)
    return look


def end_with_session(sender: object, request: HttpRequest, **kwargs: object) -> None:
    """Whoever signs out looks no longer (a receiver of `user_logged_out`)."""
    if request is not None and hasattr(request, "session"):
        end(request)


def look_as(get_response: Handler) -> Handler:
    """Let whoever looks read as the person they look as."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if KEPT in request.session and not _leads_out(request):
            _look(request)
        return get_response(request)

    def process_view(
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponse | None:
        if looker_of(request) is None or _is_shown(request, view):
            return None
        return render(request, "institutions/people/not_while_looking.html", status=403)

    middleware.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return middleware


def _look(request: HttpRequest) -> None:
    """Make the request the person's, if the look holds still; else it is over."""
    look = _look_of(request)
    by = request.user
    holds = (
        look is not None
        and not look.is_over
        and look.by_id == by.pk
        and may_look_as(by, look.person)
    )
    if look is None or not holds:
        end(request)
        return
    request.looker = by  # type: ignore[attr-defined]  # see `looker_of`
    request.look_ends_at = look.ends_at  # type: ignore[attr-defined]  # for the band
    request.user = look.person


def _look_of(request: HttpRequest) -> LookedAs | None:
    key: int | None = request.session.get(KEPT)
    if key is None:
        return None
    return LookedAs.objects.select_related("person").filter(pk=key).first()


def _leads_out(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in WAYS_OUT
    except Resolver404:
        return False


def _is_shown(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    route = request.resolver_match.route if request.resolver_match else ""
    return (
        request.method in READING
        and not route.startswith(CLOSED)
        and not getattr(view, "own_eyes_only", False)
    )
