import datetime
import json
import logging

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from config import request_ids

#: The parts of an address that name a thing; others may be secrets, such as the links in mail.
NAMING = frozenset(
    [
        "pk",
        "id",
        "object_id",
        "content_type_id",
        "app_label",
        "slug",
        "layout",
        "code",
        "number",
        "goal",
        "figure",
        "loop",
        "topic",
        "login",
        "membership",
        "merge",
        "renewal",
        "suffix",
        "kept",
        "kind",
        "move",
        "direction",
        "stage",
        "status",
        "rest",
        "url",
    ]
)
HIDDEN = "…"
#: What is shorter is no secret, and may be part of any word.
SHORTEST_SECRET = 8


class JsonFormatter(logging.Formatter):
    """One line of JSON per event, in UTC; what people typed cannot begin a line of its own.

    Lines of one request, and of the tasks and mails that follow from it, have the same number.

    A request adds its path, without what in it may be a secret (and never the query, which may
    hold names), and the number of the user.
    """

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        event = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        request = getattr(record, "request", None)
        if number := getattr(request, "request_id", request_ids.current()):
            event["request"] = number
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        if request is not None and hasattr(request, "path"):
            event |= {"method": request.method, "path": request.path}
            event = _without_secrets(event, request)
            event |= _signed_in(request)
        event |= getattr(record, "fields", {})
        return json.dumps(event, ensure_ascii=False, default=str)


def _without_secrets(event: dict[str, str], request: HttpRequest) -> dict[str, str]:
    """The event without what in the request's address does not name a thing."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return event
    for name, value in match.kwargs.items():
        secret = str(value)
        if name not in NAMING and len(secret) >= SHORTEST_SECRET:
            event = {key: text.replace(secret, HIDDEN) for key, text in event.items()}
    return event


def _signed_in(request: HttpRequest) -> dict[str, str]:
    """The number of whoever asks, as far as it is in memory.

    A log that asked the database would be silent just when the database is.
    """
    loaded = getattr(getattr(request, "session", None), "_session_cache", {})
    return {"user": loaded["_auth_user_id"]} if "_auth_user_id" in loaded else {}
