"""A leadership team's year in Chromium: mapping, joint picture, plan, signatures, follow-up."""

import datetime

import pytest
from django.utils import timezone

from tests.browsing import faults_in
from tests.demo_site import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

#: Leaders of Klynge Fyrtårnet whom the tests have not signed in.
OTHERS = ("leder.regnbuen@example.com", "leder.aakanden@example.com")


def written(days: int) -> str:
    return f"{timezone.localdate() + datetime.timedelta(days=days):%d.%m.%Y}"


def sign_in(page, email: str) -> None:
    page.goto("/konto/log-ind/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()


def answer(page, mapping: str, *, now: int, wanted: int) -> None:
    page.goto(mapping)
    page.get_by_role("link", name="Svar på afdækningen").click()
    for label, step in (("Nu", now), ("Ønsket om et år", wanted)):
        for select in page.get_by_label(label, exact=True).all():
            select.select_option(index=step)
    page.get_by_role("button", name="Gem mine svar").click()


def test_a_team_goes_from_mapping_to_a_reviewed_plan(as_person):
    head_of_team = as_person("klyngeleder")
    head_of_team.goto("/ledelse/")
    head_of_team.get_by_role("link", name="Klynge Fyrtårnet").first.click()
    head_of_team.get_by_role("link", name="Åbn en ny afdækning").click()
    head_of_team.get_by_label("År", exact=True).fill("2027")
    head_of_team.get_by_label("Sidste dag at svare").fill(written(10))
    head_of_team.get_by_role("button", name="Åbn afdækningen").click()
    mapping = head_of_team.url

    leader = as_person("leder", width=390)
    leader.goto("/")
    assert "Teamets kompetenceafdækning venter på dine svar" in leader.inner_text("main")
    answer(leader, mapping, now=2, wanted=4)
    assert not faults_in(leader)
    leader.goto("/")
    assert "kompetenceafdækning venter" not in leader.inner_text("main")
    for email in OTHERS:
        colleague = as_person(None)
        sign_in(colleague, email)
        answer(colleague, mapping, now=2, wanted=4)
    answer(head_of_team, mapping, now=3, wanted=5)
    head_of_team.goto(mapping)
    head_of_team.get_by_role("button", name="Luk afdækningen, og slet svarene").click()
    assert "kan ikke gøres om" in head_of_team.inner_text("main")
    assert not faults_in(head_of_team)
    head_of_team.get_by_role("button", name="Luk afdækningen, og slet svarene").click()
    assert "alle svar er slettet" in head_of_team.inner_text("main")
    assert not faults_in(head_of_team)
    assert leader.goto(f"{mapping}mine-svar/").status == 404 or leader.url == mapping

    head_of_team.get_by_role("link", name="Gå videre til planen").click()
    head_of_team.get_by_role("button", name="Begynd planen for 2027").click()
    plan = head_of_team.url
    head_of_team.get_by_role("link", name="Tilføj et indsatsområde").click()
    head_of_team.get_by_label("Hvad kalder I det").fill("Data hver måned")
    head_of_team.get_by_label("Hvad vil I gøre").fill("Vi læser data sammen.")
    head_of_team.get_by_role("button", name="Gem indsatsområdet").click()
    head_of_team.get_by_role("link", name="Tilføj en aftale").click()
    head_of_team.get_by_label("Hvad gør I").fill("Fire datadage")
    head_of_team.get_by_label("Hvem sørger for det").fill("Mette Sørensen")
    head_of_team.get_by_label("Frist").fill(written(90))
    head_of_team.get_by_role("button", name="Gem aftalen").click()
    head_of_team.get_by_role("link", name="Vælg dagene").click()
    head_of_team.get_by_label("Opfølgning 1").fill(written(5))
    head_of_team.get_by_label("Årets gennemgang").fill(written(200))
    head_of_team.get_by_role("button", name="Gem dagene").click()
    head_of_team.get_by_role("link", name="Underskriv, og send til områdechefen").click()
    head_of_team.get_by_role("button", name="Underskriv, og send til områdechefen").click()
    assert "Den venter på områdechefen" in head_of_team.inner_text("main")

    area_head = as_person("omraadechef")
    area_head.goto("/")
    assert "Teamudviklingsplan 2027 venter på din underskrift" in area_head.inner_text("main")
    area_head.goto(plan)
    area_head.get_by_role("link", name="Underskriv planen").click()
    area_head.get_by_role("button", name="Underskriv planen").click()
    assert "har aftalt planen" in area_head.inner_text("main")
    assert not faults_in(area_head)

    leader.goto("/")
    assert "Der skal følges op på udviklingsplanen" in leader.inner_text("main")
    leader.goto(plan)
    leader.get_by_role("link", name="Følg op på planen").click()
    leader.get_by_label("Hvad ser I, og hvad er næste skridt?").fill("To datadage er holdt.")
    leader.get_by_role("button", name="Gem opfølgningen").click()
    assert "To datadage er holdt." in leader.inner_text("main")
    leader.get_by_role("link", name="Gennemgå året").click()
    leader.get_by_label("Hvad ser I, og hvad er næste skridt?").fill("Vi nåede det.")
    leader.get_by_role("button", name="Gem gennemgangen, og afslut planen").click()
    assert "planen er afsluttet" in leader.inner_text("main")
    assert not faults_in(leader)
