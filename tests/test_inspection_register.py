"""The register of tilsyn: when the next report is due, by a computation of its own as well."""

import datetime
import random

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from duties.due import DueState, ReportDay, report_day, state_of
from duties.models import BoardTold, Remark, RuleEdition
from duties.register import InspectionRegister
from duties.rules import FOLLOW_UP_REPORT, load_rules
from files.spreadsheets import read as read_spreadsheet
from institutions.models import Institution, Placement
from lifecycle import NotAllowed
from measurements.importing import commit_diff, prepare
from measurements.models import Inspection
from measurements.reference import load_reference
from tests.factories import (
    AreaFactory,
    BoardFactory,
    ClusterFactory,
    InspectionFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.duties import BoardToldFactory, RemarkFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 28)

#: By hand: the day of a report → the day the next is due.
BY_HAND = {
    "2024-02-29": "2026-02-28",
    "2024-02-28": "2026-02-28",
    "2022-02-28": "2024-02-28",
    "2026-02-28": "2028-02-28",
    "2028-02-29": "2030-02-28",
    "2024-12-31": "2026-12-31",
    "2025-01-01": "2027-01-01",
    "2024-08-31": "2026-08-31",
}


@pytest.fixture(autouse=True)
def rules():
    load_rules()


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


def register(user, on=DAY, **only):
    return InspectionRegister.build(user=user, on=on, **only)


def the_row(user, on=DAY):
    (row,) = register(user, on).rows
    return row


@pytest.mark.parametrize("closed", BY_HAND)
def test_a_report_is_due_on_the_day_that_stands_in_the_table(administrator, closed):
    InspectionFactory(year=int(closed[:4]), closed_on=closed)

    assert the_row(administrator, datetime.date(2029, 1, 1)).due_on.isoformat() == BY_HAND[closed]


def test_five_hundred_places_are_due_when_another_computation_says(administrator):
    """Reports on all sorts of days; the clock stands on odd days, too."""
    chance = random.Random(17)
    first = datetime.date(2019, 1, 1)
    area = AreaFactory()
    places = Institution.objects.bulk_create(
        Institution(name=f"Enhed {number}", slug=f"enhed-{number}", kind="integrated", area=area)
        for number in range(500)
    )
    days = {}
    visits = []
    for place in places:
        leap = datetime.date(chance.choice([2020, 2024]), 2, 29)
        told = {leap, *(first + datetime.timedelta(chance.randrange(2900)) for _ in range(2))}
        chosen = chance.sample(sorted(told), chance.randrange(len(told) + 1))
        days[place.pk] = {day.year: day for day in chosen}.values()
        visits += [
            Inspection(institution=place, year=day.year, closed_on=day) for day in days[place.pk]
        ]
    Inspection.objects.bulk_create(visits)

    for on in [datetime.date(*day) for day in [(2024, 2, 29), (2026, 2, 28), (2026, 11, 28)]]:
        half_a_year = on + relativedelta(months=6)
        found = {
            row.institution.pk: (row.due_on, row.state) for row in register(administrator, on).rows
        }

        assert len(found) == 500
        for pk, reported in days.items():
            there = [day for day in reported if day <= on]
            due = max(there) + relativedelta(years=2) if there else None
            state = (
                "unknown"
                if due is None
                else "overdue"
                if on > due
                else "soon"
                if due <= half_a_year
                else "later"
            )
            assert found[pk] == (due, state), (on, reported)
        assert len({state for _due, state in found.values()}) > 2


@pytest.mark.parametrize(
    ("moved_to", "state"),
    [
        ("2026-05-27", DueState.LATER),
        ("2026-05-28", DueState.SOON),
        ("2026-11-28", DueState.SOON),
        ("2026-11-29", DueState.OVERDUE),
    ],
)
def test_what_is_due_follows_the_clock(client, administrator, moved_to, state):
    InspectionFactory(year=2024, closed_on="2024-11-28")

    with time_machine.travel(f"{moved_to}T12:00+01:00", tick=False):
        assert the_row(administrator, timezone.localdate()).state == state
        client.force_login(administrator)
        assert client.get("/tilsyn/").status_code == 200


@pytest.fixture
def followed_up():
    """A report, a visit that followed it up, and an inspection that is closed in a month."""
    place = InstitutionFactory()
    InspectionFactory(institution=place, year=2024, closed_on="2024-06-03")
    InspectionFactory(institution=place, year=2026, kind="follow_up", closed_on="2026-05-05")
    InspectionFactory(institution=place, year=2026, closed_on="2026-12-24")
    return place


def test_a_visit_that_follows_up_is_the_last_and_the_next_is_counted_from_what_it_follows(
    client, administrator, followed_up
):
    row = the_row(administrator)
    client.force_login(administrator)

    assert row.reported_on == datetime.date(2026, 5, 5)
    assert (row.counted_on, row.due_on) == (datetime.date(2024, 6, 3), datetime.date(2026, 6, 3))
    assert row.state == DueState.OVERDUE
    assert "regnes fra ordinært tilsyn den 03.06.2024" in client.get("/tilsyn/").text
    assert "Regnes fra ordinært tilsyn den 3. juni 2024" in client.get(row.href).text


def test_a_municipality_may_count_from_what_follows_up(administrator, followed_up):
    RuleEdition.objects.filter(rule__code=FOLLOW_UP_REPORT).update(value=12)

    row = the_row(administrator)

    assert (row.counted_on, row.due_on) == (datetime.date(2026, 5, 5), datetime.date(2027, 5, 5))
    assert row.state == DueState.SOON
    assert not row.is_followed_up


def test_a_report_of_a_year_alone_counts_from_its_first_day_and_says_so(administrator):
    InspectionFactory(year=2025)

    row = the_row(administrator)

    assert row.due_on == datetime.date(2027, 1, 1)
    assert not row.is_day_known
    assert report_day(Inspection(year=2025, discussed_on=DAY)) == ReportDay(DAY, is_known=True)


def test_who_has_had_no_report_is_never_said_to_be_in_time(administrator):
    InstitutionFactory(name="Ukendt", opened_on=None)
    InstitutionFactory(name="Ny", opened_on="2026-08-01")

    rows = {row.institution.name: row for row in register(administrator).rows}

    assert rows["Ukendt"].state == DueState.UNKNOWN
    assert rows["Ny"].due_on == datetime.date(2028, 8, 1)
    assert "Alle enheder" not in register(administrator).heading


def test_a_school_and_a_closed_place_are_not_in_the_register(administrator):
    InstitutionFactory(kind="school")
    InstitutionFactory(closed_on="2026-10-31")

    assert register(administrator).rows == ()


def test_a_place_that_moves_takes_its_report_along(administrator):
    old, new = ClusterFactory(name="Gammel"), ClusterFactory(name="Ny")
    place = InstitutionFactory(cluster=old)
    InspectionFactory(institution=place, year=2025, closed_on="2025-03-03")
    Placement.objects.filter(institution=place).update(to_on="2026-06-30")
    Placement.objects.create(institution=place, cluster=new, from_on="2026-07-01")

    assert str(the_row(administrator, datetime.date(2026, 6, 30)).cluster) == "Gammel"
    assert str(the_row(administrator).cluster) == "Ny"
    assert the_row(administrator).due_on == datetime.date(2027, 3, 3)


def test_the_register_takes_as_many_queries_for_one_place_as_for_many(
    administrator, django_assert_num_queries
):
    for _ in range(6):
        place = InstitutionFactory(cluster=ClusterFactory())
        InspectionFactory(institution=place, year=2025, closed_on="2025-03-03")
        RemarkFactory(institution=place)
        BoardToldFactory(institution=place, year=2025)
    register(administrator)

    with django_assert_num_queries(8):
        page = register(administrator)
        assert (len(page.clusters), page.figures["remarks"]) == (6, 6)


def test_the_file_of_tilsyn_fills_the_register_with_its_days_and_links(administrator):
    """The file of tilsyn that is read in already: no other list is typed in."""
    load_reference()
    place = InstitutionFactory()
    place.identifiers.create(kind="local", value="9101")
    text = (
        "Institutionsnummer;Tilsynsår;Tilsynstype;Tilsyn afsluttet;Evalueringskultur;"
        "Link til rapport\r\n"
        "9101;2025;Light-tilsyn;11-04-2025;;https://example.com/9101.pdf\r\n"
    )
    plan = prepare(read_spreadsheet(text.encode("utf-8-sig"), name="tilsyn.csv"))

    assert commit_diff(plan, by=administrator) is not None

    row = the_row(administrator)
    assert row.due_on == datetime.date(2027, 4, 11)
    assert row.inspection.report_url == "https://example.com/9101.pdf"


# --- The board -----------------------------------------------------------------------------------


def _informed(*, kind="parent_board", **meeting):
    cluster = ClusterFactory()
    visit = InspectionFactory(
        institution=InstitutionFactory(cluster=cluster), year=2026, closed_on="2026-04-10"
    )
    item = AgendaItemFactory(
        meeting=MeetingFactory(board=BoardFactory(cluster=cluster, kind=kind), **meeting)
    )
    item.inspections.add(visit)
    return item


def test_a_board_is_informed_at_the_first_meeting_that_was_held_about_the_report(administrator):
    _informed(held=True, held_on=datetime.date(2026, 6, 16))

    assert the_row(administrator).told_on == datetime.date(2026, 6, 16)
    assert the_row(administrator, datetime.date(2026, 6, 15)).is_untold


def test_neither_an_agenda_nor_a_confidential_item_nor_a_committee_informs(administrator):
    _informed(called=True)
    item = _informed(held=True)
    item.is_confidential = True
    item.save()
    _informed(held=True, kind="leadership_team")

    assert register(administrator).figures["boards_untold"] == 3


@pytest.mark.parametrize("late", ["told_on", "answered_on"])
def test_a_board_is_not_informed_and_does_not_answer_on_a_day_ahead(client, administrator, late):
    visit = InspectionFactory(year=2026, closed_on="2026-04-10")
    client.force_login(administrator)
    days = {"told_on": "27.11.2026", "answered_on": "28.11.2026"}
    address = f"/tilsyn/{visit.pk}/bestyrelsen/"

    with time_machine.travel(DAY, tick=False):
        refused = client.post(address, {**days, "answered_on": "", late: "29.11.2026"})
        assert refused.status_code == 200
        assert list(refused.context["form"].errors) == [late]
        assert not BoardTold.objects.exists()
        assert client.post(address, days).status_code == 302


def test_a_chair_notes_what_the_board_answered(client):
    cluster = ClusterFactory()
    place = InstitutionFactory(cluster=cluster)
    visit = InspectionFactory(institution=place, year=2026, closed_on="2026-04-10")
    chair = MembershipFactory(chair=True, cluster=cluster).user
    client.force_login(chair)

    early = client.post(
        f"/tilsyn/{visit.pk}/bestyrelsen/",
        {"told_on": "01.06.2026", "answered_on": "31.05.2026", "answer": "Vi er enige"},
    )
    assert early.status_code == 200
    assert not BoardTold.objects.exists()
    client.post(
        f"/tilsyn/{visit.pk}/bestyrelsen/",
        {"told_on": "01.06.2026", "answered_on": "08.06.2026", "answer": "Vi er enige"},
    )

    row = the_row(chair)
    assert (row.told_on.isoformat(), row.answer) == ("2026-06-01", "Vi er enige")
    assert "Vi er enige" in client.get(row.href).content.decode()


# --- Remarks -------------------------------------------------------------------------------------


def test_a_remark_is_followed_to_its_end_with_all_that_was_done(client):
    place = InstitutionFactory(cluster=ClusterFactory())
    visit = InspectionFactory(institution=place, year=2026, closed_on="2026-04-10")
    leader = MembershipFactory(leader=True, institution=place).user
    supervisor = MembershipFactory(consultant=True).user
    client.force_login(supervisor)
    client.post(
        f"/tilsyn/{visit.pk}/bemaerkninger/ny/",
        {"kind": "order", "text": "Sæt lås på lågen", "person": leader.pk},
    )
    remark = Remark.objects.get()
    # an order without a day gets one, by the rule
    assert (remark.due_on - timezone.localdate()).days == 14
    assert remark.responsible == str(leader)

    def move(user, name, comment=""):
        client.force_login(user)
        remark.refresh_from_db()
        client.post(
            f"/tilsyn/bemaerkninger/{remark.pk}/skift/{name}/",
            {"sure": "yes", "version": remark.version, "comment": comment},
        )
        remark.refresh_from_db()
        return remark.stage

    assert move(leader, "begin") == "under_way"
    assert move(leader, "report") == "under_way"  # it does not say what was done
    assert move(leader, "close", "Færdig") == "under_way"  # that is the municipality's
    assert move(leader, "report", "Ny lås") == "reported"
    assert move(supervisor, "return", "Den binder") == "under_way"
    assert move(leader, "report", "Lås og hængsler") == "reported"
    assert move(supervisor, "close", "Set på stedet") == "closed"
    assert [step.comment for step in remark.steps.all()] == [
        "",
        "Ny lås",
        "Den binder",
        "Lås og hængsler",
        "Set på stedet",
    ]
    assert register(supervisor).figures["remarks"] == 0
    page = client.get(remark.get_absolute_url()).content.decode()
    assert "Lås og hængsler" in page
    assert page.index("Set på stedet") < page.index('id="det-goer-vi"')
    assert page.rindex("Set på stedet") < page.rindex("Ny lås")
    # at its end nobody writes in it
    client.post(f"/tilsyn/bemaerkninger/{remark.pk}/ret/", {"kind": "order", "text": "Andet"})
    remark.refresh_from_db()
    assert remark.text == "Sæt lås på lågen"


def test_of_two_who_write_in_a_remark_nobody_takes_the_words_or_the_state_of_the_other(client):
    remark = RemarkFactory()
    supervisor = MembershipFactory(administrator=True).user
    leader = MembershipFactory(leader=True, institution=remark.institution).user
    client.force_login(supervisor)
    page = f"/tilsyn/bemaerkninger/{remark.pk}/ret/"
    told = {"kind": remark.kind, "responsible": "Leder", "version": remark.version}
    Remark.objects.get(pk=remark.pk).transition("begin", by=leader, checks=True)

    late = client.post(page, told | {"text": "Et hegn"})

    assert "er ændret, siden du åbnede" in late.content.decode()
    assert "Et hegn" in late.content.decode()
    kept = Remark.objects.get(pk=remark.pk)
    assert (kept.text, kept.stage) == (remark.text, "under_way")
    client.post(page, told | {"text": "Et hegn", "version": kept.version})
    kept.refresh_from_db()
    assert (kept.text, kept.stage) == ("Et hegn", "under_way")
    client.post(page, told | {"text": "En port", "version": kept.version - 1})
    kept.refresh_from_db()
    assert kept.text == "Et hegn"


def test_a_leader_does_not_close_what_the_municipality_asks():
    remark = RemarkFactory()
    leader = MembershipFactory(leader=True, institution=remark.institution).user

    with pytest.raises(NotAllowed):
        remark.transition("close", by=leader, checks=True, comment="Færdig")


def test_a_remark_is_overdue_after_its_day_but_not_while_it_waits_for_the_municipality():
    remark = RemarkFactory(due_on=DAY)
    tomorrow = DAY + datetime.timedelta(1)

    assert not remark.is_overdue(DAY)
    assert remark.is_overdue(tomorrow)
    assert not RemarkFactory(due_on=DAY, stage="reported").is_overdue(tomorrow)


def test_what_was_noted_stays_when_the_file_of_inspections_is_taken_back(administrator):
    visit = InspectionFactory(year=2026, closed_on="2026-04-10")
    remark = RemarkFactory(institution=visit.institution)
    BoardToldFactory(institution=visit.institution)
    visit.delete()

    InspectionFactory(institution=remark.institution, year=2026, closed_on="2026-04-10")

    row = the_row(administrator)
    assert (row.open, row.told_on.isoformat()) == (1, "2026-06-01")


# --- Rules ---------------------------------------------------------------------------------------


def test_a_new_rule_from_2027_leaves_what_was_reported_before_as_it_was(administrator):
    place = InstitutionFactory()
    InspectionFactory(institution=place, year=2026, closed_on="2026-12-31")
    new_year = datetime.date(2027, 1, 1)
    before = [row.due_on for row in register(administrator, new_year).rows]
    edition = RuleEdition.objects.get(rule__code="tilsynsrapport")
    edition.to_on = datetime.date(2026, 12, 31)
    edition.full_clean()
    edition.save()
    changed = RuleEdition(
        rule=edition.rule, value=12, text="Hvert år", source="Ny lov", from_on=new_year
    )
    changed.full_clean()
    changed.save()

    assert [row.due_on for row in register(administrator, new_year).rows] == before
    assert before == [datetime.date(2028, 12, 31)]
    InspectionFactory(institution=place, year=2027, closed_on="2027-01-01")
    assert the_row(administrator, new_year).due_on == datetime.date(2028, 1, 1)


def test_without_a_rule_no_date_is_invented(administrator):
    InspectionFactory(year=2020, closed_on="2020-01-01")
    RuleEdition.objects.all().delete()

    row = the_row(administrator)

    assert (row.due_on, row.state) == (None, DueState.UNKNOWN)
    assert state_of(None, on=DAY) == DueState.UNKNOWN


def test_every_rule_says_where_it_stands_and_what_is_no_law_says_that(client, administrator):
    client.force_login(administrator)

    page = client.get("/regler/").content.decode()

    for edition in RuleEdition.objects.all():
        assert edition.source in page
        assert edition.checked_on
    local = RuleEdition.objects.filter(is_local=True).values_list("rule__code", flat=True)
    assert sorted(local) == [
        "evaluering-laeringsmiljoe",
        "paabud-opfoelgning",
        "politisk-droeftelse",
        "tilsynsrapport-opfoelgende",
    ]
    assert "Dagtilbudsloven § 5" in page
    # repealed on 1 January 2025: nowhere a demand of law, and told of only where that is said
    told = RuleEdition.objects.get(rule__code="evaluering-laeringsmiljoe").text
    assert "blev ophævet den 1. januar 2025" in told
    assert told in page
    assert "læreplan" not in page.replace(told, "")


def test_rules_that_a_municipality_has_changed_are_left_as_they_are():
    RuleEdition.objects.filter(rule__code="paabud-opfoelgning").update(value=21)

    assert load_rules() == {"rules": 0, "questions of evaluations": 0}
    assert RuleEdition.objects.get(rule__code="paabud-opfoelgning").value == 21


def test_a_leader_changes_who_follows_up_and_not_what_is_asked(client):
    remark = RemarkFactory()
    client.force_login(MembershipFactory(leader=True, institution=remark.institution).user)

    client.post(
        f"/tilsyn/bemaerkninger/{remark.pk}/ret/",
        {
            "version": 1,
            "kind": "remark",
            "text": "Der er ro nok.",
            "responsible": "Stuelederen",
            "due_on": "2030-01-01",
        },
    )

    remark.refresh_from_db()
    assert remark.responsible == "Stuelederen"
    assert (remark.text, remark.due_on) == ("Skab ro i garderoben", None)


def test_of_two_who_note_what_a_board_was_told_the_second_is_told_so(client, administrator):
    visit = InspectionFactory(year=2026)
    client.force_login(administrator)
    address = f"/tilsyn/{visit.pk}/bestyrelsen/"
    noted = {"told_on": "2026-06-01", "answer": "Tak.", "answered_on": "", "version": ""}
    assert client.post(address, noted).status_code == 302

    assert client.post(address, {**noted, "answer": "Nej tak."}).status_code == 200

    assert BoardTold.objects.get().answer == "Tak."


@pytest.mark.parametrize(
    ("told", "answered", "wrong"),
    [
        ("2026-05-31", "", {"told_on"}),
        ("2026-06-01", "", set()),
        ("2026-06-02", "2026-06-01", {"answered_on"}),
    ],
)
def test_a_board_is_informed_of_a_report_that_is_there(
    client, administrator, told, answered, wrong
):
    visit = InspectionFactory(year=2026, closed_on="2026-06-01")
    client.force_login(administrator)
    noted = {"told_on": told, "answer": "Tak.", "answered_on": answered, "version": ""}

    answer = client.post(f"/tilsyn/{visit.pk}/bestyrelsen/", noted)

    assert set(answer.context["form"].errors if answer.context else ()) == wrong
    assert BoardTold.objects.exists() is not bool(wrong)


def test_what_a_report_asks_for_is_not_due_before_the_report(client, administrator):
    today = timezone.localdate()
    reported_on = today + datetime.timedelta(days=10)  # what is due lies ahead in any case
    visit = InspectionFactory(year=reported_on.year, closed_on=reported_on)
    remark = RemarkFactory(institution=visit.institution, year=visit.year, visit=visit.kind)
    client.force_login(administrator)
    address = f"/tilsyn/bemaerkninger/{remark.pk}/ret/"
    asked = {"version": 1, "kind": "remark", "text": "Ro.", "responsible": "Lederen"}

    refused = client.post(address, {**asked, "due_on": reported_on - datetime.timedelta(days=1)})

    assert refused.context["form"].errors.keys() == {"due_on"}
    assert client.post(address, {**asked, "due_on": reported_on}).status_code == 302


def test_a_report_is_not_older_than_the_visit_nor_newer_than_what_the_board_was_told(
    client, administrator
):
    visit = InspectionFactory(
        year=2026, kind="ordinary", observed_on="2026-03-01", closed_on=None, report_url=""
    )
    BoardToldFactory(
        institution=visit.institution, year=2026, visit="ordinary", told_on="2026-05-01"
    )
    client.force_login(administrator)
    address = reverse("report_create", args=[visit.institution.slug])

    for day, is_right in (("2026-02-28", 0), ("2026-05-02", 0), ("2026-04-01", 1)):
        answer = client.post(address, {"kind": "ordinary", "closed_on": day, "report_url": ""})
        assert answer.status_code == (302 if is_right else 422), day


def test_the_page_of_a_closed_place_stays(client, administrator):
    closed = InstitutionFactory(closed_on="2020-10-31")
    client.force_login(administrator)

    assert client.get(f"/tilsyn/enheder/{closed.slug}/").status_code == 200
