"""What children's positions, staff and parents say, and key figures: files like any others."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from demo import read
from demo.files import Cells, Spreadsheet
from measurements.models import InstrumentVersion, Topic

ANSWERS = ["Meget utilfreds", "Utilfreds", "Hverken eller", "Tilfreds", "Meget tilfreds"]
EFFORTS = ["Generel indsats (%)", "Fokuseret indsats (%)", "Særlig indsats (%)"]


def sheets() -> list[Spreadsheet]:
    """TOPI, TU, BTU, language assessments, sick leave and staff, and normering."""
    data = read("surveys")
    return [
        _topi(data["topi"]),
        _tu(data["tu"]),
        _btu(data["btu"]),
        _language(data["language"]),
        _plain("sygefravaer-personale.csv", data["staff"]),
        _plain("normering.csv", data["ratios"]),
    ]


def add_questions() -> None:
    """The municipality's own questions to parents, as an administrator adds them."""
    version = InstrumentVersion.objects.get(code="btu")
    questions = read("surveys")["btu"]["questions"]
    for number, (lineage, name, short_name) in enumerate(questions, start=2):
        Topic.objects.get_or_create(
            version=version,
            lineage=lineage,
            defaults={"number": number, "name": name, "short_name": short_name},
        )


def _plain(name: str, data: dict[str, Any]) -> Spreadsheet:
    """A file whose rows stand in the data as they are."""
    return Spreadsheet(name, data["headings"], _as_text(data["rows"]), data["imported_on"])


def _as_text(rows: Iterable[list[Any]]) -> list[Cells]:
    return [[str(cell) for cell in row] for row in rows]


def _topi(data: dict[str, Any]) -> Spreadsheet:
    return Spreadsheet(
        "topi.csv",
        [
            *["Institutionsnummer", "Runde", "Antal børn vurderet", "Grøn position"],
            *["Gul position", "Rød position", "Heraf med handleplan"],
        ],
        _as_text(data["rows"]),
        data["imported_on"],
    )


def _tu(data: dict[str, Any]) -> Spreadsheet:
    return Spreadsheet(
        "tu-2021-2025.csv",
        ["Institutionsnummer", "År", "Inviterede", "Besvarelser", "Tema", "Score (1-7)"],
        [
            [number, str(year), str(invited), str(answers), theme, score]
            for number, year, invited, answers, *scores in data["rows"]
            for theme, score in zip(data["themes"], scores, strict=True)
        ],
        data["imported_on"],
    )


def _btu(data: dict[str, Any]) -> Spreadsheet:
    topics = Topic.objects.filter(version__code="btu").values_list("number", "name")
    return Spreadsheet(
        "btu-2022-2026.csv",
        [
            *["Institutionsnummer", "År", "Antal besvarelser", "Spørgsmål", "Gennemsnit (1-5)"],
            *ANSWERS,
        ],
        [_answer_row(dict(topics), *row) for row in data["rows"]],
        data["imported_on"],
    )


def _answer_row(
    topics: dict[int, str],
    number: str,
    year: int,
    answers: int,
    question: int,
    shares: tuple[int, ...] = (),
) -> Cells:
    return [
        *[number, str(year), str(answers), topics[question]],
        _danish(_mean(shares)) if shares else "*",
        *([f"{share} %" for share in shares] or ["*"] * len(ANSWERS)),
    ]


def _mean(shares: tuple[int, ...]) -> Decimal:
    """The mean of answers 1 to 5, from the per cent of each."""
    total = sum(answer * share for answer, share in enumerate(shares, start=1))
    return (Decimal(total) / sum(shares)).quantize(Decimal("0.01"))


def _language(data: dict[str, Any]) -> Spreadsheet:
    return Spreadsheet(
        "sprogvurdering.csv",
        ["Institutionsnummer", "År", "Aldersgruppe", "Antal vurderet", *EFFORTS],
        [
            [number, str(year), age, str(sum(counts)), *_in_percent(counts)]
            for number, year, age, *counts in data["rows"]
        ],
        data["imported_on"],
    )


def _in_percent(counts: list[int]) -> Cells:
    total = sum(counts)
    return [_danish((Decimal(100) * count / total).quantize(Decimal("0.1"))) for count in counts]


def _danish(number: Decimal) -> str:
    return str(number).replace(".", ",")
