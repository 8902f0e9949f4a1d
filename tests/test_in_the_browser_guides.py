"""Every guide with steps is followed, step by step, by the person it is written for."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from guides.shelf import shelf
from tests.guided import GuideWalk, steps_of

pytestmark = pytest.mark.browser

TILSYN = (
    "Institutionsnummer;Institution;Tilsynsår;Tilsynstype;Observation dato;Faglig dialog dato;"
    "Tilsyn afsluttet;Samspil og relationer mellem børn og voksne;Børnefællesskaber og leg;"
    "Sprog og bevægelse;Forældresamarbejde;Sammenhæng i overgange;Evalueringskultur\n"
    "9104;Møllehøj;2026;Ordinært tilsyn;18-03-2026;27-03-2026;24-04-2026;Vedligeholde indsatsen;"
    "Justere indsatsen;Justere indsatsen;Vedligeholde indsatsen;Justere indsatsen;"
    "Justere indsatsen\n"
)


def button(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def link(page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("link", name=name).first.click()


def write_a_local_goal(as_person, walk: GuideWalk) -> None:
    page = as_person("leder")
    page.goto("/")
    walk.step(page, "På Overblik")
    link(page, "Skriv et lokalt mål under mål 3")
    walk.step(page, "Skriv målet")
    page.get_by_label("Hvilke lokale mål").fill("Børnene er med til at vælge, hvad vi laver ude.")
    walk.step(page, "Skriv én indsats")
    page.get_by_label("Indsats 1").fill("Børnemøde hver mandag på alle stuer")
    walk.step(page, "Fortæl i Hvordan")
    page.get_by_label("Hvordan", exact=True).fill("Vi spørger børnene i maj")
    soon = timezone.localdate() + datetime.timedelta(days=170)
    page.get_by_label("Hvornår", exact=True).fill(f"{soon:%d.%m.%Y}")
    walk.step(page, "Tryk på Gem kladde")
    button(page, "Gem kladde")
    expect(page.get_by_role("status")).to_contain_text("Gemt kl.")
    walk.step(page, "Tryk på Send til bestyrelsen")
    button(page, "Send til bestyrelsen")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    walk.step(page, "Nu kan bestyrelsen læse målet")


def say_how_it_goes(as_person, walk: GuideWalk) -> None:
    page = as_person("leder")
    page.goto("/institutioner/solsikken/")
    link(page, re.compile("^Børn i mellemgruppen"))
    walk.step(page, "Åbn jeres institution")
    link(page, "Skriv, hvordan det går")
    walk.step(page, "Vælg under Hvordan går det?")
    page.get_by_label("På vej").check()
    page.get_by_label("Hvad ser I?").fill("Flere børn fortæller om det, de har bygget.")
    button(page, "Gem status")
    walk.step(page, "Status står nu")


def read_the_page_of_the_cluster(as_person, walk: GuideWalk) -> None:
    page = as_person("bestyrelse")
    page.goto("/")
    walk.step(page, "Vælg Klyngen")
    page.get_by_role("navigation").get_by_role("link", name="Klyngen", exact=True).click()
    walk.step(page, "Øverst står visionen")
    walk.step(page, "De tre tal")
    walk.step(page, "Under Strategiske mål")
    walk.step(page, "Vil du se på én institution")
    link(page, "Solsikken")
    expect(page.get_by_role("heading", level=1)).to_have_text("Solsikken")


def prepare_a_meeting(as_person, walk: GuideWalk) -> None:
    page = as_person("bestyrelse")
    page.goto("/")
    walk.step(page, "På Overblik")
    link(page, re.compile("^Forældrebestyrelsen i Klynge Fyrtårnet$"))
    meeting = page.url
    walk.step(page, "Hvert punkt har en indstilling")
    walk.step(page, "Undrer du dig")
    link(page, re.compile("^Spørg før mødet.*Lukkedage"))
    walk.step(page, "Vælg Et spørgsmål")
    page.get_by_label("Et spørgsmål").check()
    page.get_by_label("Hvad vil du spørge om").fill("Er der åbent i efterårsferien?")
    button(page, "Send")
    page.goto(meeting)
    walk.step(page, "Spørgsmålet står nu ved punktet")


def hold_a_meeting(as_person, walk: GuideWalk) -> None:
    page = as_person("formand")
    page.goto("/moeder/")
    link(page, re.compile("Lærkereden, personalestuen"))
    walk.step(page, "Åbn mødet")
    meeting = page.url
    link(page, "Hold mødet")
    walk.step(page, "Tryk på Sæt kryds")
    link(page, "Sæt kryds ved dem, der er til stede")
    page.get_by_label("Jonas Vestergaard").first.check()
    walk.step(page, "Sæt krydserne")
    button(page, "Gem, hvem der var med")
    walk.step(page, "Skriv under Hvad der blev besluttet")
    page.get_by_label("Hvad der blev besluttet").fill("Bestyrelsen godkendte referatet.")
    walk.step(page, "Aftaler I")
    walk.step(page, "Tryk på Gem, og gå til næste punkt")
    button(page, "Gem, og gå til næste punkt")
    expect(page.locator(".mode-place")).to_contain_text("Punkt 2 af")
    page.goto(meeting)
    walk.step(page, "Når alle punkter er behandlet")


def read_a_spreadsheet_in(as_person, walk: GuideWalk) -> None:
    page = as_person("administrator")
    page.goto("/")
    walk.step(page, "Vælg Data")
    page.get_by_role("navigation").get_by_role("link", name="Data", exact=True).click()
    walk.step(page, "Vælg, hvad filen handler om")
    link(page, "Tal om institutioner")
    content = TILSYN.encode("utf-8-sig")
    file = {"name": "tilsyn-2026.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    walk.step(page, "Vælg filen i Fil")
    button(page, "Tjek filen")
    walk.step(page, "Se, hvad der vil ske")
    page.get_by_role("button", name=re.compile("^Indlæs")).click()
    walk.step(page, "Nu er tallene på siderne")


def invite_somebody(as_person, walk: GuideWalk) -> None:
    page = as_person("administrator")
    page.goto("/personer/")
    walk.step(page, "Vælg Personer")
    link(page, "En ny person")
    walk.step(page, "Vælg rollen")
    link(page, "Bestyrelsesmedlem")
    page.get_by_label("Navn", exact=True).fill("Sofie Lund")
    page.get_by_label("E-mailadresse").fill("sofie.lund@example.com")
    page.get_by_label("Hvor", exact=True).select_option(label="Klynge Fyrtårnet")
    walk.step(page, "Skriv Navn")
    button(page, "Opret og inviter")
    walk.step(page, "På personens side")


def see_what_is_held(as_person, walk: GuideWalk) -> None:
    page = as_person("administrator")
    page.goto("/personer/?q=Jonas")
    walk.step(page, "Find personen")
    link(page, "Jonas Vestergaard")
    walk.step(page, "Tryk på Det, vi har")
    link(page, "Det, vi har om personen")
    walk.step(page, "Læs listen")


WALKED = {
    ("leder", "lokalt-maal"): write_a_local_goal,
    ("leder", "hvordan-gaar-det"): say_how_it_goes,
    ("bestyrelse", "klyngens-side"): read_the_page_of_the_cluster,
    ("bestyrelse", "foer-moedet"): prepare_a_meeting,
    ("bestyrelse", "hold-moedet"): hold_a_meeting,
    ("administrator", "regneark"): read_a_spreadsheet_in,
    ("administrator", "inviter"): invite_somebody,
    ("databeskyttelse", "indsigt"): see_what_is_held,
}
#: The meeting that a guide is followed at: its decisions are written on its day.
MEETINGS = {("bestyrelse", "hold-moedet"): 4}
#: Of commands on a server, which no browser follows; tests/bare_debian.sh and test_upgrade do.
ON_THE_SERVER = {"installer", "opgrader", "sikkerhedskopi", "login", "haendelse", "overvaagning"}
#: An order of things, each with a page of its own; tests/test_in_the_browser_first_day.py walks it.
OVERVIEWS = {"foerste-trin"}


@pytest.mark.parametrize("guide", WALKED, ids="/".join)
def test_a_guide_is_followed_word_by_word(as_person, demo_site, restored, guide):
    walk = GuideWalk(*guide)
    if guide in MEETINGS:
        demo_site.meet_today(MEETINGS[guide])

    WALKED[guide](as_person, walk)

    walk.end()


def test_every_guide_with_steps_is_followed():
    with_steps = {
        (guide.section, guide.name)
        for guide in shelf().values()
        if "hjaelp" in guide.path.parts
        if steps_of(guide.section, guide.name)
    }
    assert {key for key in with_steps if key[1] not in ON_THE_SERVER | OVERVIEWS} == set(WALKED)
