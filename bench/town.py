"""What a whole municipality costs: 500 institutions by 40 indicators on one page."""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench import material
from bench.figures import Figure, alternately, spread
from indicators.models import Indicator, Target
from indicators.snapshots import keeping
from institutions import page_cache
from institutions.models import Area, Cluster, Institution
from measurements.importing.tables import fill
from measurements.models import InstrumentVersion, Measurement
from strategy.models import Goal, Statement, Strategy

INSTITUTIONS, INDICATORS = 500, 40
YEARS = range(2021, 2027)
IN_A_CLUSTER = 20
HEAT_MAP = "/kommunen/varmekort/"
MUNICIPALITY = "/kommunen/"
READER = "administrator@example.com"
RUNS = 9


def grow(institutions: int = INSTITUTIONS, indicators: int = INDICATORS, *, prefix="5") -> Area:
    """An area of so many institutions in clusters, measured for six years on so many indicators."""
    area = Area.objects.create(name=f"Område By {prefix}", slug=f"by-{prefix}")
    for nth, first in enumerate(range(0, institutions, IN_A_CLUSTER)):
        name = f"{prefix}{nth:02}"
        cluster = Cluster.objects.create(name=f"Klynge {name}", slug=f"by-{name}", area=area)
        count = min(IN_A_CLUSTER, institutions - first)
        material.make_places(count, prefix=name, cluster=cluster)
    topics = _topics(indicators, prefix)
    _indicators(topics, prefix)
    _measure(area, topics)
    keeping.rebuild()
    return area


def _topics(count: int, prefix: str) -> list:
    version = InstrumentVersion.objects.get(code=material.EDITION)
    there = version.topics.count()
    return [
        version.topics.create(
            number=there + nth,
            lineage=f"by-{prefix}-{nth}",
            name=f"Område {nth}",
            short_name=f"Område {nth}",
        )
        for nth in range(1, count + 1)
    ]


def _indicators(topics: list, prefix: str) -> None:
    strategy = Strategy.objects.create(
        kind="common_goals",
        title=f"Byens mål {prefix}",
        from_year=2020,
        to_year=2099,
        stage="running",
    )
    goal = Goal.objects.create(strategy=strategy, number=1, text="Alle børn trives.")
    for nth, topic in enumerate(topics, 1):
        indicator = Indicator.objects.create(
            goal=goal,
            number=nth,
            code=f"B{nth}",
            text=f"Alle er gode til område {nth}",
            short_text=f"Gode til område {nth}",
            source="topics",
        )
        indicator.topics.add(topic)
        Target.objects.create(indicator=indicator, value=Decimal("3.5"))


def _measure(area: Area, topics: list) -> None:
    places = list(Institution.objects.filter(area=area).order_by("pk").values_list("pk", flat=True))
    columns = (
        "topic_id", "institution_id", "group", "period", "year", "measured_on", "value",
        "respondents", "is_suppressed", "note", "raw",
    )  # fmt: skip
    rows = (
        (
            topic.pk, place, "", str(year), year, f"{year}-05-04", f"{1 + nth * 7 % 41 / 10:.1f}",
            20, False, "", "",
        )
        for nth, (year, place, topic) in enumerate(itertools.product(YEARS, places, topics))
    )  # fmt: skip
    with connection.cursor() as cursor:
        fill(cursor, Measurement, columns, rows)


def figures(*, institutions: int = INSTITUTIONS, indicators: int = INDICATORS) -> Iterator[Figure]:
    """Every figure about the municipality."""
    client = Client()
    client.force_login(User.objects.get(email=READER))
    grow(30, 20, prefix="4")
    yield from _one_page(client)
    grow(institutions, indicators)
    for page, name in ((HEAT_MAP, "heat map"), (MUNICIPALITY, "municipality")):
        bare, ours = alternately(_bare, lambda page=page: _open(client, page), runs=RUNS)
        yield Figure.times(
            f"{name}, {institutions} × {indicators}: asked for again / bare WSGI on the kept rows",
            min(bare),
            min(ours),
            most=1,
            note=spread(bare=bare, ours=ours),
        )
    bare, ours = alternately(_bare, lambda: _first(client, HEAT_MAP), runs=RUNS)
    yield Figure.times(
        f"heat map, {institutions} × {indicators}: first after a write / the same",
        min(bare),
        min(ours),
        note=spread(bare=bare, ours=ours),
    )
    for page in (HEAT_MAP, MUNICIPALITY):
        etag = client.get(page).headers["ETag"]
        empty, ours = alternately(
            lambda: _open(client, "/tom/"),
            lambda page=page, etag=etag: _unchanged(client, page, etag),
            runs=3 * RUNS,
        )
        yield Figure.times(
            f"{page}, {institutions} institutions, unchanged (304) / empty page",
            min(empty),
            min(ours),
            most=3,
            note=spread(empty=empty, ours=ours),
        )
    for work, before in (("new figures", _forget), ("a new local goal", _write_elsewhere)):
        again, first = alternately(
            lambda: _open(client, MUNICIPALITY),
            lambda before=before: (before(), _open(client, MUNICIPALITY)),
            runs=3,
        )
        yield Figure.times(
            f"municipality, first after {work} / asked for again", min(again), min(first)
        )


def _one_page(client: Client) -> Iterator[Figure]:
    """30 institutions, 20 indicators and their six years: what others need hundreds of queries for.

    The heat map with its six years, and nothing in memory. Beside it the page of their area, which
    has the clusters and their local goals, too, and the newest year.
    """
    page, area = f"{HEAT_MAP}?redskab=kids&udvikling=ja", "/omraader/by-4/"
    _first(client, page)
    _first(client, area)
    ours, of_area = alternately(
        lambda: _first(client, page), lambda: _first(client, area), runs=RUNS
    )
    _forget()
    with CaptureQueriesContext(connection) as queries:
        _open(client, page)
    yield Figure.within(
        "30 institutions × 20 indicators × 6 years: queries of the page / promised",
        15,
        len(queries),
        most=15,
        unit="queries",
    )
    for whose, took in (("the same page", ours), ("the area's page", of_area)):
        yield Figure.within(f"… seconds of {whose} / promised", 0.3, min(took), most=0.3, unit="s")


def _forget() -> None:
    page_cache.forget()


def _write_elsewhere() -> None:
    """Something is written that no figure follows from."""
    Statement.objects.filter(pk=Statement.objects.order_by("pk").values("pk")[:1]).update(number=1)


def _first(client: Client, address: str) -> None:
    """The page as the first one after a write gets it: nothing of it is kept."""
    _forget()
    _open(client, address)


def _open(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


def _unchanged(client: Client, address: str, etag: str) -> None:
    answer = client.get(address, headers={"If-None-Match": etag})
    if answer.status_code != 304:
        raise RuntimeError(f"{address} answered {answer.status_code}, and not that it is unchanged")


def _bare() -> bytes:
    """The floor: a program of WSGI alone that answers with the same table, and asks nobody who."""
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    return b"".join(_application(environ, lambda status, headers: None))


def _application(environ, start_response) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.id, i.name, i.slug FROM institutions_institution i ORDER BY i.name"
        )
        places = cursor.fetchall()
        cursor.execute("SELECT id, code FROM indicators_indicator ORDER BY id")
        indicators = cursor.fetchall()
        cursor.execute(
            "SELECT indicator_id, institution_id, state, value FROM indicators_resultsnapshot "
            "WHERE year = 2026 AND audience = 'everybody'"
        )
        found = {(row[1], row[0]): row for row in cursor.fetchall()}
    head = "".join(f"<th>{escape(code)}</th>" for _pk, code in indicators)
    rows = []
    for place, name, slug in places:
        cells = []
        for indicator, _code in indicators:
            row = found.get((place, indicator))
            if row is None:
                cells.append('<td class="m">–</td>')
            else:
                cells.append(f'<td class="{row[2]}">{row[3] or 0:.1f}</td>'.replace(".", ","))
        rows.append(
            f'<tr><th><a href="/institutioner/{slug}/">{escape(name)}</a></th>{"".join(cells)}</tr>'
        )
    page = f"<!doctype html><table><tr><th></th>{head}</tr>{''.join(rows)}</table>"
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [page.encode()]
