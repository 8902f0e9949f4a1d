"""On a telephone: what a link leads to is unfolded, and nothing is pushed, cut or covered."""

import pytest
from playwright.sync_api import expect

from tests.browsing import press_key

pytestmark = pytest.mark.browser

CLUSTER = "/klynger/fyrtaarnet/"
UNIT = "/institutioner/stjerneskuddet/"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_link_to_a_block_shows_what_is_folded_there(as_person, scripts):
    page = as_person("bestyrelse", width=390, java_script_enabled=scripts)
    page.goto(CLUSTER)
    first = page.locator("#maalepunkter .point, #maalepunkter li").first
    expect(first).not_to_be_in_viewport()

    page.locator(".findings a[href='#maalepunkter']").click()

    expect(page.locator("#maalepunkter .evidence > :not(summary)").first).to_be_visible()


def test_nothing_above_moves_when_something_is_unfolded(as_person):
    page = as_person("bestyrelse", width=390)
    page.goto(CLUSTER)
    for block in ("maal", "maalepunkter", "enheder", "siden-sidst"):
        fold = page.locator(f"#{block} > div > .evidence > summary")
        before = fold.evaluate("it => it.getBoundingClientRect().top + scrollY")
        fold.click()
        after = fold.evaluate("it => it.getBoundingClientRect().top + scrollY")
        assert abs(after - before) < 1, block
        fold.click()


def test_a_drawing_that_a_telephone_leaves_out_has_no_fold_there(as_person):
    page = as_person("bestyrelse", width=390)
    page.goto(CLUSTER)

    for fold in page.locator(".evidence > summary").locator("visible=true").all():
        fold.click()
        inside = fold.locator("xpath=..").locator(":scope > :not(summary)")
        expect(inside.locator("visible=true").first).to_be_visible()


def test_of_tilsyn_the_newest_year_is_seen_first_and_its_theme_stays(as_person):
    page = as_person("bestyrelse", width=390)
    page.goto(f"{UNIT}#tilsyn")
    years = page.locator("#tilsyn thead tr").last.locator("th[scope=col]")

    newest = years.last.bounding_box()
    theme = page.locator("#tilsyn tbody th").first.bounding_box()

    assert newest["x"] + newest["width"] <= 390
    assert theme["x"] >= 0
    assert theme["x"] + theme["width"] <= newest["x"]


def test_the_menu_lies_over_the_page_however_far_it_is_scrolled_and_is_closed_in_sight(as_person):
    page = as_person("bestyrelse", width=390)
    page.goto(CLUSTER)
    page.get_by_role("button", name="Søg og menu").click()
    menu = page.get_by_role("navigation", name="Hovedmenu")
    page.mouse.wheel(0, 1500)

    assert menu.bounding_box()["y"] == 0
    close = menu.get_by_role("button", name="Luk")
    expect(close).to_be_in_viewport()
    close.click()

    expect(menu).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["/", CLUSTER, "/maal/2/"])
def test_what_a_word_means_leaves_the_text_it_stands_in_to_be_read(as_person, address, width):
    """The sentence, its figure, the row: all that is explained is seen beside what it means."""
    page = as_person("bestyrelse", width=width)
    page.goto(address)
    for word in page.locator("main .term:visible").all():
        for place in ("start", "center", "end"):
            word.evaluate("(it, block) => it.scrollIntoView({block})", place)
            word.click()
            note = page.locator(".term-note:popover-open")
            box, text = (
                note.bounding_box(),
                word.locator(
                    "xpath=ancestor::*[self::p or self::li or self::dd or self::tr][1]"
                ).bounding_box(),
            )
            is_beside = (
                box["y"] >= text["y"] + text["height"] - 1
                or box["y"] + box["height"] <= text["y"] + 1
            )
            assert is_beside, (word.inner_text(), place, box, text)
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            note.get_by_role("button", name="Luk").click()
            expect(note).to_be_hidden()


def test_what_a_word_means_is_beside_the_word_where_no_script_runs(as_person):
    page = as_person("bestyrelse", width=390, java_script_enabled=False)
    page.goto("/")
    word = page.locator("main .term:visible").first
    word.click()

    box, said = page.locator(".term-note:popover-open").bounding_box(), word.bounding_box()
    assert box["y"] >= said["y"] + said["height"] or box["y"] + box["height"] <= said["y"]


def test_a_word_in_the_name_of_a_folded_block_is_explained_on_a_telephone(as_person):
    page = as_person("bestyrelse", width=390)
    page.goto("/institutioner/stjerneskuddet/")

    for name in ("KIDS", "BTU", "TU", "TOPI"):
        word = page.get_by_role("button", name=f"{name}: Hvad er det?", exact=True)
        expect(word).to_be_visible()
        word.click()
        expect(page.locator(".term-note:popover-open")).to_contain_text(name)
        press_key(page, "Escape")
