"""Reading lists of institutions in: found by number, moved with their history, all or nothing."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from files.spreadsheets import Sheet, read
from imports.errors import DataChanged, NotRecognised
from institutions.importing import commit_list
from institutions.models import Area, Cluster, Identifier, Institution, InstitutionImport, Placement
from tests.factories import (
    AreaFactory,
    ClusterFactory,
    IdentifierFactory,
    InstitutionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)
HEADINGS = (
    "Institutionsnummer;EnhedsNummer (STIL);P-nummer;Institution;Institutionstype;Ejerforhold;"
    "Område;Klynge;Gyldig fra;Gyldig til"
)
SOLSIKKEN = (
    "9101;G99101;1099009101;Solsikken;Aldersintegreret institution (Vuggestue og Børnehave);"
    "Kommunal;Område Vest;Klynge Fyrtårnet;01-08-2016;"
)
EGERNET = (
    "9201;G99201;1099009201;Egernet;Vuggestue;Kommunal;Område Vest;Klynge Kompasset;01-08-2016;"
)
HIMMELBLAA = (
    "9401;G99401;1099009401;Himmelblå;Børnehave;Selvejende;Område Øst;;01-08-2016;31-12-2025"
)
LIST = [SOLSIKKEN, EGERNET, HIMMELBLAA]


def sheet(*rows: str, headings: str = HEADINGS) -> Sheet:
    content = "\r\n".join([headings, *rows, ""]).encode("utf-8-sig")
    return read(content, name="enheder.csv")


def enter(*rows: str, headings: str = HEADINGS, **options):
    return commit_list(sheet(*rows, headings=headings), today=TODAY, **options)


def counts(outcome) -> tuple[int, int, int]:
    return outcome.new_count, outcome.changed_count, outcome.unchanged_count


def placements(name: str) -> list[tuple]:
    return [
        (placement.cluster.slug, str(placement.from_on), str(placement.to_on or ""))
        for placement in Placement.objects.filter(institution__name=name).order_by("from_on")
    ]


def test_a_list_makes_areas_clusters_and_institutions_with_their_numbers():
    outcome = enter(*LIST)

    assert counts(outcome) == (3, 0, 0)
    assert [area.slug for area in Area.objects.order_by("slug")] == ["omraade-oest", "omraade-vest"]
    assert {cluster.slug for cluster in Cluster.objects.all()} == {"fyrtaarnet", "kompasset"}
    solsikken = Institution.objects.get(slug="solsikken")
    assert (solsikken.kind, solsikken.ownership) == ("integrated", "municipal")
    assert solsikken.opened_on == datetime.date(2016, 8, 1)
    assert dict(solsikken.identifiers.values_list("kind", "value")) == {
        "local": "9101",
        "stil": "G99101",
        "production": "1099009101",
    }
    assert placements("Solsikken") == [("fyrtaarnet", "2016-08-01", "")]
    himmelblaa = Institution.objects.get(slug="himmelblaa")
    assert (himmelblaa.ownership, himmelblaa.area.name) == ("independent", "Område Øst")
    assert himmelblaa.closed_on == datetime.date(2025, 12, 31)
    assert placements("Himmelblå") == []


def test_the_same_list_again_changes_nothing():
    enter(*LIST)

    outcome = enter(*LIST)

    assert counts(outcome) == (0, 0, 3)
    assert outcome.changes == []
    assert Institution.history.count() == 3


def test_a_dry_run_tells_the_same_and_leaves_everything_as_it_was():
    outcome = enter(*LIST, dry_run=True)

    assert counts(outcome) == (3, 0, 0)
    assert outcome.arrivals == ["Solsikken", "Egernet", "Himmelblå"]
    assert not Institution.objects.exists()
    assert not Area.objects.exists()
    assert not Institution.history.exists()


def test_a_unit_that_moves_leaves_its_cluster_the_day_before():
    enter(*LIST)
    moved = EGERNET.replace("Klynge Kompasset;01-08-2016", "Klynge Fyrtårnet;01-09-2026")

    outcome = enter(SOLSIKKEN, moved, HIMMELBLAA)

    assert (outcome.changed_count, outcome.moved) == (1, 1)
    assert placements("Egernet") == [
        ("kompasset", "2016-08-01", "2026-08-31"),
        ("fyrtaarnet", "2026-09-01", ""),
    ]
    assert Institution.objects.get(name="Egernet").opened_on == datetime.date(2016, 8, 1)
    assert counts(enter(SOLSIKKEN, moved, HIMMELBLAA)) == (0, 0, 3)


def test_a_move_without_a_new_date_happens_today():
    enter(*LIST)

    enter(EGERNET.replace("Klynge Kompasset", "Klynge Fyrtårnet"))

    assert placements("Egernet") == [
        ("kompasset", "2016-08-01", "2026-11-22"),
        ("fyrtaarnet", "2026-11-23", ""),
    ]


def test_a_move_told_ahead_of_time_is_told_once():
    enter(*LIST)
    moved = EGERNET.replace("Klynge Kompasset;01-08-2016", "Klynge Fyrtårnet;01-01-2027")

    enter(moved)

    assert counts(enter(moved)) == (0, 0, 1)
    assert placements("Egernet") == [
        ("kompasset", "2016-08-01", "2026-12-31"),
        ("fyrtaarnet", "2027-01-01", ""),
    ]


def test_a_move_taken_back_the_same_day_leaves_no_trace():
    enter(*LIST)
    enter(EGERNET.replace("Klynge Kompasset", "Klynge Fyrtårnet"))

    enter(EGERNET.replace("Klynge Kompasset", "Klynge Sekstanten"))

    assert placements("Egernet") == [
        ("kompasset", "2016-08-01", "2026-11-22"),
        ("sekstanten", "2026-11-23", ""),
    ]


def test_an_empty_cluster_means_outside_clusters_and_a_missing_column_means_nothing():
    enter(*LIST)
    enter("9201;Egernet", headings="Institutionsnummer;Institution")
    assert placements("Egernet") == [("kompasset", "2016-08-01", "")]

    enter("9201;Egernet;", headings="Institutionsnummer;Institution;Klynge")

    assert placements("Egernet") == [("kompasset", "2016-08-01", "2026-11-22")]


def test_a_closure_ends_the_placement_too():
    enter(*LIST)

    outcome = enter(SOLSIKKEN + "31-07-2026")

    assert (outcome.changed_count, outcome.closed) == (1, 1)
    assert placements("Solsikken") == [("fyrtaarnet", "2016-08-01", "2026-07-31")]
    assert counts(enter(SOLSIKKEN + "31-07-2026")) == (0, 0, 1)


def test_a_new_name_keeps_the_address_and_the_history():
    enter(*LIST)

    outcome = enter(SOLSIKKEN.replace("Solsikken", "Solstrålen"))

    institution = Institution.objects.get(name="Solstrålen")
    assert institution.slug == "solsikken"
    assert [(change.before, change.after) for change in outcome.changes] == [
        ("Solsikken", "Solstrålen")
    ]
    assert list(institution.history.values_list("name", flat=True)) == ["Solstrålen", "Solsikken"]


def test_a_new_number_ends_the_one_before():
    enter(*LIST)

    enter(SOLSIKKEN.replace("G99101", "G77777"))

    numbers = Identifier.objects.filter(kind="stil", institution__slug="solsikken")
    assert [(n.value, n.holds_on(TODAY)) for n in numbers.order_by("value")] == [
        ("G77777", True),
        ("G99101", False),
    ]


def test_any_of_its_numbers_finds_an_institution():
    enter(*LIST)

    outcome = enter("g99101;Solsikken", headings="EnhedsNummer (STIL);Institution")

    assert counts(outcome) == (0, 0, 1)


def test_a_name_alone_finds_nobody():
    ClusterFactory()
    InstitutionFactory(name="Solsikken", slug="solsikken", number="1")

    outcome = enter(SOLSIKKEN)

    assert outcome.new_count == 1
    assert set(Institution.objects.values_list("slug", flat=True)) == {"solsikken", "solsikken-2"}


# --- What is refused ----------------------------------------------------------------------------


def fault(outcome) -> tuple[str, str, str]:
    [only] = outcome.errors
    return only.address, only.column, only.message


def test_one_fault_keeps_the_whole_file_out():
    outcome = enter(SOLSIKKEN, EGERNET.replace("Vuggestue", "Slot"), HIMMELBLAA)

    assert not Institution.objects.exists()
    assert not outcome.is_saved
    address, column, message = fault(outcome)
    assert (address, column) == ("E3", "Institutionstype")
    assert "»Slot«" in message


def test_every_fault_is_told_at_once():
    outcome = enter(
        SOLSIKKEN.replace("9101;G99101;1099009101", ";;"),
        EGERNET.replace("Egernet", ""),
        HIMMELBLAA.replace("31-12-2025", "snart"),
    )

    assert [one.address for one in outcome.errors] == ["A2", "D3", "J4"]


@pytest.mark.parametrize(
    ("row", "address"),
    [
        (SOLSIKKEN.replace("01-08-2016;", "01-08-2016;31-07-2016"), "J2"),
        (SOLSIKKEN.replace("Kommunal", "Kongelig"), "F2"),
        (SOLSIKKEN.replace("Aldersintegreret institution (Vuggestue og Børnehave)", ""), "E2"),
    ],
)
def test_a_fault_names_its_cell(row, address):
    assert fault(enter(row))[0] == address


def test_a_number_of_a_closed_institution_is_not_used_again():
    enter(*LIST)

    outcome = enter("9401;;;Ny Himmel;Børnehave;Selvejende;Område Øst;;01-08-2026;")

    assert "Himmelblå" in fault(outcome)[2]
    assert not Institution.objects.filter(name="Ny Himmel").exists()


def test_numbers_of_two_institutions_in_a_row_are_refused():
    enter(*LIST)

    outcome = enter(SOLSIKKEN.replace("G99101", "G99201"))

    assert "Solsikken" in fault(outcome)[2]
    assert "Egernet" in fault(outcome)[2]


def test_two_rows_of_one_institution_are_refused():
    outcome = enter(SOLSIKKEN, SOLSIKKEN)

    assert fault(outcome)[0] == "D3"
    assert "2" in fault(outcome)[2]


def test_a_cluster_is_not_quietly_made_again_in_another_area():
    enter(*LIST)

    outcome = enter(
        "9999;;;Ny;Vuggestue;Kommunal;Område Øst;Klynge Fyrtårnet;01-08-2026;",
    )

    assert fault(outcome)[0] == "H2"
    assert Cluster.objects.count() == 2


def test_what_would_do_something_else_than_was_shown_does_nothing():
    shown = enter(*LIST, dry_run=True)
    IdentifierFactory(value="9101")

    with pytest.raises(DataChanged):
        enter(*LIST, expected=shown.fingerprint)

    assert not InstitutionImport.objects.exists()
    assert not Institution.objects.filter(name="Egernet").exists()


def test_a_file_of_something_else_is_not_recognised():
    with pytest.raises(NotRecognised, match="Institutionsnummer"):
        enter("1;2", headings="Navn;Alder")


# --- Dagtilbudsregisteret -----------------------------------------------------------------------

REGISTER = (
    "dagtilbudsType;daginstitutionsNummer;anvisningsenhedsNummer;dagtilbudsNavn;aktivitetsstatus;"
    "instType3;instType3_Tekst;ejerformKode;kommuneKode_Tekst;vejNavn"
)
EXPORT = [
    "Daginstitution;G10001;;Klynge Fyrtårnet;Aktiv;;;1;Eksempelkøbing;",
    "Anvisningsenhed;G10001;G99101;Solsikken;Aktiv;6012;Aldersintegreret;1;Eksempelkøbing;Vej",
    "Anvisningsenhed;G10001;G99103;Lærkereden;Aktiv;6010;Vuggestue;1;Eksempelkøbing;Vej",
    "Alternativ adresse;G10001;G99103;Lærkereden, skoven;Aktiv;6010;Vuggestue;1;Eksempelkøbing;",
    "Daginstitution;G10002;;Troldhøj;Aktiv;;;2;Eksempelkøbing;",
    "Anvisningsenhed;G10002;G99402;Troldhøj;Aktiv;6012;Aldersintegreret;2;Eksempelkøbing;Vej",
    "Anvisningsenhed;G10003;G99499;Den gamle;Nedlagt;6011;Børnehave;1;Eksempelkøbing;Vej",
]


def test_the_register_is_read_as_it_is():
    AreaFactory(name="Område Vest")

    outcome = enter(*EXPORT, headings=REGISTER)

    assert counts(outcome) == (3, 0, 0)
    assert outcome.left_out == 4  # two daginstitutioner, another address, one that is closed
    cluster = Cluster.objects.get()
    assert (cluster.name, cluster.register_number) == ("Klynge Fyrtårnet", "G10001")
    assert {unit.name for unit in cluster.institutions.all()} == {"Solsikken", "Lærkereden"}
    troldhoej = Institution.objects.get(slug="troldhoej")
    assert (troldhoej.ownership, troldhoej.kind) == ("independent", "integrated")
    assert troldhoej.clusters.count() == 0  # a daginstitution of one unit is no cluster
    assert counts(enter(*EXPORT, headings=REGISTER)) == (0, 0, 3)


def test_the_register_meets_a_list_by_the_numbers():
    enter(SOLSIKKEN, SOLSIKKEN.replace("9101", "9103").replace("Solsikken", "Lærkereden"))

    outcome = enter(*EXPORT[:3], headings=REGISTER)

    assert outcome.new_count == 0
    assert Institution.objects.count() == 2
    assert Cluster.objects.get().register_number == "G10001"


def test_the_register_closes_what_is_active_no_more():
    AreaFactory()
    enter(*EXPORT, headings=REGISTER)

    outcome = enter(EXPORT[2].replace("Aktiv;", "Nedlagt;"), headings=REGISTER)

    assert outcome.closed == 1
    assert Institution.objects.get(name="Lærkereden").closed_on == TODAY


def test_the_register_does_not_guess_an_area():
    AreaFactory()
    AreaFactory()

    outcome = enter(*EXPORT[:3], headings=REGISTER)

    assert {one.address for one in outcome.errors} == {"D3", "D4"}


def test_a_column_that_the_file_lacks_is_said_once():
    AreaFactory()
    AreaFactory()
    headings = HEADINGS.replace("Område;", "")

    outcome = enter(*(row.replace("Område Vest;", "") for row in LIST[:2]), headings=headings)

    assert [one.address for one in outcome.errors] == ["D2"]
    assert "ingen kolonne »Område«" in outcome.errors[0].message
    assert outcome.is_saved is False


# --- The command and the administration ---------------------------------------------------------


@pytest.fixture
def listed(tmp_path):
    """The list as a file; write other rows into it with `listed(…)`."""
    path = tmp_path / "enheder.csv"

    def write(*rows: str):
        path.write_bytes("\r\n".join([HEADINGS, *rows, ""]).encode("utf-8-sig"))
        return path

    write(*LIST)
    return write


def command(*arguments) -> tuple[dict, int]:
    """The answer and the exit code."""
    out = StringIO()
    try:
        call_command("import_institutions", *map(str, arguments), "--json", stdout=out)
    except CommandError as error:
        return json.loads(out.getvalue()), error.returncode
    return json.loads(out.getvalue()), 0


def test_a_district_beside_its_clusters_is_asked_about_wherever_it_stands(tmp_path):
    """Alone it would be a cluster: then the clusters would become areas, and nobody was asked."""
    AreaFactory()
    AreaFactory()
    path = tmp_path / "enheder.csv"
    head = "Inst.nr.;Navn;Type;Distrikt;Dagtilbud"
    rows = [
        f"810{number};Hus {number};Børnehave;Distrikt {place};Dagtilbud {number}"
        for number, place in enumerate(("Nord", "Nord", "Syd", "Syd"))
    ]
    path.write_text("\n".join([head, *rows, ""]))

    answer, code = command(path)

    told = {column["heading"]: column["meaning"] for column in answer["columns"]}
    assert (told["Distrikt"], told["Dagtilbud"]) == ("", "cluster")
    assert (code, [one["id"] for one in answer["questions"]]) == (3, ["column:Distrikt"])


def test_the_command_answers_in_json(listed):
    path = listed(*LIST)

    tried, tried_code = command(path, "--dry-run")
    done, code = command(path)
    again, _code = command(path)

    assert (tried_code, code) == (0, 0)
    assert tried == done
    columns = {one["heading"]: (one["meaning"], one["confidence"]) for one in done.pop("columns")}
    assert columns["Institutionsnummer"] == ("number", "sure")
    assert done == {
        "layout": "institutions",
        "rows": 3,
        "new": 3,
        "changed": 0,
        "unchanged": 0,
        "moved": 0,
        "closed": 0,
        "left_out_count": 0,
        "areas": 2,
        "clusters": 2,
        "errors": [],
        "sheet": "",
        "header_row": 1,
        "left_out": [],
        "questions": [],
    }
    assert (again["new"], again["unchanged"]) == (0, 3)


def test_the_command_asks_what_a_kind_is_that_nobody_knows(listed):
    faulty, code = command(listed(SOLSIKKEN, EGERNET.replace("Vuggestue", "Slot")))

    assert code == 3
    assert [one["id"] for one in faulty["questions"]] == ["cell:Institutionstype:Slot"]
    assert "Vuggestue" in faulty["questions"][0]["choices"]
    assert not Institution.objects.exists()


def test_the_command_fails_with_faults_and_with_what_it_cannot_read(listed, tmp_path):
    faulty, code = command(listed(SOLSIKKEN, EGERNET.replace("Egernet", "")))
    assert code == 1
    assert faulty["errors"][0]["row"] == 3
    assert faulty["errors"][0]["column"] == "Institution"
    assert not Institution.objects.exists()

    strange = tmp_path / "noget.csv"
    strange.write_bytes(b"Navn;Alder\r\nBo;4\r\n")
    _answer, code = command(strange)
    assert code == 2


def test_the_administrator_sees_what_changes_and_then_reads_it_in(client, listed):
    client.force_login(UserFactory(administrator=True))
    there = "/admin/institutions/institution/import/"

    with listed(*LIST).open("rb") as file:
        preview = client.post(there, {"import_file": file})
    assert not Institution.objects.exists()
    ticket = preview.context["upload"].ticket
    assert "3" in preview.context["preview"].button
    done = client.post(f"{there}indlaes/", {"upload": ticket}, follow=True)

    assert done.status_code == 200
    assert Institution.objects.count() == 3
    assert Institution.history.first().history_user is not None
    with listed(*LIST).open("rb") as file:
        again = client.post(there, {"import_file": file})
    assert again.context["upload"] is None


def test_the_administrator_sees_the_faults_by_cell(client, listed):
    client.force_login(UserFactory(administrator=True))

    with listed(EGERNET.replace("Vuggestue", "Slot")).open("rb") as file:
        page = client.post("/admin/institutions/institution/import/", {"import_file": file})

    assert "E2" in page.content.decode()
    assert page.context["upload"].fingerprint == ""  # to be mended, not to be confirmed


def test_a_file_that_cannot_be_read_is_told_at_its_field(client, tmp_path):
    client.force_login(UserFactory(administrator=True))
    path = tmp_path / "noget.csv"
    path.write_bytes(b"Navn;Alder\r\nBo;4\r\n")

    with path.open("rb") as file:
        page = client.post("/admin/institutions/institution/import/", {"import_file": file})

    assert page.status_code == 422
    assert page.context["form"].errors["import_file"]


def test_a_preview_is_confirmed_by_the_one_who_saw_it(client, listed):
    client.force_login(UserFactory(administrator=True))
    with listed(*LIST).open("rb") as file:
        page = client.post("/admin/institutions/institution/import/", {"import_file": file})

    client.force_login(UserFactory(administrator=True))
    client.post(
        "/admin/institutions/institution/import/indlaes/",
        {"upload": page.context["upload"].ticket},
    )

    assert not Institution.objects.exists()


def test_a_list_tells_the_units_of_the_organisation():
    unit = "7f2c0f0e-9d5b-4d8f-8a3e-1f0f5c3f9a77"
    headings = f"{HEADINGS};Enheds-UUID"

    enter(f"{SOLSIKKEN};{unit}", headings=headings)

    found = Identifier.objects.get(kind=Identifier.Kind.UNIT)
    assert (found.institution.name, found.value.lower()) == ("Solsikken", unit)
