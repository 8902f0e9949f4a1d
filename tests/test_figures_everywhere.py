"""Every figure is the same on the page, in the paper, in Excel and from outside; hidden, too."""

import csv
import datetime
import io
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import ApiToken, User
from indicators.models import Indicator
from measurements.models import Measurement
from strategy.models import StatusReport
from strategy.pages.report_facts import facts_of_the_day

pytestmark = pytest.mark.django_db

HIDDEN = "Skjult"
INSTITUTIONS = ("solsikken", "stjerneskuddet", "laerkereden", "dagplejen-syd")


@pytest.fixture(scope="module", autouse=True)
def demo(demo, django_db_blocker):
    """The demo, with what is hidden in it."""
    with django_db_blocker.unblock():
        # a workplace survey that too few have answered for anybody to see
        few = Measurement.objects.filter(
            institution__slug="laerkereden", topic__version__instrument__code="tu"
        )
        few.update(respondents=2)


class Sections(HTMLParser):
    """The tables of a page: the id of the section → rows of the texts of their cells.

    Of a cell with a note below its figure, only the figure, except where notes are asked for;
    columns of drawings are left out.
    """

    def __init__(self, *, with_notes: bool = False) -> None:
        super().__init__()
        self.left_out = {"chart"} if with_notes else {"note", "chart"}
        self.tables: dict[str, list[list[str]]] = {}
        self.section = ""
        self.skipped: list[str] = []
        self.is_in_cell = False

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        section = found.get("id") or found.get("aria-labelledby")
        if tag == "section" and section:
            self.section = section
            self.tables[self.section] = []
        elif self.skipped or tag == "svg" or self.left_out & {*(found.get("class") or "").split()}:
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


#: Of units, as the columns of the workbook count them.
STATES_COUNTED = ("met", "not_rated", "missing", "suppressed")


class Everywhere:
    """One place in all its forms, as one person."""

    def __init__(self, person: str, kind: str, slug: str) -> None:
        user = User.objects.get(email=f"{person}@example.com")
        self.client = Client()
        self.client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        self.key = _key(user)
        folder = {"cluster": "klynger", "institution": "institutioner"}[kind]
        self.at, self.api = f"/{folder}/{slug}/", f"/api/v1/{kind}s/{slug}/"
        self.page = _sections(self.client, self.at)
        self.paper = _text_of(self.client.get(f"{self.at}papir.pdf").content)
        book = self.client.get(f"{self.at}data.xlsx").content
        self.book = load_workbook(io.BytesIO(book), read_only=True)

    def excel(self, title: str) -> list[tuple]:
        return list(self.book[title].iter_rows(min_row=2, values_only=True))

    def outside(self, table: str) -> list[tuple]:
        return _outside(self.client, self.key, f"{self.api}{table}")


def _points(html: str) -> list[tuple[str, list[list[str]]]]:
    """Of each indicator on a cluster's page: what is said beside its name, and its years."""
    found = []
    for point in html.split('<li class="point">')[1:]:
        head, table = point.split("<table", 1)
        rows = re.findall(r"<tr.*?</tr>", table.split("<tbody>")[1].split("</tbody>")[0], re.DOTALL)
        cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows]
        found.append((_plain(head), [[_plain(cell) for cell in row] for row in cells]))
    return found


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


class Town:
    """The municipality in all its forms, as one person: page, workbook, API and the report."""

    def __init__(self, person: str) -> None:
        user = User.objects.get(email=f"{person}@example.com")
        self.client = Client()
        self.client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        self.key = _key(user)
        self.page = _sections(self.client, "/kommunen/", with_notes=True)
        book = self.client.get("/kommunen/data.xlsx").content
        self.book = load_workbook(io.BytesIO(book), read_only=True)
        report = StatusReport.objects.visible_to(user).get().get_absolute_url()
        self.report = _sections(self.client, report, with_notes=True)
        self.paper = _text_of(self.client.get(f"{report}papir.pdf").content)
        document = Document(io.BytesIO(self.client.get(f"{report}tekst.docx").content))
        self.word = [
            [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
        ]

    def excel(self, title: str) -> list[tuple]:
        return list(self.book[title].iter_rows(min_row=2, values_only=True))

    def outside(self, table: str) -> list[tuple]:
        return _outside(self.client, self.key, f"/api/v1/municipality/{table}")


def _key(user: User) -> str:
    """What lets somebody in from outside, with the texts."""
    return ApiToken(
        user=user,
        name="En prøve",
        scope=ApiToken.Scope.TEXTS,
        expires_at=timezone.now() + datetime.timedelta(days=1),
    ).issue()


def _sections(
    client: Client, address: str, *, with_notes: bool = False
) -> dict[str, list[list[str]]]:
    parser = Sections(with_notes=with_notes)
    parser.feed(client.get(address).content.decode())
    return parser.tables


def _text_of(paper: bytes) -> str:
    pages = PdfReader(io.BytesIO(paper)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _outside(client: Client, key: str, address: str) -> list[tuple]:
    """The rows as JSON, which must be those of CSV, too."""
    header = {"authorization": f"Bearer {key}"}
    rows = client.get(address, headers=header).json()["rows"]
    text = client.get(f"{address}?form=csv", headers=header).content.decode()
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


def danish_tenth(number) -> str:
    """Rounded to a tenth, a half upwards."""
    tenth = Decimal(str(number)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return str(tenth).replace(".", ",")


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
    shown = _points(place.client.get(place.at).content.decode())
    assert len(shown) == len(indicators) == 5
    for row, (told, years) in zip(indicators, shown, strict=True):
        result, target, status, date = row[4], row[6], row[9], f"{row[16]:%d.%m.%Y}"
        assert f" {status} {result} " in told
        assert f"Måltal: {target}." in told if target else "Der er intet måltal." in told
        assert f"{date}, {row[17]}" in told
        year, _drawn, of_year, lacks = years[-1]
        assert (year, of_year.split(" af ")[0]) == (str(row[3]), result.split(" af ")[0])
        assert (f"{row[14]} ikke målt" in lacks) == bool(row[14])
        covers = f"{row[10]} af {row[11]}"
        assert f"{result} {target or '–'} {status} {covers} {date}" in place.paper
    units = Counter((row[0], row[3]) for row in place.excel("Målepunkter pr. enhed"))
    for row in indicators:  # and what is counted is what the units are
        assert row[12:16] == tuple(units[row[0], state] for state in STATES_COUNTED)
    for row in place.excel("Mål"):
        states = ("opnået", "delvist opnået", "på vej", "i gang", "ikke startet", "ikke opnået")
        for count, word in zip(row[4:10], states, strict=True):
            assert not count or f"{count} {word}" in place.paper


@pytest.mark.thorough
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
    asked = ("boerneinterview", "btu", "tu")  # in the order of their codes, as the workbook's
    shown = [row for code in asked for row in place.page.get(code, [])[1:]]
    assert len(surveys) == len(shown)
    for row, cells in zip(surveys, shown, strict=True):
        survey, question, _year, mean, was_year, _before, answers, _hidden = row
        assert cells[0] == question
        value = cells[-3] if was_year else cells[-2]
        if mean == HIDDEN:
            assert value == HIDDEN
        elif survey == "Børneinterview":  # reckoned from answers: the page rounds to a tenth
            assert value == danish_tenth(mean)
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


def _in_words(goals: tuple) -> str:
    """The states of local goals and how many are in each, as the pages write them."""
    states = ("opnået", "delvist opnået", "på vej", "i gang", "ikke startet", "ikke opnået")
    counted = zip(goals[3:9], states, strict=True)
    return " ".join(f"{count} {word}" for count, word in counted if count)


def _of_places(table: list[list[str]]) -> dict[str, list[str]]:
    return {name: told for name, *told in table[1:]}


@pytest.mark.parametrize("person", ["udvalg", "konsulent", "omraadechef"])
def test_every_figure_of_the_clusters_of_a_municipality_is_the_same_everywhere(person):
    town = Town(person)
    clusters, indicators = town.excel("Klynger"), town.excel("Målepunkter pr. klynge")
    same(clusters, town.outside("clusters"))
    same(indicators, town.outside("cluster_indicators"))
    same(town.excel("Kilder"), town.outside("sources"))

    shown, reported = town.page["data"][1:], _of_places(town.report["maalepunkter-h"])
    in_word = _of_places(town.word[-1])
    for row, cells in zip(clusters, shown, strict=True):
        _area, name, _units, reached, of, daycare, inspected, profiled = row
        own = [mark for mark in indicators if name and mark[1] == name]
        assert len(own) == of
        assert sum(mark[4] == "reached" for mark in own) == reached
        attained = f"{reached} af {of}" if of else "–"
        words = " ".join(f"Målepunkt {mark[2]} {mark[5]}" for mark in own) or "Ingen målepunkter"
        counts = [f"{inspected} af {daycare}", f"{profiled} af {daycare}"]
        assert cells[1:] == [attained, words, *counts]
        if person == "omraadechef" and not name:
            continue  # the report tells of the whole municipality, there and in other areas
        place = name or "Institutioner uden for klynger"
        results = " ".join(f"{mark[2]}. {mark[5]}: {mark[3]}" for mark in own)
        told = [attained, results or "Ingen målepunkter", *counts]
        assert reported[place] == told
        assert " ".join([place, *told]) in town.paper
        assert [" ".join(cell.split()) for cell in in_word[place]] == told
    heading = re.compile(r"Tilsyn \d+ foreligger for (\d+) af (\d+) \w+, og KIDS for (\d+)")
    inspected, units, profiled = map(int, heading.search(town.paper).groups())
    parts = [cells[-2:] for cells in reported.values()]
    for place, whole in ((0, inspected), (1, profiled)):
        assert sum(int(cells[place].split(" af ")[0]) for cells in parts) == whole
        assert sum(int(cells[place].split(" af ")[1]) for cells in parts) == units


@pytest.mark.parametrize("person", ["udvalg", "konsulent", "omraadechef"])
def test_every_figure_of_the_goals_of_a_municipality_is_the_same_everywhere(person):
    town = Town(person)
    goals = town.excel("Mål pr. klynge")
    same(goals, town.outside("cluster_goals"))

    cells = {row[0]: row[1:] for row in town.page["maal"][1:] if len(row) > 1}
    for row in goals:
        name, goal, adopted, awaiting, covered, units = row[1], row[2], *row[9:13]
        counts, place = _in_words(row), name or "Institutioner uden for klynger"
        waits = f"{awaiting} mål venter på bestyrelsen" if awaiting else ""
        assert sum(row[3:9]) == adopted
        with_units = [counts, f"{covered} af {units} {'enhed' if units == 1 else 'enheder'}", waits]
        shown = next(found for head, found in cells.items() if head.startswith(place))
        assert shown[goal - 1] == " ".join(filter(None, with_units))
        if person == "omraadechef" and not name:
            continue  # the report tells of the whole municipality, there and in other areas
        reported = _of_places(town.report[f"maal-{goal}-h"])[place]
        assert reported[1] == f"{covered} af {units}"
        if adopted or awaiting:
            assert reported[0] == " ".join(filter(None, [counts, waits]))
        in_word = _of_places(town.word[goal - 1])[place]
        assert [in_word[0].replace(",", ""), in_word[1]] == reported
        assert " ".join([place, *reported]) in town.paper

    lines = town.page["maal-for-maal"][1:]
    for number, line in enumerate(lines, 1):
        own = [row for row in goals if row[2] == number]
        total = [None, None, number, *(sum(row[i] for row in own) for i in range(3, 13))]
        assert line[2] == (_in_words(tuple(total)) or "–")
        lacking = {row[1]: row[12] - row[11] for row in own if row[1] and row[11] < row[12]}
        assert all(f"{name} ({count})" in line[4] for name, count in lacking.items())
        assert bool(lacking) == (line[4] != "–")


@pytest.mark.parametrize(("respondents", "is_hidden"), [(2, True), (20, False)])
def test_what_is_hidden_in_the_municipality_is_hidden_in_all_its_forms(respondents, is_hidden):
    answers = Measurement.objects.filter(topic__version__instrument__code="btu", value__gt=0)
    survey = answers.latest("year", "pk").topic
    answers.filter(topic__lineage=survey.lineage).update(respondents=respondents)
    Indicator.objects.filter(code="MP4").update(aggregation="mean")
    indicator = Indicator.objects.get(code="MP4")
    indicator.topics.set([survey])
    indicator.targets.all().delete()
    report = StatusReport.objects.get()  # sent, it keeps the figures from before
    report.transition("draft", by=None)
    today = timezone.localdate()
    report.transition("sent", by=None, content=facts_of_the_day(report, on=today), on=today)

    town = Town("udvalg")

    row = next(row for row in town.excel("Målepunkter pr. klynge") if row[2] == 4)
    same([row], [next(row for row in town.outside("cluster_indicators") if row[2] == 4)])
    told = f"4. {row[5]}: {row[3]}"
    assert (row[3] == "–") == is_hidden
    assert told in town.report["maalepunkter-h"][1][2]
    assert told in town.word[-1][1][2].split("\n")
    assert told in town.paper
