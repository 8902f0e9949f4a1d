"""Pages are found where one looks for them, and each says who does what is lacking on it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.navigation import navigation
from dashboards.search.guides import guides_that_say
from duties.models import BoardTold, ReportCorrection
from duties.rules import load_rules
from measurements.models import Import, Inspection
from tests.factories import (
    ClusterFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.factories.duties import BoardToldFactory, RemarkFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.programmes import MemoFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def house():
    return InstitutionFactory(cluster=ClusterFactory())


@pytest.fixture
def leader(house):
    return MembershipFactory(leader=True, institution=house).user


@pytest.fixture
def member(house):
    return MembershipFactory(board_member=True, institution=house).user


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mentor", "everyday"),
        ("ny medarbejder", "everyday"),
        ("børneinterview", "voice_rounds"),
        ("forældrepuls", "voice_rounds"),
    ],
)
def test_everyday_words_find_a_page_and_not_for_who_does_not_come_there(
    leader, member, typed, name
):
    found = [hit.href for hit in guides_that_say(typed, user=leader)]

    assert reverse(name) in found
    assert reverse(name) not in [hit.href for hit in guides_that_say(typed, user=member)]


@pytest.mark.parametrize("name", ["everyday", "voice_rounds"])
def test_who_writes_finds_the_page_in_the_menu_and_from_the_institution(
    client, rf, house, leader, member, name
):
    def menu(person):
        request = rf.get("/")
        request.user, request.resolver_match = person, None
        found = navigation(request)
        return [entry.url for entry in (*found["menu"], *found["more"])]

    client.force_login(leader)
    pages = [house.get_absolute_url(), reverse(name)]

    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert f'href="{reverse(name)}"' in client.get(pages[0]).text.split("<main")[1]
    assert (reverse(name) in menu(leader), reverse(name) in menu(member)) == (True, False)


# --- Reports of tilsyn ------------------------------------------------------------------------


def sent(client, house, **answers):
    return client.post(
        reverse("report_create", args=[house.slug]),
        {"kind": "ordinary", "closed_on": f"{TODAY:%d.%m.%Y}", "report_url": ""} | answers,
    )


@pytest.fixture
def consultant(client):
    load_rules()
    person = MembershipFactory(consultant=True).user
    client.force_login(person)
    return person


def test_who_inspects_registers_a_report(client, house, consultant):
    page = client.get(reverse("inspection_duty", args=[house.slug])).text
    done = sent(client, house, report_url="solsikken.dk/tilsyn")

    assert reverse("report_create", args=[house.slug]) in page
    assert done.status_code == 302
    [report] = Inspection.objects.all()
    assert (report.institution, report.year, report.closed_on) == (house, TODAY.year, TODAY)
    assert report.report_url == "https://solsikken.dk/tilsyn"


def test_a_report_is_of_the_inspection_that_is_known_and_registered_once(client, house, consultant):
    known = InspectionFactory(institution=house, year=TODAY.year, kind="ordinary", closed_on=None)

    first = sent(client, house, report_url="https://solsikken.dk/1")
    again = sent(client, house, report_url="https://solsikken.dk/2")
    ahead = sent(client, house, closed_on=f"{TODAY + datetime.timedelta(days=400):%d.%m.%Y}")

    assert (first.status_code, again.status_code, ahead.status_code) == (302, 422, 422)
    [report] = Inspection.objects.all()
    assert (report.pk, report.closed_on) == (known.pk, TODAY)
    assert report.report_url == "https://solsikken.dk/1"


def test_a_leader_reads_who_registers_reports_and_does_not(client, house, leader):
    load_rules()
    client.force_login(leader)

    assert "dem, der fører tilsyn" in client.get(reverse("inspection_register")).text
    assert sent(client, house).status_code == 404


# --- Reports that are put right ---------------------------------------------------------------


def corrected(client, report, *, sure="yes", **answers):
    told = {"kind": "ordinary", "closed_on": f"{TODAY:%d.%m.%Y}", "reason": "Tastefejl"}
    return client.post(reverse("report_edit", args=[report.pk]), told | {"sure": sure} | answers)


def test_a_day_of_another_year_is_asked_about_once(client, house, consultant):
    report = InspectionFactory(institution=house, year=2026, closed_on="2026-05-11")

    asked = corrected(client, report, sure="", closed_on="11.05.2020")
    report.refresh_from_db()

    assert "Rapporten flyttes fra 2026 til 2020. Er det rigtigt?" in asked.text
    assert 'name="closed_on" value="11.05.2020"' in asked.text
    assert 'name="reason" value="Tastefejl"' in asked.text
    assert report.year == 2026
    assert corrected(client, report, closed_on="11.05.2020").status_code == 302
    report.refresh_from_db()
    assert (report.year, str(report.closed_on)) == (2020, "2020-05-11")
    assert corrected(client, report, sure="", closed_on="12.05.2020").status_code == 302


def test_a_wrong_day_and_kind_of_a_report_are_put_right_and_what_stood_is_kept(
    client, house, consultant
):
    wrong = InspectionFactory(institution=house, year=2024, closed_on="2024-05-11")
    remark = RemarkFactory(institution=house, year=2024)
    BoardToldFactory(institution=house, year=2024)
    page = client.get(reverse("inspection_duty", args=[house.slug])).text

    done = corrected(client, wrong, kind="follow_up", closed_on="11.05.2026")
    after = client.get(reverse("inspection_duty", args=[house.slug])).text
    wrong.refresh_from_db()
    remark.refresh_from_db()

    assert done.status_code == 302
    assert reverse("report_edit", args=[wrong.pk]) in page
    assert (wrong.year, wrong.kind) == (2026, "follow_up")
    assert (remark.year, remark.visit) == (2026, "follow_up")
    assert BoardTold.objects.about(wrong).count() == 1
    assert "Tastefejl" in after
    assert "11. maj 2024" in after


def test_a_report_becomes_no_other_that_is_there_and_says_why_it_changes(client, house, consultant):
    wrong = InspectionFactory(institution=house, year=2024, closed_on="2024-05-11")
    InspectionFactory(institution=house, year=2026, closed_on="2026-05-11")

    assert corrected(client, wrong, closed_on="12.05.2026").status_code == 422
    assert corrected(client, wrong, closed_on="12.05.1926").status_code == 422
    assert corrected(client, wrong, closed_on="12.05.2024", reason="").status_code == 422
    assert not ReportCorrection.objects.exists()


def test_ratings_that_were_read_in_keep_their_report_to_their_year(client, house, consultant):
    batch = Import.objects.create(file_name="tilsyn.csv", sha256="0", size=1, layout="tilsyn")
    read = InspectionFactory(institution=house, year=2024, closed_on="2024-05-11", batch=batch)

    assert corrected(client, read, closed_on="12.05.2026").status_code == 422
    assert corrected(client, read, closed_on="15.01.2025").status_code == 302
    read.refresh_from_db()
    assert (read.year, read.closed_on) == (2024, datetime.date(2025, 1, 15))


# --- What is to be done -----------------------------------------------------------------------


def test_the_page_of_an_indicator_says_who_delivers_its_figures(client):
    cluster = ClusterFactory()
    house = InstitutionFactory(cluster=cluster)
    indicator = IndicatorFactory(source="manual", aggregation="latest")
    people = [
        MembershipFactory(cluster_leader=True, cluster=cluster).user,
        MembershipFactory(board_member=True, institution=house).user,
    ]
    told = []
    for person in people:
        client.force_login(person)
        told.append(client.get(indicator.get_absolute_url()).text)

    assert 'href="#indberet"' in told[0]
    assert 'href="#indberet"' not in told[1]
    assert "Bed dem om det" in told[1]


def test_a_draft_that_is_thrown_away_is_not_said_to_be_discontinued(client, house, leader):
    goal = LocalGoalFactory(institution=house)
    client.force_login(leader)

    told = client.post(
        reverse("local_goal_move", args=[goal.pk, "discontinued"]),
        {"version": goal.version, "sure": "yes"},
        follow=True,
    ).text

    assert "Kladden er smidt væk" in told
    assert "Målet er udgået. " not in told


def test_a_goal_that_nobody_writes_in_any_more_is_offered_no_programme(client, house, leader):
    goal = LocalGoalFactory(institution=house, partly=True)
    MemoFactory(programme__is_draft=False)
    client.force_login(leader)

    assert (
        reverse("local_goal_anchor", args=[goal.pk]) not in client.get(goal.get_absolute_url()).text
    )


def test_a_memo_stands_once_on_an_agenda(client, house, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    memo = MemoFactory(is_draft=False)
    meeting = MeetingFactory(called=True, held_on=TODAY + datetime.timedelta(days=3))
    client.force_login(MembershipFactory(administrator=True).user)
    address = reverse("memo_to_agenda", args=[memo.pk])

    client.post(address, {"meeting": meeting.pk})
    again = client.post(address, {"meeting": meeting.pk})

    assert meeting.items.filter(programme_memo=memo).count() == 1
    assert "står allerede på denne dagsorden" in again.text
