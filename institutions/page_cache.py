"""What a page shows, kept in memory for as long as nothing it could show has changed.

Kept are the page as it was sent, and figures that several pages are made of: for the person they
were worked out for, under the versions of the data (`institutions.versions`), the day and the
language. So a page asked for again is sent again, and a browser or program that has it already is
told that it is unchanged. Another person, another day, any write: another key.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import condition

from accounts.requests import SignedInRequest
from institutions.versions import UNKNOWN, versions

Thing = TypeVar("Thing")
Key = tuple[object, ...]

#: How many read models a process keeps, and of how many bytes the pages are.
MOST_MODELS = 200
MOST_BYTES = 32 * 2**20

#: The secret of the browser's forms as a page has it, masked anew each time it is sent.
SECRET = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(?=")')

#: The groups of tables that how indicators stand follows from, and who may see it where.
FIGURES = ("figures", "institutions", "methods", "placements", "rules", "strategies")


class MemoryCache(Generic[Thing]):
    """Things by their keys, until they weigh more than `most`: those longest unused go first."""

    def __init__(self, *, most: int) -> None:
        self.most = most
        self._things: OrderedDict[Key, tuple[Thing, int]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def __getitem__(self, key: Key) -> Thing:
        """What is kept; KeyError where nothing is."""
        with self._lock:
            self._things.move_to_end(key)
            return self._things[key][0]

    def keep(self, key: Key, thing: Thing, *, weight: int = 1) -> None:
        """Instead of what was kept under the key; what is heavier than all may be, is not kept."""
        if weight > self.most:
            return
        with self._lock:
            self._weight += weight - self._things.pop(key, (None, 0))[1]
            self._things[key] = (thing, weight)
            while self._weight > self.most:
                self._weight -= self._things.popitem(last=False)[1][1]

    def forget(self) -> None:
        with self._lock:
            self._things.clear()
            self._weight = 0


_models: MemoryCache[Any] = MemoryCache(most=MOST_MODELS)
#: Pages as they were sent, in pieces: between them belongs the secret of the browser's forms.
_pages: MemoryCache[list[bytes]] = MemoryCache(most=MOST_BYTES)


def cached_model(
    request: HttpRequest,
    build: Callable[[], Thing],
    *name: object,
    groups: Collection[str],
) -> Thing:
    """What `build` gives, or gave before when nothing has changed since.

    name: what the read model is of, whatever the address says: its kind, place and filters.
    groups: those whose tables it is made of; see `institutions.versions`.
    """
    situation = situation_of(request)
    if situation is None:
        return build()
    key = (*situation.of(groups), *name)
    try:
        kept: Thing = _models[key]
        return kept
    except KeyError:
        page = build()
        _models.keep(key, page)
        return page


class Situation(NamedTuple):
    """Who asks when and in which language, and the versions of all data."""

    who: Key
    versions: tuple[tuple[str, str], ...]

    def of(self, groups: Collection[str]) -> Key:
        """The same, as far as these groups of tables go."""
        return (self.who, tuple(each for each in self.versions if each[0] in groups))


#: Where a request keeps it.
KEPT_SITUATION = "_situation"


def situation_of(request: HttpRequest) -> Situation | None:
    """Who asks when in which language, and the versions of all data; None where nobody can tell.

    One query, once a request.
    """
    if not hasattr(request, KEPT_SITUATION):
        setattr(request, KEPT_SITUATION, _situation(request))
    situation: Situation | None = getattr(request, KEPT_SITUATION)
    return situation


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


P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponse]


def cached_page(view: View[P]) -> View[P]:
    """For views: the page is sent again as it was, as long as nothing has changed.

    Who has it already is told so instead (304). The view is asked for pages of people signed in
    only, with everything that the address says; what it shows must follow from the key.
    """

    @wraps(view)
    def from_memory(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        situation = situation_of(request)
        if situation is None or len(get_messages(request)):
            return view(request, *args, **kwargs)
        key = (situation, request.get_full_path())
        try:
            pieces = _pages[key]
        except KeyError:
            answer = view(request, *args, **kwargs)
            if answer.status_code == 200:
                pieces = SECRET.split(answer.content)
                _pages.keep(key, pieces, weight=len(answer.content))
            return answer
        return HttpResponse(get_token(request).encode().join(pieces))

    @wraps(view)
    def with_condition(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return condition(etag_func=_etag)(from_memory)(request, *args, **kwargs)

    return cast(View[P], with_condition)  # `wraps` says more of it than that


def _etag(request: HttpRequest, *args: Any, **kwargs: Any) -> str | None:
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
    _models.forget()
    _pages.forget()
