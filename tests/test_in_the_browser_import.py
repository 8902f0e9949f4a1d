"""An administrator reads a spreadsheet in: errors by cell, preview, receipt, and what it moved."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.usefixtures("restored"),
]

TILSYN = (
    "Institutionsnummer;Institution;Tilsynsår;Tilsynstype;Observation dato;Faglig dialog dato;"
    "Tilsyn afsluttet;Samspil og relationer mellem børn og voksne;Børnefællesskaber og leg;"
    "Sprog og bevægelse;Forældresamarbejde;Sammenhæng i overgange;Evalueringskultur\n"
    "9101;Solsikken;2026;Ordinært tilsyn;03-03-2026;12-03-2026;10-04-2026;{rating};"
    "Justere indsatsen;Vedligeholde indsatsen;Vedligeholde indsatsen;Vedligeholde indsatsen;"
    "Justere indsatsen\n"
    "9103;Lærkereden;2026;Light-tilsyn;;20-05-2026;29-05-2026;;;;;;\n"
)
KIDS = (
    "Institutionsnummer;Institution;Måledato;Stue/gruppe;Målgruppe;KIDS-udgave;Observatør;"
    "Fysiske omgivelser;Relationer;Leg og aktivitet\n"
    "9101;Solsikken;11-02-2026;Rød stue;0-2 år;KIDS 2. udgave (2020);Ekstern;3,4;4,1;3,6\n"
)
WRONG, RIGHT = "Vedligeholde/justere", "Vedligeholde indsatsen"


def upload(page: Page, name: str, content: str, *, encoding: str = "utf-8-sig") -> None:
    page.goto("/admin/measurements/measurement/import/")
    file = {"name": name, "mimeType": "text/csv", "buffer": content.encode(encoding)}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Tjek filen").click()


def result_of_mp4(page: Page) -> str:
    """What the cluster page says in the row of Målepunkt 4, in figures."""
    page.goto("/klynger/fyrtaarnet/")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Målepunkt 4"))
    return re.findall(r"\d+ af \d+", row.first.inner_text())[0]


def test_a_file_with_errors_then_corrected_moves_the_indicator(as_person):
    page = as_person("administrator")
    assert result_of_mp4(page) == "3 af 4"

    upload(page, "tilsyn.csv", TILSYN.format(rating=WRONG), encoding="cp1252")
    expect(page.locator("main")).to_contain_text("H2")
    expect(page.locator("main")).to_contain_text(WRONG)
    assert not faults_in(page)

    upload(page, "tilsyn.csv", TILSYN.format(rating=RIGHT), encoding="cp1252")
    expect(page.locator("main")).not_to_contain_text("Fejl i")
    assert not faults_in(page)
    page.get_by_role("button", name=re.compile("^Indlæs")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("indlæst")
    assert not faults_in(page)

    assert result_of_mp4(page) == "4 af 5"
    upload(page, "tilsyn.csv", TILSYN.format(rating=RIGHT))
    expect(page.locator("main")).to_contain_text(re.compile("[Uu]ændre"))
    expect(page.get_by_role("button", name=re.compile("^Indlæs"))).to_have_count(0)


def test_a_file_is_read_in_without_javascript(as_person):
    page = as_person("administrator", java_script_enabled=False)
    upload(page, "kids.csv", KIDS)

    page.get_by_role("button", name=re.compile("^Indlæs")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("indlæst")
