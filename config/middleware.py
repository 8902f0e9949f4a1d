from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.urls import resolve
from django.utils import translation

if TYPE_CHECKING:
    from django.http.request import _ImmutableQueryDict

#: What answers a request: a view, or a middleware around it.
Handler = Callable[[HttpRequest], HttpResponse]


def chosen_language(
    get_response: Handler,
) -> Handler:
    """Speak Danish until somebody chooses otherwise, whatever language their browser prefers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = chosen in dict(settings.LANGUAGES)
        with translation.override(chosen if known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response

    return middleware


def same_origin_only(
    get_response: Handler,
) -> Handler:
    """Let no other site embed what we answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def health_first(
    get_response: Handler,
) -> Handler:
    """Tell of health before anything asks who is there: without a database nobody can say."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/healthz/") or request.path_info == "/metrics":
            request.resolver_match = resolve(request.path_info)
            view, args, kwargs = request.resolver_match
            response: HttpResponse = view(request, *args, **kwargs)
            return response
        return get_response(request)

    return middleware


def faults_are_not_kept(
    get_response: Handler,
) -> Handler:
    """Let no cache keep that something is not there, or not for whoever asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def no_null_characters(
    get_response: Handler,
) -> Handler:
    """Read a request without null characters, which no text has and PostgreSQL takes nowhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        while "%00" in request.META.get("QUERY_STRING", ""):  # one may have been within another
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
        return get_response(request)

    def process_view(
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> None:
        """What is sent is read once anyway, for the secret of the form."""
        try:
            sent = request.POST
        except UnreadablePostError:
            return
        if any("\0" in text for name, texts in sent.lists() for text in (name, *texts)):
            request.POST = _without_null(sent)

    middleware.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return middleware


def _without_null(sent: QueryDict) -> "_ImmutableQueryDict":
    clean = QueryDict(mutable=True, encoding=sent.encoding)
    for name, texts in sent.lists():
        clean.setlist(name.replace("\0", ""), [text.replace("\0", "") for text in texts])
    return QueryDict(clean.urlencode(), encoding=sent.encoding)
