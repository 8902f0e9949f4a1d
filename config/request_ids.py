"""The number of a request: on its answer, in every line of the log, in tasks and mails that follow.

Whoever is told of a fault gives the number, and the log tells the rest: of the page, and of what
`manage.py work` did because of it.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from django_tasks import TaskResult
    from django_tasks_db.models import DBTaskResult

HEADER = "X-Request-ID"
#: How proxies number requests: 128 bits, as nginx, HAProxy and Caddy write them. A name or a CPR
#: number that somebody sends for one does not get into the log.
WELL_FORMED = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Where a task keeps the number of the request it follows from, beside its arguments.
KEPT_AS = "request_id"

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The number of what is being answered or worked on; empty where that has none."""
    return _current.get()


def new() -> str:
    """A number that nothing has had before."""
    return uuid.uuid4().hex


@contextmanager
def numbered(number: str = "") -> Iterator[str]:
    """Within this everything has one number: the one given, or a new one."""
    token = _current.set(number or new())
    try:
        yield current()
    finally:
        _current.reset(token)


def number_each(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request a number, that of the proxy where it has one, and tell it in the answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        told = request.headers.get(HEADER, "").lower()
        with numbered(told if WELL_FORMED.fullmatch(told) else "") as number:
            request.request_id = number  # type: ignore[attr-defined]  # for lines of the log after this
            response = get_response(request)
            response.headers[HEADER] = number
            return response

    return middleware


def keep_with_task(sender: "type[DBTaskResult[..., Any]]", instance: Any, **kwargs: Any) -> None:
    """A task that is queued keeps the number of what queued it."""
    if instance._state.adding and current():
        instance.args_kwargs.setdefault(KEPT_AS, current())


def take_from_task(sender: Any, task_result: "TaskResult[Any]", **kwargs: Any) -> None:
    """What a worker does from here on has the number of what queued the task."""
    kept = getattr(task_result, "db_result", None)
    _current.set((kept.args_kwargs.get(KEPT_AS) if kept else "") or new())


def forget_task(sender: Any, **kwargs: Any) -> None:
    """The task is over; what the worker does next is something else."""
    _current.set("")
