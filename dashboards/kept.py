"""What a page shows, kept in memory for as long as nothing it could show has changed.

Kept is the read model, for the person it was built for, under the versions of all data
(`institutions.versions`), the day and the language. So a page asked for again is rendered without
being worked out again, and a browser or program that has it already is told that it is unchanged.
Another person, another day, any write: another key.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import condition

from institutions.versions import UNKNOWN, versions

Page = TypeVar("Page")
Key = tuple

#: How many read models a process keeps, the ones longest unused going first.
MOST = 200

_kept: OrderedDict[Key, object] = OrderedDict()
_lock = threading.Lock()


#: The groups of tables that how indicators stand follows from, and who may see it where.
FIGURES = ("figures", "institutions", "placements", "rules", "strategies")


def kept(
    request: HttpRequest,
    build: Callable[[], Page],
    *name: object,
    groups: Collection[str] | None = None,
) -> Page:
    """What `build` gives, or gave before when nothing has changed since.

    name: what the read model is of, whatever the address says: its kind, place and filters.
    groups: those whose tables it is made of, None all; see `institutions.versions`.
    """
    situation = situation_of(request)
    if situation is None:
        return build()
    key = (*situation.of(groups), *name)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]  # type: ignore[return-value]
    page = build()
    with _lock:
        _kept[key] = page
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return page


class Situation(NamedTuple):
    """Who asks when and in which language, and the versions of all data."""

    who: Key
    versions: tuple[tuple[str, str], ...]

    def of(self, groups: Collection[str] | None) -> Key:
        """The same, as far as these groups of tables go."""
        if groups is None:
            return (self.who, self.versions)
        return (self.who, tuple(each for each in self.versions if each[0] in groups))


def situation_of(request: HttpRequest) -> Situation | None:
    """Who asks when in which language, and the versions of all data; None where nobody can tell.

    One query, once a request.
    """
    if not hasattr(request, "_situation"):
        request._situation = _situation(request)  # type: ignore[attr-defined]
    return request._situation  # type: ignore[attr-defined]


def _situation(request: HttpRequest) -> Situation | None:
    user = request.user
    if not user.is_authenticated or request.method not in ("GET", "HEAD"):
        return None
    known = versions()
    if not known or UNKNOWN in known.values():
        return None
    who = (
        user.pk,
        str(user),
        user.is_active,
        user.is_staff,
        user.is_superuser,
        timezone.localdate(),
        get_language(),
        settings.SMALL_N_ANY,
        settings.SMALL_N_BOARD,
        settings.MUNICIPALITY_NAME,
        settings.CLUSTER_WORD,
    )
    return Situation(who, tuple(sorted(known.items())))


def told_when_unchanged(view):
    """For views: who has the page already is told so instead of sent it again (304).

    The page also holds the form's secret of the browser, and messages that are shown once.
    """

    @wraps(view)
    def with_condition(request, *args, **kwargs):
        return condition(etag_func=_etag)(view)(request, *args, **kwargs)

    return with_condition


def _etag(request: HttpRequest, *args, **kwargs) -> str | None:
    situation = situation_of(request)
    if situation is None or len(get_messages(request)):
        return None
    get_token(request)  # every page has a form: let there be a secret already
    what = (request.get_full_path(), request.META["CSRF_COOKIE"], situation, _release())
    return f'"{sha256(repr(what).encode()).hexdigest()[:32]}"'


@cache
def _release() -> float:
    """When the newest of the files that write pages was written: of this release, that is."""
    wanted = ("*.py", "*.html", "*.mo", "*.css", "*.toml")
    folders = [
        settings.BASE_DIR / name
        for name in ("templates", "locale", "static", *_our_apps())
        if (settings.BASE_DIR / name).is_dir()
    ]
    files = (path for folder in folders for kind in wanted for path in Path(folder).rglob(kind))
    return max(path.stat().st_mtime for path in files)


def _our_apps() -> list[str]:
    return [name for name in settings.INSTALLED_APPS if "." not in name]


def forget() -> None:
    """Keep nothing of what has been kept: for measuring what it costs to work it out."""
    with _lock:
        _kept.clear()
