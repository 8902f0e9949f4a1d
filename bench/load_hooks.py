"""What each answer took, told in its header `Server-Timing`: under `make load` only."""

import threading
import time
from typing import Any

from django.http import HttpRequest, HttpResponse

from config.middleware import Handler
from institutions import page_cache
from institutions.memory import MemoryCache


class Looks(threading.local):
    """What the request under way found of what is kept: its page, and parts of it."""

    page = parts = False


_looks = Looks()


def tell_work(get_response: Handler) -> Handler:
    """A middleware, outside all others: processor time of the thread, and what was kept."""
    _watch()

    def middleware(request: HttpRequest) -> HttpResponse:
        _looks.page = _looks.parts = False
        started = time.thread_time()
        response = get_response(request)
        took = (time.thread_time() - started) * 1000
        response.headers["Server-Timing"] = f"cpu;dur={took:.3f}, kept;desc={_kept()}"
        return response

    return middleware


def _kept() -> str:
    if _looks.page:
        return "whole"
    return "part" if _looks.parts else "nothing"


def _watch() -> None:
    """Note what is found from now on."""
    look = MemoryCache.get

    def noted(self: MemoryCache, *key: Any) -> Any:
        thing = look(self, *key)  # KeyError where nothing is kept
        _looks.page |= self is page_cache._pages
        _looks.parts = True
        return thing

    MemoryCache.get = noted
