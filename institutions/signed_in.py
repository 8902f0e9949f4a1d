"""Who is signed in, as the bar above every page names them: a person's own part of the page."""

import datetime
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from accounts.models import User
from accounts.requests import looker_of
from institutions.access import roles_held_by
from institutions.roles import title_of
from institutions.way_in_to_boards import is_new_on_a_board

#: Where in a page that is made for nobody in particular stands who is signed in, until it is sent.
BAR = mark_safe("<!--who-->")


@dataclass(frozen=True, slots=True)
class Who:
    """The person signed in, as the bar names them; `role` is in words, or empty.

    is_new: on a board, and so led to what a board does, until that is read.

    looker: who sees as them (`institutions.people.looking`), until `look_ends_at`.
    """

    name: str
    role: str = ""
    looker: str = ""
    look_ends_at: datetime.datetime | None = None
    is_new: bool = False

    @classmethod
    def of(cls, user: User) -> "Who":
        roles = sorted(roles_held_by(user).roles)
        titles = (
            title_of(role, is_municipal=everywhere, kind=at) for role, everywhere, at in roles
        )
        is_new = is_new_on_a_board(user, on=timezone.localdate())
        return cls(str(user), ", ".join(dict.fromkeys(titles)), is_new=is_new)


def who_asks(request: HttpRequest) -> Who | None:
    """The person of a request, looked for once; None is nobody, or nobody in particular."""
    if not hasattr(request, "_who"):
        user = getattr(request, "user", None)
        who = Who.of(user) if isinstance(user, User) and user.is_authenticated else None
        if who is not None and (looker := looker_of(request)) is not None:
            ends_at = getattr(request, "look_ends_at", None)
            who = replace(who, looker=str(looker), look_ends_at=ends_at)
        request._who = who  # type: ignore[attr-defined]  # kept with the request
    found: Who | None = request._who  # type: ignore[attr-defined]
    return found


def bar_of(request: HttpRequest, secret: str = "") -> str:
    """The bar's part about the person; where that is nobody in particular, its place.

    secret: the one of the browser's forms as the page has it, where it has one already.
    """
    who = who_asks(request)
    if who is not None:
        facts = {"who": who, "csrf_token": secret or get_token(request)}
        return render_to_string("components/_bar_user.html", facts)
    is_made_for_many = getattr(getattr(request, "user", None), "is_authenticated", False)
    return BAR if is_made_for_many else ""
