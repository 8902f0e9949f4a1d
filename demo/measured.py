"""The chapter of measurements: what the municipality has read in so far, file by file.

Some files are missing on purpose, so that visitors can read them in and see what changes: the
inspections of Solsikken, Åkanden and Lærkereden in 2026, the KIDS of Solsikken and Lærkereden, and
some of Solsikken's surveys and key figures.
"""

import datetime
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from demo import files, read, surveys
from files.spreadsheets import read as read_spreadsheet
from indicators.models import Indicator, ManualResult
from indicators.vision import load_indicators
from institutions.models import Cluster, Group, Identifier
from measurements.importing import commit_diff, prepare
from measurements.models import Import
from measurements.reference import load_reference
from strategy.models import LocalGoal, Strategy


def is_loaded() -> bool:
    return Import.objects.exists()


def load() -> None:
    load_reference()
    administrator = User.objects.get(email="administrator@example.com")
    surveys.add_questions()
    for sheet in _sheets(_names()):
        read_in(sheet, administrator)
    cluster = Cluster.objects.get(slug="fyrtaarnet")
    load_indicators(Strategy.objects.get(kind=Strategy.Kind.VISION, cluster=cluster))
    _report(cluster, by=User.objects.get(email="klyngeleder@example.com"))
    _link_local_goals()


def read_in(sheet: files.Spreadsheet, by: User) -> None:
    """Read a file in, as on the day it came."""
    plan = prepare(read_spreadsheet(sheet.content, name=sheet.name))
    if batch := commit_diff(plan, by=by):
        _let_it_be(batch, sheet, by)


def _names() -> dict[str, str]:
    """The name of every institution by its number."""
    numbers = Identifier.objects.filter(kind=Identifier.Kind.LOCAL)
    return dict(numbers.values_list("value", "institution__name"))


def _sheets(names: dict[str, str]) -> list[files.Spreadsheet]:
    inspections, kids = read("tilsyn"), read("kids")
    ages = {
        (number, group): age
        for number, group, age in Group.objects.filter(
            institution__identifiers__kind=Identifier.Kind.LOCAL
        ).values_list("institution__identifiers__value", "name", "age_band")
    }
    return [
        *(files.tilsyn(data, names) for data in inspections["files"]),
        files.orders(inspections["orders"]),
        *(files.kids(data, names, ages) for data in kids["files"]),
        *surveys.sheets(),
    ]


def _let_it_be(batch: Import, sheet: files.Spreadsheet, by: User) -> None:
    """Let the import have happened when it did, not today."""
    at = datetime.datetime.combine(sheet.imported_on, datetime.time(10, 15))
    Import.objects.filter(pk=batch.pk).update(imported_at=timezone.make_aware(at), imported_by=by)


def _report(cluster: Cluster, *, by: User) -> None:
    """What units and the leadership team report by hand, to the indicators of the vision."""
    indicators = {
        indicator.code: indicator
        for indicator in Indicator.objects.filter(goal__strategy__cluster=cluster)
    }
    data = read("reported")
    for row in data["interviews"]:
        for unit in cluster.institutions.all():
            ManualResult.objects.create(
                indicator=indicators["MP2"],
                institution=unit,
                year=row["year"],
                value=2 if unit.slug in row["both"] else 1,
                reported_on=row["reported_on"],
                reported_by=by,
            )
    for row in data["workplace"]:
        ManualResult.objects.create(
            indicator=indicators["MP3"],
            reported_by=by,
            **{**row, "value": Decimal(row["value"])},
        )


def _link_local_goals() -> None:
    """Say with which indicators the local goals' own texts are followed."""
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    for row in read("local_goals_fyrtaarnet")["local_goals"]:
        for code in row.get("indicators", []):
            local_goal = LocalGoal.objects.get(
                institution__slug=row["institution"], text=row["text"]
            )
            indicators[code].local_goals.add(local_goal)
