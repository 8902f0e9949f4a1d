"""What pages cost: beside an empty one, as years go by, and as the municipality grows."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench import material
from bench.figures import Figure, alternately, spread
from indicators.evaluation.catalogue import forget_catalogue
from indicators.models import Indicator
from indicators.snapshots import keeping
from institutions import page_cache
from institutions.models import Cluster, Institution
from measurements.models import Inspection, InstrumentVersion, Measurement
from strategy.models import Effort, Goal, LocalGoal

CLUSTER = "fyrtaarnet"
READER = "klyngeleder@example.com"
RUNS = 9


def figures(*, elsewhere: tuple[int, int] = (50, 500)) -> Iterator[Figure]:
    """Every figure about pages; the demo's cluster of seven institutions is read by its leader."""
    client = Client(headers={"Accept-Encoding": "gzip"})
    client.force_login(User.objects.get(email=READER))
    cluster = Cluster.objects.get(slug=CLUSTER)
    page = cluster.get_absolute_url()
    empty, ours = alternately(
        lambda: client.get("/tom/"), lambda: _open_anew(client, page), runs=3 * RUNS
    )
    yield Figure.times(
        "cluster page, 7 institutions / empty page",
        min(empty),
        min(ours),
        most=25,
        note=spread(empty=empty, ours=ours),
    )
    empty, again = alternately(
        lambda: client.get("/tom/"), lambda: _open(client, page), runs=3 * RUNS
    )
    yield Figure.times(
        "… asked for again when nothing has changed / empty page",
        min(empty),
        min(again),
        note=spread(empty=empty, again=again),
    )
    queries = _queries(client, page)
    yield _weight(client, page)
    addresses = _addresses(cluster)
    young = _times(client, addresses)
    _age()
    keeping.rebuild()
    yield _worst("history 5 → 20 years", addresses, young, _times(client, addresses), most=1.2)
    some, many = elsewhere
    _grow(some, prefix="6")
    keeping.rebuild()
    small = _times(client, addresses)
    _grow(many - some, prefix="8")
    keeping.rebuild()
    yield _worst(
        f"{some} → {many} institutions elsewhere",
        addresses,
        small,
        _times(client, addresses),
        most=1.1,
    )
    now = _queries(client, page)
    yield Figure.within(
        "queries of the cluster page, as demo / after all this",
        queries,
        now,
        most=queries,
        unit="queries",
    )


def _addresses(cluster: Cluster) -> list[str]:
    """A page of each kind that the cluster's leader reads, and that is about the cluster."""
    indicator = Indicator.objects.whole().filter(goal__strategy__cluster=cluster).first()
    goal = Goal.objects.filter(strategy__cluster=cluster).first()
    local = LocalGoal.objects.filter(institution__placements__cluster=cluster).first()
    found = [
        "/",
        cluster.get_absolute_url(),
        Institution.objects.filter(placements__cluster=cluster).first().get_absolute_url(),
    ]
    if indicator:
        found.append(f"/maalepunkter/{indicator.pk}/")
    if goal:
        found.append(f"/maal/{goal.pk}/")
    if local:
        found.append(local.get_absolute_url())
    return found


def _times(client: Client, addresses: list[str]) -> list[float]:
    """The seconds of each page, as if the machine were as fast as when the yardstick was made.

    The database has to change between two such measurements, so they cannot take turns; work that
    never changes takes turns with the pages instead, and tells how fast the machine was.
    """
    works = [lambda address=address: _open_anew(client, address) for address in addresses]
    for work in works:
        work()  # what is loaded once is loaded
    *pages, yard = alternately(*works, _yardstick, runs=RUNS)
    return [min(times) * YARD / min(yard) for times in pages]


#: About what the yardstick takes, in seconds; only that it is always the same matters.
YARD = 0.01


def _yardstick() -> None:
    sum(number * number for number in range(150_000))


def _worst(
    work: str, addresses: list[str], before: list[float], after: list[float], *, most: float
) -> Figure:
    """The page that suffers most."""
    floor, ours, address = max(
        zip(before, after, addresses, strict=True), key=lambda each: each[1] / each[0]
    )
    all_pages = zip(addresses, before, after, strict=True)
    ratios = ", ".join(f"{address} {late / early:.2f}" for address, early, late in all_pages)
    ratios = f"worst: {address}. All: {ratios}"
    work = f"{work}, the worst of {len(addresses)} pages"
    return Figure.times(work, floor, ours, most=most, note=ratios)


def _age() -> None:
    """Give everything that has been measured fifteen years more of the same."""
    measurements, inspections = list(Measurement.objects.all()), list(Inspection.objects.all())
    for years in (5, 10, 15):
        for one in (*measurements, *inspections):
            one.pk = None
            one.year -= 5
        for one in measurements:
            one.period = f"{one.year}{one.period[4:]}"
            if one.measured_on:
                one.measured_on = one.measured_on.replace(year=one.year, day=1)
        _keep(measurements, inspections)
        if years == 15:
            return


def _keep(measurements: list[Measurement], inspections: list[Inspection]) -> None:
    Measurement.objects.bulk_create(measurements, batch_size=500, ignore_conflicts=True)
    Inspection.objects.bulk_create(inspections, batch_size=500, ignore_conflicts=True)


def _grow(count: int, *, prefix: str) -> None:
    """Institutions in other clusters, measured for three years, each with a local goal."""
    material.make_places(count, prefix=prefix)
    places = Institution.objects.filter(
        identifiers__value__startswith=prefix, slug__contains=prefix
    )
    topics = InstrumentVersion.objects.get(code=material.EDITION).topics.all()
    Measurement.objects.bulk_create(
        (
            Measurement(
                topic=topic, institution=place, year=year, period=str(year), value=3, raw="3"
            )
            for place in places
            for topic in topics
            for year in (2024, 2025, 2026)
        ),
        batch_size=1000,
    )
    goal = Goal.objects.filter(strategy__cluster=None).first() or Goal.objects.first()
    goals = LocalGoal.objects.bulk_create(
        LocalGoal(goal=goal, institution=place, text="Børnene vælger.", how="Vi ser efter.")
        for place in places
    )
    Effort.objects.bulk_create(
        Effort(local_goal=goal, number=1, text="Børnemøde hver onsdag.") for goal in goals
    )


def _open_anew(client: Client, address: str) -> bytes:
    """The page as the first one after a write gets it."""
    page_cache.forget()
    return _open(client, address)


def _open(client: Client, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return answer.content


def _queries(client: Client, address: str) -> int:
    forget_catalogue()
    with CaptureQueriesContext(connection) as queries:
        _open_anew(client, address)
    return len(queries)


# --- Weight ---------------------------------------------------------------------------------------


def _weight(client: Client, address: str) -> Figure:
    """All that a browser fetches on its first visit: the page as sent, and what it names, gzipped.

    Of the fonts those whose letters the page has and whose weight the stylesheet speaks of.
    """
    sent = _open(client, address)
    html = gzip.decompress(sent).decode() if sent[:2] == b"\x1f\x8b" else sent.decode()
    weight = len(sent)
    third_parties = set(re.findall(r'(?:src|<link[^>]*href)="(https?:)?//', html))
    for name in sorted(set(re.findall(r'(?:href|src)="/static/([^"#?]+)"', html))):
        content = _static(name)
        weight += _compressed(name, content)
        if name.endswith(".css"):
            weight += sum(map(_named_weight, _named_in(dict(_sheets(name)), html)))
    note = f"the page alone {len(sent) / 1000:.1f} kB; third parties: {len(third_parties)}"
    return Figure.within(
        "cluster page, first visit / its HTML uncompressed",
        len(html.encode()) / 1000,
        weight / 1000,
        most=150,
        unit="kB",
        note=note,
    )


def _static(name: str) -> bytes:
    found = finders.find(name)
    if not found:
        raise RuntimeError(f"{name} is not among the static files")
    return Path(found).read_bytes()


def _compressed(name: str, content: bytes) -> int:
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content, 9))


def _named_weight(name: str) -> int:
    return _compressed(name, _static(name))


def _sheets(name: str) -> Iterator[tuple[str, str]]:
    """A stylesheet and those it imports: name and text of each."""
    css = _static(name).decode()
    yield name, css
    for address in re.findall(r'@import url\("([^"]+)"\)', css):
        yield from _sheets(_beside(name, address))


def _beside(sheet: str, address: str) -> str:
    """The name of the file that a stylesheet calls by this address."""
    path = (Path("/") / Path(sheet).parent / address.split("#")[0]).resolve()
    return str(path.relative_to("/"))


def _named_in(sheets: dict[str, str], html: str) -> Iterator[str]:
    """The files that stylesheets make a page with this text fetch."""
    blocks = [
        (name, block)
        for name, css in sheets.items()
        for block in re.findall(r"[^{}]*\{[^{}]*\}|@import[^;]*;", css)
    ]
    rules = "".join(block for _name, block in blocks if "@font-face" not in block)
    for name, block in blocks:
        if "@font-face" in block and not _needs(block, rules, html):
            continue
        for address in re.findall(r'url\(["\']?([^"\')]+)', block):
            if not address.startswith("data:"):
                yield _beside(name, address)


def _needs(face: str, rules: str, html: str) -> bool:
    """Whether the page has letters of a font, and the stylesheet or the page asks for its kind."""
    weight = re.search(r"font-weight: (\d+)", face)
    if weight and weight[1] != "400" and f"font-weight: {weight[1]}" not in rules:
        return False
    if "font-style: italic" in face and not re.search(r"<(em|i|cite|address|dfn|var)[ >]", html):
        return False
    letters = set(map(ord, html))
    ranges = re.findall(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?", face)
    return any(
        int(first, 16) <= letter <= int(last or first, 16)
        for first, last in ranges
        for letter in letters
    )
