"""Every figure is the same on the page, in the paper, in Excel and from outside; hidden, too."""

import csv
import datetime
import io
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import ApiToken, User
from measurements.models import Measurement

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

HIDDEN = "Skjult"
INSTITUTIONS = ("solsikken", "stjerneskuddet", "laerkereden", "dagplejen-syd")


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """The demo in the test database, taken out again when this module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("demo_data", force=True, verbosity=0)
        # a workplace survey that too few have answered for anybody to see
        few = Measurement.objects.filter(
            institution__slug="laerkereden", topic__version__instrument__code="tu"
        )
        few.update(respondents=2)
        yield
        transaction.set_rollback(True)


class Sections(HTMLParser):
    """The tables of a page: the id of the section → rows of the texts of their cells.

    Of a cell with a note below its figure, only the figure; columns of drawings are left out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.section = ""
        self.skipped: list[str] = []
        self.is_in_cell = False

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        if tag == "section" and found.get("id"):
            self.section = found["id"]
            self.tables[self.section] = []
        elif (
            self.skipped
            or tag == "svg"
            or {"note", "chart"} & {*(found.get("class") or "").split()}
        ):
            if tag not in {"br", "rect", "line", "circle", "use", "polyline"}:
                self.skipped.append(tag)
        elif tag == "tr" and self.section:
            self.tables[self.section].append([])
        elif tag in {"td", "th"} and self.section:
            self.tables[self.section][-1].append("")
            self.is_in_cell = True

    def handle_endtag(self, tag) -> None:
        if self.skipped and self.skipped[-1] == tag:
            self.skipped.pop()
        elif tag in {"td", "th"}:
            self.is_in_cell = False

    def handle_data(self, data) -> None:
        rows = self.tables.get(self.section)
        if rows and self.is_in_cell and not self.skipped:
            rows[-1][-1] = " ".join(f"{rows[-1][-1]} {data}".split())


class Everywhere:
    """One place in all its forms, as one person."""

    def __init__(self, person: str, kind: str, slug: str) -> None:
        user = User.objects.get(email=f"{person}@example.com")
        self.client = Client()
        self.client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        self.key = ApiToken(
            user=user,
            name="En prøve",
            scope=ApiToken.Scope.TEXTS,
            expires_at=timezone.now() + datetime.timedelta(days=1),
        ).issue()
        folder = {"cluster": "klynger", "institution": "institutioner"}[kind]
        self.at, self.api = f"/{folder}/{slug}/", f"/api/v1/{kind}s/{slug}/"
        parser = Sections()
        parser.feed(self.client.get(self.at).content.decode())
        self.page = parser.tables
        paper = self.client.get(f"{self.at}papir.pdf").content
        pages = PdfReader(io.BytesIO(paper)).pages
        self.paper = " ".join(" ".join(page.extract_text() for page in pages).split())
        book = self.client.get(f"{self.at}data.xlsx").content
        self.book = load_workbook(io.BytesIO(book), read_only=True)

    def excel(self, title: str) -> list[tuple]:
        return list(self.book[title].iter_rows(min_row=2, values_only=True))

    def outside(self, table: str) -> list[tuple]:
        """The rows as JSON, which must be those of CSV, too."""
        header = {"authorization": f"Bearer {self.key}"}
        rows = self.client.get(f"{self.api}{table}", headers=header).json()["rows"]
        text = self.client.get(f"{self.api}{table}?form=csv", headers=header).content.decode()
        plain = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [list(map(_as_csv, row.values())) for row in rows] == [
            list(map(_number_or_text, row.values())) for row in plain
        ]
        return [tuple(row.values()) for row in rows]


def _as_csv(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else _number_or_text(str(value))


def _number_or_text(text: str) -> str:
    """A number in one spelling: 100 and 100.0 are the same."""
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return f"{Decimal(text).normalize():f}"
    return text


def same(excel: list[tuple], outside: list[tuple]) -> None:
    """Excel and the API say the same, cell by cell; what is hidden is a word, or None."""

    def told(cell):
        if isinstance(cell, datetime.datetime):
            return cell.date().isoformat()
        if isinstance(cell, bool):
            return "Ja" if cell else "Nej"
        return "" if cell in {None, HIDDEN, ""} else _number_or_text(str(cell))

    width = len(outside[0])
    padded = [[*row, *[None] * (width - len(row))] for row in excel]  # empty ends are left out
    assert [list(map(told, row)) for row in padded] == [list(map(told, row)) for row in outside]


def danish(number) -> str:
    return str(Decimal(str(number)).normalize()).replace(".", ",")


@pytest.mark.parametrize("person", ["bestyrelse", "klyngeleder"])
def test_every_figure_of_a_cluster_is_the_same_everywhere(person):
    place = Everywhere(person, "cluster", "fyrtaarnet")

    indicators = place.excel("Målepunkter")
    same(indicators, place.outside("indicators"))
    same(place.excel("Mål"), place.outside("goals"))
    same(place.excel("Målepunkter pr. enhed"), place.outside("indicator_units"))
    same(place.excel("Målepunkter pr. år"), place.outside("indicator_years"))
    same(place.excel("Lokale mål"), place.outside("local_goals"))
    same(place.excel("Kilder"), place.outside("sources"))
    shown = place.page["maalepunkter"][1:]
    assert len(shown) == len(indicators) == 5
    for row, (_name, result, target, status, covers, _trend, date) in zip(
        indicators, shown, strict=True
    ):
        assert (row[4], row[6] or "–", row[9]) == (result, target, status)
        assert f"{row[10]} af {row[11]}" == covers
        assert row[16].strftime("%d.%m.%Y") == date
        assert f"{result} {target} {status} {covers} {date}" in place.paper
    for row in place.excel("Mål"):
        states = ("opnået", "delvist opnået", "på vej", "i gang", "ikke startet", "ikke opnået")
        for count, word in zip(row[4:10], states, strict=True):
            assert not count or f"{count} {word}" in place.paper


@pytest.mark.parametrize("person", ["bestyrelse", "klyngeleder"])
@pytest.mark.parametrize("slug", INSTITUTIONS)
def test_every_figure_of_an_institution_is_the_same_everywhere(person, slug):
    place = Everywhere(person, "institution", slug)
    is_board = person == "bestyrelse"  # the paper is made with the board's eyes

    tables = {"Lokale mål": "local_goals", "Tilsyn": "inspections", "KIDS": "kids"}
    tables |= {"Undersøgelser": "surveys", "Optælling": "counts", "Kilder": "sources"}
    for title, table in tables.items():
        if place.excel(title):
            same(place.excel(title), place.outside(table))

    for row, cells in zip(place.excel("KIDS"), place.page.get("kids", [])[1:], strict=False):
        area, _year, value, band, _before, before, around = row
        assert cells[0] == area
        assert Decimal(cells[1].replace(",", ".")) == Decimal(str(value))
        assert cells[2] == (band or "")
        assert cells[-1] == (around or "–")
        assert " ".join(cells[1:]) in place.paper
        if len(cells) == 5:
            assert cells[3] == ("–" if before is None else f"{before:.1f}".replace(".", ","))

    surveys = place.excel("Undersøgelser")
    shown = [row for code in ("btu", "tu") for row in place.page.get(code, [])[1:]]
    assert len(surveys) == len(shown)
    for row, cells in zip(surveys, shown, strict=True):
        _survey, question, _year, mean, was_year, _before, answers, _hidden = row
        assert cells[0] == question
        value = cells[-3] if was_year else cells[-2]
        if mean == HIDDEN:
            assert value == HIDDEN
        else:
            assert Decimal(value.replace(",", ".")) == Decimal(str(mean))
        assert cells[-1] == ("–" if answers == HIDDEN else str(answers))
        if is_board:
            assert " ".join(filter(None, [question, *cells[1:]])) in place.paper

    counts = place.excel("Optælling")
    shown = [
        (cells[0], cells[1], cell)
        for code in ("sprogvurdering-samlet", "topi-position")
        for cells in place.page.get(code, [])[1:]
        for cell in cells[2:]
    ]
    assert len(counts) == len(shown)
    for row, (round_name, total, cell) in zip(counts, shown, strict=True):
        _survey, _topic, name, assessed, _answer, count, share, is_hidden = row
        assert round_name.lower() == name
        assert total == ("–" if assessed == HIDDEN else str(assessed))
        if is_hidden == "Ja":
            assert (cell, count, share) == (HIDDEN, HIDDEN, HIDDEN)
        elif count is not None:
            assert cell == str(count)
        else:
            assert abs(Decimal(cell.removesuffix(" %")) - Decimal(str(share)) * 100) <= 1
    if is_board:
        for code in ("sprogvurdering-samlet", "topi-position"):
            for cells in place.page.get(code, [])[1:]:
                assert " ".join(cells) in place.paper


def test_something_is_hidden_in_this_test_so_that_it_can_fail():
    place = Everywhere("bestyrelse", "institution", "laerkereden")

    hidden = [row for row in place.excel("Undersøgelser") if row[3] == HIDDEN]

    assert hidden
    assert any(row[3] is None for row in place.outside("surveys"))
    assert HIDDEN in place.paper


def test_a_leader_sees_figures_that_the_paper_for_the_board_does_not():
    leader = Everywhere("klyngeleder", "institution", "solsikken")
    board = Everywhere("bestyrelse", "institution", "solsikken")

    seen = [row for row in leader.excel("Optælling") if row[-1] == "Nej"]
    shown = [row for row in board.excel("Optælling") if row[-1] == "Nej"]

    assert len(seen) > len(shown)
    assert leader.paper == board.paper
