"""What each answer took, told in its header `Server-Timing`: under `make load` only."""

import threading
import time
from typing import Any

from django.http import HttpRequest, HttpResponse

from config.middleware import Handler
from institutions.page_cache import MemoryCache


class Looks(threading.local):
    """How often the request under way found what it looked for in what is kept, and did not."""

    found = missed = 0


_looks = Looks()


def tell_work(get_response: Handler) -> Handler:
    """A middleware, outside all others: processor time of the thread, and whether all was kept."""
    _watch()

    def middleware(request: HttpRequest) -> HttpResponse:
        _looks.found = _looks.missed = 0
        started = time.thread_time()
        response = get_response(request)
        took = (time.thread_time() - started) * 1000
        response.headers["Server-Timing"] = f"cpu;dur={took:.3f}, kept;desc={_kept()}"
        return response

    return middleware


def _kept() -> str:
    if not _looks.found:
        return "nothing"
    return "part" if _looks.missed else "whole"


def _watch() -> None:
    look = MemoryCache.__getitem__

    def counted(self: MemoryCache, key: Any) -> Any:
        try:
            thing = look(self, key)
        except KeyError:
            _looks.missed += 1
            raise
        _looks.found += 1
        return thing

    MemoryCache.__getitem__ = counted
