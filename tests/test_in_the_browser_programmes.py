"""A programme in Chromium: a survey from the question to the result, and a file of answers."""

import re

import pytest

from tests.browsing import faults_in, press_key

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("restored"),
]

PROGRAMME = "/programmer/dagtilbud-for-alle/"
SURVEY = (
    "Måling;Spørgsmål;Antal besvarelser;I meget høj grad;I høj grad;I nogen grad;I mindre grad;"
    "Slet ikke;Ved ikke;Gennemsnit\r\n"
    "Workshop A;I hvilken grad bidrog workshoppen til opstart i egen afdeling?;60;15 %;48 %;30 %;"
    "5 %;2 %;0 %;3,7\r\n"
)


def test_a_survey_goes_from_the_link_to_the_result(as_person):
    consultant = as_person("konsulent")
    consultant.goto(f"{PROGRAMME}spoergeskemaer/nyt/")
    consultant.get_by_label("måling").select_option(label="Workshop A")
    consultant.get_by_label("sidste dag at svare").fill("01.03.2030")
    consultant.get_by_role("button", name="Opret spørgeskemaet").click()
    consultant.get_by_label("Hvor mange links?").fill("4")
    consultant.get_by_role("button", name="Lav links").click()
    assert not faults_in(consultant)
    links = consultant.locator(".secret-links code").all_inner_texts()
    assert len(links) == 4

    for number, link in enumerate(links):
        somebody = as_person(None)
        somebody.goto(link)
        if number == 0:
            assert not faults_in(somebody)
            somebody.get_by_role("button", name="Send svarene").click()
            assert "Besvar mindst ét spørgsmål" in somebody.inner_text("main")
            assert somebody.title().startswith("Fejl:")
        somebody.get_by_label("I meget høj grad").check()
        somebody.get_by_label("Hvad manglede du?").fill(f"Tid, nr. {number}")
        somebody.get_by_role("button", name="Send svarene").click()
        assert "Tak for dine svar" in somebody.inner_text("h1")
        somebody.goto(link)
        assert "Linket er brugt" in somebody.inner_text("h1")

    consultant.goto(f"{PROGRAMME}resultater/")
    text = consultant.inner_text("main")
    assert "4 af 4 svarer i høj eller meget høj grad (n = 4)" in re.sub(r"\s+", " ", text)
    consultant.goto(f"{PROGRAMME}kommentarer/")
    assert "Tid, nr. 3" in consultant.inner_text("main")


def test_a_file_of_answers_is_shown_read_in_and_taken_back(as_person, tmp_path):
    file = tmp_path / "svar.csv"
    file.write_bytes(SURVEY.encode("utf-8-sig"))
    page = as_person("konsulent")

    page.goto(f"{PROGRAMME}resultater/indlaes/")
    page.set_input_files("input[type=file]", str(file))
    page.locator("main form .btn-primary").click()
    assert not faults_in(page)
    page.get_by_role("button", name="Indlæs 1 række").click()
    assert "63 % svarer i høj eller meget høj grad (n = 60)" in page.inner_text("main")

    page.get_by_role("button", name="Tag svar.csv tilbage").click()

    assert "(n = 60)" not in page.inner_text("main")


def test_a_course_is_moved_without_a_mouse(as_person):
    page = as_person("konsulent")
    page.goto(f"{PROGRAMME}forloeb/32/flyt/")

    page.get_by_label("Ny dato").fill("15.09.2026")
    page.get_by_label("Hvorfor?").fill("Lokalet er optaget")
    press_key(page, "Tab")
    press_key(page, "Enter")
    page.wait_for_url(f"**{PROGRAMME}forloeb/32/")

    assert "Lokalet er optaget" in page.inner_text("main")
    assert "15. september 2026" in page.inner_text("main")
