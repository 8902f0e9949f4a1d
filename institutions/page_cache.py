"""What a page shows, kept in memory for as long as nothing it could show has changed.

Kept are pages as they were sent, and the parts and figures they are put together from: for
everybody who may see the same, under the versions of the tables they were made of (`dependencies`,
`versions`), the day and the language. So a page asked for again is sent again, a browser that has
it already is told so, and after a write only what was made of it is made anew.

A page that is kept is made for nobody in particular (`editions.ScopesEyes`): whoever makes it has
the reader's scope, and no name and no key. What is a person's own is put in each time it is sent:
who is signed in, and the secret of the browser's forms.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, wraps
from hashlib import sha256
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, Self, TypeVar, cast, overload

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from accounts.models import User
from accounts.requests import SignedInRequest
from institutions import dependencies
from institutions.access import KEPT_ROLES, Reader, roles_held_by, scope_of
from institutions.editions import ScopesEyes
from institutions.signed_in import BAR, bar_of, who_asks
from institutions.versions import Around, Versions, versions

Thing = TypeVar("Thing")
Key = tuple[object, ...]

#: How many parts and figures a process keeps, and of how many bytes the pages are.
MOST_PARTS = 1_000
MOST_BYTES = 32 * 2**20

#: Who is signed in, and the secret of the browser's forms, which is masked anew each time.
OWN = re.compile(rb'(<!--who-->|(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+(?="))')

#: Headers that say what is sent, and are sent with it again.
SAYS_WHAT = ("Content-Type", "Content-Disposition", "Content-Language", "X-Robots-Tag")


class KeptThing(NamedTuple, Generic[Thing]):
    """Something, and the versions that the groups of tables it was made of had then."""

    thing: Thing
    made_of: Mapping[str, int]
    weight: int

    def holds(self, now: Versions) -> bool:
        return all(now.get(name) == version for name, version in self.made_of.items())


class MemoryCache(Generic[Thing]):
    """Things by their keys, until they weigh more than `most`: those longest unused go first."""

    def __init__(self, *, most: int) -> None:
        self.most = most
        self._things: OrderedDict[Key, KeptThing[Thing]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: Key, now: Versions) -> KeptThing[Thing]:
        """What is kept and still holds; KeyError where nothing does."""
        with self._lock:
            kept = self._things[key]
            if not kept.holds(now):
                raise KeyError(key)
            self._things.move_to_end(key)
            return kept

    def keep(self, key: Key, kept: KeptThing[Thing]) -> None:
        """Instead of what was kept under the key; what is heavier than all may be, is not kept."""
        if kept.weight > self.most:
            return
        with self._lock:
            before = self._things.pop(key, None)
            self._weight += kept.weight - (before.weight if before else 0)
            self._things[key] = kept
            while self._weight > self.most:
                self._weight -= self._things.popitem(last=False)[1].weight

    def forget(self) -> None:
        with self._lock:
            self._things.clear()
            self._weight = 0


_parts: MemoryCache[Any] = MemoryCache(most=MOST_PARTS)
_pages: MemoryCache["Page"] = MemoryCache(most=MOST_BYTES)


@dataclass(frozen=True, slots=True)
class Situation:
    """When and in which language somebody asks, and the versions of all that may be shown.

    around: the places that the versions are of.
    """

    around: Around | None
    now: Versions
    words: Key

    @classmethod
    def of(cls, around: Around | None) -> "Situation":
        words = (
            timezone.localdate(),
            get_language(),
            settings.SMALL_N_ANY,
            settings.SMALL_N_BOARD,
            settings.MUNICIPALITY_NAME,
            settings.CLUSTER_WORD,
        )
        return cls(around, versions(around), words)

    def key(self, reader: Reader, *name: object) -> Key:
        """Under which something is kept that a reader may see."""
        return (
            self.around,
            self.words,
            scope_of(reader),
            getattr(reader, "is_staff", False),
            *name,
        )


#: Of the page being made; None where nothing may be kept.
_situation: ContextVar[Situation | None] = ContextVar("situation", default=None)


def versions_now() -> Versions:
    """The versions of the page being made, or else of the data as they are; see `versions`."""
    situation = _situation.get()
    return situation.now if situation else versions()


def remembered(build: Callable[[], Thing], *name: object, reader: Reader) -> Thing:
    """What `build` gives, or gave before when nothing it was made of has changed since.

    name: what it is of: whatever `build` goes by besides the database and the reader's scope.
    Outside of pages that are kept it is made each time.
    """
    situation = _situation.get()
    if situation is None:
        return build()
    key = situation.key(reader, *name)
    try:
        kept = _parts.get(key, situation.now)
    except KeyError:
        with dependencies.noted() as reads:
            thing = build()
        made_of = _versions_of(reads.groups, situation.now)
        if made_of is not None:
            _parts.keep(key, KeptThing(thing, made_of, weight=1))
        dependencies.note(reads.groups)
        return thing
    dependencies.note(kept.made_of)
    return cast(Thing, kept.thing)


def _versions_of(groups: Collection[str], now: Versions) -> dict[str, int] | None:
    """The versions of these groups; None where one has never been noted."""
    return {name: now[name] for name in groups} if now.keys() >= set(groups) else None


class RememberedParts:
    """A read model whose parts are kept beyond the request, each for itself.

    reader: who it is made for. kept_by: whatever else its parts go by, besides the database.
    """

    def __init__(self, *kept_by: object, reader: Reader) -> None:
        self.reader = reader
        self.kept_by = kept_by
        self._known = dependencies.known()  # what it was found by may have come into any part

    def part(self, build: Callable[[], Thing], name: str) -> Thing:
        """What `build` gives, kept under a name of its own."""
        with dependencies.noted(self._known):
            return remembered(build, type(self).__name__, name, self.kept_by, reader=self.reader)


class remembered_property(cached_property[Thing]):  # noqa: N801 - as cached_property
    """One of the `RememberedParts`, made when it is first asked for."""

    @overload
    def __get__(self, model: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, model: object, owner: type[Any] | None = None) -> Thing: ...
    def __get__(self, model: Any, owner: Any = None) -> Any:
        if model is None:
            return self
        if _situation.get() is None:
            return super().__get__(model, owner)
        made = model.__dict__.setdefault("_made", {})
        if self.attrname not in made:
            with dependencies.noted(()) as reads:
                thing = model.part(lambda: self.func(model), self.attrname)
            made[self.attrname] = (thing, reads.groups)
        thing, groups = made[self.attrname]
        dependencies.note(groups)
        return thing


class Page(NamedTuple):
    """An answer as it was made for a scope: in pieces, between them what is a person's own."""

    pieces: tuple[bytes, ...]
    headers: tuple[tuple[str, str], ...]
    digest: str

    @classmethod
    def of(cls, answer: HttpResponseBase) -> "Page":
        content = b"".join(answer)  # of bytes, both kinds
        headers = tuple((name, answer[name]) for name in SAYS_WHAT if name in answer)
        is_html = answer.get("Content-Type", "").startswith("text/html")
        pieces = tuple(OWN.split(content)) if is_html else (content,)
        return cls(pieces, headers, sha256(b"".join(pieces[::2])).hexdigest())

    def tag(self, request: SignedInRequest) -> str:
        """The same for whoever is sent the same."""
        get_token(request)  # every page has a form: let there be a secret already
        who = (request.user.pk, who_asks(request), request.META["CSRF_COOKIE"], get_language())
        return f'"{sha256(repr((self.digest, who)).encode()).hexdigest()[:32]}"'

    def sent(self, request: SignedInRequest) -> HttpResponse:
        """The answer to a person."""
        pieces, secret = list(self.pieces), get_token(request)
        for place in range(1, len(pieces), 2):
            is_bar = pieces[place] == BAR.encode()
            pieces[place] = (bar_of(request, secret) if is_bar else secret).encode()
        answer = HttpResponse(b"".join(pieces))
        for name, value in self.headers:
            answer[name] = value
        return answer


P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponse]


@overload
def cached_page(view: View[P]) -> View[P]: ...


@overload
def cached_page(*, around: Callable[P, Around]) -> Callable[[View[P]], View[P]]: ...


def cached_page(view: Any = None, *, around: Any = None) -> Any:
    """For views: the page is made once for all who may see the same, until what it shows changes.

    Who has it already is told so instead (304). The view is asked for pages of people signed in
    only, with everything that the address says. around: the places that the page is about, of the
    words of its address; what is written at others is not on it.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def kept(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in ("GET", "HEAD") or len(get_messages(request)):
                return view(request, *args, **kwargs)
            situation = Situation.of(around(*args, **kwargs) if around else None)
            _recall(request.user, situation)
            found = _page(request, situation, lambda asked: view(asked, *args, **kwargs))
            return found if isinstance(found, HttpResponse) else _answer(request, found)

        return cast(View[P], kept)  # `wraps` says more of it than that

    return decorate(view) if view else decorate


def _page(
    request: SignedInRequest,
    situation: Situation,
    make: Callable[[SignedInRequest], HttpResponse],
) -> Page | HttpResponse:
    """What is kept for an address and the scope of who asks, or made and kept now.

    What is no page, a redirection or a refusal, is the answer itself.
    """
    key = situation.key(request.user, request.get_full_path())
    try:
        return _pages.get(key, situation.now).thing
    except KeyError:
        with dependencies.noted() as reads, _made_for_many(request, situation):
            answer = make(request)
            if answer.status_code != 200:
                return answer
            page = Page.of(answer)
    made_of = _versions_of(reads.groups, situation.now)
    if made_of is not None:
        weight = sum(map(len, page.pieces))
        _pages.keep(key, KeptThing(page, made_of, weight))
    return page


def _recall(person: User, situation: Situation) -> None:
    """The roles a person holds, as long as nothing they follow from has changed."""
    key = (situation.words, "roles", person.pk)
    try:
        held = _parts.get(key, situation.now).thing
    except KeyError:
        person.__dict__.pop(KEPT_ROLES, None)  # they are read now, so that it is noted
        with dependencies.noted() as reads:
            held = roles_held_by(person)
        made_of = _versions_of(reads.groups, situation.now)
        if made_of is not None:
            _parts.keep(key, KeptThing(held, made_of, weight=1))
    setattr(person, KEPT_ROLES, held)


@contextmanager
def _made_for_many(request: SignedInRequest, situation: Situation) -> Iterator[None]:
    """Within this the request is of nobody in particular, with the scope of who asks."""
    person, who = request.user, who_asks(request)
    token = _situation.set(situation)
    request.user = ScopesEyes(scope_of(person), is_staff=person.is_staff)  # type: ignore[assignment]
    request._who = None  # type: ignore[attr-defined]  # see `who_asks`
    try:
        yield
    finally:
        request.user = person
        request._who = who  # type: ignore[attr-defined]
        _situation.reset(token)


def _answer(request: SignedInRequest, page: Page) -> HttpResponse:
    """The page as a person is sent it, or that they have it already."""
    tag = page.tag(request)
    unchanged = get_conditional_response(request, etag=tag)
    answer = page.sent(request) if unchanged is None else unchanged
    answer["ETag"] = tag
    return answer


def forget() -> None:
    """Keep nothing of what has been kept: for measuring what it costs to work it out."""
    _parts.forget()
    _pages.forget()
