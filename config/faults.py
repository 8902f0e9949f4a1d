"""Faults told of beside the log, to a Sentry server or one that understands the same.

Off without SENTRY_DSN; needs requirements-sentry.txt. What leaves the server is what a developer
needs and says nothing of people: which error, where in the code, on which page, in which request.
No address, form, cookie, name, number of a person or value of a variable, and no message of an
error, which may quote a row of the database. It is put together here from nothing, so that what a
new version of the package may add does not leave either.
"""

from importlib.util import find_spec
from typing import Any

from django.conf import settings

from config import request_ids

Event = dict[str, Any]

#: What an event keeps as the package made it.
KEPT = ("event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk")
KEPT_OF_FRAME = ("filename", "function", "module", "lineno", "in_app")


def tell() -> None:
    """From here on tell of faults, in the pages and in `manage.py work`."""
    if not settings.SENTRY_DSN or find_spec("sentry_sdk") is None:  # the latter a check tells
        return
    import sentry_sdk  # noqa: PLC0415  # an extra

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        before_send=told_outside,  # type: ignore[arg-type]  # a plain dict to the package, too
        before_breadcrumb=lambda crumb, hint: None,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        server_name="",
        send_client_reports=False,
        auto_session_tracking=False,
        # every server of its kind reads this; the package's own choice follows what is installed
        _experiments={"transport_compression_algo": "gzip"},  # type: ignore[typeddict-item]  # as it reads it
    )


def told_outside(event: Event, hint: Event) -> Event:
    """What of an event may leave the server."""
    told = {name: event[name] for name in KEPT if name in event}
    told["transaction"] = event.get("transaction") if _is_a_page(event) else ""
    told["tags"] = {"request": number} if (number := request_ids.current()) else {}
    if errors := event.get("exception", {}).get("values"):
        told["exception"] = {"values": [_of_error(error) for error in errors]}
    elif words := event.get("logentry", {}).get("message"):
        told["logentry"] = {"message": words}  # as the code has it, without what was put in
    return told


def _is_a_page(event: Event) -> bool:
    """Whether the event is named for a pattern of addresses, not for an address."""
    source: str = event.get("transaction_info", {}).get("source", "")
    return source in ("route", "view", "component")


def _of_error(error: Event) -> Event:
    frames = error.get("stacktrace", {}).get("frames", [])
    kept = [{name: frame[name] for name in KEPT_OF_FRAME if name in frame} for frame in frames]
    told: Event = {name: error[name] for name in ("type", "module") if name in error}
    return told | {"stacktrace": {"frames": kept}}
