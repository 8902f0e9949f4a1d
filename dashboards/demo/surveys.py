"""What children's positions, staff and parents say, stored with the rows it stood in."""

import hashlib
from decimal import Decimal

from dashboards.demo import read
from dashboards.demo.files import Spreadsheet
from institutions.models import Institution
from measurements.models import (
    AnswerCount,
    Import,
    ImportedRow,
    InstrumentVersion,
    Measurement,
    Topic,
)

ROUNDS = {"Forår": 1, "Efterår": 2}
HIDDEN = ("*", "<5")


class Shelf:
    """One file on its way into the data: keeps its rows, and the measurements in them."""

    def __init__(self, sheet: Spreadsheet, layout: str, units: dict[str, Institution]) -> None:
        content = sheet.content
        self.sheet, self.units = sheet, units
        self.batch = Import.objects.create(
            file_name=sheet.name,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            layout=layout,
            row_count=len(sheet.rows),
        )
        self.rows = ImportedRow.objects.bulk_create(
            ImportedRow(
                batch=self.batch, number=number, cells=dict(zip(sheet.headings, cells, strict=True))
            )
            for number, cells in enumerate(sheet.rows, start=2)
        )
        self.count = 0

    def store(self, index: int, number: str, topic: Topic, **fields) -> Measurement:
        """A measurement that stands in the row of the given index."""
        self.count += 1
        return Measurement.objects.create(
            topic=topic, institution=self.units[number], row=self.rows[index], **fields
        )

    def close(self) -> tuple[Import, Spreadsheet]:
        self.batch.new_count = self.count
        self.batch.save(update_fields=["new_count"])
        return self.batch, self.sheet


def load(units: dict[str, Institution]) -> list[tuple[Import, Spreadsheet]]:
    """Store TOPI, TU and BTU, and tell the imports. units: institution number → institution."""
    data = read("surveys")
    return [
        _topi(data["topi"], units),
        _tu(data["tu"], units),
        _btu(data["btu"], units),
    ]


def _topics(version: str) -> dict[str, Topic]:
    return {topic.name: topic for topic in Topic.objects.filter(version__code=version)}


def _topi(data: dict, units: dict[str, Institution]) -> tuple[Import, Spreadsheet]:
    sheet = Spreadsheet(
        "topi.csv",
        [
            *["Institutionsnummer", "Runde", "Antal børn vurderet", "Grøn position"],
            *["Gul position", "Rød position", "Heraf med handleplan"],
        ],
        [[str(cell) for cell in row] for row in data["rows"]],
        data["imported_on"],
    )
    shelf, topic = Shelf(sheet, "topi", units), _topics("topi")["Position"]
    steps = list(topic.scale_in_use.steps.order_by("-rank"))
    for index, (number, round_, assessed, *positions, _plans) in enumerate(data["rows"]):
        season, year = round_.split()
        green = positions[0]
        is_hidden = green in HIDDEN
        measurement = shelf.store(
            index,
            number,
            topic,
            period=f"{year}-{ROUNDS[season]}",
            year=int(year),
            value=None if is_hidden else (Decimal(100) * green / assessed).quantize(Decimal("0.1")),
            is_suppressed=is_hidden,
            respondents=assessed,
            raw=str(green),
        )
        AnswerCount.objects.bulk_create(
            AnswerCount(
                measurement=measurement,
                step=step,
                count=None if count in HIDDEN else count,
                is_suppressed=count in HIDDEN,
            )
            for step, count in zip(steps, positions, strict=True)
        )
    return shelf.close()


def _tu(data: dict, units: dict[str, Institution]) -> tuple[Import, Spreadsheet]:
    themes = data["themes"]
    rows = [
        (theme, number, year, invited, answers, score)
        for number, year, invited, answers, *scores in data["rows"]
        for theme, score in zip(themes, scores, strict=True)
    ]
    sheet = Spreadsheet(
        "tu-2021-2025.csv",
        [
            *["Institutionsnummer", "År", "Inviterede", "Besvarelser", "Tema", "Score (1-7)"],
        ],
        [
            [number, str(year), str(invited), str(answers), theme, score]
            for theme, number, year, invited, answers, score in rows
        ],
        data["imported_on"],
    )
    shelf, topics = Shelf(sheet, "tu", units), _topics("tu")
    for index, (theme, number, year, _invited, answers, score) in enumerate(rows):
        is_hidden = score in HIDDEN
        shelf.store(
            index,
            number,
            topics[theme],
            period=str(year),
            year=year,
            value=None if is_hidden else Decimal(score.replace(",", ".")),
            is_suppressed=is_hidden,
            respondents=answers,
            raw=score,
        )
    return shelf.close()


def _btu(data: dict, units: dict[str, Institution]) -> tuple[Import, Spreadsheet]:
    version = InstrumentVersion.objects.get(code="btu")
    for number, (lineage, name, short_name) in enumerate(data["questions"], start=2):
        Topic.objects.get_or_create(
            version=version,
            lineage=lineage,
            defaults={"number": number, "name": name, "short_name": short_name},
        )
    topics = {topic.number: topic for topic in version.topics.all()}
    steps = list(version.scale.steps.order_by("rank"))
    labels = [step.label for step in steps]
    sheet = Spreadsheet(
        "btu-2022-2026.csv",
        ["Institutionsnummer", "År", "Antal besvarelser", "Spørgsmål", "Gennemsnit (1-5)", *labels],
        [_answer_row(topics, len(labels), *row) for row in data["rows"]],
        data["imported_on"],
    )
    shelf = Shelf(sheet, "btu", units)
    for index, (number, year, answers, question, *rest) in enumerate(data["rows"]):
        shares = rest[0] if rest else []
        measurement = shelf.store(
            index,
            number,
            topics[question],
            period=str(year),
            year=year,
            value=_mean(shares) if shares else None,
            is_suppressed=not shares,
            respondents=answers,
            raw=sheet.rows[index][4],
        )
        AnswerCount.objects.bulk_create(
            AnswerCount(measurement=measurement, step=step, share=Decimal(share) / 100)
            for step, share in zip(steps[: len(shares)], shares, strict=True)
        )
    return shelf.close()


def _answer_row(topics, width, number, year, answers, question, shares=()) -> list[str]:
    mean = str(_mean(shares)).replace(".", ",") if shares else "*"
    return [
        *[number, str(year), str(answers), topics[question].name, mean],
        *([f"{share} %" for share in shares] or ["*"] * width),
    ]


def _mean(shares) -> Decimal:
    """The mean of answers 1 to 5, from the per cent of each."""
    total = sum(answer * share for answer, share in enumerate(shares, start=1))
    return (Decimal(total) / sum(shares)).quantize(Decimal("0.01"))
