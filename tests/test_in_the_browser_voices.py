"""From a leader's round to the measuring point; a commitment in an introduction."""

import datetime

import pytest
from django.utils import timezone

from tests.browsing import faults_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

#: A tablet is put away, or taken up again.
SEEN = """state => {
    Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def written(day: datetime.date) -> str:
    return f"{day:%d.%m.%Y}"


def next_spring() -> datetime.date:
    """A day of a half-year in which nobody in the demo has been asked."""
    return datetime.date(timezone.localdate().year + 1, 5, 1)


def interview(child, face: str, *, questions: int = 6) -> None:
    child.get_by_role("button", name="Begynd").click()
    for number in range(1, questions + 1):
        assert f"Spørgsmål {number} af {questions}" in child.inner_text("main")
        child.get_by_role("button", name=face, exact=True).click()
    child.get_by_role("button", name="Send svarene").click()


def test_childrens_answers_become_figures_of_the_measuring_point(as_person):
    leader = as_person("leder")
    leader.goto("/maalepunkter/")
    leader.get_by_role("link", name="Målepunkt 2").first.click()
    point = leader.url
    before = leader.locator("#stemmer tr", has_text="Solsikken").inner_text()
    leader.get_by_role("link", name="Åbn en runde").click()
    leader.get_by_label("Sidste dag at svare").fill(written(next_spring()))
    leader.get_by_label("Højst så mange svar fra én enhed").fill("12")
    leader.get_by_role("button", name="Åbn runden").click()
    assert not faults_in(leader)
    ours = leader.url
    leader.get_by_role("link", name="Opslag til at printe Solsikken").click()
    assert not faults_in(leader)
    address = leader.locator(".notice a").inner_text()

    child = as_person(None, width=320)
    child.goto(address)
    assert not faults_in(child)
    child.get_by_role("button", name="Begynd").click()
    assert not faults_in(child)
    child.set_viewport_size({"width": 320, "height": 700})
    small = child.locator(".child-answer").evaluate_all(
        "buttons => buttons.filter(one => one.getBoundingClientRect().height < 88).length"
    )
    assert small == 0
    child.goto(address)
    for number in range(12):
        interview(child, "Nogle gange" if number % 2 else "Ja")
        child.get_by_role("link", name="Det næste barn").click()
    assert "ikke plads til flere svar" in child.inner_text("main")

    leader.goto(ours)
    assert "12 har svaret" in leader.inner_text("main")
    leader.get_by_role("button", name="Luk runden nu").click()
    leader.get_by_role("button", name="Luk runden, og vis tallene").click()
    leader.goto(point)
    row = leader.locator("#stemmer tr", has_text="Solsikken")
    assert row.inner_text().count("2,5") == 6

    leader.goto(ours)
    leader.get_by_role("button", name="Træk runden tilbage").click()
    leader.get_by_role("button", name="Træk runden tilbage").click()
    leader.goto(point)
    assert leader.locator("#stemmer tr", has_text="Solsikken").inner_text() == before


def test_a_new_colleague_goes_through_a_commitment(as_person):
    leader = as_person("leder", width=390)
    leader.goto("/vaerdigrundlag/hverdag/")
    leader.get_by_role("link", name="Introducer en ny kollega").click()
    leader.get_by_label("Rolle").select_option(label="Pædagogmedhjælpere i daginstitutioner")
    leader.get_by_label("Hvem er den nye kollega?").fill("K.M.")
    leader.get_by_label("Hvem er mentor?").fill("Bo")
    leader.get_by_label("Hvornår skal det hele være gennemgået?").fill(written(next_spring()))
    leader.get_by_role("button", name="Gem").click()
    assert "0 af" in leader.inner_text("main")
    assert not faults_in(leader)

    first = leader.get_by_role("checkbox").first
    first.check()
    leader.get_by_role("button", name="Gem det gennemgåede").click()

    assert "Det er noteret" in leader.inner_text("main")
    assert "1 af" in leader.inner_text("main")
    assert leader.get_by_role("checkbox").first.is_checked()


def test_a_device_put_away_before_the_answers_are_sent_sends_them(as_person):
    leader = as_person("leder")
    leader.goto("/maalepunkter/")
    leader.get_by_role("link", name="Målepunkt 2").first.click()
    leader.get_by_role("link", name="Åbn en runde").click()
    leader.get_by_label("Sidste dag at svare").fill(written(next_spring()))
    leader.get_by_role("button", name="Åbn runden").click()
    ours, before = leader.url, leader.locator("main").inner_text()
    leader.get_by_role("link", name="Opslag til at printe Solsikken").click()
    child = as_person(None, width=768)
    child.goto(leader.locator(".notice a").inner_text())
    child.get_by_role("button", name="Begynd").click()
    for _number in range(6):
        child.locator(".child-answer").first.click()
    assert child.get_by_role("button", name="Send svarene").is_visible()

    with child.expect_request(lambda request: request.method == "POST") as sent:
        child.evaluate(SEEN, "hidden")
    assert "send=1" in (sent.value.post_data or "")
    child.evaluate(SEEN, "visible")
    child.wait_for_url("**/tak/")
    leader.goto(ours)
    assert leader.locator("main").inner_text() != before
