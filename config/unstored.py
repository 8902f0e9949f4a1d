"""What people sent, given back to them when the database or the disk could not take it."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

#: Fields whose content is nobody's to see again.
SECRET = ("password", "csrfmiddlewaretoken")


def give_back(get_response):
    """Answer a form that could not be stored with its own texts, and a button to send them again.

    A browser's way back does not always bring them, and a page of error says they are gone.
    """

    def middleware(request):
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_ours = isinstance(error, (OperationalError, InterfaceError, OSError))
        if not is_ours or request.method != "POST" or not request.accepts("text/html"):
            return None
        logger.error("What was sent could not be stored", exc_info=error)
        return _page(request)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


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
