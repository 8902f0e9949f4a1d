"""An administrator reads a spreadsheet in: errors by cell, preview, receipt, and what it moved."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
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
    page.goto("/indlaes/tal/")
    file = {"name": name, "mimeType": "text/csv", "buffer": content.encode(encoding)}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Tjek filen").click()


def result_of_mp4(page: Page) -> str:
    """What the cluster page says beside Målepunkt 4, in figures."""
    page.goto("/klynger/fyrtaarnet/")
    point = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Målepunkt 4"))
    return re.findall(r"\d+ af \d+", point.last.inner_text())[0]


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


def large(count: int = 60) -> str:
    """So many rows of KIDS that they are read beside the pages."""
    headings, _row, _end = KIDS.split("\n")
    row = (
        "9101;Solsikken;{:02}-{:02}-2025;Prøvestue;0-2 år;KIDS 2. udgave (2020);Ekstern;3,4;4,1;3,6"
    )
    return "\n".join([headings, *(row.format(n % 28 + 1, n // 28 + 1) for n in range(count))])


def test_a_large_file_is_followed_to_its_receipt_by_a_page_that_keeps_itself_up_to_date(
    as_person, demo_site
):
    page = as_person("administrator")
    upload(page, "kids-stor.csv", large())
    expect(page.get_by_role("heading", level=1)).to_contain_text("vil blive læst om et øjeblik")
    assert not faults_in(page)

    demo_site.work()
    expect(page.get_by_role("heading", level=1)).to_contain_text("klar til at blive indlæst")
    assert not faults_in(page)

    page.get_by_role("button", name=re.compile("^Indlæs")).click()
    demo_site.work()
    expect(page.get_by_role("heading", level=1)).to_contain_text("kids-stor.csv er indlæst")

    page.get_by_role("button", name="Fortryd indlæsningen").click()
    page.get_by_role("button", name="Fortryd indlæsningen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("blev indlæst og fortrudt")


def test_a_large_file_is_read_in_without_javascript(as_person, demo_site):
    page = as_person("administrator", java_script_enabled=False)
    upload(page, "kids-stor.csv", large())
    demo_site.work()

    page.get_by_role("link", name="Vis seneste status").click()
    page.get_by_role("button", name=re.compile("^Indlæs")).click()
    demo_site.work()
    page.get_by_role("link", name="Vis seneste status").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("kids-stor.csv er indlæst")


def test_a_large_file_is_stopped(as_person):
    page = as_person("administrator")
    upload(page, "kids-stor.csv", large())

    page.get_by_role("button", name="Stop læsningen").click()

    expect(page.locator("main")).to_contain_text("Du stoppede den. Intet blev gemt.")
    assert not faults_in(page)


def test_two_files_dropped_on_the_page_are_shown_one_after_another(as_person):
    page = as_person("administrator")
    page.goto("/indlaes/tal/")
    by_name = KIDS.replace("Institutionsnummer;", "").replace("9101;", "")
    files = [["tilsyn.csv", TILSYN.format(rating=WRONG)], ["kids.csv", by_name]]

    page.evaluate(
        """(files) => {
            const given = new DataTransfer();
            for (const [name, text] of files) given.items.add(new File([text], name));
            document.dispatchEvent(new DragEvent("drop", { dataTransfer: given, bubbles: true }));
        }""",
        files,
    )
    expect(page.get_by_role("status")).to_contain_text("kids.csv")
    page.get_by_role("button", name="Tjek filen").click()
    expect(page.locator("main")).to_contain_text("Der venter én fil mere: kids.csv.")
    assert not faults_in(page)

    page.get_by_role("button", name="Gå videre til kids.csv").click()
    expect(page.locator("main")).to_contain_text("Én institution er fundet på navnet")
    assert not faults_in(page)
    page.get_by_label("Institutionerne, der er fundet på navnet, er de rigtige").check()
    page.get_by_role("button", name=re.compile("^Indlæs")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("kids.csv er indlæst")


def test_errors_of_one_kind_are_looked_at_alone(as_person):
    page = as_person("administrator")
    wrong = TILSYN.format(rating=WRONG).replace("9103;Lærkereden;2026", "9103;Lærkereden;20x6")
    upload(page, "tilsyn.csv", wrong)

    page.get_by_label("År og datoer (1)").check()

    errors = page.locator("table.faults tbody tr")
    expect(errors.filter(has_text="20x6")).to_be_visible()
    expect(errors.filter(has_text=WRONG)).to_be_hidden()
