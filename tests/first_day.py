"""An administrator's first day as a person walks it in a browser, with what it costs counted.

From `createsuperuser` to a cluster page with figures, by pages alone; who was invited comes in by
the link of the mail.
"""

import re

from playwright.sync_api import expect

from tests.first_day_files import (
    CLUSTERS,
    MEAN,
    PEOPLE,
    QUESTIONS,
    absence,
    absence_before,
    inspections,
    list_of_people,
    list_of_places,
    observations,
    survey,
)
from tests.walking import Walk

EMAIL, PASSWORD = "admin@example.com", "havregrød-og-hjulspor"


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


def boards(walk: Walk) -> None:
    """One for each cluster, and the council of one institution."""
    walk.follow("Gå videre i de første trin")
    walk.follow("Opret bestyrelserne")
    for cluster in CLUSTERS:
        walk.follow(f"Ny bestyrelse for {cluster}")
        walk.press("Gem")
    walk.follow("Ny bestyrelse")
    walk.fill("Navn", "Forældrerådet i Tumlehøj")
    walk.choose("Type", "Forældreråd")
    walk.choose("Institution", "Tumlehøj")
    walk.press("Gem")
    expect(walk.page.get_by_text("Forældrerådet i Tumlehøj er gemt.")).to_be_visible()
    walk.goes("makes the boards")


def people(walk: Walk) -> None:
    walk.follow("Gå videre i de første trin")
    walk.follow("Flere personer fra en fil")
    walk.attach("Ledere og bestyrelser.xlsx", list_of_people())
    walk.press("Tjek filen")
    walk.look("is asked about the people")
    walk.press(f"Opret {PEOPLE} personer")
    walk.goes("reads the people in and asks them in")


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
    walk.press(re.compile("^Indlæs 10 "))
    walk.goes("makes a survey of their own")


def data(walk: Walk, year: int) -> None:
    walk.follow("Indlæs en fil mere")
    walk.attach(f"Tilsyn {year}.xlsx", inspections(year))
    walk.press("Tjek filen")
    walk.press(re.compile(r"^Indlæs \d"))
    walk.follow("Indlæs en fil mere")
    walk.attach("Fravær.xlsx", absence(year))
    walk.press("Tjek filen")
    walk.press(re.compile("^Indlæs 10 "))
    walk.follow("Indlæs en fil mere")
    walk.attach("Fravær, tidligere år.csv", absence_before(year))
    walk.press("Tjek filen")
    walk.press(re.compile("^Indlæs 20 "))
    walk.follow("Indlæs en fil mere")
    walk.attach("KIDS.xlsx", observations(year))
    walk.press("Tjek filen")
    walk.click(walk.page.locator("#id_accept_names"))
    walk.press(re.compile("^Indlæs 10 "))
    walk.goes("reads four more files in")


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
    walk.goes("tries and makes five indicators")


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
    walk.press("Prøv det")
    expect(walk.page.locator("#proev .result-line")).to_be_visible()
    walk.look(name)
    walk.press("Gem målepunktet")
    expect(walk.page.get_by_text("Målepunktet er gemt.")).to_be_visible()


def first_page(walk: Walk) -> None:
    walk.page.goto("/foerste-trin/")
    walk.follow("Se siden for Dagtilbud Nord")
    walk.goes("looks at the first cluster page")


def invited(walk: Walk, link: str) -> None:
    """Somebody else follows the link of the mail, and looks at their cluster."""
    walk.page.goto(link)
    for label in ("Ny adgangskode", "Bekræftelse af ny adgangskode"):
        walk.fields += 1
        walk.page.get_by_label(label, exact=True).fill(PASSWORD)
    walk.press("Gem, og gå ind")
    walk.goes("comes in")
    walk.follow("Dagtilbud Nord")
    walk.goes("looks at the cluster")


def walk_it(walk: Walk, year: int) -> None:
    """The whole day of the administrator."""
    sign_in(walk)
    places(walk)
    boards(walk)
    people(walk)
    vision(walk)
    own_survey(walk, year)
    data(walk, year)
    indicators(walk)
    first_page(walk)
