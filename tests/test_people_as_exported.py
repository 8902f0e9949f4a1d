"""Lists of people as directories and boards keep them: who gets a role, and who does not."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from institutions.models import Membership
from institutions.people.importing.words import surely
from institutions.roles import Role
from tests.factories import ClusterFactory, InstitutionFactory
from tests.messy.writing import text, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    cluster = ClusterFactory(name="Klynge Fyrtårnet")
    for number, name in (("9101", "Solsikken"), ("9201", "Egernet")):
        InstitutionFactory(name=name, number=number, cluster=cluster)


def read(content: bytes, folder, *, name: str = "liste.csv", answers=()) -> dict:
    """What the command says of a list of people."""
    file, told, out = folder / name, folder / "svar.json", StringIO()
    file.write_bytes(content)
    told.write_text(json.dumps(dict(answers)))
    try:
        call_command(
            *("import_file", "people", file), json=True, answers=told, stdout=out, stderr=StringIO()
        )
    except CommandError as refusal:
        return {"said": str(refusal), **json.loads(out.getvalue() or "{}")}
    return json.loads(out.getvalue())


def seats() -> set[tuple[str, str, str]]:
    """Whose address, in which role, where."""
    return {
        (one.user.email, one.role, str(one.institution or one.cluster or one.area))
        for one in Membership.objects.select_related("user", "institution", "cluster", "area")
    }


DIRECTORY = ("DisplayName", "mail", "title", "department", "Enabled")
LEADER = "Pædagogisk leder"


def test_a_closed_account_is_given_nothing_and_the_row_is_told(tmp_path):
    rows = [
        ("Bøgh, Anders", "ab@example.com", LEADER, "BU-DAG-9101 Solsikken", "TRUE"),
        ("Krogh, Jens", "jk@example.com", LEADER, "BU-DAG-9201 Egernet", "FALSE"),
    ]
    told = read(text([DIRECTORY, *rows]), tmp_path)

    assert seats() == {("ab@example.com", Role.LEADER, "Solsikken")}
    assert [(one["row"], one["why"]) for one in told["left_out"]] == [(3, "closed")]


def test_a_place_stands_behind_the_code_of_an_organisation(tmp_path):
    rows = [
        ("Mik, Karen", "km@example.com", "Klyngeleder", "BU-DAG-91 Klynge Fyrtårnet", ""),
        ("Bøgh, Anders", "ab@example.com", LEADER, "BU-DAG-9101 Solsikken", ""),
    ]
    read(text([DIRECTORY, *rows]), tmp_path)

    assert {one[2] for one in seats()} == {"Klynge Fyrtårnet", "Solsikken"}


def test_a_number_behind_a_code_must_be_that_of_the_name(tmp_path):
    row = ("Bøgh, Anders", "ab@example.com", LEADER, "BU-DAG-9101 Egernet", "")
    told = read(text([DIRECTORY, row]), tmp_path)

    assert seats() == set()
    assert told["questions"]


def test_a_post_that_nobody_has_is_left_out(tmp_path):
    rows = [
        ("Anders", "Bøgh", "Pæd. leder", "Solsikken", "ab@example.com"),
        ("", "VAKANT", "Pæd. leder", "Egernet", ""),
    ]
    told = read(text([("Fornavn", "Efternavn", "Stilling", "Sted", "Mail"), *rows]), tmp_path)

    assert len(seats()) == 1
    assert [one["why"] for one in told["left_out"]] == ["vacant"]


def test_who_has_left_is_given_nothing(tmp_path):
    rows = [
        ("Anders Bøgh", LEADER, "Solsikken", "ab@example.com", "Starter ny uddannelse"),
        ("Jens Krogh", LEADER, "Egernet", "jk@example.com", "Fratrådt 30/9"),
    ]
    told = read(text([("Navn", "Rolle", "Sted", "Mail", "Bemærkning"), *rows]), tmp_path)

    assert {one[0] for one in seats()} == {"ab@example.com"}
    assert [one["why"] for one in told["left_out"]] == ["gone"]


def test_nobody_is_asked_for_one_address_of_all(tmp_path):
    rows = [("Anders Bøgh", LEADER, "Solsikken"), ("Jens Krogh", LEADER, "Egernet")]
    told = read(text([("Navn", "Rolle", "Sted"), *rows]), tmp_path)

    assert not told.get("questions")
    assert "E-mail" in told["said"]


def test_boards_in_blocks_sit_where_and_when_the_line_above_says(tmp_path):
    head = ("Navn", "Funktion", "Repræsenterer", "E-mail")
    line = "Bestyrelsen i Klynge Fyrtårnet (1.9.2025 - 31.8.2027)"
    rows = [
        ["Klyngebestyrelser 2025-2027"],
        [line],
        head,
        ("Mette Holm", "formand", "forælder, Solsikken", "mh@example.com"),
        ("Rikke Sand", "medarb.repr.", "Egernet", "rs@example.com"),
        [],
        ["Bestyrelsen i Egernet (1.9.2025 - 31.8.2027)"],
        head,
        ("Jo Brandt", "næstfmd.", "forælder, Egernet", "jb@example.com"),
    ]
    read(xlsx(rows), tmp_path, name="liste.xlsx")

    assert seats() == {
        ("mh@example.com", Role.CHAIR, "Klynge Fyrtårnet"),
        ("rs@example.com", Role.STAFF_MEMBER, "Klynge Fyrtårnet"),
        ("jb@example.com", Role.BOARD_MEMBER, "Egernet"),
    }
    days = set(Membership.objects.values_list("from_on", "to_on"))
    assert days == {(datetime.date(2025, 9, 1), datetime.date(2027, 8, 31))}


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Medarb.repr.", Role.STAFF_MEMBER),
        ("Klyngel.", Role.CLUSTER_LEADER),
        ("Forældrerådsf.", Role.CHAIR),
        ("Best.f.", Role.CHAIR),
        ("Forældrer.", None),
        ("Medl", None),
        ("F.", None),
    ],
)
def test_a_role_is_what_surely_abbreviates_it(said, role):
    filed = surely(said)

    assert (filed and filed.role) == role
