"""An administrator's first day as a person walks it in a browser, with what it costs counted.

From `createsuperuser` to a cluster page with figures, by pages alone. Every click and every field
that is filled in goes through `Walk`, so that what the day asks of a person is known.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.messy.writing import xlsx

EMAIL, PASSWORD = "admin@example.com", "havregrød-og-hjulspor"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: What a click and a field take a person who knows the keyboard, and reading a page for the first
#: time, in seconds. Files are chosen, which is a field each.
CLICK, FIELD, PAGE = 3, 8, 10


@dataclass
class Walk:
    """A person at a page. look: called with the name of each step, to see what the person sees."""

    page: Page
    look: Callable[[str], None] = lambda name: None
    clicks: int = 0
    fields: int = 0
    pages: int = 0
    begun: float = field(default_factory=time.monotonic)
    steps: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("framenavigated", self._turned)

    def _turned(self, frame: object) -> None:
        self.pages += 1

    def press(self, name: str | re.Pattern[str], *, role: str = "button", nth: int = 0) -> None:
        self.click(self.page.get_by_role(role, name=name).nth(nth))  # type: ignore[arg-type]

    def follow(self, name: str | re.Pattern[str], *, nth: int = 0) -> None:
        self.press(name, role="link", nth=nth)

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()
        self.page.wait_for_load_state()

    def fill(self, label: str | re.Pattern[str], text: str, *, nth: int = 0) -> None:
        self.fields += 1
        self.page.get_by_label(label).nth(nth).fill(text)

    def choose(self, label: str, option: str, *, nth: int = 0) -> None:
        self.fields += 1
        self.page.get_by_label(label, exact=True).nth(nth).select_option(option)

    def attach(self, name: str, content: bytes) -> None:
        self.fields += 1
        file = {"name": name, "mimeType": TYPES, "buffer": content}
        self.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def goes(self, name: str) -> None:
        """The step is done."""
        self.look(name)
        before = [sum(one) for one in zip((0, 0, 0), *self.steps.values(), strict=True)]
        now = (self.clicks, self.fields, self.pages)
        self.steps[name] = tuple(n - m for n, m in zip(now, before, strict=True))  # type: ignore[assignment]

    @property
    def minutes(self) -> float:
        """What it takes a person, who also reads."""
        return (self.clicks * CLICK + self.fields * FIELD + self.pages * PAGE) / 60


# --- The files, as the municipality has them ------------------------------------------------------

NORTH = ("Tumlehøj", "Skovbrynet", "Bakketoppen", "Lærkereden", "Mariehønen", "Åkanden")
SOUTH = ("Søstjernen", "Havblik", "Strandskaden", "Klitrosen")
NUMBERS = {name: str(8101 + n) for n, name in enumerate((*NORTH, *SOUTH))}


def list_of_places() -> bytes:
    """A cover sheet, a title, headings of their own, merged clusters, subtotals and a footnote."""
    head = ("Inst.nr.", "Navn", "Type", "Driftsform", "Område", "Dagtilbud", "Leder", "Pladser")

    def rows(names: tuple[str, ...], cluster: str) -> list[tuple[object, ...]]:
        return [
            (
                NUMBERS[name],
                name,
                "Integreret institution" if n % 2 else "Børnehave",
                "Kommunal",
                "Område Vest" if n == 0 else "",
                cluster if n == 0 else "",
                "Ida Holm",
                60 + n,
            )
            for n, name in enumerate(names)
        ]

    north, south = rows(NORTH, "Dagtilbud Nord"), rows(SOUTH, "Dagtilbud Syd")

    def shape(sheet: object) -> None:
        for first, last in ((4, 9), (11, 14)):
            for column in "EF":
                sheet.merge_cells(f"{column}{first}:{column}{last}")  # type: ignore[attr-defined]

    table = [
        ["Daginstitutioner i Solby Kommune"],
        ["Opgjort pr. 1. januar 2026"],
        head,
        *north,
        ("", "Dagtilbud Nord i alt", "", "", "", "", "", sum(row[7] for row in north)),  # type: ignore[misc]
        *south,
        ("", "Dagtilbud Syd i alt", "", "", "", "", "", sum(row[7] for row in south)),  # type: ignore[misc]
        [],
        ["* Pladser er normerede pladser"],
    ]
    return xlsx(table, shape=shape)


MEAN = "gennemsnittet af alle"
THEMES = ("Samspil og relationer mellem børn og voksne", "Børnefællesskaber og leg")
QUESTIONS = (
    "Jeg er tryg ved at aflevere mit barn",
    "Mit barn har gode venner",
    "Personalet lytter til mig",
)


def inspections(year: int) -> bytes:
    """Themes with numbers before them, steps in short, and a line of explanation below."""
    head = ("Inst.nr.", "Navn", "Årstal", "Tilsynstype", *(f"Tema {n}: {t}" for n, t in _numbered))
    rows = [
        (NUMBERS[name], name, year, "Ordinært tilsyn", "V" if n % 3 else "J", "V")
        for n, name in enumerate(NUMBERS)
    ]
    return xlsx([["Pædagogisk tilsyn"], head, *rows, ["V = vedligeholde, J = justere"]])


_numbered = tuple(enumerate(THEMES, start=1))


def absence(year: int) -> bytes:
    """Per cent as text, units in the headings, a mean below."""
    head = ("Inst.nr.", "Institution", "År", "Sygefravær (pct.)")
    rows = [(NUMBERS[name], name, year, f"{4 + n % 4},{n} %") for n, name in enumerate(NUMBERS)]
    return xlsx([["Fravær, løn og personale"], [], head, *rows, ("", "Gennemsnit", "", "5,6 %")])


def observations(year: int) -> bytes:
    """By names alone, with dates as people write them."""
    head = ("Institution", "Måledato", "Stue", "KIDS-udgave", "Relationer")
    rows = [
        (name, f"12/5-{year % 100}", "Bierne", "KIDS 2. udgave (2020)", f"{2 + n % 3},5")
        for n, name in enumerate(NUMBERS)
    ]
    return xlsx([["KIDS-resultater"], head, *rows])


def survey(year: int) -> bytes:
    """A survey of the municipality's own, which nobody has told us of."""
    rows = [
        (NUMBERS[name], name, *(round(3.8 + (n * 7 + m * 3) % 12 / 10, 1) for m in range(3)))
        for n, name in enumerate(NUMBERS)
    ]
    title = [f"Forældrenes stemme {year}"]
    return xlsx([title, [], ("Inst.nr.", "Dagtilbud", *QUESTIONS), *rows])


# --- The steps ------------------------------------------------------------------------------------


def sign_in(walk: Walk) -> None:
    walk.page.goto("/")
    walk.fill("E-mail", EMAIL)
    walk.fill("Adgangskode", PASSWORD)
    walk.press("Log ind")
    walk.goes("logs in")


def places(walk: Walk) -> None:
    walk.follow("Indlæs institutioner")
    walk.attach("Dagtilbud i Solby.xlsx", list_of_places())
    walk.press("Tjek filen")
    walk.press("Indlæs 10 nye og ændrede institutioner")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(
        "Dagtilbud i Solby.xlsx er indlæst"
    )
    walk.goes("reads the institutions in")


def vision(walk: Walk) -> None:
    walk.follow("Gå videre i de første trin")
    walk.follow("Skriv mål")
    walk.follow(re.compile("Dagtilbud Nord"))
    walk.click(walk.page.get_by_role("radio", name=re.compile("En tom side")))
    walk.press("Lav kladden")
    walk.fill("Visionen i én sætning", "Hvert barn bliver set, hørt og mødt.")
    for nth, (text, statements) in enumerate(
        (
            ("Børn trives i nære relationer", "Vi er nærværende.\nVi følger hvert barns trivsel."),
            ("Et arbejdsmiljø, der holder", "Vi passer på hinanden."),
        )
    ):
        walk.press("Tilføj et tema")
        walk.fill("Temaets overskrift", text, nth=nth)
        walk.fill("Udsagn", statements, nth=nth)
    walk.press("Gem teksten", nth=-1)
    walk.follow("Sæt den i drift")
    walk.press("Sæt den i drift")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text("Vision for Dagtilbud Nord")
    walk.goes("writes a vision and puts it into force")


def own_survey(walk: Walk, year: int) -> None:
    """Nobody knows the file: an instrument is made of it, and it is read with that."""
    walk.follow("Gå videre i de første trin")
    walk.follow("Indlæs data", nth=-1)
    walk.attach(f"Forældrenes stemme {year}.xlsx", survey(year))
    walk.press("Tjek filen")
    walk.follow("Lav et måleredskab af filen")
    walk.press("Lav redskabet")
    walk.press("Se filens tal")
    walk.press("Vis, hvad der bliver indlæst")
    walk.press(re.compile("^Indlæs 10 "))
    walk.goes("makes a survey of their own")


def data(walk: Walk, year: int) -> None:
    walk.follow("Indlæs en fil mere")
    walk.attach(f"Tilsyn {year}.xlsx", inspections(year))
    walk.press("Tjek filen")
    walk.click(walk.page.get_by_role("radio", name=re.compile("J: Justere")))
    walk.press("Se tallene med mine svar")
    walk.press(re.compile(r"^Indlæs \d"))
    walk.follow("Indlæs en fil mere")
    walk.attach("Fravær.xlsx", absence(year))
    walk.press("Tjek filen")
    walk.press(re.compile("^Indlæs 10 "))
    walk.follow("Indlæs en fil mere")
    walk.attach("KIDS.xlsx", observations(year))
    walk.press("Tjek filen")
    walk.click(walk.page.locator("#id_accept_names"))
    walk.press(re.compile("^Indlæs 10 "))
    walk.goes("reads three more files in")


def indicators(walk: Walk) -> None:
    """Of five kinds: a step, a mean, a number for all, one's own survey, and entered by hand."""
    walk.follow("Gå videre i de første trin")
    walk.follow("Opret et målepunkt")
    _indicator(walk, 1, "Samspil i tilsynet", "Pædagogisk tilsyn", step="Vedligeholde indsatsen")
    walk.follow("Tilføj et målepunkt mere")
    _indicator(
        walk,
        2,
        "Lavere sygefravær",
        "Sygefravær og personale",
        topic="Sygefravær i procent",
        many=MEAN,
        how="højst",
        number="6",
    )
    walk.follow("Tilføj et målepunkt mere")
    _indicator(
        walk,
        1,
        "Nære relationer",
        "KIDS – Kvalitetsudvikling i daginstitutioner",
        topic="Relationer",
        number="3",
    )
    walk.follow("Tilføj et målepunkt mere")
    _indicator(
        walk, 1, "Trygge forældre", "Forældrenes stemme", topic=QUESTIONS[0], many=MEAN, number="4"
    )
    walk.follow("Tilføj et målepunkt mere")
    _indicator(walk, 2, "Samtaler om trivsel", "tal og svar, vi selv indberetter", number="5")
    walk.goes("makes five indicators")


def _indicator(
    walk: Walk,
    theme: int,
    name: str,
    kind: str,
    *,
    topic: str = "",
    many: str = "",
    how: str = "",
    step: str = "",
    number: str = "",
) -> None:
    walk.follow(re.compile(f"^{theme}. "))
    walk.choose("hvad der måles", kind)
    walk.press("Se mulighederne")
    for label, chosen in (("tema og udgave", topic), ("hvor mange", many), ("hvordan", how)):
        if chosen:
            walk.choose(label, chosen)
    if step:
        walk.choose("trin", step)
    if number:
        walk.fields += 1
        walk.page.locator("#id_value").fill(number)
    walk.fill("Hvad det hedder", name)
    walk.look(name)
    walk.press("Gem målepunktet")
    expect(walk.page.get_by_text("Målepunktet er gemt.")).to_be_visible()


def first_page(walk: Walk) -> None:
    walk.page.goto("/foerste-trin/")
    walk.follow("Se siden for Dagtilbud Nord")
    walk.goes("looks at the first cluster page")


def walk_it(walk: Walk, year: int) -> None:
    """The whole day."""
    sign_in(walk)
    places(walk)
    vision(walk)
    own_survey(walk, year)
    data(walk, year)
    indicators(walk)
    first_page(walk)
