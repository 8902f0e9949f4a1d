"""KIDS as it is read: what an institution was observed to, area by area and year by year."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from institutions.access import Reader
from institutions.remembering import rows_kept
from institutions.statements import rows_for
from measurements.models import Instrument, Measurement, Topic

YEARS_BACK = 8

#: What is told of an area, by the names of its columns.
_ABOUT_TOPIC = (
    "lineage",
    "name",
    "number",
    "version",
    "version__name",
    "version__from_year",
    "version__scale",
    "version__scale__lowest",
    "version__scale__highest",
    "version__scale__decimals",
)


def means_of(institutions: set[int], *, user: Reader, on: datetime.date) -> list[dict[str, Any]]:
    """Its mean of each institution, area and year.

    The areas are read by themselves, and the last of a group is found here: PostgreSQL would find
    either by luck, and has read 58,000 blocks for 240 values.
    """
    topics = {
        row.pop("pk"): {f"topic__{name}": told for name, told in row.items()}
        for row in map(
            dict,
            rows_kept(
                lambda: (
                    Topic.objects.order_by()
                    .filter(version__instrument__kind=Instrument.Kind.PROFILE)
                    .values("pk", *_ABOUT_TOPIC)
                ),
                "areas of profiles",
            ),
        )
    }
    known = tuple(topics)
    rows = rows_for(
        lambda reader, keys: (
            Measurement.objects.visible_to(reader)
            .filter(
                institution__in=keys,
                topic__in=known,
                year__range=(on.year - YEARS_BACK, on.year),
            )
            .order_by("period")
            .values_list("institution", "year", "topic", "group", "value", "measured_on")
        ),
        *("profiles", known, on.year),
        reader=user,
        keys=sorted(institutions),
    )
    newest = {row[:4]: row[4:] for row in rows}  # of each group the last of the year
    groups: dict[tuple[int, int, int], list[tuple[Decimal, datetime.date | None]]]
    groups = defaultdict(list)
    for (institution, year, topic, _group), (value, day) in newest.items():
        if value is not None:
            groups[institution, year, topic].append((value, day))
    return [
        {"institution": institution, "year": year, **topics[topic], **_mean(measured)}
        for (institution, year, topic), measured in groups.items()
    ]


def _mean(measured: Sequence[tuple[Decimal, datetime.date | None]]) -> dict[str, Any]:
    """What the groups of an institution say of an area together."""
    days = [day for _value, day in measured if day]
    return {
        "mean": sum((value for value, _day in measured), Decimal()) / len(measured),
        "groups": len(measured),
        "first_on": min(days, default=None),
        "last_on": max(days, default=None),
    }
