"""What is measured on: places that have numbers, topics to rate, and files about them."""

import csv
import datetime
import io
from collections.abc import Iterator
from itertools import islice, product

from institutions.models import Area, Cluster, Identifier, Institution, InstitutionKind, Placement
from measurements.models import InstrumentVersion, Topic

HEADERS = (
    "Institutionsnummer",
    "Måledato",
    "Stue/gruppe",
    "KIDS-udgave",
    "Område",
    "Gennemsnit",
)
EDITION = "kids-2020"
EDITION_NAME = "KIDS 2. udgave (2020)"
TOPICS = 20
ROOMS = ("Rød stue", "Blå stue", "Grøn stue", "Gul stue")


def make_places(count: int, *, prefix: str = "7", cluster: Cluster | None = None) -> list[str]:
    """Institutions with a number each, in one cluster; gives the numbers."""
    if cluster is None:
        area = Area.objects.create(name=f"Område {prefix}", slug=f"omraade-{prefix}")
        cluster = Cluster.objects.create(
            name=f"Klynge {prefix}", slug=f"klynge-{prefix}", area=area
        )
    numbers = [f"{prefix}{number:04}" for number in range(count)]
    institutions = Institution.objects.bulk_create(
        Institution(
            name=f"Børnehuset {number}",
            slug=f"boernehuset-{number}",
            kind=InstitutionKind.INTEGRATED,
            area=cluster.area,
        )
        for number in numbers
    )
    Identifier.objects.bulk_create(
        Identifier(institution=institution, kind=Identifier.Kind.LOCAL, value=number)
        for institution, number in zip(institutions, numbers, strict=True)
    )
    Placement.objects.bulk_create(
        Placement(institution=institution, cluster=cluster, from_on=datetime.date(2010, 1, 1))
        for institution in institutions
    )
    return numbers


def make_topics() -> list[str]:
    """KIDS with as many areas as the promise speaks of; gives their names."""
    version = InstrumentVersion.objects.get(code=EDITION)
    there = version.topics.count()
    Topic.objects.bulk_create(
        Topic(
            version=version,
            number=number,
            lineage=f"kids-bench-{number}",
            name=f"Ekstra område {number}",
            short_name=f"Ekstra {number}",
        )
        for number in range(there + 1, TOPICS + 1)
    )
    return list(version.topics.order_by("number").values_list("name", flat=True))


def kids_file(
    rows: int, *, numbers: list[str], topics: list[str], rooms: tuple[str, ...] = ROOMS
) -> bytes:
    """A csv file of so many observations with KIDS, as a municipality exports them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    writer.writerows(islice(_observations(numbers, topics, rooms), rows))
    return text.getvalue().encode("utf-8-sig")


def _observations(
    numbers: list[str], topics: list[str], rooms: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    days = (datetime.date(2026, 11, 1) - datetime.timedelta(weeks=week) for week in range(1000))
    for nth, (day, number, room, topic) in enumerate(product(days, numbers, rooms, topics)):
        score = f"{1 + nth * 7 % 41 / 10:.1f}".replace(".", ",")
        yield number, f"{day:%d-%m-%Y}", room, EDITION_NAME, topic, score
