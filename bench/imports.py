"""What importing costs, on the database of this process."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from bench import floors, material, their_way
from bench.figures import Figure, alternately, seconds, spread
from files.spreadsheets import Sheet, read
from institutions.models import Cluster
from measurements.importing import commit_sheet, prepare
from measurements.models import AnswerCount, Import, Inspection, Measurement, Revision, RowBlock

#: How much slower than the validated COPY floor a confirmed import may be.
MOST = {"postgresql": 1.5, "sqlite": 2.0}
#: How often each work is measured: with few rows, and with many.
RUNS = {"few": 5, "many": 3}
WRITTEN = (AnswerCount, Revision, Inspection, Measurement, RowBlock, Import)


def figures(
    sizes: tuple[int, ...] = (10_000, 100_000), *, sample: int = 100, pages_rows: int = 3_600
) -> Iterator[Figure]:
    """Every figure about imports. sizes: rows of the files; sample: rows of import-export's."""
    topics = material.make_topics()
    numbers = material.make_places(100)
    for rows in sizes:
        content = material.kids_file(rows, numbers=numbers, topics=topics)
        yield _confirmed(content, rows, runs=RUNS["few" if rows <= 10_000 else "many"])
    yield _again(content, rows)
    yield _memory(content, rows)
    few = material.kids_file(sizes[0], numbers=numbers, topics=topics)
    yield from _previewed(few, sizes[0])
    yield _beside_import_export(few, sizes[0], sample)
    yield from _through_the_pages(topics, pages_rows)


def wipe() -> None:
    """Take away everything that an import writes."""
    # Unchecked, since SQLite would else look for what refers to each row.
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model in WRITTEN:
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                cursor.execute(f'TRUNCATE "{table}" CASCADE')
            else:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - table names are our own


def _confirmed(content: bytes, rows: int, *, runs: int) -> Figure:
    wipe()
    fingerprint = prepare(_sheet(content)).fingerprint
    floor, ours = alternately(
        lambda: floors.write_directly(content),
        lambda: commit_sheet(_sheet(content), expected=fingerprint),
        runs=runs,
        before=wipe,
    )
    most = MOST[connection.vendor]
    work = f"confirm {rows:,} rows / validated COPY"
    note = spread(floor=floor, ours=ours)
    return Figure.times(work, min(floor), min(ours), most=most, note=note)


def _again(content: bytes, rows: int) -> Figure:
    """The same file once more, all of it unchanged: beside reading it without looking."""
    wipe()
    commit_sheet(_sheet(content))
    reading, ours = alternately(
        lambda: floors.read(content), lambda: commit_sheet(_sheet(content)), runs=RUNS["many"]
    )
    return Figure.times(f"the same {rows:,} rows again / csv.reader", min(reading), min(ours))


def _memory(content: bytes, rows: int) -> Figure:
    """The most memory a process of its own had for preview and confirm."""
    wipe()
    name = connection.settings_dict["NAME"]
    here = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        here = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        Path(file.name).write_bytes(content)
        said = subprocess.run(
            [sys.executable, "-m", "bench.memory", file.name],
            env={**os.environ, "DATABASE_URL": here},
            capture_output=True,
            text=True,
            check=True,
        )
    bare, peak = map(float, said.stdout.split())
    return Figure.within(
        f"peak memory, preview and confirm {rows:,} rows / Django alone",
        bare,
        peak,
        most=300,
        unit="MB",
    )


def _previewed(content: bytes, rows: int) -> Iterator[Figure]:
    wipe()
    client = _administrator()
    reading, previewing, page = alternately(
        lambda: _sheet(content),
        lambda: prepare(_sheet(content)),
        lambda: _preview_page(client, content),
        runs=RUNS["few"],
    )
    yield Figure.times(
        f"read and compare {rows:,} rows / reading the file", min(reading), min(previewing), most=3
    )
    yield Figure.within(
        f"upload and preview page of {rows:,} rows / reading the file",
        min(reading),
        min(page),
        most=0.5,
        unit="s",
        note=spread(reading=reading, page=page),
    )


def _beside_import_export(content: bytes, rows: int, sample: int) -> Figure:
    records = floors.read(content)[1 : sample + 1]
    wipe()
    theirs = seconds(lambda: their_way.preview_and_confirm(records)) * rows / sample

    def preview_and_confirm() -> None:
        plan = prepare(_sheet(content))
        commit_sheet(_sheet(content), expected=plan.fingerprint)

    (ours,) = alternately(preview_and_confirm, runs=RUNS["many"], before=wipe)
    note = f"theirs measured on {sample} rows, and {rows / sample:g} times that"
    work = f"import-export's own way / ours, {rows:,} rows, preview and confirm"
    return Figure.faster(work, theirs, min(ours), least=50, note=note)


def _through_the_pages(topics: list[str], rows: int) -> Iterator[Figure]:
    """30 institutions × 20 topics × 6 periods, in a cluster that has indicators."""
    cluster = Cluster.objects.order_by("-strategies__goals__indicators").first()
    numbers = material.make_places(30, prefix="5", cluster=cluster)
    content = material.kids_file(rows, numbers=numbers, topics=topics, rooms=("Alle",))
    client = _administrator()
    floor, ours = alternately(
        lambda: floors.write_directly(content),
        lambda: _both_pages(client, content),
        runs=RUNS["few"],
        before=wipe,
    )
    work = f"{rows:,} rows, preview and confirm in the admin's pages"
    yield Figure.within(f"{work} / COPY", min(floor), min(ours), most=2, unit="s")
    wipe()
    with CaptureQueriesContext(connection) as fewest:
        floors.write_directly(content)
    wipe()
    with CaptureQueriesContext(connection) as queries:
        _both_pages(client, content)
    yield Figure.within(f"{work}, queries", len(fewest), len(queries), most=200, unit="queries")


def _administrator() -> Client:
    client = Client()
    client.force_login(User.objects.filter(is_superuser=True).first())
    return client


def _preview_page(client: Client, content: bytes) -> str:
    file = SimpleUploadedFile("kids.csv", content, content_type="text/csv")
    answer = client.post(reverse("measurement_import"), {"import_file": file})
    if answer.status_code != 200:
        raise RuntimeError(f"The preview answered {answer.status_code}")
    return answer.content.decode()


def _both_pages(client: Client, content: bytes) -> None:
    page = _preview_page(client, content)
    ticket = re.search(r'name="upload" value="([^"]+)"', page)
    if ticket is None:
        raise RuntimeError("The preview has no button to confirm it with")
    answer = client.post(reverse("measurement_import_confirm"), {"upload": ticket[1]}, follow=True)
    if answer.status_code != 200 or not Import.objects.exists():
        raise RuntimeError(f"The import answered {answer.status_code}")


def _sheet(content: bytes) -> Sheet:
    return read(content, name="kids.csv")
