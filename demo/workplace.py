"""The chapter of the attractive workplace: figures, who sees to them, what is done and shared."""

from decimal import Decimal
from typing import Any

from accounts.models import User
from config.numbers import written_plainly
from demo import read
from demo.files import Spreadsheet
from demo.measured import read_in
from files.spreadsheets.danish_values import MONTHS
from indicators.models import Indicator, IndicatorOwner
from indicators.vision import load_workplace
from institutions.models import Cluster
from leadership.models import SharedEconomy, ThemeAction
from measurements.models import Topic
from strategy.models import Goal


def is_loaded() -> bool:
    return SharedEconomy.objects.exists()


def load() -> None:
    data = read("workplace")
    people = {user.email: user for user in User.objects.all()}
    plain = [("rekruttering.csv", "recruiting"), ("soegning.csv", "sought")]
    plain.append(("sprogtrappen.csv", "ladder"))
    for sheet in [_talks(data["talks"]), *(_plain(name, data[key]) for name, key in plain)]:
        read_in(sheet, people["administrator@example.com"])
    _follow(data, people)
    cluster = Cluster.objects.get(slug=data["beside"]["cluster"])
    for row in data["actions"]:
        topic = Topic.objects.get(lineage=row.pop("theme"))
        by = people["klyngeleder@example.com"]
        ThemeAction.objects.create(cluster=cluster, topic=topic, written_by=by, **row)
    for row in data["economies"]:
        rows = [
            {"what": what, "key": key, "amount": str(amount)}
            for what, key, amount in row.pop("rows")
        ]
        SharedEconomy.objects.create(cluster=cluster, rows=rows, **row)


def _follow(data: dict[str, Any], people: dict[str, User]) -> None:
    """Who sees to the measuring points, and what is followed beside them."""
    beside = data["beside"]
    goal = Goal.objects.get(
        strategy__cluster__slug=beside["cluster"],
        strategy__kind="vision",
        number=beside["theme"],
    )
    load_workplace(goal, owner=people[beside["owner"]])
    for code, email in beside["others"].items():
        IndicatorOwner.objects.filter(indicator__code=code).update(person=people[email])
    for row in data["owners"]:
        indicator = Indicator.objects.get(
            code=row["code"], goal__strategy__cluster__slug=beside["cluster"]
        )
        IndicatorOwner.objects.create(
            indicator=indicator, person=people[row["person"]], rhythm=row["rhythm"]
        )


def _plain(name: str, data: dict[str, Any]) -> Spreadsheet:
    rows = [[str(cell) for cell in row] for row in data["rows"]]
    return Spreadsheet(name, data["headings"], rows, data["imported_on"])


def _talks(data: dict[str, Any]) -> Spreadsheet:
    """A row for each kind and month."""
    year = data["year"]
    return Spreadsheet(
        f"samtaler-{year}.csv",
        ["Institutionsnummer", "Periode", "Samtale", "Planlagte samtaler", "Holdt i procent"],
        [
            [number, f"{month.capitalize()} {year}", kind, str(planned), _share(held, planned)]
            for number, kind, planned, by_month in data["rows"]
            for month, held in zip(MONTHS, by_month, strict=False)
        ],
        data["imported_on"],
    )


def _share(held: int, planned: int) -> str:
    return written_plainly((Decimal(100) * held / planned).quantize(Decimal("0.001")))
