"""Pages kept in memory for as long as nothing they could show has changed.

A page asked for again is sent again, and a browser that has it already is told so.

A page that is kept is made for nobody in particular (`editions.ScopesEyes`): whoever makes it has
the reader's scope, and no name and no key. What is a person's own is put in each time it is sent:
who is signed in, and the secret of the browser's forms.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, NamedTuple, ParamSpec, cast, overload

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CSRF_SECRET_LENGTH, get_token
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from accounts.requests import SignedInRequest, looker_of
from config import metrics
from institutions import dependencies, remembering
from institutions.access import scope_of
from institutions.around import of_reader
from institutions.editions import ScopesEyes
from institutions.memory import KeptThing, MemoryCache
from institutions.remembering import Situation, recall, versions_of
from institutions.signed_in import BAR, bar_of, who_asks
from institutions.versions import Around

#: Of how many bytes the pages are that a process keeps.
MOST_BYTES = 32 * 2**20

#: The secret of the browser's forms, which is masked anew each time. It begins with words that
#: can be searched for: a page is long.
SECRET = re.compile(rb'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')

#: Where Django keeps a browser's secret in a request; and one that nobody has.
SECRETS = ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")
NOBODYS = "0" * CSRF_SECRET_LENGTH

#: Headers that say what is sent, and are sent with it again.
SAYS_WHAT = ("Content-Type", "Content-Disposition", "Content-Language", "X-Robots-Tag")

_pages: MemoryCache["Page"] = MemoryCache(most=MOST_BYTES)


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
        pieces = tuple(_in_pieces(content)) if is_html else (content,)
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


def _in_pieces(content: bytes) -> Iterator[bytes]:
    """What is for all, and in every second place who is signed in or a secret."""
    for number, part in enumerate(content.split(BAR.encode())):
        if number:
            yield BAR.encode()
        begin = 0
        for found in SECRET.finditer(part):
            yield part[begin : found.start(1)]
            yield found[1]
            begin = found.end(1)
        yield part[begin:]


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
            if not _may_be_kept(request):
                return view(request, *args, **kwargs)
            situation = Situation.of(around(*args, **kwargs) if around else None)
            recall(request.user, situation)
            found = _page(
                request,
                situation,
                lambda: view(request, *args, **kwargs),
                apart=lambda: _made_for_many(request, situation),
            )
            return found if isinstance(found, HttpResponse) else _answer(request, found)

        return cast(View[P], kept)  # `wraps` says more of it than that

    return decorate(view) if view else decorate


def own_cached_page(view: View[P]) -> View[P]:
    """For views of what awaits a person: kept for them alone, with all that is their own.

    It shows what is at the places they read. Whoever uses the administration has it made anew:
    what they may do there is no table of ours. So has whoever looks as another: a band is on it.
    """

    @wraps(view)
    def kept(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = request.user
        if person.is_staff or looker_of(request) or not _may_be_kept(request):
            return view(request, *args, **kwargs)
        situation = Situation.of(of_reader(person))
        found = _page(
            request,
            situation,
            lambda: view(request, *args, **kwargs),
            person.pk,
            str(person),
            apart=lambda: _made_for_one(situation),
        )
        return found if isinstance(found, HttpResponse) else _answer(request, found)

    return cast(View[P], kept)


def _may_be_kept(request: SignedInRequest) -> bool:
    return request.method in ("GET", "HEAD") and not len(get_messages(request))


def _page(
    request: SignedInRequest,
    situation: Situation,
    make: Callable[[], HttpResponse],
    *name: object,
    apart: Callable[[], AbstractContextManager[None]],
) -> Page | HttpResponse:
    """What is kept for an address and the scope of who asks, or made and kept now.

    What is no page, a redirection or a refusal, is the answer itself. apart: within which it is
    made.
    """
    key = situation.key(request.user, request.get_full_path(), *name)
    try:
        found = _pages.get(key, situation.now).thing
        metrics.count(metrics.KEPT_PAGES, source="kept")
        return found
    except KeyError:
        metrics.count(metrics.KEPT_PAGES, source="made")
        with dependencies.noted() as reads, apart():
            answer = make()
            if answer.status_code != 200:
                return answer
            page = Page.of(answer)
    made_of = versions_of(reads.groups, situation.now)
    if made_of is not None:
        weight = sum(map(len, page.pieces))
        _pages.keep(key, KeptThing(page, made_of, weight))
    return page


@contextmanager
def _made_for_many(request: SignedInRequest, situation: Situation) -> Iterator[None]:
    """Within this the request is of nobody in particular, with the scope of who asks."""
    person, who = request.user, who_asks(request)
    own = {name: request.META.pop(name) for name in SECRETS if name in request.META}
    request.META["CSRF_COOKIE"] = NOBODYS
    token = remembering.situation.set(situation)
    request.user = ScopesEyes(scope_of(person), is_staff=person.is_staff)  # type: ignore[assignment]
    request._who = None  # type: ignore[attr-defined]  # see `who_asks`
    try:
        yield
    finally:
        request.user = person
        request._who = who  # type: ignore[attr-defined]
        for name in SECRETS:
            request.META.pop(name, None)
        request.META |= own
        remembering.situation.reset(token)


@contextmanager
def _made_for_one(situation: Situation) -> Iterator[None]:
    """Within this parts are kept: under the person's key where they are the person's own."""
    token = remembering.situation.set(situation)
    try:
        yield
    finally:
        remembering.situation.reset(token)


def _answer(request: SignedInRequest, page: Page) -> HttpResponse:
    """The page as a person is sent it, or that they have it already."""
    tag = page.tag(request)
    unchanged = get_conditional_response(request, etag=tag)
    answer = page.sent(request) if unchanged is None else unchanged
    answer["ETag"] = tag
    return answer


def forget() -> None:
    """Keep nothing of what has been kept: for measuring what it costs to work it out."""
    remembering.forget()
    _pages.forget()
