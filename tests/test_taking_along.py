"""A chart to take along says what the page says, to whom it says it, and nothing more."""

import csv
import io
import re

import pytest
from django.http import Http404, HttpResponse
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from accounts.models import User
from charts.taking import KINDS, take_along
from charts.taking.picture import as_svg
from charts.taking.reading import PagePart
from charts.taking.written import as_csv
from config.templatetags.components import MOST_ROWS
from measurements.models import AnswerCount, ScaleStep, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    UserFactory,
)

YEAR = timezone.localdate().year
#: Where the charts of the demo are, and some person who reads them.
PLACES = [
    ("bestyrelse", "/klynger/fyrtaarnet/"),
    ("bestyrelse", "/institutioner/solsikken/"),
    ("omraadechef", "/sammenligning/"),
    ("omraadechef", "/sammenligning/?redskab=topi&klynge=fyrtaarnet"),
    ("omraadechef", "/sammenligning/?redskab=kids&klynge=fyrtaarnet"),
    ("omraadechef", "/kommunen/varmekort/"),
    ("bestyrelse", "/klynger/fyrtaarnet/aarshjul/?aar=2026"),
    ("bestyrelse", "/procesplan/"),
]
OFFERED = re.compile(r'name="hent" value="([^"]+)"')


def taken(client, page, name):
    return client.get(page + ("&" if "?" in page else "?") + f"hent={name}")


def numbers_in(text):
    return set(re.findall(r"\d+(?:,\d+)?", text))


@pytest.mark.parametrize(("who", "page"), PLACES)
def test_every_chart_is_had_as_numbers_and_as_a_picture(client, demo, who, page):
    client.force_login(User.objects.get(email=f"{who}@example.com"))
    html = client.get(page).content.decode()

    offered = OFFERED.findall(html)

    assert offered
    for name in offered:
        answer = taken(client, page, name)
        part, kind = name.rsplit(".", 1)
        assert (answer.status_code, answer["Content-Type"]) == (200, KINDS[kind][1]), name
        assert "attachment" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "private, no-store"
        on_page = PagePart.of(html.encode(), part)
        if kind == "csv":
            rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
            told = " ".join(cell for row in rows for cell in row)
            shown = " ".join(cell.text for t in on_page.tables for row in t.rows for cell in row)
            named = " ".join(table.caption for table in on_page.tables)
            assert numbers_in(shown) <= numbers_in(told) <= numbers_in(f"{shown} {named}")
        if kind == "svg":
            drawn = etree.fromstring(answer.content)
            assert drawn[0].text == on_page.finding
            assert "var(" not in answer.content.decode()
        if kind == "png":
            assert answer.content.startswith(b"\x89PNG")


@pytest.fixture
def counted(db):
    """Six children in green, four in red: too few for a board to be told."""
    load_reference()
    unit = InstitutionFactory(cluster=ClusterFactory())
    topic = Topic.objects.get(lineage="topi-position")
    found = MeasurementFactory(
        topic=topic, institution=unit, year=YEAR, period=f"{YEAR}-1", value="86.7", respondents=30
    )
    for rank, count in ((3, 26), (2, 0), (1, 4)):
        step = ScaleStep.objects.get(scale__code="topi", rank=rank)
        AnswerCount.objects.create(measurement=found, step=step, count=count)
    return unit


def test_small_numbers_are_in_no_file(client, counted):
    board = MembershipFactory(board_member=True, institution=counted).user
    page = counted.get_absolute_url()
    client.force_login(board)
    assert "skjult" in client.get(page).content.decode()

    files = [taken(client, page, f"topi-position.{kind}") for kind in ("csv", "svg")]

    for answer in files:
        assert "Skjult" in answer.content.decode()
        assert ">4<" not in answer.content.decode()
        assert ";4" not in answer.content.decode()


def test_who_does_not_see_the_page_gets_no_file(client, counted):
    page = counted.get_absolute_url()
    assert taken(client, page, "topi-position.csv").status_code == 302
    elsewhere = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    client.force_login(elsewhere)

    assert taken(client, page, "topi-position.csv").status_code == 404


@pytest.mark.parametrize("name", ["findes-ikke.csv", "indhold.exe", "../x.csv", "", "menu.csv"])
def test_what_is_no_chart_is_not_there(client, counted, name):
    client.force_login(UserFactory(administrator=True))
    assert taken(client, counted.get_absolute_url(), name).status_code == 404


@pytest.mark.parametrize(
    ("rows", "part", "offered"),
    [(2, "kort", ["csv", "svg", "png"]), (MOST_ROWS, "kort", ["csv"]), (2, "alt", [])],
)
def test_a_page_gives_what_it_offers_and_no_more(rf, rows, part, offered):
    """Whoever asks for a picture of a whole page, or of a thousand rows, keeps a server busy."""
    units = "<tr><th>Enhed</th><td>1,5</td></tr>" * rows
    page = Template(
        "{% load components %}<main id='alt'><h1>Side</h1><section id='kort'><h2>Fund</h2>"
        "{% taken 'kort' heading='Fund' %}"
        '<table class="heat"><tr><th>Enhed</th><th>Tal</th></tr>'
        f"{units}</table>{{% endtaken %}}</section></main>"
    ).render(Context())
    take = take_along(lambda request: HttpResponse(page))

    for kind in KINDS:
        asked = rf.get("/", {"hent": f"{part}.{kind}"})
        if kind in offered:
            assert take(asked)["Content-Type"] == KINDS[kind][1]
        else:
            with pytest.raises(Http404):
                take(asked)


def test_a_file_has_the_filters_of_its_page(client, db):
    load_reference()
    cluster = ClusterFactory()
    topic = Topic.objects.get(version__code="tilsyn-2023", lineage="tilsyn-relationer")
    for name, kind in (("Kun vuggestue", "nursery"), ("Anden", "integrated")):
        step = ScaleStep.objects.get(scale__code="tilsyn-2023", rank=4)
        unit = InstitutionFactory(cluster=cluster, name=name, kind=kind)
        MeasurementFactory(topic=topic, institution=unit, year=YEAR, step=step)
    client.force_login(UserFactory(administrator=True))
    page = f"{reverse('comparison')}?klynge={cluster.slug}&type=nursery"

    [name] = [one for one in OFFERED.findall(client.get(page).content.decode()) if "csv" in one]
    told = taken(client, page, name).content.decode()

    assert "Kun vuggestue" in told
    assert "Anden" not in told


def test_cells_over_several_rows_and_columns_keep_their_places():
    html = """<h1>Side</h1><section id="x"><h2>Fund</h2><table>
      <tr><th>Enhed</th><th>A</th><th>B</th></tr>
      <tr><th>Et</th><td rowspan="2">fælles</td><td>1,5</td></tr>
      <tr><th>To</th><td>=2+2</td></tr>
      <tr><th>Tre</th><td colspan="2">intet</td></tr></table></section>"""

    told = as_csv(PagePart.of(html.encode(), "x")).decode("utf-8-sig")

    assert told.split("\r\n") == ["Enhed;A;B", "Et;fælles;1,5", "To;;'=2+2", "Tre;intet;", ""]


def test_what_is_folded_away_or_pressed_stands_in_no_file():
    html = """<h1>Side</h1><section id="x"><h2>Fund</h2><table>
      <tr><th>Et <details class="how"><summary>Hvordan ved vi det?</summary>Prøvet</details></th>
          <td>1,5 <p class="item-tools"><a href="/">Ret</a></p></td></tr></table></section>"""

    part = PagePart.of(html.encode(), "x")

    assert as_csv(part).decode("utf-8-sig") == "Et;1,5\r\n"
    assert "Prøvet" not in as_svg(part)


@pytest.mark.parametrize("inner", ["<table></table>", '<ul class="dated"></ul>'])
def test_a_table_without_rows_is_none(inner):
    assert PagePart.of(f'<h1>Side</h1><section id="x">{inner}</section>'.encode(), "x") is None
