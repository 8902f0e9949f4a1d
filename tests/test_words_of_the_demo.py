"""What strangers stumbled over on the demo, each as a sentence that holds for every such page."""

import re

import pytest
from django.urls import reverse
from lxml import html

from accounts.models import User
from indicators.models import Indicator
from institutions.models import Institution
from meetings.models import MeetingDecision
from strategy.models import LocalGoal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def reads(client):
    """The main part of a page as somebody of the demo reads it."""

    def read(who: str, address: str):
        client.force_login(User.objects.get(email=f"{who}@example.com"))
        return html.fromstring(client.get(address).content).xpath("//main")[0]

    return read


def said(part) -> str:
    return " ".join(part.text_content().split())


def test_the_heading_of_every_indicator_says_what_is_measured(reads):
    for indicator in Indicator.objects.filter(goal__strategy__cluster__slug="fyrtaarnet"):
        main = reads("bestyrelse", indicator.get_absolute_url())

        heading = said(main.xpath(".//h1")[0])
        assert heading == indicator.short_text
        above = main.xpath(".//h1/preceding-sibling::p")
        assert all(heading not in said(line) for line in above)


def test_parents_read_of_no_rows_and_files_and_whoever_leads_does(reads):
    addresses = [each.get_absolute_url() for each in Indicator.objects.filter(parent=None)[:5]]
    addresses += [each.get_absolute_url() for each in Institution.objects.filter(closed_on=None)]
    for address in addresses:
        main = reads("formand", address)

        assert not re.search(r"\.csv|\.xlsx|række \d|[Ff]ra filen", said(main)), address
        assert not main.xpath(".//a[contains(@href, '/raekke/')]"), address
    assert "tilsyn-2026.csv" in said(reads("leder", "/maalepunkter/4/"))


def test_a_goal_the_board_returned_is_told_of_where_it_is_from(reads):
    for row in MeetingDecision.objects.filter(decision__to_status="returned"):
        goal, meeting = row.decision.local_goal, row.item.meeting
        if goal.status != "returned" or not meeting.board.cluster:
            continue
        main = reads("bestyrelse", goal.institution.get_absolute_url())

        told = main.xpath(f".//p[a[@href='{goal.get_absolute_url()}']]")
        assert f"returnerede et mål under mål {goal.goal.number}" in said(told[0])
        assert LocalGoal.objects.get(pk=goal.pk).name not in said(told[0])
        assert goal.text not in said(main)
        return
    pytest.fail("The demo has no returned goal")


def test_what_nothing_is_found_of_is_said_as_it_was_typed(reads):
    main = reads("bestyrelse", reverse("search") + "?q=fortrolig+dr%C3%B8ftelse")

    assert said(main.xpath(".//*[@role='status']/h2")[0]).endswith("»fortrolig drøftelse«")


def test_no_step_names_its_doers_twice(reads):
    main = reads("bestyrelse", "/klynger/fyrtaarnet/")

    for line in main.xpath(".//ol[@class='dated']/li"):
        sentences = [words.strip(" .").casefold() for words in said(line).split(". ")]
        last = set(re.findall(r"\w{4,}", sentences[-1]))
        assert len(sentences) < 3 or not last <= set(re.findall(r"\w{4,}", sentences[-2])), (
            sentences
        )


def test_what_awaits_the_board_on_no_agenda_is_said_to_where_it_is_counted(reads):
    home, cluster = reads("bestyrelse", "/"), reads("bestyrelse", "/klynger/fyrtaarnet/")

    assert "står ikke på en dagsorden endnu" in said(home)
    note, heard = cluster.xpath(".//*[@id='naeste']//li//span[contains(@class, 'note')]")
    assert said(heard).startswith("Bestyrelsen svarer på en høring.")
    assert said(note) == "Står ikke på en dagsorden endnu: Klynge Fyrtårnet, visionens tema 3"


def test_a_remark_names_who_is_responsible_once_and_every_meeting_that_took_it_up(reads):
    main = reads("bestyrelse", "/tilsyn/bemaerkninger/1/")

    assert said(main.xpath(".//ul[@class='facts']")[0]).count("Dorthe Bak") == 1
    assert {"16.06.2026", "15.09.2026"} <= set(re.findall(r"\d\d\.\d\d\.\d{4}", said(main)))


def test_figures_that_are_hidden_are_measured_all_the_same(reads):
    compared = said(reads("bestyrelse", "/sammenligning/?redskab=topi"))

    assert "7 af 7 enheder er målt" in compared
    assert "7 af 7 indlæst" in said(reads("bestyrelse", "/klynger/fyrtaarnet/"))


def test_what_came_of_the_last_meeting_names_what_was_put_off_and_who_disagreed(reads):
    (short,) = reads("bestyrelse", "/moeder/3/").xpath(".//section[@id='besluttet']")

    assert "Fælles forældremøde om sprog i 2027 Udsat" in said(short)
    assert "Mindretalsudtalelse fra Rasmus Holm" in said(short)


def test_a_goal_that_was_not_reached_says_what_is_done_wherever_it_is_read(reads):
    for address in ("/maal/2/", "/institutioner/stjerneskuddet/"):
        told = said(reads("bestyrelse", address))

        assert "Vi begynder forfra med et mindre mål i 2027." in told, address
        assert "Det er ikke skrevet endnu, hvad enheden gør nu" not in told, address
