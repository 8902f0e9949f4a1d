"""A request of somebody who is signed in: what the views of pages get.

Django's LoginRequiredMiddleware sends everybody else away before a view is called.
"""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose `user` is a person. Only a type: Django makes every request itself."""

    user: User


def signed_in(request: HttpRequest) -> User:
    """The person of a request that Django's administration gives, which says so in no type."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def looker_of(request: HttpRequest) -> User | None:
    """Who reads as the person of a request; None is the person."""
    looker: User | None = getattr(request, "looker", None)
    return looker


View = TypeVar("View", bound=Callable[..., object])


def own_eyes_only(view: View) -> View:
    """For views of what nobody sees but the person, even who looks as them."""
    view.own_eyes_only = True  # type: ignore[attr-defined]  # asked for by name
    return view
