"""The chapter of measurements: what the municipality has read in so far, file by file.

Some files are missing on purpose, so that visitors can read them in and see what changes: the
inspections of Solsikken, Åkanden and Lærkereden in 2026, and the KIDS of Solsikken and Lærkereden.
"""

import datetime
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from dashboards.demo import files, read, surveys
from dashboards.demo.surveys import Shelf
from institutions.models import Group, Identifier, Institution
from measurements.models import Import, Inspection, Topic
from measurements.reference import load_reference


def is_loaded() -> bool:
    return Import.objects.exists()


def load() -> None:
    load_reference()
    units = _units()
    sheets = _sheets({number: unit.name for number, unit in units.items()})
    for sheet in sheets:
        _read_in(sheet, units)
    surveys.load(units)
    _date_imports([*sheets])


def _units() -> dict[str, Institution]:
    """Every institution by its number."""
    numbers = Identifier.objects.filter(kind=Identifier.Kind.LOCAL).select_related("institution")
    return {number.value: number.institution for number in numbers}


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
    ]


def _date_imports(sheets: list[files.Spreadsheet]) -> None:
    """Let the imports have happened when they did, not all of them today."""
    administrator = User.objects.get(email="administrator@example.com")
    Import.objects.update(imported_by=administrator)
    days = {sheet.name: sheet.imported_on for sheet in sheets}
    for batch in Import.objects.filter(file_name__in=days):
        at = datetime.datetime.combine(days[batch.file_name], datetime.time(10, 15))
        Import.objects.filter(pk=batch.pk).update(imported_at=timezone.make_aware(at))


def _read_in(sheet: files.Spreadsheet, units: dict[str, Institution]) -> None:
    if sheet.name.startswith("kids"):
        shelf = Shelf(sheet, "kids_wide", units)
        topics = {t.name: t for t in Topic.objects.filter(version__code="kids-2020")}
        for index, cells in enumerate(sheet.rows):
            row = dict(zip(sheet.headings, cells, strict=True))
            day = datetime.datetime.strptime(row["Måledato"], "%d-%m-%Y").date()
            for area in files.KIDS_AREAS:
                if row[area]:
                    shelf.store(
                        index,
                        cells[0],
                        topics[area],
                        group="" if row["Stue/gruppe"] == "Alle" else row["Stue/gruppe"],
                        period=day.isoformat(),
                        year=day.year,
                        measured_on=day,
                        value=Decimal(row[area].replace(",", ".")),
                        raw=row[area],
                    )
        shelf.close()
    elif "anvisninger" not in sheet.name:
        shelf = Shelf(sheet, "tilsyn_wide", units)
        for index, cells in enumerate(sheet.rows):
            row = dict(zip(sheet.headings, cells, strict=True))
            year = int(row["Tilsynsår"])
            dates = [
                datetime.datetime.strptime(text, "%d-%m-%Y").date() if text else None
                for text in cells[4:7]
            ]
            Inspection.objects.create(
                institution=units[cells[0]],
                year=year,
                kind="light" if row["Tilsynstype"] == "Light-tilsyn" else "ordinary",
                observed_on=dates[0],
                discussed_on=dates[1],
                closed_on=dates[2],
                is_enhanced=row["Skærpet tilsyn"] == "Ja",
                row=shelf.rows[index],
            )
            topics = Topic.objects.filter(
                version__code="tilsyn-2020" if year <= 2022 else "tilsyn-2023"
            ).order_by("number")
            for topic, label in zip(topics, cells[7:13], strict=True):
                if label:
                    shelf.store(
                        index,
                        cells[0],
                        topic,
                        period=str(year),
                        year=year,
                        measured_on=dates[2],
                        step=topic.scale_in_use.steps.get(label=label),
                        raw=label,
                    )
        shelf.close()
