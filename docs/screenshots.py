"""`make screenshots`: the pictures of the README and of docs/screenshots, taken from the demo."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.conftest import CHROMIUM
from tests.demo_site import ROOT, DemoSite, serve_demo

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = (1280, 390)  # px
TALLEST = 1400
FORM = "/lokale-maal/nyt/?maal=1&institution=solsikken"

TILSYN = (
    "Institutionsnummer;Institution;Tilsynsår;Tilsynstype;Observation dato;Faglig dialog dato;"
    "Tilsyn afsluttet;Samspil og relationer mellem børn og voksne;Børnefællesskaber og leg;"
    "Sprog og bevægelse;Forældresamarbejde;Sammenhæng i overgange;Evalueringskultur\n"
    "9101;Solsikken;2026;Ordinært tilsyn;03-03-2026;12-03-2026;10-04-2026;Vedligeholde indsatsen;"
    "{1};Vedligeholde indsatsen;Vedligeholde indsatsen;Vedligeholde indsatsen;Justere indsatsen\n"
    "9102;Børnehuset Åkanden;2026;Ordinært tilsyn;07-04-2026;15-04-2026;{2};Justere indsatsen;"
    "Ændre indsatsen;Justere indsatsen;Vedligeholde indsatsen;Vedligeholde indsatsen;"
    "Iværksætte en ny indsats\n"
    "9103;Lærkereden;2026;Light-tilsyn;;20-05-2026;29-05-2026;;;;;;\n"
    "9104;Møllehøj;2026;Ordinært tilsyn;18-03-2026;27-03-2026;24-04-2026;Vedligeholde indsatsen;"
    "Vedligeholde indsatsen;Justere indsatsen;Vedligeholde indsatsen;Justere indsatsen;"
    "Justere indsatsen\n"
)
RIGHT = ("", "Justere indsatsen", "08-05-2026")
WRONG = ("", "Vedligeholde/justere", "31-04-2026")


PageOf = Callable[[str], Page]  # a new page, for somebody of the demo
Way = Callable[[Page, PageOf], object]  # how a page comes to what is to be seen


def plain(address: str) -> Way:
    return lambda page, page_of: page.goto(address)


def indicator(page: Page, page_of: PageOf) -> None:
    page.goto("/maalepunkter/")
    page.get_by_role("link", name="Målepunkt 4").click()


def form_with_errors(page: Page, page_of: PageOf) -> None:
    page.goto(FORM)
    _fill(page, how="Børneinterview i maj og november", day="15.05.2026")
    page.get_by_role("button", name="Send til bestyrelsen").click()
    page.get_by_role("alert").wait_for()


def conflict(page: Page, page_of: PageOf) -> None:
    """Two have opened the same goal; the leader saves after the leader of the cluster."""
    page.goto(FORM.replace("maal=1", "maal=3"))
    _fill(page, how="Børneinterview i maj", day="15.05.2027")
    page.get_by_role("button", name="Gem kladde").click()
    page.wait_for_url(re.compile("/ret/"))
    other = page_of("klyngeleder")
    other.goto(page.url)
    other.locator("#id_how").fill("Børneinterview i maj og november, og KIDS i marts")
    other.get_by_role("button", name="Gem kladde").click()
    other.wait_for_load_state()
    page.locator("#id_how").fill("Børneinterview i maj og samtaler med forældrene")
    page.get_by_role("button", name="Gem kladde").click()
    page.wait_for_url(re.compile("to-tekster"))


def upload(cells: tuple[str, ...]) -> Way:
    def prepare(page: Page, page_of: PageOf) -> None:
        page.goto("/indlaes/tal/")
        content = TILSYN.format(*cells).encode("utf-8-sig")
        file = {"name": "tilsyn-2026.csv", "mimeType": "text/csv", "buffer": content}
        page.get_by_label("Fil", exact=True).set_input_files(file)
        page.get_by_role("button", name="Tjek filen").click()
        page.wait_for_url(re.compile("import"))

    return prepare


def _fill(page: Page, *, how: str, day: str) -> None:
    page.locator("#id_text").fill("Alle børn har en voksen, der lytter, når de fortæller.")
    page.locator("#id_efforts").fill(
        "Vi sætter os ned til børnene ved modtagelsen hver morgen.\n"
        "Hvert barn har en fast voksen i de første tre måneder.\n"
        "Vi taler om børnenes fortællinger på stuemødet hver anden uge."
    )
    page.locator("#id_how").fill(how)
    page.locator("#id_measured_on").fill(day)


#: Name of the picture: whose page, and how to come to it.
PICTURES: dict[str, tuple[str, Way]] = {
    "home": ("klyngeleder", plain("/")),
    "cluster": ("bestyrelse", plain("/klynger/fyrtaarnet/")),
    "institution": ("leder", plain("/institutioner/solsikken/")),
    "municipality": ("administrator", plain("/kommunen/")),
    "indicator": ("bestyrelse", indicator),
    "local-goal-form": ("leder", form_with_errors),
    "local-goal-conflict": ("leder", conflict),
    "import-preview": ("administrator", upload(WRONG)),
    "import-preview-ok": ("administrator", upload(RIGHT)),
}


def main() -> int:
    if CHROMIUM is None:
        print("Chromium is not installed.", file=sys.stderr)  # noqa: T201
        return 1
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        serve_demo(Path(folder), playwright) as site,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in PICTURES:
            for width in WIDTHS:
                _take(browser, site, name, width=width)
                for context in browser.contexts:
                    context.close()
                site.restore()
    _make_small()
    return 0


def _take(browser: Browser, site: DemoSite, name: str, *, width: int) -> None:
    person, prepare = PICTURES[name]

    def page_of(who: str) -> Page:
        context = browser.new_context(
            base_url=site.url,
            storage_state=site.signed_in[who],
            viewport={"width": width, "height": 900},
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
        )
        return context.new_page()

    page = page_of(person)
    prepare(page, page_of)
    page.evaluate("window.scrollTo(0, 0); document.fonts.ready")
    height = min(TALLEST, page.evaluate("document.body.offsetHeight"))
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=FOLDER / f"{name}-{width}.png")


def _make_small() -> None:
    """256 colours are enough for ink and lines; where pngquant is not installed, so be it."""
    pngquant = shutil.which("pngquant")
    if pngquant:
        pictures = sorted(FOLDER.glob("*.png"))
        subprocess.run(  # noqa: S603 - the pictures of our own folder
            [pngquant, "--force", "--ext=.png", "--skip-if-larger", "--strip", "256", *pictures],
            check=False,
        )


if __name__ == "__main__":
    sys.exit(main())
