"""A part of a page to take along: its numbers as csv, its picture as SVG or PNG.

There is one way for every chart. `?hent=<part>.csv` at the address of a page gives the part with
that id as a file, read from the page as the person is sent it: access, scope, filters and small
numbers are those of the page, since nothing else is asked. What the page does not offer is not
made: a picture of a whole page would keep a server busy, for whoever asks.
"""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from charts.taking.picture import as_svg
from charts.taking.reading import PagePart
from charts.taking.written import as_csv
from files.papers import file_name, file_response, svg_as_png

__all__ = ["TAKE", "take_along"]

#: The word in the address; what follows it is a part and the kind of file.
TAKE = "hent"
_ASKED = re.compile(r"([a-z][\w-]{0,80})\.(csv|svg|png)")

#: Suffix → how the file is made of the part, and its kind.
KINDS: dict[str, tuple[Callable[[PagePart], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "svg": (lambda part: as_svg(part).encode(), "image/svg+xml"),
    "png": (lambda part: svg_as_png(as_svg(part)), "image/png"),
}

Handler = Callable[[HttpRequest], HttpResponse]


def take_along(get_response: Handler) -> Handler:
    """The middleware: the page is made, or kept, as without the word; then the part is taken."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or TAKE not in request.GET:
            return get_response(request)
        asked = request.GET[TAKE]
        _forget_the_word(request)
        response = get_response(request)
        if response.status_code != 200:
            return response  # whoever may not see the page is told as always
        return _file(response, asked)

    return middleware


def _forget_the_word(request: HttpRequest) -> None:
    """Ask for the page itself, which may be kept already, and for all of it."""
    rest = request.GET.copy()
    del rest[TAKE]
    request.META["QUERY_STRING"] = rest.urlencode()
    request.__dict__.pop("GET", None)
    request.META.pop("HTTP_IF_NONE_MATCH", None)


def _file(response: HttpResponse, asked: str) -> HttpResponse:
    """The part of the page as a file. Raises Http404 where the page does not offer it."""
    found = _ASKED.fullmatch(asked)
    is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
    is_offered = found and is_page and f'"{asked}"'.encode() in response.content
    part = PagePart.of(response.content, found[1]) if found and is_offered else None
    if found is None or part is None:
        raise Http404(_("The page has no such chart."))
    make, kind = KINDS[found[2]]
    name = file_name(timezone.localdate(), part.page, part.name, suffix=found[2])
    return file_response(make(part), name=name, kind=kind)
