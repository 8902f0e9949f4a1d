"""What people sent, given back to them when the database or the disk could not take it."""

import errno
import sys

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string

from config.middleware import Handler

#: A database that is gone, full, or (as PostgreSQL says it) read-only, and a disk that is.
FAILURES = (OperationalError, InterfaceError, InternalError, OSError)
#: Of a disk: that it is full, read-only or broken. That a file is not there is a fault of ours.
OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
#: Fields whose content is nobody's to see again.
SECRET = ("password", "csrfmiddlewaretoken")


def give_back(
    get_response: Handler,
) -> Handler:
    """Answer a form that could not be stored with its own texts, and a button to send them again.

    A browser's way back does not always bring them, and a page of error says they are gone. It
    stands before all that asks the database who is there: that is the first to fail.
    """
    forms = CsrfViewMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 500 and _is_to_be_had_back(request, forms):
            return _page(request)
        return response

    return middleware


def tell_that_it_is_for_now(
    get_response: Handler,
) -> Handler:
    """Answer 503 to what the database or the disk failed, whatever asked: it can be asked again.

    It stands before the sessions: storing one fails as other things do.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        error = getattr(request, "failed_of", None)
        is_for_now = isinstance(error, FAILURES) and (
            not isinstance(error, OSError) or error.errno in OF_THE_DISK
        )
        if response.status_code == 500 and is_for_now:
            response.status_code = 503
        return response

    return middleware


def note_error(sender: object, request: HttpRequest | None = None, **kwargs: object) -> None:
    """Remember what an answer failed of (a receiver of `got_request_exception`).

    Each middleware turns the errors of those within it into pages; only here they are seen.
    """
    if request is not None:
        request.failed_of = sys.exception()  # type: ignore[attr-defined]  # a note of our own


def _is_to_be_had_back(request: HttpRequest, forms: CsrfViewMiddleware) -> bool:
    """Whether it was a form of ours, and the database or the disk failed it.

    A form that another site made somebody send gets no secret, with which it would be one of ours.
    """
    error = getattr(request, "failed_of", None)
    is_ours = isinstance(error, FAILURES)
    if not is_ours or request.method != "POST" or not request.accepts("text/html"):
        return False
    try:
        return forms.process_view(request, _page, (), {}) is None
    except UnreadablePostError:
        return False


def _page(request: HttpRequest) -> HttpResponse:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(secret in name for secret in SECRET)
        for value in values
    ]
    context = {
        "address": request.get_full_path(),
        "token": get_token(request),
        "fields": fields,
        "texts": [value for _name, value in fields if " " in value.strip()],
        "has_files": bool(request.FILES),
    }
    # Without the request: what every page shows is asked of the database.
    return HttpResponse(render_to_string("unstored.html", context), status=503)
