"""A board's year: called, held, decided, followed up, approved; and what the minutes point to."""

import datetime
import re

import pytest
from django.utils import translation
from django.utils.formats import date_format
from playwright.sync_api import expect

from tests.browsing import comes, faults_in, press_key
from tests.splitting import long_but

pytestmark = pytest.mark.browser

TODAY = datetime.date.today()  # noqa: DTZ011
BOARD = "Forældrebestyrelsen i Klynge Fyrtårnet"


def item_called(page, title: str) -> None:
    """Go to an item of the meeting mode by the list at its foot."""
    page.locator(".mode-all").get_by_role("link", name=re.compile(title)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def plan_a_meeting(page, *, at: str) -> str:
    """A meeting of the board today, with all that is suggested; its address."""
    page.goto("/moeder/")
    page.get_by_role("link", name="Planlæg et møde").click()
    page.get_by_label("Bestyrelse", exact=True).select_option(label=BOARD)
    page.get_by_label("Dato").fill(f"{TODAY:%d.%m.%Y}")
    page.get_by_label("Begynder kl.").fill(at)
    page.get_by_label("Sted", exact=True).fill("Solsikken, fællesrummet")
    press(page, "Gem mødet")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvad skal mødet handle om?")
    for box in page.get_by_role("checkbox").all():
        box.check()  # what is on another agenda too is not chosen beforehand
    press(page, "Sæt de valgte på dagsordenen")
    return page.url


def send_the_agenda(page) -> None:
    page.get_by_role("link", name="Send dagsordenen").click()
    press(page, "Send dagsordenen")
    expect(page.locator(".message[role=status]")).to_contain_text(
        "Dagsordenen er sendt til bestyrelsen."
    )


def close_the_meeting(page, address: str) -> None:
    page.goto(f"{address}deltagere/")
    page.get_by_label("Til stede").fill("Formanden og forældrerepræsentanterne")
    press(page, "Gem, hvem der var med")
    page.goto(address)
    page.get_by_role("link", name="Luk mødet").click()
    press(page, "Luk mødet")
    expect(page.locator(".message[role=status]")).to_have_text(
        "Mødet er afholdt. Nu skal referatet godkendes."
    )


def approve_minutes_of(page, day: str) -> None:
    """From the item of the meeting mode, and back to it; the page in between asks first."""
    item = page.url
    press(page, f"Godkend referatet fra {day}")
    expect(page.locator("main")).to_contain_text("Derefter kan ingen ændre det")
    press(page, "Godkend referatet")
    expect(page).to_have_url(item)


def decide_what_is_undecided(page) -> None:
    """Write a decision under every item that asks for one and has none."""
    count = page.locator(".mode-all li").count()
    for number in range(count):
        place = page.locator(".mode-all li a").nth(number)
        place.click()
        expect(place).to_have_attribute("aria-current", "page")
        box = page.get_by_label("Hvad der blev besluttet")
        if comes(box, page.locator(".mode-all")) and not box.input_value():
            box.fill("Bestyrelsen fulgte indstillingen.")
            press(page, "Gem")


def test_a_board_has_a_year(as_person, restored):
    chair = as_person("formand")
    first = plan_a_meeting(chair, at="16.00")
    assert faults_in(chair) == []
    send_the_agenda(chair)
    member = as_person("bestyrelse")
    member.goto(first)
    expect(member.get_by_role("heading", level=2).first).to_contain_text(
        "Bestyrelsen skal træffe beslutning"
    )
    expect(member.get_by_role("link", name="Hold mødet")).to_have_count(0)

    # The meeting mode: by keyboard from item to item, one goal adopted, one returned.
    chair.get_by_role("link", name="Hold mødet").click()
    expect(chair.locator(".mode-place")).to_contain_text("Punkt 1 af")
    press_key(chair, "ArrowRight")
    expect(chair.locator(".mode-place")).to_contain_text("Punkt 2 af")
    press_key(chair, "ArrowLeft")
    expect(chair.locator(".mode-place")).to_contain_text("Punkt 1 af")
    approve_minutes_of(chair, "15. september 2026")
    item_called(chair, "Et lokalt mål fra Dagplejen Syd")
    assert faults_in(chair) == []
    press(chair, "Vedtag Dagplejen Syd, mål 3")
    expect(chair.locator(".message[role=status]")).to_contain_text("er vedtaget")
    item_called(chair, "Et lokalt mål fra Lærkereden")
    press(chair, "Returnér Lærkereden, mål 3")
    expect(chair.locator(".message[role=status]")).to_contain_text("Skriv, hvad lederen skal se på")
    chair.get_by_label("Hvad skal lederen se på").fill("Skriv, hvem der tæller, og hvornår.")
    press(chair, "Returnér Lærkereden, mål 3")
    expect(chair.locator(".message[role=status]")).to_contain_text("er returneret")
    decide_what_is_undecided(chair)
    item_called(chair, "Et lokalt mål fra Lærkereden")
    chair.get_by_text("Tilføj en opfølgning").click()
    chair.get_by_label("Hvad skal gøres").fill("Tale med Lærkereden om målet")
    chair.get_by_label("Hvem følger op").select_option(label="Mette Sørensen")
    chair.get_by_label("Hvornår senest").fill(f"{TODAY + datetime.timedelta(days=30):%d.%m.%Y}")
    press(chair, "Tilføj opfølgningen")
    close_the_meeting(chair, first)

    # The paper that was sent, and what an import changes afterwards.
    member.goto(first)
    member.get_by_role("link", name="Dagsorden", exact=True).click()
    paper, said = member.url, member.locator("main").inner_text()
    assert faults_in(member) == []
    read_in_a_better_inspection(as_person("administrator"))
    member.goto(paper)
    assert member.locator("main").inner_text() == said

    # The next meeting: the minutes are approved, and the open follow-up comes up again.
    second = plan_a_meeting(chair, at="19.00")
    send_the_agenda(chair)
    chair.get_by_role("link", name="Hold mødet").click()
    approve_minutes_of(chair, day(TODAY))
    item_called(chair, "Opfølgning på tidligere beslutninger")
    expect(chair.locator(".mode-body")).to_contain_text("Tale med Lærkereden om målet")
    decide_what_is_undecided(chair)
    close_the_meeting(chair, second)
    chair.goto(first)
    expect(chair.locator(".head")).to_contain_text("Referat godkendt")
    expect(chair.get_by_role("link", name="Skriv referatet")).to_have_count(0)
    expect(chair.locator("#dagsorden")).to_contain_text("Bestyrelsen fulgte indstillingen.")
    assert faults_in(chair) == []
    member.goto(paper)
    assert member.locator("main").inner_text() == said

    # The cluster leader has done it, and it does not come up a third time.
    leader = as_person("klyngeleder")
    leader.goto("/")
    leader.get_by_role("link", name="Tale med Lærkereden om målet").click()
    leader.get_by_label("Hvad kom der ud af det").fill("Aftalt med lederen.")
    press(leader, "Markér som gennemført")
    leader.goto("/moeder/")
    expect(leader.locator("main")).not_to_contain_text("Tale med Lærkereden om målet")


def read_in_a_better_inspection(administrator) -> None:
    """Solsikken's inspection of this year, which the demo has left out."""
    content = (
        "Institutionsnummer;Tilsynsår;Tilsynstype;Tilsyn afsluttet;"
        "Samspil og relationer mellem børn og voksne\r\n"
        "9101;2026;Ordinært tilsyn;10-04-2026;Vedligeholde indsatsen\r\n"
    )
    administrator.goto("/indlaes/tal/")
    file = {"name": "tilsyn.csv", "mimeType": "text/csv", "buffer": content.encode()}
    administrator.locator("input[type=file]").set_input_files(file)
    administrator.locator("form[enctype] button[type=submit]").first.click()
    administrator.get_by_role("button", name=re.compile("^Indlæs")).click()
    expect(administrator.get_by_role("heading", level=1)).to_contain_text("indlæst")


def day(date: datetime.date) -> str:
    with translation.override("da"):
        return date_format(date, "DATE_FORMAT")


def test_a_meeting_is_held_without_javascript(as_person, on_its_day):
    chair = as_person("formand", java_script_enabled=False)
    chair.goto("/moeder/4/moedet/1/")

    chair.get_by_role("link", name=re.compile("^Næste punkt")).click()
    chair.get_by_role("link", name=re.compile("^Næste punkt")).click()
    expect(chair.locator(".mode-place")).to_contain_text("Punkt 3 af 7")
    item_called(chair, "Lokale mål til vedtagelse")
    press(chair, "Vedtag begge mål")

    expect(chair.locator(".message[role=status]")).to_have_text("To lokale mål er vedtaget.")


def test_others_read_what_a_board_publishes_and_not_what_is_confidential(as_person):
    leader = as_person("leder")
    leader.goto("/moeder/2/")

    expect(leader.locator("main")).to_contain_text("Bestyrelsen vedtog begge mål.")
    expect(leader.locator("#nr-5")).to_have_text(re.compile("Lukket punkt"))
    expect(leader.locator("main")).not_to_contain_text("henvendelse")
    assert faults_in(leader) == []


@pytest.mark.parametrize(
    "address",
    long_but(
        "/moeder/4/",
        of=[
            "/moeder/",
            "/moeder/nyt/",
            "/moeder/4/",
            "/moeder/4/punkter/nyt/",
            "/moeder/4/forslag/",
            "/moeder/4/moedet/5/",
            "/moeder/4/skift/held/",
            "/moeder/3/deltagere/",
            "/moeder/2/",
            "/moeder/opfoelgninger/2/",
        ],
    ),
)
def test_a_page_of_meetings_is_accessible_fits_and_keeps_to_itself(as_person, address):
    page = as_person("formand")
    page.goto(address)

    faults = faults_in(page)
    assert not faults, "\n".join(faults)


def test_the_large_screen_follows_what_is_written_elsewhere(as_person, restored):
    chair = as_person("formand")
    plan_a_meeting(chair, at="13.00")
    send_the_agenda(chair)
    chair.get_by_role("link", name="Hold mødet").click()
    item_called(chair, "Et lokalt mål fra Dagplejen Syd")
    screen = as_person("klyngeleder")
    screen.goto(f"{chair.url}skaerm/")
    expect(screen.locator(".screen")).to_contain_text("Sendt til bestyrelsen")
    screen.locator(".screen-body").click()  # what has the focus is followed, too

    press(chair, "Vedtag Dagplejen Syd, mål 3")

    expect(screen.locator(".screen")).to_contain_text("Vedtaget", timeout=15_000)
    expect(screen.locator(".screen")).not_to_contain_text("Sendt til bestyrelsen")
    item_called(chair, "Lærkereden")
    screen.goto(f"{chair.url}skaerm/")
    press(chair, "Til et senere møde")
    expect(screen.locator(".screen")).to_contain_text("Udsat til et senere møde", timeout=15_000)
    expect(screen.locator("body")).to_have_class(re.compile("on-screen"))
