"""The administration's own addresses × every right × every reach × looking and sending.

Those that are not the pages of a kind of row (tests/test_admin_table.py crosses these): files that
are read in and fetched, receipts, what is under way, suggestions. A new one fails until it has a
row here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from institutions.models import Institution
from tests import admin_addresses as rows
from tests.admin_rows import watched

pytestmark = pytest.mark.django_db

PEOPLE = [f"{who}, {right}" for who in ("leader", "administrator") for right in rows.RIGHTS]
IN, OUT = "in reach", "out of reach"
#: Answers, in the order of PEOPLE: leaders with no right, to view, to change; administrators.
ALL, NOWHERE, POSTED_ONLY = "200 " * 6, "404 " * 6, "405 " * 6
ELSEWHERE = "302 " * 6
CHANGE = "403 403 403 403 403 200"
DONE = "403 403 403 403 403 302"
NOT_FOUND = "403 403 403 403 403 404"


@dataclass(frozen=True)
class Row:
    """One address: what it answers each of PEOPLE who looks, and who sends, by reach.

    arguments: of the address, for the world, the reach and the person. sent: what is posted.
    changes: whether what is sent changes anything, from those who are let through.
    """

    get: dict[str, str]
    post: dict[str, str]
    arguments: Callable[[Any, str, Any], tuple] = lambda world, reach, user: ()
    sent: Callable[[Any, str, Any], dict] = lambda world, reach, user: {}
    asked: Callable[[Any, str, Any], dict] = lambda world, reach, user: {}
    changes: bool = False
    done: frozenset = field(default=frozenset({"200", "302"}))


def same(get: str, post: str, **more) -> Row:
    """An address that is no row's: nothing there is out of reach of whoever may use it."""
    return Row({IN: get}, {IN: post}, **more)


def of_mine(stage: str, get: str = "405", **more) -> Row:
    """A page of an import under way: one's own, or another administrator's."""

    def arguments(world, reach, user):
        return (rows.under_way(user if reach == IN else world.other, stage).pk,)

    if get == "200":
        return Row({IN: CHANGE, OUT: NOT_FOUND}, dict.fromkeys([IN, OUT], POSTED_ONLY), arguments)
    looked = dict.fromkeys([IN, OUT], POSTED_ONLY)
    return Row(looked, {IN: DONE, OUT: NOT_FOUND}, arguments, changes=True)


def of_base(get: dict, post: dict, *last: str, **more) -> Row:
    return Row(get, post, lambda world, reach, user: (world.bases[reach].pk, *last), **more)


SURE = {"sure": "yes", "reason": "Forkert fil"}
BASES_READ = {IN: "403 200 200 403 200 200", OUT: "403 404 404 403 200 200"}
BASES_WRITTEN = {IN: CHANGE, OUT: "404 404 404 403 403 200"}

TABLE = {
    # --- The site's own ------------------------------------------------------------------------
    "index": same(ALL, ALL),
    "app_list": same(
        "404 200 200 404 200 200",
        "404 200 200 404 200 200",
        arguments=lambda world, reach, user: ("institutions",),
    ),
    "jsi18n": same(ALL, POSTED_ONLY),
    "login": same(ELSEWHERE, ELSEWHERE),
    "logout": same(POSTED_ONLY, ELSEWHERE, changes=True),  # it is written down who left
    "password_change": same(ELSEWHERE, ELSEWHERE),
    "password_change_done": same(ELSEWHERE, ELSEWHERE),
    "autocomplete": same(
        "403 200 200 403 200 200",
        POSTED_ONLY,
        asked=lambda world, reach, user: {
            "app_label": "institutions",
            "model_name": "board",
            "field_name": "cluster",
        },
    ),
    "view_on_site": Row(
        {IN: "404 302 302 404 302 302", OUT: "404 404 404 404 302 302"},
        {IN: "404 302 302 404 302 302", OUT: "404 404 404 404 302 302"},
        lambda world, reach, user: rows.page_of(world.place if reach == IN else world.programme),
    ),
    "(old address)": same(ELSEWHERE, ELSEWHERE),
    "(anything else)": same(NOWHERE, NOWHERE),
    "auth_user_password_change": Row(
        {IN: "403 403 200 403 403 200", OUT: "403 403 403 403 403 403"},
        {IN: "403 403 302 403 403 302", OUT: "403 403 403 403 403 403"},
        lambda world, reach, user: ((world.colleague if reach == IN else world.other).pk,),
        sent=lambda world, reach, user: {
            "usable_password": "true",
            "password1": "hjulspor-og-havregrød",
            "password2": "hjulspor-og-havregrød",
        },
        changes=True,
    ),
    # --- Lists of institutions -----------------------------------------------------------------
    "institutions_institution_import": same(
        CHANGE, CHANGE, sent=lambda *asked: {"import_file": rows.file_of_places()}
    ),
    "institutions_institution_import_confirm": same(
        POSTED_ONLY,
        DONE,
        sent=lambda world, reach, user: {"upload": rows.ticket_of_places(user)},
        changes=True,
    ),
    "institutions_institutionimport_undo": same(
        POSTED_ONLY,
        DONE,
        arguments=lambda world, reach, user: (world.receipt.pk,),
        sent=lambda *asked: SURE,
        changes=True,
    ),
    # --- The value base ------------------------------------------------------------------------
    "leadership_valuebaseimport_undo": same(
        POSTED_ONLY,
        DONE,
        arguments=lambda world, reach, user: (rows.receipt_of_values().pk,),
        sent=lambda *asked: SURE,
        changes=True,
    ),
    # --- Measurements --------------------------------------------------------------------------
    "measurements_measurement_import": same(
        CHANGE, CHANGE, sent=lambda *asked: {"import_file": rows.file_of_inspections()}
    ),
    "measurements_measurement_process_import": same(
        DONE,
        DONE,
        sent=lambda world, reach, user: {"upload": rows.ticket_of_inspections(user)},
        changes=True,
    ),
    "measurements_measurement_faults": same(
        CHANGE,
        POSTED_ONLY,
        asked=lambda world, reach, user: {"upload": rows.ticket_of_inspections(user)},
    ),
    "measurements_measurement_entry": same(
        CHANGE,
        "403 403 403 403 403 422",
        arguments=lambda world, reach, user: ("kids_wide",),
        sent=lambda world, reach, user: {"institution": world.place.pk},
    ),
    "measurements_measurement_export": same(
        "403 403 403 403 200 200",
        POSTED_ONLY,
        asked=lambda world, reach, user: {"layout": "tilsyn_wide", "format": "csv"},
    ),
    "measurements_import_file": same(
        CHANGE, POSTED_ONLY, arguments=lambda world, reach, user: (world.batch.pk,)
    ),
    "measurements_import_undo": same(
        POSTED_ONLY,
        DONE,
        arguments=lambda world, reach, user: (world.batch.pk,),
        sent=lambda *asked: SURE,
        changes=True,
    ),
    # --- Imports under way ---------------------------------------------------------------------
    "measurements_measurement_under_way": of_mine("received", "200"),
    "measurements_measurement_under_way_faults": of_mine("received", "200"),
    "measurements_measurement_under_way_confirm": of_mine("checked"),
    "measurements_measurement_under_way_restart": of_mine("stopped"),
    "measurements_measurement_under_way_stop": of_mine("received"),
}
#: Where the two without a name are tried.
PATHS = {
    "(old address)": "/admin/institutions/institution/1/",
    "(anything else)": "/admin/findes/ikke/",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once; what a test writes is taken back after it, and the world after the last."""
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own tests: a durable transaction may stand in it
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, around:
        yield rows.made()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def not_counting_queries(settings):
    """Here it matters what is answered; how often the database is asked is told elsewhere."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "frugality" not in name]


def test_every_address_has_a_row():
    assert rows.own_addresses() == set(TABLE)


def _address(name: str, row: Row, world, reach: str, user) -> str:
    return PATHS.get(name) or reverse(f"admin:{name}", args=row.arguments(world, reach, user))


@pytest.mark.thorough
@pytest.mark.parametrize("name", TABLE)
def test_an_address_answers_as_the_table_says(name, world, client):
    row, faults = TABLE[name], []
    for reach in row.get:
        expected = zip(PEOPLE, row.get[reach].split(), row.post[reach].split(), strict=True)
        for who, looked, sent in expected:
            user = world.people[who]
            url = _address(name, row, world, reach, user)
            client.force_login(user)
            with watched(Institution, user) as looking:
                answers = [client.get(url, row.asked(world, reach, user))]
            body = row.sent(world, reach, user)
            client.force_login(user)
            with watched(Institution, user) as sending:
                answers.append(client.post(url, body))
            told = [str(answer.status_code) for answer in answers]
            for answer in answers:
                list(answer)  # a file is closed when it has been read
            changed = (bool(looking.keys), bool(sending.keys))
            if (told, changed) != ([looked, sent], (False, row.changes and sent in row.done)):
                faults.append((who, reach, told, [looked, sent], looking.keys, sending.keys))

    assert faults == [], "\n".join(map(str, faults))


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(set(TABLE) - {"login", "logout"}))
def test_who_is_not_of_the_staff_is_led_away_and_changes_nothing(name, world, client):
    """Whatever their rights are: an administrator's, here."""
    row, user = TABLE[name], world.people["administrator, change"]
    user.is_staff = False
    user.save()
    user.user_permissions.set(Permission.objects.all())
    addresses = [(reach, _address(name, row, world, reach, user)) for reach in row.get]
    for signed_in in (False, True):
        for reach, url in addresses:
            if signed_in:
                client.force_login(user)
            body = row.sent(world, reach, user)
            with watched(Institution, user) as changes:
                answers = [client.get(url), client.post(url, body)]

            assert changes.keys == {}
            for answer in answers:
                assert answer.status_code == 302, (url, answer.status_code)
                assert "/log-ind/" in answer.url or "/admin/login/" in answer.url
