"""How long a visit may last: a while without doing anything, and half a day at most."""

import datetime
import logging
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from accounts import visiting
from accounts.throttling import known_people, remember_browser
from accounts.visits import LAST_USE_NOTED_EVERY
from config.middleware import Handler

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

#: Seconds between two notes of when somebody was last seen: not every page writes to the database.
NOTED_EVERY = 60
#: What a page says of itself that is fetched anew with nobody at it (`static/js/live.js`).
LOOKS_ON = "X-Looks-On"


def begin_session(sender: object, request: HttpRequest, user: "User", **kwargs: object) -> None:
    """Note in the session when somebody signed in (a receiver of `user_logged_in`).

    It lasts as long as every other, even if it began as the short one of a text that waits.
    """
    request.session.set_expiry(None)
    request.session["signed_in_at"] = request.session["seen_at"] = int(time.time())
    request.session["use_noted_at"] = request.session["seen_at"]
    request.let_in = user  # type: ignore[attr-defined]  # a note for `limit_sessions`


def shorten_idle_time(request: HttpRequest, *, minutes: int) -> None:
    """Let this session end after so many idle minutes, not the usual `SESSION_IDLE_MINUTES`."""
    request.session["idle_minutes"] = minutes


def limit_sessions(get_response: Handler) -> Handler:
    """Sign people out who were idle or signed in too long; keep what they see out of caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if request.session.get("_auth_user_id") is not None:
            _continue_or_end(request)
        response = get_response(request)
        if request.session.get("_auth_user_id") is not None:
            patch_cache_control(response, private=True, no_store=True)
            if key and key != request.session.session_key:
                visiting.follow(key, request.session)
        if (person := getattr(request, "let_in", None)) is not None:
            remember_browser(response, person, others=known_people(request))
        return response

    return middleware


def _continue_or_end(request: HttpRequest) -> None:
    now = int(time.time())
    signed_in = now - request.session.get("signed_in_at", 0)
    idle = now - request.session.get("seen_at", 0)
    idle_minutes = request.session.get("idle_minutes", settings.SESSION_IDLE_MINUTES)
    if idle > idle_minutes * 60 or signed_in > settings.SESSION_MAX_HOURS * 60 * 60:
        logout(request)
    elif idle >= NOTED_EVERY and LOOKS_ON not in request.headers:
        _note(request.session, now)


def _note(session: SessionBase, now: int) -> None:
    """Note when somebody was last seen, where it can be written.

    Pages can be read from a full disk, and while a long import writes: a note that fails must fail
    none of them. Whatever else changes the session is written as ever, when the page is done.
    """
    was_modified = session.modified
    session["seen_at"] = now
    every = LAST_USE_NOTED_EVERY // datetime.timedelta(seconds=1)
    is_due = now - session.get("use_noted_at", 0) >= every
    if is_due:
        session["use_noted_at"] = now
    try:
        session.save()
        if is_due:
            visiting.note_last_use(session)
    except UpdateError as error:
        if not isinstance(error.__context__, OperationalError | InternalError):
            return  # the session has ended meanwhile: the page says so when it is done
        logger.warning("When somebody was last seen could not be noted", exc_info=True)
    except (OperationalError, InternalError):
        logger.warning("When a browser was last used could not be noted", exc_info=True)
    session.modified = was_modified
