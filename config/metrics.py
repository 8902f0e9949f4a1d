"""What a server tells Prometheus at `/metrics`: counted as it happens, and read as it is asked.

Off without METRICS_TOKEN. Apps add what only they know: `metrics.READ["mails"] = …` in their
AppConfig. Why no package does it: docs/decisions/0040-metrics.md.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.middleware import Handler
from config.tally import SharedNumbers

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: Seconds; the share of pages that took no longer than each is what alarms ask for.
BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
METHODS = frozenset(["GET", "HEAD", "POST", "OPTIONS"])
#: What has no page of ours: static files, addresses that lead nowhere.
NO_VIEW = "-"

tally = SharedNumbers()


@dataclass(frozen=True, slots=True)
class Metric:
    """A family of numbers: what it is called, its kind, what it says, and its samples if read.

    samples: each with the labels that tell it from the others.
    """

    name: str
    kind: str
    says: str
    samples: Sequence[tuple[dict[str, str], float]] = ()


REQUESTS = Metric("ledestjernen_requests_total", "counter", "Requests answered.")
SECONDS = Metric("ledestjernen_request_seconds", "histogram", "Seconds until they were.")
KEPT_PAGES = Metric(
    "ledestjernen_page_views_total", "counter", "Pages by where they come from: kept, or made."
)
COUNTED = (REQUESTS, SECONDS, KEPT_PAGES)
#: What is asked of the database and the disk, by a name for whoever reads the code.
READ: dict[str, Callable[[], Iterable[Metric]]] = {}


def count(metric: Metric, **labels: str) -> None:
    """One more; nothing where nobody asks for numbers."""
    if settings.METRICS_TOKEN:
        tally.add([(_named(metric.name, labels), 1.0)])


def count_each(get_response: Handler) -> Handler:
    """Count requests by the name of their page, method and status, and how long they took."""
    if not settings.METRICS_TOKEN:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        took = time.perf_counter() - began
        view = (request.resolver_match.view_name if request.resolver_match else "") or NO_VIEW
        method = request.method if request.method in METHODS else "other"
        answered = {"view": view, "method": str(method), "status": str(response.status_code)}
        tally.add([(_named(REQUESTS.name, answered), 1.0), *_observed(view, took)])
        return response

    return middleware


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Every number, for whoever has the token; there is no such page without one."""
    if not settings.METRICS_TOKEN:
        return HttpResponse("There are no metrics without METRICS_TOKEN.\n", status=404)
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    wanted = settings.METRICS_TOKEN.encode()
    if scheme.lower() != "bearer" or not secrets.compare_digest(given.strip().encode(), wanted):
        refused = HttpResponse("Give the token of METRICS_TOKEN.\n", status=401)
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse("".join(exposition()), content_type=CONTENT_TYPE)


def exposition() -> Iterator[str]:
    """Line by line, in Prometheus' text format."""
    counted = tally.read()
    for metric in COUNTED:
        yield from _heading(metric)
        begin = (f"{metric.name}{{", f"{metric.name}_")
        of_it = ((name, value) for name, value in counted.items() if name.startswith(begin))
        yield from (f"{name} {value:.15g}\n" for name, value in of_it)
    told: dict[str, int] = {}
    for name, read in READ.items():
        told[name] = 0
        with suppress(Exception):  # the database is gone, which is told by the 0
            families = list(read())
            yield from chain.from_iterable(map(_lines, families))
            told[name] = 1
    samples = [({"part": name}, float(is_told)) for name, is_told in told.items()]
    says = "Whether this part of the numbers could be read."
    yield from _lines(Metric("ledestjernen_metrics_read", "gauge", says, samples))


def _observed(view: str, took: float) -> Iterator[tuple[str, float]]:
    of_view = {"view": view}
    for limit in BUCKETS:
        within = 1.0 if took <= limit else 0.0
        yield _named(f"{SECONDS.name}_bucket", of_view | {"le": f"{limit:g}"}), within
    yield _named(f"{SECONDS.name}_bucket", of_view | {"le": "+Inf"}), 1.0
    yield _named(f"{SECONDS.name}_sum", of_view), took
    yield _named(f"{SECONDS.name}_count", of_view), 1.0


def _lines(metric: Metric) -> Iterator[str]:
    yield from _heading(metric)
    for labels, value in metric.samples:
        yield f"{_named(metric.name, labels)} {value:.15g}\n"


def _heading(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.says}\n"
    yield f"# TYPE {metric.name} {metric.kind}\n"


def _named(name: str, labels: dict[str, str]) -> str:
    told = ",".join(f'{label}="{_escaped(value)}"' for label, value in labels.items())
    return f"{name}{{{told}}}" if told else name


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
