"""Lists of institutions leave a receipt of every row they wrote, and can be taken back whole."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.urls import reverse

from accounts.models import SecurityEvent
from config import turns
from imports.errors import Busy, ImportRefused
from institutions.importing import Undoing, kind, undo
from institutions.importing.rows import rows_now
from institutions.models import Area, Cluster, Institution, InstitutionImport, KnownName, Placement
from measurements.models import Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    IdentifierFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MeasurementFactory,
    MembershipFactory,
    UserFactory,
)
from tests.test_import_institutions import EGERNET, LIST, SOLSIKKEN, TODAY, enter, sheet

pytestmark = pytest.mark.django_db

CHOOSE = "/indlaes/institutioner/"
CONFIRM = f"{CHOOSE}bekraeft/"
RENAMED = SOLSIKKEN.replace(";Solsikken;", ";Solsikkens Hus;")


@pytest.fixture
def administrator(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def imported(*rows: str, **options) -> InstitutionImport:
    receipt = enter(*rows, **options).receipt
    assert receipt is not None
    return InstitutionImport.objects.get(pk=receipt.pk)


def undo_address(receipt: InstitutionImport) -> str:
    return reverse("institution_import_undo", args=[receipt.pk])


def read_in_over_http(client, *rows: str, name: str = "enheder.csv"):
    content = sheet_bytes(*rows)
    shown = client.post(CHOOSE, {"import_file": SimpleUploadedFile(name, content)})
    ticket = shown.context["upload"].ticket
    return client.post(CONFIRM, {"upload": ticket}, follow=True)


def sheet_bytes(*rows: str) -> bytes:
    from tests.test_import_institutions import HEADINGS

    return "\r\n".join([HEADINGS, *rows, ""]).encode("utf-8-sig")


# --- The receipt ----------------------------------------------------------------------------------


def test_a_receipt_says_who_when_which_file_and_every_row(client, administrator):
    imported(*LIST)

    page = read_in_over_http(client, RENAMED, name="nye navne.csv")

    receipt = InstitutionImport.objects.first()
    assert receipt.imported_by == administrator
    assert receipt.sha256 == sheet(RENAMED).sha256
    assert (receipt.row_count, receipt.new_count, receipt.changed_count) == (1, 0, 1)
    text = page.content.decode()
    for told in ("nye navne.csv", administrator.name, "navn: Solsikken<", "navn: Solsikkens Hus"):
        assert told in text
    assert page.context["receipt"].lines[1].what == "navn i filer"  # the name it gave up


def test_every_row_that_differs_is_on_the_receipt():
    """Whatever the code wrote: the tables are compared, not what the code says that it did."""
    imported(*LIST)
    before = rows_now()

    receipt = imported(
        RENAMED.replace("Fyrtårnet", "Havet").replace(";9101;", ";9102;").replace("Vest", "Vest"),
        EGERNET[:-1] + ";31-12-2026",
    )

    after = rows_now()
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert differing == {(told["kind"], told["pk"]) for told in receipt.written}
    assert {told["kind"] for told in receipt.written} == {
        "cluster",
        "institution",
        "knownname",
        "placement",
    }


def test_a_dry_run_and_a_faulty_file_leave_no_receipt():
    assert enter(*LIST, dry_run=True).receipt is None
    assert enter("I alt;;;60 institutioner;;;;;;").receipt is None
    assert not InstitutionImport.objects.exists()


def test_no_cpr_number_is_kept_with_the_name_of_the_file():
    from files.spreadsheets import read
    from institutions.importing import commit_list

    content = sheet_bytes(*LIST)
    outcome = commit_list(read(content, name="liste 010190-1234.csv"), today=TODAY)

    assert outcome.receipt.file_name == "liste xxxxxx-xxxx.csv"


def test_imports_are_listed_beside_the_others(client, administrator):
    receipt = imported(*LIST, by=administrator)

    others = client.get(reverse("admin:measurements_import_changelist")).content.decode()
    address = reverse("admin:institutions_institutionimport_changelist")
    assert f'href="{address}"' in others
    listed = client.get(address).content.decode()
    assert "enheder.csv" in listed
    assert "3 nye" in listed
    undo(receipt)
    assert "Fortrudt" in client.get(address).content.decode()


def test_who_may_read_lists_in_sees_the_receipts(client):
    receipt = imported(*LIST)
    user = MembershipFactory(administrator=True).user
    user.is_staff = True
    user.save()
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["add_institution", "change_institution"])
    )
    client.force_login(user)

    address = reverse("institution_import_detail", args=[receipt.pk])

    assert client.get(address).status_code == 200
    client.post(undo_address(receipt), {"sure": "yes"})
    assert not Institution.objects.exists()


@pytest.mark.parametrize("role", ["leader", "cluster_leader", "area_head"])
def test_receipts_are_for_administrators(client, role):
    receipt = imported(*LIST)
    place = {
        "leader": {"institution": Institution.objects.first()},
        "cluster_leader": {"cluster": Cluster.objects.first()},
        "area_head": {"area": Area.objects.first()},
    }[role]
    user = MembershipFactory(**{role: True}, **place).user
    user.is_staff = True
    user.save()
    client.force_login(user)

    page = client.get(reverse("institution_import_detail", args=[receipt.pk]))

    assert page.status_code in {403, 404}
    assert client.post(undo_address(receipt), {"sure": "yes"}).status_code in {403, 404}
    assert Institution.objects.count() == 3


# --- Taking it back -------------------------------------------------------------------------------


def test_undoing_leaves_every_row_as_it_was():
    cluster = ClusterFactory(name="Klynge Havet")
    InstitutionFactory(name="Ørnereden", number="9501", cluster=cluster)
    imported(*LIST)
    before = rows_now()

    receipt = imported(
        RENAMED.replace("Fyrtårnet", "Kompasset"),
        EGERNET.replace("G99201", "G99299")[:-1] + ";31-12-2026",
        "9601;;;Ny Børnehave;Børnehave;Kommunal;Område Nord;Klynge Nordlyset;01-08-2026;",
        EGERNET.replace("9201", "9209").replace("Vest", "Syd").replace("Kompasset", "Månen"),
    )
    assert rows_now() != before
    undo(receipt)

    assert rows_now() == before


def test_a_move_of_this_very_day_that_took_the_place_of_another_is_undone():
    imported(*LIST)
    enter(SOLSIKKEN.replace("Fyrtårnet", "Kompasset"))
    before = rows_now()

    receipt = imported(SOLSIKKEN.replace("Klynge Fyrtårnet", "Klynge Havet"))
    assert [told for told in receipt.written if told["after"] is None]
    undo(receipt)

    assert rows_now() == before


def test_the_names_of_a_mistaken_file_are_not_remembered():
    """Two names exchanged by mistake must not lead the files of one to the other."""
    imported(*LIST)
    swapped = [
        SOLSIKKEN.replace("Solsikken", "Egerets Nabo"),
        EGERNET.replace("Egernet", "Solens Nabo"),
    ]
    receipt = imported(*swapped)
    assert KnownName.objects.count() == 2

    undo(receipt)

    assert not KnownName.objects.exists()


def test_imports_of_the_same_places_are_undone_the_last_first():
    first = imported(*LIST)
    second = imported(RENAMED)

    with pytest.raises(ImportRefused, match="Fortryd den først"):
        undo(first)
    undo(second)
    undo(first)

    assert not Institution.objects.exists()
    assert not Area.objects.exists()


def test_what_was_corrected_by_hand_since_stays(client, administrator):
    imported(*LIST)
    receipt = imported(RENAMED.replace("Kommunal", "Privat"))
    place = Institution.objects.get(name="Solsikkens Hus")
    place.name = "Solsikkens Børnehus"
    place.save()

    asked = client.post(undo_address(receipt)).content.decode()
    done = client.post(undo_address(receipt), {"sure": "yes"}, follow=True).content.decode()

    for page in (asked, done):
        assert "Solsikkens Hus: navn" in page
    place.refresh_from_db()
    assert (place.name, place.ownership) == ("Solsikkens Børnehus", "municipal")


@pytest.mark.parametrize(
    "use",
    [
        lambda place: MeasurementFactory(institution=place, topic=Topic.objects.first(), value=3),
        lambda place: LocalGoalFactory(institution=place),
        lambda place: MembershipFactory(leader=True, institution=place),
        lambda place: place.groups.create(name="Grøn stue", age_band="3-5"),
        lambda place: IdentifierFactory(institution=place, kind="local", value="7777"),
        lambda place: MembershipFactory(cluster_leader=True, cluster=place.clusters.first()),
        lambda place: MembershipFactory(area_head=True, area=place.area),
        lambda place: InstitutionFactory(area=place.area),
    ],
    ids=["figure", "goal", "person", "group", "number", "leader", "head", "neighbour"],
)
def test_what_others_have_built_on_is_not_taken_away(client, administrator, use):
    load_reference()
    receipt = imported(*LIST)
    use(Institution.objects.get(name="Solsikken"))
    before = rows_now()

    told = client.post(undo_address(receipt), follow=True).content.decode()
    forced = client.post(undo_address(receipt), {"sure": "yes"}, follow=True).content.decode()

    assert "er i brug" in told
    assert "er i brug" in forced
    assert rows_now() == before
    receipt.refresh_from_db()
    assert receipt.undone_at is None


def test_a_placement_ended_by_hand_since_is_not_guessed_about():
    imported(*LIST)
    receipt = imported(SOLSIKKEN.replace("Fyrtårnet", "Kompasset"))
    now = Placement.objects.get(institution__name="Solsikken", to_on=None)
    now.to_on = TODAY + datetime.timedelta(days=40)
    now.save()
    before = rows_now()

    with pytest.raises(ImportRefused, match="er ændret siden"):
        undo(receipt)

    assert rows_now() == before


def test_what_was_before_must_still_fit():
    """All or nothing: the name of a cluster that is taken, a placement that would overlap."""
    imported(*LIST)
    receipt = imported(SOLSIKKEN.replace("Fyrtårnet", "Kompasset"))
    place = Institution.objects.get(name="Solsikken")
    place.placements.get(to_on=None).delete()
    place.placements.create(cluster=ClusterFactory(area=place.area), from_on=TODAY)
    before = rows_now()

    with pytest.raises(ImportRefused, match="kan ikke blive"):
        undo(receipt)

    assert rows_now() == before


def test_what_is_gone_already_hinders_nothing():
    receipt = imported(*LIST)
    Institution.objects.get(name="Egernet").delete()

    undo(receipt)

    assert not Institution.objects.exists()


def test_it_asks_first_and_says_what_goes(client, administrator):
    receipt = imported(*LIST)

    page = client.post(undo_address(receipt)).content.decode()

    assert "Fortryd indlæsningen af enheder.csv?" in page
    assert "Egernet; Himmelblå; Solsikken" in page or "Solsikken; Egernet; Himmelblå" in page
    assert Institution.objects.count() == 3
    client.post(undo_address(receipt), {"sure": "yes"})
    assert not Institution.objects.exists()
    again = client.post(undo_address(receipt), {"sure": "yes"}, follow=True).content.decode()
    assert "allerede fortrudt" in again


def test_both_are_in_the_security_log(client, administrator):
    receipt = imported(*LIST, by=administrator)
    client.post(undo_address(receipt), {"sure": "yes"})

    events = SecurityEvent.objects.filter(about="institutions.institutionimport").order_by("pk")

    assert [(event.kind, event.actor, event.about_id) for event in events] == [
        ("imported", administrator.pk, str(receipt.pk)),
        ("import_undone", administrator.pk, str(receipt.pk)),
    ]


def test_the_history_of_a_place_tells_of_the_undoing():
    imported(*LIST)
    receipt = imported(RENAMED)
    undo(receipt)

    place = Institution.objects.get(name="Solsikken")

    assert list(place.history.values_list("name", flat=True)) == [
        "Solsikken",
        "Solsikkens Hus",
        "Solsikken",
    ]


def test_the_command_line_undoes_it_too(capsys):
    receipt = imported(*LIST)

    call_command("undo_institution_import", receipt.pk)

    assert "enheder.csv" in capsys.readouterr().out
    for number in (receipt.pk, 0):
        with pytest.raises(CommandError):
            call_command("undo_institution_import", number)


@pytest.mark.django_db(transaction=True)
def test_it_waits_for_who_writes_to_the_places_and_not_for_ever(monkeypatch):
    from django.db import connection

    if connection.vendor != "postgresql":
        return  # SQLite has one writer at a time, whatever we do
    import psycopg2

    receipt = imported(*LIST)
    monkeypatch.setattr(turns, "PATIENCE", 0.2)
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    other.cursor().execute("UPDATE institutions_area SET name = name")  # no row of the file

    with pytest.raises(Busy):
        enter(RENAMED)
    assert Undoing(receipt).made  # looking waits for nobody
    other.close()
    assert enter(RENAMED).is_saved


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way_in", ["keeping", "undoing"])
def test_nobody_writes_to_the_places_once_they_have_been_looked_at(monkeypatch, way_in):
    """Else what somebody else writes meanwhile would be taken for what the file did."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return  # SQLite has one writer at a time, whatever we do
    import psycopg2
    import psycopg2.errors

    receipt = imported(*LIST)
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    other.cursor().execute("SET lock_timeout = '300ms'")
    held, refused = kind.hold_still, []

    def hold_and_let_another_try():
        held()
        try:
            other.cursor().execute("UPDATE institutions_knownname SET name = name")
        except psycopg2.errors.LockNotAvailable:
            refused.append(True)
        other.rollback()

    monkeypatch.setattr(kind, "hold_still", hold_and_let_another_try)
    _ = enter(RENAMED) if way_in == "keeping" else undo(receipt)
    other.close()

    assert refused == [True]


@pytest.mark.parametrize("way_in", ["keeping", "undoing"])
def test_who_has_to_wait_too_long_is_told_so_and_nothing_is_done(monkeypatch, way_in):
    """On either database; other faults are not taken for that."""
    receipt = imported(*LIST)
    act = {"keeping": lambda: enter(RENAMED), "undoing": lambda: undo(receipt)}[way_in]
    kept = rows_now()
    for said, expected in [("database is locked", Busy), ("disk I/O error", OperationalError)]:
        fault = OperationalError(said)
        monkeypatch.setattr("institutions.importing.kind.hold_still", _failing(fault))

        with pytest.raises(expected):
            act()
        assert rows_now() == kept


def _failing(fault: Exception):
    def fail():
        raise fault

    return fail
