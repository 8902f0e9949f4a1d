"""A request of somebody who is signed in: what the views of pages get.

Django's LoginRequiredMiddleware sends everybody else away before a view is called.
"""

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
