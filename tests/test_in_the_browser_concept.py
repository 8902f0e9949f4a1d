"""The steering concept in the browser: how a goal is measured, the model approved, what is kept."""

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

CONCEPT = "/strategi/1/styringskoncept/"
WORDS = "Vi tæller de enheder, der har spurgt børnene to gange."


def test_how_a_goal_is_measured_goes_into_what_the_committee_approves(as_person):
    writer, member, board = (
        as_person("administrator"),
        as_person("udvalg"),
        as_person("bestyrelse", width=390),
    )
    writer.goto("/strategi/1/ret/")
    writer.get_by_label("Hvordan måles det?").first.fill(WORDS)
    writer.get_by_role("button", name="Gem teksten").click()
    assert not faults_in(writer)

    board.goto("/maal/1/#maalepunkter")
    expect(board.locator("#maalepunkter")).to_contain_text(WORDS)
    board.get_by_role("link", name="Læs styringskonceptet").click()
    expect(board.locator("h1")).to_have_text("Styringskoncept")
    assert not board.get_by_role("link", name="Godkend styringskonceptet").count()
    assert not faults_in(board)

    member.goto(CONCEPT)
    member.get_by_role("link", name="Godkend styringskonceptet").click()
    member.get_by_label("Modellen for styringskonceptet").check()
    member.get_by_label("Note (valgfri)").fill("Punkt 9: Ny model.")
    assert not faults_in(member)
    member.get_by_role("button", name="Godkend styringskonceptet").click()
    expect(member.locator("h1")).to_have_text("Model for styringskoncept")
    expect(member.locator("#maal")).to_contain_text(WORDS)
    assert not faults_in(member)
    with member.expect_download() as fetched:
        member.get_by_role("link", name="Det godkendte papir (PDF)").click()
    assert fetched.value.suggested_filename.endswith(".pdf")

    board.reload()
    expect(board.locator("#godkendt")).to_contain_text(re.compile("Punkt 9: Ny model."))
    assert not faults_in(board)
