"""Every source of a municipality: what its files say, twice is once, and all can be taken back."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from imports.errors import NotRecognised
from measurements.importing import commit_diff, prepare, undo
from measurements.layouts import LAYOUTS
from measurements.models import AnswerCount, Import, Measurement, Revision, RowBlock, Scale
from strategy.models import LocalGoal
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.files import csv_bytes, sheet, upload

pytestmark = pytest.mark.django_db

CRITERIA = ("Institutionsnummer", "Tilsynsår", "Tema nr", "Kriterium", "Svar")
POSITIONS = ("Grøn position", "Gul position", "Rød position")
TOPI = ("Institutionsnummer", "Runde", "Antal børn vurderet", *POSITIONS, "Heraf med handleplan")
EFFORTS = ("Generel indsats (%)", "Fokuseret indsats (%)", "Særlig indsats (%)")
LANGUAGE = ("Institutionsnummer", "Institution", "År", "Aldersgruppe", "Antal vurderet", *EFFORTS)
TU = (
    *("Arbejdsplads", "Institutionsnummer", "År", "Inviterede", "Besvarelser", "Svarprocent"),
    *("Tema", "Score (1-7)", "Forrige måling", "Organisatorisk benchmark"),
)
SATISFIED = ("Meget utilfreds", "Utilfreds", "Hverken eller", "Tilfreds", "Meget tilfreds")
BTU = (
    *("Kommune", "Dagtilbud", "Institutionsnummer", "År", "Antal besvarelser", "Spørgsmål"),
    *("Gennemsnit (1-5)", *SATISFIED),
)
ASKED = "Hvor tilfreds er du samlet set med dagtilbuddet?"
STAFF = (
    *("Institutionsnummer", "Periode", "Fraværsdagsværk pr. fuldtidsansat"),
    *("Sygefravær i procent", "Personaleomsætning i procent", "Fuldtidsstillinger"),
)
RATIOS = ("Institutionsnummer", "År", "Aldersgruppe", "Børn pr. voksen", "Helårsbørn")
GOALS = (
    *("Institutionsnummer", "Institutionens navn", "Strategisk mål nr", "Lokalt mål"),
    *("Beskrivelse af indsatser", "Hvordan måles effekten", "Hvornår måles effekten", "Status"),
)

#: A file of each source: layout, headings, and a row or two.
FILES = {
    "tilsynskriterier": (
        CRITERIA,
        ("9101", "2026", "1", "Sensitivitet", "af og til"),
        ("9101", "2026", "6", "Børneperspektiv", "i mindre grad"),
    ),
    "tilsynsrapporter": (
        ("Institution", "Rapportdato", "Link til rapport"),
        ("Solsikken", "12.05.2026", "https://example.com/solsikken.pdf"),
    ),
    "topi": (
        TOPI,
        ("9101", "Forår 2026", "80", "64", "12", "4", "9"),
        ("9101", "Efterår 2026", "40", "37", "<5", "<5", "*"),
    ),
    "sprogvurdering": (
        LANGUAGE,
        ("9101", "", "2026", "3-årige", "40", "70,0", "20,0", "10,0"),
        ("9101", "", "2026", "5-årige", "4", "*", "*", "*"),
    ),
    "tu": (
        TU,
        ("Solsikken", "9101", "2025", "30", "24", "80 %", "Nærmeste leder", "6,1", "5,9", "5,8"),
        ("Solsikken", "9101", "2025", "30", "4", "13 %", "Indflydelse", "*", "5,9", "5,8"),
    ),
    "btu": (
        BTU,
        ("X", "", "9101", "2026", "50", ASKED, "4,0", "2 %", "6 %", "12 %", "50 %", "30 %"),
    ),
    "samtaler": (
        ("Institutionsnummer", "Periode", "Samtale", "Planlagte samtaler", "Holdt i procent"),
        ("9101", "Marts 2026", "MUS", "20", "45"),
        ("9101", "Marts 2026", "GRUS", "4", "25"),
    ),
    "personale": (STAFF, ("9101", "2025", "12,5", "5,7 %", "..", "20,4")),
    "normering": (
        RATIOS,
        ("9101", "2025", "0-2 år", "3,1", "30,5"),
        ("9101", "2025", "3-5 år", "6,0", "52,2"),
    ),
    "local_goals": (
        GOALS,
        ("9101", "", "3", "Alle er med", "Legegrupper\nBørnemøder", "TOPI", "15-11-2030", "I gang"),
    ),
}  # fmt: skip
TABLES = (Import, RowBlock, Measurement, AnswerCount, Revision, LocalGoal)


@pytest.fixture(autouse=True)
def sunflower(reference):
    GoalFactory(number=3)
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


def read_in(headers, *rows, by=None):
    return commit_diff(prepare(sheet(headers, *rows)), by=by)


def state():
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def said():
    """Topic, group, period and value of each measurement; None where the source hides it."""
    measurements = Measurement.objects.order_by("topic__number", "group", "period")
    return [
        (one.topic.short_name, one.group, one.period, one.step.label if one.step else one.value)
        for one in measurements.select_related("topic", "step")
    ]


def answers(**which):
    found = AnswerCount.objects.filter(**which).order_by("measurement", "-step__rank")
    return [
        "hidden" if one.is_suppressed else one.share if one.count is None else one.count
        for one in found
    ]


def faults(plan):
    return [(fault.address, fault.message) for fault in plan.errors]


# --- Every source ---------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", FILES)
def test_a_source_is_recognised_by_its_headings(layout):
    plan = prepare(sheet(*FILES[layout]))

    assert (plan.layout.code, plan.errors) == (layout, [])
    assert plan.content.recognised.unused == ()


@pytest.mark.parametrize("layout", FILES)
def test_the_same_file_again_changes_nothing(layout):
    read_in(*FILES[layout])
    before = state()

    again = prepare(sheet(*FILES[layout]))

    assert (again.has_work, again.new_count, again.changed_count) == (False, 0, 0)
    assert again.unchanged_count > 0
    assert commit_diff(again) is None
    assert state() == before


@pytest.mark.parametrize("layout", FILES)
def test_an_import_of_any_source_can_be_taken_back(layout):
    undo(read_in(*FILES[layout]))

    for model in (Measurement, AnswerCount, LocalGoal):
        assert not model.objects.exists()


def test_criteria_are_answered_each_on_its_own_scale():
    read_in(*FILES["tilsynskriterier"])

    assert said() == [
        ("Sensitivitet", "", "2026", "Af og til"),
        ("Børneperspektiv", "", "2026", "I mindre grad"),
    ]


def test_an_answer_of_another_criterions_scale_is_a_fault():
    plan = prepare(sheet(CRITERIA, ("9101", "2026", "1", "Sensitivitet", "i høj grad")))

    ((address, message),) = faults(plan)
    assert address == "E2"
    assert "Altid eller næsten altid, Ofte, Af og til, Sjældent" in message


def test_positions_are_counted_in_rounds():
    read_in(*FILES["topi"])

    assert said() == [
        ("Position", "", "2026-1", Decimal("80.0")),
        ("Position", "", "2026-2", Decimal("92.5")),
        ("Handleplaner", "", "2026-1", Decimal(9)),
        ("Handleplaner", "", "2026-2", None),
    ]
    assert answers(measurement__period="2026-1") == [64, 12, 4]
    assert answers(measurement__period="2026-2") == [37, "hidden", "hidden"]


def test_shares_are_kept_of_each_age_group():
    read_in(*FILES["sprogvurdering"])

    assert said() == [
        ("Samlet", "3-årige", "2026", Decimal("70.0")),
        ("Samlet", "5-årige", "2026", None),
    ]
    assert answers(measurement__group="3-årige") == [Decimal("0.7"), Decimal("0.2"), Decimal("0.1")]
    assert answers(measurement__group="5-årige") == ["hidden"] * 3
    assert list(Measurement.objects.order_by("group").values_list("respondents", flat=True)) == [
        40,
        4,
    ]


def test_counts_and_shares_say_the_same_whichever_the_column_holds():
    headers = tuple(heading.replace("(%)", "(antal)") for heading in LANGUAGE)

    read_in(headers, ("9101", "", "2026", "3-årige", "40", "28", "8", "4"))

    assert said() == [("Samlet", "3-årige", "2026", Decimal("70.0"))]
    assert answers() == [28, 8, 4]


def test_a_survey_of_staff_keeps_how_many_answered():
    read_in(*FILES["tu"])

    assert said() == [
        ("Indflydelse", "", "2025", None),
        ("Nærmeste leder", "", "2025", Decimal("6.1")),
    ]
    assert set(Measurement.objects.values_list("respondents", flat=True)) == {24, 4}


def test_a_survey_of_parents_has_a_mean_and_its_answers():
    read_in(*FILES["btu"])

    assert said() == [("Samlet tilfredshed", "", "2026", Decimal("4.0"))]
    assert answers() == [Decimal(share) for share in ("0.3", "0.5", "0.12", "0.06", "0.02")]


def test_key_figures_have_scales_of_their_own():
    read_in(*FILES["personale"])

    assert said() == [
        ("Sygefravær, dage", "", "2025", Decimal("12.5")),
        ("Sygefravær", "", "2025", Decimal("5.7")),
        ("Stillinger", "", "2025", Decimal("20.4")),
    ]


def test_children_per_adult_are_told_for_each_age_group():
    read_in(*FILES["normering"])

    assert ("Børn pr. voksen", "0-2 år", "2025", Decimal("3.1")) in said()
    assert ("Helårsbørn", "3-5 år", "2025", Decimal("52.2")) in said()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("..", None), ("-", None), ("", None), ("*", "hidden"), ("<5", "hidden"), ("7", Decimal(7))],
)
def test_missing_hidden_and_told_are_three_things(cell, expected):
    read_in(TOPI, ("9101", "Forår 2026", "80", "64", "12", "4", cell))

    found = Measurement.objects.filter(topic__lineage="topi-handleplan").first()
    kind = found and ("hidden" if found.is_suppressed else found.value)
    assert kind == expected


def test_a_figure_of_hidden_respondents_is_hidden_too():
    row = ("Solsikken", "9101", "2025", "30", "<5", "", "Nærmeste leder", "6,1")

    read_in(TU, row)

    measurement = Measurement.objects.get()
    assert (measurement.is_suppressed, measurement.value, measurement.respondents) == (
        True,
        None,
        None,
    )


# --- Which it is ----------------------------------------------------------------------------------


def test_where_two_fit_the_administrator_is_asked():
    headers = ("Institutionsnummer", "År", "Spørgsmål", "Gennemsnit")
    row = ("9101", "2026", "Kantinen", "4,2")

    with pytest.raises(NotRecognised) as refusal:
        prepare(sheet(headers, row))

    assert {layout.code for layout in refusal.value.fitting} == {"tu", "btu"}
    assert "Vælg" in refusal.value.message


@pytest.mark.parametrize(
    ("topic", "layout"), [("Samlet tilfredshed", "btu"), ("Trivsel og motivation", "tu")]
)
def test_where_the_headings_of_two_fit_the_questions_in_the_file_tell(topic, layout):
    headers = ("Institutionsnummer", "År", "Spørgsmål", "Gennemsnit")

    plan = prepare(sheet(headers, ("9101", "2026", topic, "4,2")))

    assert plan.layout.code == layout
    assert plan.is_clean


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        (("Måling", "Spørgsmål", "Antal besvarelser", "I høj grad"), "hører til programmet"),
        (("Institutionsnummer", "Institution", "Institutionstype", "Ejerforhold"), "Institutioner"),
        (("dagtilbudsType", "daginstitutionsNummer", "dagtilbudsNavn"), "under Institutioner"),
        (("Institutionsnummer", "Runde", "Antal børn vurderet"), "en kolonne for hvert svar"),
    ],
)
def test_what_belongs_elsewhere_is_told_where(headers, sentence):
    with pytest.raises(NotRecognised) as refusal:
        prepare(sheet(headers, ["x"] * len(headers)))

    assert sentence in refusal.value.message


def test_every_layout_is_described():
    page = (Path(settings.BASE_DIR) / "docs/imports.md").read_text(encoding="utf-8")

    assert [code for code in LAYOUTS if f"`{code}`" not in page] == []


# --- Faults ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "row", "address", "sentence"),
    [
        (TOPI, ("9101", "Vinter 2026", "80", "64"), "B2", "Skriv den som Forår 2026"),
        (TOPI, ("9101", "Forår", "80", "64"), "B2", "ikke en runde"),
        (TOPI, ("9101", "", "80", "64"), "B2", "Runden mangler"),
        (TOPI, ("9101", "Forår 2026", "80", "81"), "D2", "81 er flere end de 80"),
        (TOPI, ("9101", "Forår 2026", "80", "mange"), "D2", "ikke et tal"),
        (TOPI, ("9101", "Forår 2026", "80", "", "12"), "D2", "Skriv hvor mange"),
        (TOPI, ("9101", "Forår 2026", "", "60", "<5"), "C2", "hvor mange der er i alt"),
        (LANGUAGE, ("9101", "", "2026", "3-årige", "24", "120"), "F2", "fra 0 til 100"),
        (TU, ("", "9101", "2025", "", "9", "", "Kantinen", "6"), "G2", "Trivsel og motivation"),
        (BTU, ("", "", "9101", "2026", "9", "Maden?", "4"), "F2", "lav et måleredskab"),
        (BTU, ("", "", "9101", "2026", "9", ASKED, "6"), "G2", "Skriv et tal fra 1 til 5"),
        (STAFF, ("9101", "2025", "1.012,0"), "C2", "Skriv et tal fra 0 til 366"),
        (GOALS, ("9101", "", "9", "Alle er med"), "C2", "Skriv ét af disse: 3."),
        (GOALS, ("9999", "", "3", "Alle er med"), "A2", "ingen enhed med nummeret 9999"),
        (GOALS, ("9101", "", "3", ""), "D2", "Teksten til det lokale mål mangler"),
        (GOALS, ("9101", "", "3", "Ring til 010190-1234"), "D2", "CPR"),
    ],
)  # fmt: skip
def test_every_fault_names_its_cell_and_what_to_do(headers, row, address, sentence):
    plan = prepare(sheet(headers, row))

    assert [fault.address for fault in plan.errors] == [address]
    assert sentence in plan.errors[0].message


def test_parts_that_do_not_make_the_whole_are_noticed():
    counts = prepare(sheet(TOPI, ("9101", "Forår 2026", "80", "64", "12", "3")))
    shares = prepare(sheet(LANGUAGE, ("9101", "", "2026", "", "40", "70", "20", "20")))

    assert [notice.message for notice in counts.notices] == [
        "Antallene for Solsikken giver tilsammen 79 og ikke 80."
    ]
    assert "giver tilsammen 110 %" in shares.notices[0].message
    assert counts.is_clean
    assert shares.is_clean


# --- Corrections ----------------------------------------------------------------------------------


def test_a_corrected_answer_is_a_change_that_is_shown_and_can_be_taken_back():
    read_in(TOPI, ("9101", "Forår 2026", "80", "64", "12", "4"))
    plan = prepare(sheet(TOPI, ("9101", "Forår 2026", "80", "64", "11", "5")))

    changes = [(change.subject, change.old.text, change.new.text) for change in plan.changes()]
    batch = commit_diff(plan)

    assert changes == [
        ("Position, Gul position", "12", "11"),
        ("Position, Rød position", "4", "5"),
    ]
    assert answers() == [64, 11, 5]
    undo(batch)
    assert answers() == [64, 12, 4]


def test_answers_that_a_file_does_not_tell_stay():
    read_in(*FILES["btu"])

    read_in(BTU[:7], ("X", "", "9101", "2026", "50", ASKED, "4,1"))

    assert said() == [("Samlet tilfredshed", "", "2026", Decimal("4.1"))]
    assert len(answers()) == 5


def test_imports_of_answers_can_be_taken_back_in_any_order():
    row = ("X", "", "9101", "2026", "50", ASKED)
    read_in(BTU, (*row, "4,0", "2 %", "6 %", "12 %", "50 %", "30 %"))
    first = answers()
    mean_only = read_in(BTU[:7], (*row, "4,1"))
    shares = read_in(BTU, (*row, "4,2", "1 %", "6 %", "12 %", "50 %", "31 %"))

    undone = undo(mean_only)
    assert undone.kept
    undo(shares)

    assert said()[0][-1] == Decimal("4.0")
    assert answers() == first


# --- Unusual values -------------------------------------------------------------------------------


@pytest.fixture
def usual():
    read_in(STAFF, ("9101", "2024", "12,5", "5,7 %", "18 %", "20,4"))


def test_ten_times_the_usual_is_asked_about(usual):
    plan = prepare(sheet(STAFF, ("9101", "2025", "125", "0,57", "19 %", "20,4")))

    assert [(warning.address, warning.message) for warning in plan.warnings] == [
        ("C2", "Sygefravær, dage plejer at være omkring 12,5 i Solsikken. Er 125 rigtigt?"),
        ("D2", "Sygefravær plejer at være omkring 5,7 i Solsikken. Er 0,57 rigtigt?"),
    ]
    assert plan.is_clean


@pytest.mark.parametrize(("days", "is_asked"), [("98", True), ("60", False), ("1,5", True)])
def test_a_forgotten_comma_is_asked_about_although_years_differ(usual, days, is_asked):
    plan = prepare(sheet(STAFF, ("9101", "2025", days)))

    assert bool(plan.warnings) == is_asked


def test_counts_may_fall_but_hardly_rise_tenfold():
    read_in(TOPI, ("9101", "Forår 2026", "90", "64", "12", "4", "8"))

    fallen = prepare(sheet(TOPI, ("9101", "Efterår 2026", "90", "64", "12", "4", "1")))
    risen = prepare(sheet(TOPI, ("9101", "Efterår 2026", "90", "64", "12", "4", "80")))

    assert (fallen.warnings, len(risen.warnings)) == ([], 1)


def test_where_an_institution_is_new_others_tell_what_is_usual():
    numbers = ("9102", "9103", "9104")
    for number in numbers:
        InstitutionFactory(number=number)
    read_in(STAFF, *[(number, "2025", "12,5") for number in numbers])

    plan = prepare(sheet(STAFF, ("9101", "2025", "130")))

    assert [warning.address for warning in plan.warnings] == ["C2"]
    assert "de fleste andre steder" in plan.warnings[0].message


def test_scales_too_short_for_ten_times_ask_nothing(usual, django_assert_num_queries):
    file = sheet(*FILES["tu"])
    with django_assert_num_queries(7):
        assert prepare(file).warnings == []


def test_unusual_values_are_ticked_before_they_are_read_in(client, usual, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(UserFactory(administrator=True))
    file = upload(STAFF, ("9101", "2025", "125"))
    page = client.post("/admin/measurements/measurement/import/", {"import_file": file})
    assert "Én værdi ser usædvanlig ud" in page.content.decode()

    refused = client.post(
        "/admin/measurements/measurement/process_import/", {"upload": ticket(page)}
    )
    assert refused.status_code == 422
    assert Import.objects.count() == 1
    client.post(
        "/admin/measurements/measurement/process_import/",
        {"upload": ticket(refused), "accept": "on"},
    )

    assert Import.objects.count() == 2


def ticket(response):
    return re.search(r'name="upload" value="([^"]+)"', response.content.decode())[1]


def test_the_command_tells_of_unusual_values_and_stops_when_asked(usual, tmp_path, capsys):
    path = tmp_path / "personale.csv"
    path.write_bytes(csv_bytes(STAFF, ("9101", "2025", "125")))

    with pytest.raises(CommandError) as error:
        call_command("import_measurements", str(path), "--json", "--stop-at-warnings")
    stopped = json.loads(capsys.readouterr().out)
    call_command("import_measurements", str(path), "--json")
    read = json.loads(capsys.readouterr().out)

    assert error.value.returncode == 1
    assert (stopped["errors"], stopped["import_id"]) == ([], None)
    assert [warning["cell"] for warning in read["warnings"]] == ["C2"]
    assert read["import_id"]


def test_a_wider_scale_lets_a_value_in():
    Scale.objects.filter(code="fravaersdagsvaerk").update(highest=2000)

    assert prepare(sheet(STAFF, ("9101", "2025", "1.012,0"))).is_clean


# --- Local goals ----------------------------------------------------------------------------------


def test_a_local_goal_is_read_in_as_a_draft_of_the_administrators():
    person = UserFactory(administrator=True)

    batch = read_in(*FILES["local_goals"], by=person)

    goal = LocalGoal.objects.get()
    assert (goal.status, goal.institution.name, goal.goal.number) == (
        LocalGoalStatus.DRAFT,
        "Solsikken",
        3,
    )
    assert (goal.text, goal.how, str(goal.measured_on)) == ("Alle er med", "TOPI", "2030-11-15")
    assert goal.efforts_text == "Legegrupper\nBørnemøder"
    assert (goal.created_by, batch.new_count) == (person, 1)
    assert not goal.status_updates.exists()
    assert dict(batch.rows[0].cells)["Status"] == "I gang"


def test_a_time_in_words_stays_in_words():
    read_in(GOALS, ("9101", "", "3", "Alle er med", "", "", "Hvert forår"))

    goal = LocalGoal.objects.get()
    assert (goal.measured_on, goal.when_text) == (None, "Hvert forår")


def test_a_local_goal_that_is_there_is_left_as_it_is():
    read_in(*FILES["local_goals"])

    plan = prepare(sheet(GOALS, ("9101", "", "3", "alle er med!", "Noget andet")))

    assert (plan.has_work, plan.unchanged_count) == (False, 1)


def test_a_local_goal_is_only_for_a_goal_of_the_municipality():
    GoalFactory(number=7, strategy__vision=True, strategy__cluster=ClusterFactory())

    plan = prepare(sheet(GOALS, ("9101", "", "7", "Alle er med")))

    assert [fault.address for fault in plan.errors] == ["C2"]


def test_a_local_goal_that_somebody_has_worked_with_is_kept():
    batch = read_in(*FILES["local_goals"])
    goal = LocalGoal.objects.get()
    goal.write(by=UserFactory(), efforts=["Legegrupper"])

    undone = undo(batch)

    assert undone.kept == ("Alle er med, Solsikken",)
    assert LocalGoal.objects.get() == goal


# --- A row as it stood ----------------------------------------------------------------------------


def row_page(client, person, batch):
    client.force_login(person)
    address = reverse("imported_row", args=[batch.pk, 2])
    return client.get(address).content.decode()


def test_boards_do_not_see_the_rows_of_sources_that_count_people(client, sunflower):
    batch = read_in(TOPI, ("9101", "Forår 2026", "80", "64", "12", "4", "9"))
    board = MembershipFactory(board_member=True, institution=sunflower).user
    leader = MembershipFactory(leader=True, institution=sunflower).user

    assert "få svar kunne ses" in row_page(client, board, batch)
    assert ">64<" not in row_page(client, board, batch)
    assert ">64<" in row_page(client, leader, batch)


def test_nobody_but_administrators_sees_a_row_in_which_few_answered(client, sunflower):
    batch = read_in(TOPI, ("9101", "Forår 2026", "80", "68", "11", "1"))
    leader = MembershipFactory(leader=True, institution=sunflower).user

    assert ">68<" not in row_page(client, leader, batch)
    assert ">68<" in row_page(client, UserFactory(administrator=True), batch)


@pytest.mark.parametrize("everybody", ["Alle", "I alt", "Samlet", ""])
def test_a_row_for_all_children_is_not_shown_when_it_tells_of_an_age_group(
    client, sunflower, everybody
):
    whole = ("9101", "Solsikken", "2026", everybody, "44", "79,5", "11,4", "9,1")
    five = ("9101", "Solsikken", "2026", "5-årige", "20", "95,0", "0,0", "5,0")
    leader = MembershipFactory(leader=True, institution=sunflower).user

    batch = read_in(LANGUAGE, whole, five)

    assert set(Measurement.objects.values_list("group", flat=True)) == {"", "5-årige"}
    assert "79,5" not in row_page(client, leader, batch)
    assert "79,5" in row_page(client, UserFactory(administrator=True), batch)


@pytest.mark.parametrize(("children", "is_asked"), [("31", True), ("30", False)])
def test_beyond_an_end_that_is_only_usual_is_asked_about(children, is_asked):
    headers = RATIOS
    row = ["9101", "2025", "0-2 år", children]

    plan = prepare(sheet(headers, tuple(row)))

    assert plan.is_clean
    assert bool(plan.warnings) == is_asked


def test_beyond_all_days_of_a_year_is_an_error():
    plan = prepare(sheet(STAFF, ("9101", "2025", "1.012,0")))

    assert [fault.address for fault in plan.errors] == ["C2"]


def test_below_nought_is_an_error_whatever_the_other_end_is():
    headers = RATIOS

    plan = prepare(sheet(headers, ("9101", "2025", "0-2 år", "-1")))

    assert "som slutter ved 0" in plan.errors[0].message
