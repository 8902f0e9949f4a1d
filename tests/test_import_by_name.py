"""Institutions found by their names, where a file has no numbers of them."""

import datetime
import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from institutions.models import KnownName
from measurements.importing import commit_sheet, prepare
from measurements.models import Import, Measurement
from measurements.reference import load_reference
from tests.factories import ClusterFactory, InstitutionFactory, UserFactory
from tests.files import KEEP, WIDE, csv_bytes, sheet, upload
from tests.test_import_admin import CONFIRM, PAGE, ticket

pytestmark = pytest.mark.django_db

NAMED = WIDE[1:]
PLACED = ("Institution", "Klynge", *WIDE[2:])
ROW = ("2026", "Ordinært tilsyn", KEEP)


@pytest.fixture(autouse=True)
def sunflower(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_reference()
    return InstitutionFactory(
        name="Solsikken", number="9101", cluster=ClusterFactory(name="Fyrtårnet")
    )


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def faults(*rows, headers=NAMED):
    return [fault.message for fault in prepare(sheet(headers, *rows)).errors]


def test_a_name_finds_its_institution_and_the_person_is_asked(sunflower):
    plan = prepare(sheet(NAMED, ("SOL-SIKKEN ", *ROW)))

    (match,) = plan.name_matches
    assert (match.institution, match.number, match.address) == (sunflower.pk, "9101", "A2")
    assert plan.is_clean


def test_nothing_is_saved_before_the_person_has_answered():
    file = sheet(NAMED, ("Solsikken", *ROW))

    _plan, refused = commit_sheet(file)
    _plan, batch = commit_sheet(file, accept_names=True)

    assert refused is None
    assert batch is not None
    assert not KnownName.objects.exists()


def test_a_remembered_name_is_as_good_as_a_number_and_has_a_history(sunflower):
    by = UserFactory(administrator=True)
    commit_sheet(sheet(NAMED, ("Solsikken", *ROW)), accept_names=True, remember_names=True, by=by)

    plan = prepare(sheet(NAMED, ("solsikken", *ROW)))

    assert not plan.name_matches
    known = KnownName.objects.get()
    assert (known.institution, known.history.get().history_user) == (sunflower, by)


def test_a_number_goes_before_a_name():
    plan = prepare(sheet(WIDE, ("9101", "Egernet", *ROW)))

    assert [plan.unit(one.institution) for one in plan.new] == ["Solsikken"]
    assert not plan.name_matches


def test_a_number_of_one_with_the_name_of_another_is_neither():
    InstitutionFactory(name="Egernet", number="9205")

    plan = prepare(sheet(WIDE, ("9101", "Egernet", *ROW)))

    assert not plan.new
    assert "Nummeret 9101 er Solsikken, men navnet er Egernet" in plan.errors[0].message


def test_two_of_the_same_name_are_told_apart_by_their_cluster():
    other = ClusterFactory(name="Kompasset")
    there = InstitutionFactory(name="Solsikken", number="9205", cluster=other)

    (sentence,) = faults(("Solsikken", *ROW))
    plan = prepare(sheet(PLACED, ("Solsikken", "Kompasset", *ROW)))

    assert "9101, 9205" in sentence
    assert [match.institution for match in plan.name_matches] == [there.pk]


def test_the_cluster_is_the_one_of_that_year(sunflower):
    move = sunflower.placements.get()
    move.from_on = move.from_on.replace(year=2020)
    move.to_on = move.from_on.replace(year=2024)
    move.save()
    sunflower.placements.create(
        cluster=ClusterFactory(name="Kompasset"), from_on=move.to_on.replace(year=2025)
    )

    later = faults(("Solsikken", "Fyrtårnet", *ROW), headers=PLACED)
    earlier = faults(("Solsikken", "Fyrtårnet", "2023", *ROW[1:]), headers=PLACED)

    assert later == ["Solsikken er ikke i Fyrtårnet. Skriv dens nummer."]
    assert earlier == []


def test_a_name_that_nobody_has_is_an_error_with_the_nearest():
    (sentence,) = faults(("Solsiken", *ROW))

    assert sentence == "Der er ingen institution, der hedder »Solsiken«. Mente du 9101 Solsikken?"


def test_a_number_that_is_used_no_longer_is_told_of(sunflower):
    number = sunflower.identifiers.get(value="9101")
    number.to_on = datetime.date(2024, 12, 31)
    number.save()

    plan = prepare(sheet(WIDE, ("9101", "Solsikken", *ROW)))

    assert plan.is_clean
    assert any("ikke brugt siden" in notice.message for notice in plan.notices)


def test_the_preview_asks_and_can_be_told_to_remember(client, administrator):
    page = client.post(PAGE, {"import_file": upload(NAMED, ("Solsikken", *ROW))})
    text = page.content.decode()
    assert "Én institution er fundet på navnet" in text
    assert "Husk navnene, og spørg ikke næste gang" in text

    refused = client.post(CONFIRM, {"upload": ticket(page)})
    assert refused.status_code == 422
    assert "Se på navnene" in refused.content.decode()
    assert not Measurement.objects.exists()

    again = re.search(r'name="upload" value="([^"]+)"', refused.content.decode())[1]
    client.post(CONFIRM, {"upload": again, "accept_names": "on", "remember_names": "on"})
    assert Import.objects.count() == 1
    assert KnownName.objects.get().history.get().history_user == administrator


def test_the_command_line_asks_too(tmp_path):
    file = tmp_path / "tilsyn.csv"
    file.write_bytes(csv_bytes(NAMED, ("Solsikken", *ROW)))

    with pytest.raises(CommandError) as refusal:
        call_command("import_measurements", file, stdout=StringIO(), stderr=StringIO())
    out = StringIO()
    call_command("import_measurements", file, accept_names=True, json=True, stdout=out)

    assert refusal.value.returncode == 1
    answer = json.loads(out.getvalue())
    assert answer["found_by_name"] == [
        {"cell": "A2", "name": "Solsikken", "number": "9101", "institution": "Solsikken"}
    ]
    assert answer["import_id"] == Import.objects.get().pk


def test_a_name_belongs_to_one_institution_only(sunflower):
    sunflower.known_names.create(name="Sol-huset")
    other = KnownName(institution=InstitutionFactory(), name="SOLHUSET")

    with pytest.raises(Exception, match="kendes under dette navn"):
        other.full_clean()
