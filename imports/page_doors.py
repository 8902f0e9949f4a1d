"""Pages of files at addresses of their own, and at the older ones in the administration."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from accounts.models import User

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite

View = Callable[..., HttpResponseBase]
May = Callable[[User], bool]


class NotForThem(Http404):
    """The page is not there for the person who asks."""


def for_those_who(may: May) -> Callable[[View], View]:
    """To everybody else the page is not there."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not (isinstance(request.user, User) and may(request.user)):
                raise NotForThem
            return view(request, *args, **kwargs)

        return guarded

    return guard


def in_administration(site: "AdminSite", views: Mapping[str, tuple[str, View]]) -> list[URLPattern]:
    """The same pages at addresses of the administration, which says no in its own way.

    views: the name of each address and its view, by the end of its path.
    """
    return [
        path(end, site.admin_view(_refusing(view)), name=name)
        for end, (name, view) in views.items()
    ]


def _refusing(view: View) -> View:
    @wraps(view)
    def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotForThem as refusal:
            raise PermissionDenied from refusal

    return refusing
