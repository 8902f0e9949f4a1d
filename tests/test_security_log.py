"""What matters is written down, by number, and nobody can change or delete it."""

import datetime
import io
import json
import logging

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts import append_only, security_log
from accounts.events import MOST_PER_MINUTE, Kind, record
from accounts.models import ApiToken, CalendarAddress, SecurityEvent, User
from config.logs import JsonFormatter
from files.spreadsheets import read
from institutions.importing import commit_list
from measurements.importing import undo
from measurements.models import Import
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "mursten-og-regnvejr"


@pytest.fixture(autouse=True)
def nobody_has_tried_before():
    cache.clear()


def kinds() -> list[str]:
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))


def last() -> SecurityEvent:
    return SecurityEvent.objects.order_by("-pk")[0]


@pytest.fixture
def person():
    user = UserFactory(email="leder@example.com", name="Birgit\r\nHansen")
    user.set_password(PASSWORD)
    user.save()
    return user


# --- The database refuses -------------------------------------------------------------------------

TAMPERING = {
    "change": "UPDATE accounts_securityevent SET actor = NULL",
    "delete": "DELETE FROM accounts_securityevent",
    "delete one": "DELETE FROM accounts_securityevent WHERE kind = 'refused'",
    "truncate": "TRUNCATE accounts_securityevent",
    "replace": "INSERT OR REPLACE INTO accounts_securityevent"
    " SELECT id, at, kind, 1, about, about_id, 'x', details, address, request_id"
    " FROM accounts_securityevent",
}
ONLY_ON = {"truncate": "postgresql", "replace": "sqlite"}


@pytest.mark.parametrize("how", TAMPERING)
def test_the_database_itself_refuses_to_change_or_delete(how):
    if connection.vendor != ONLY_ON.get(how, connection.vendor):
        return
    record(Kind.REFUSED, actor=7)
    security_log.purge()  # writes the limit
    before = list(SecurityEvent.objects.values())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(TAMPERING[how])

    assert list(SecurityEvent.objects.values()) == before


def test_the_models_cannot_either():
    record(Kind.REFUSED, actor=7)
    event = last()
    for attempt in (
        event.save,
        event.delete,
        SecurityEvent.objects.all().delete,
        lambda: SecurityEvent.objects.update(kind=Kind.SIGNED_IN),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_nothing_goes_before_purge_has_said_how_long_is_kept():
    SecurityEvent.objects.create(kind=Kind.REFUSED, at=timezone.now() - datetime.timedelta(9000))

    with pytest.raises(IntegrityError), transaction.atomic():
        SecurityEvent.objects.all().delete()


def test_only_what_is_over_goes_and_the_log_tells_of_it(settings):
    settings.SECURITY_LOG_DAYS = 100
    now = timezone.now()
    SecurityEvent.objects.create(kind=Kind.REFUSED, at=now - datetime.timedelta(days=101))
    SecurityEvent.objects.create(kind=Kind.SIGNED_OUT, at=now - datetime.timedelta(days=99))

    assert security_log.purge() == 1
    assert kinds() == [Kind.SIGNED_OUT, Kind.PURGED]
    assert last().details == {"count": 1, "days": 100}


@pytest.mark.parametrize("days", [0, 1, -5])
def test_no_setting_empties_the_log(settings, days):
    settings.SECURITY_LOG_DAYS = days
    at = timezone.now() - datetime.timedelta(days=security_log.SHORTEST_DAYS - 1)
    SecurityEvent.objects.create(kind=Kind.REFUSED, at=at)

    assert security_log.purge() == 0


def test_the_guard_can_be_taken_away_by_a_migration_back_and_put_up_again():
    record(Kind.REFUSED, actor=7)
    append_only.lift(connection)
    SecurityEvent.objects.all().delete()
    append_only.guard(connection)
    record(Kind.REFUSED, actor=7)

    with pytest.raises(IntegrityError), transaction.atomic():
        SecurityEvent.objects.all().delete()


def test_the_administration_offers_neither_log_nor_limit():
    names = {model.__name__ for model in admin.site._registry}

    assert not names & {"SecurityEvent", "SecurityLogLimit"}


# --- What is written ------------------------------------------------------------------------------


def test_signing_in_and_out(client, person):
    url = reverse("login")
    client.post(url, {"username": "Leder@example.com", "password": "forkert"})
    client.post(url, {"username": "hemmelig-tastet-forkert", "password": "forkert"})
    client.post(url, {"username": "leder@example.com", "password": PASSWORD})
    client.post(reverse("logout"))

    known, unknown, signed_in, signed_out = SecurityEvent.objects.order_by("pk").exclude(
        kind=Kind.PASSWORD_CHANGED
    )
    assert (known.kind, known.actor, known.about_id) == (
        Kind.SIGN_IN_REFUSED,
        None,
        str(person.pk),
    )
    assert (unknown.kind, unknown.actor, unknown.about_id) == (Kind.SIGN_IN_REFUSED, None, "")
    assert (signed_in.kind, signed_in.actor) == (Kind.SIGNED_IN, person.pk)
    assert (signed_out.kind, signed_out.actor) == (Kind.SIGNED_OUT, person.pk)
    told = json.dumps(list(SecurityEvent.objects.values()), default=str)
    assert "hemmelig" not in told
    assert "example.com" not in told
    assert signed_in.address == "127.0.0.1"
    assert signed_in.where == "login"


def test_a_lock(client, person, settings):
    for _attempt in range(settings.AXES_FAILURE_LIMIT + 1):
        client.post(reverse("login"), {"username": "leder@example.com", "password": "forkert"})

    assert Kind.LOCKED_OUT in kinds()


def test_strangers_cannot_fill_it():
    request = RequestFactory().post(reverse("login"))
    for _number in range(MOST_PER_MINUTE + 5):
        record(Kind.SIGN_IN_REFUSED, request=request)

    assert kinds().count(Kind.SIGN_IN_REFUSED) == MOST_PER_MINUTE


def test_a_changed_password_says_who_changed_it(client, person):
    client.force_login(person)
    client.post(
        reverse("password_change"),
        {
            "old_password": PASSWORD,
            "new_password1": "skovtur-med-gummistøvler",
            "new_password2": "skovtur-med-gummistøvler",
        },
    )

    assert (last().kind, last().actor, last().about_id) == (
        Kind.PASSWORD_CHANGED,
        person.pk,
        str(person.pk),
    )


def test_a_password_set_by_the_link_in_a_mail(client, person):
    from django.contrib.auth.tokens import default_token_generator
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    token = default_token_generator.make_token(person)
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    url = client.get(reverse("password_reset_confirm", args=[uid, token])).url
    new = "skovtur-med-gummistøvler"
    client.post(url, {"new_password1": new, "new_password2": new})

    event = last()
    assert (event.kind, event.actor, event.about_id) == (Kind.PASSWORD_RESET, None, str(person.pk))
    assert token not in json.dumps(list(SecurityEvent.objects.values()), default=str)


@pytest.mark.parametrize("right", ["is_staff", "is_superuser", "is_active", "email"])
def test_changed_rights_of_a_person(person, right):
    was = getattr(person, right)
    setattr(person, right, "ny@example.com" if right == "email" else not was)
    person.save()

    assert (last().kind, last().details) == (Kind.RIGHTS_CHANGED, {"fields": [right]})
    assert last().about_id == str(person.pk)


def test_saving_a_person_without_a_change_of_rights_is_no_event(person):
    before = kinds()
    person.name = "Birgit Hansen Holm"
    person.save()
    person.save(update_fields=["last_login"])

    assert kinds() == before


def test_groups_and_permissions(person):
    group = Group.objects.create(name="Tal")
    permission = Permission.objects.first()
    group.permissions.add(permission)
    person.groups.add(group)
    person.user_permissions.set([permission])
    person.groups.clear()

    told = SecurityEvent.objects.filter(kind=Kind.RIGHTS_CHANGED).order_by("pk")
    assert [event.details["fields"][0] for event in told] == [
        "permissions",
        "groups",
        "permissions",
        "groups",
    ]


def test_memberships_given_changed_and_taken(person):
    membership = MembershipFactory(area_head=True, user=person)
    membership.to_on = membership.from_on + datetime.timedelta(days=400)
    membership.save()
    membership.delete()

    given, changed, taken = SecurityEvent.objects.filter(about="institutions.membership").order_by(
        "pk"
    )
    assert (given.kind, changed.kind, taken.kind) == (
        Kind.RIGHTS_GIVEN,
        Kind.RIGHTS_CHANGED,
        Kind.RIGHTS_TAKEN,
    )
    place = {
        "area": membership.area_id,
        "cluster": membership.cluster_id,
        "institution": membership.institution_id,
        "board": None,
        "deputises_for": None,
        "source": "by_hand",
    }
    from_on = str(membership.from_on)
    assert given.details == {
        "person": person.pk, "role": "area_head", **place, "from_on": from_on, "to_on": "",
    }  # fmt: skip
    assert taken.details == changed.details == given.details | {"to_on": str(membership.to_on)}


def test_keys_and_calendar_addresses(client, person):
    client.force_login(person)
    client.post(reverse("token_list"), {"name": "Power BI", "scope": "figures", "days": "30"})
    client.post(reverse("token_revoke", args=[ApiToken.objects.get().pk]), {"sure": "yes"})
    client.post(reverse("calendar_address_renew"))
    secret = CalendarAddress.objects.get().secret
    client.post(reverse("calendar_address_revoke"), {"sure": "yes"})

    assert kinds()[-4:] == [
        Kind.KEY_MADE,
        Kind.KEY_CLOSED,
        Kind.CALENDAR_MADE,
        Kind.CALENDAR_CLOSED,
    ]
    told = json.dumps(list(SecurityEvent.objects.values()), default=str)
    assert secret not in told
    assert "Power BI" not in told


def test_imports_and_their_undoing(person):
    batch = Import.objects.create(
        file_name="Birgit.csv",
        sha256="0" * 64,
        size=1,
        layout="kids",
        row_count=3,
        imported_by=person,
    )
    batch.save()
    undo(batch)

    imported, undone = SecurityEvent.objects.filter(about="measurements.import").order_by("pk")
    assert (imported.kind, imported.actor) == (Kind.IMPORTED, person.pk)
    assert imported.details == {"layout": "kids", "rows": 3}
    assert (undone.kind, undone.about_id) == (Kind.IMPORT_UNDONE, str(batch.pk))


def test_lists_of_institutions_that_are_saved():
    content = (
        "Institutionsnummer;Institution;Institutionstype;Ejerforhold;Område;Klynge;Gyldig fra\r\n"
        "9101;Solsikken;Vuggestue;Kommunal;Område Vest;Klynge Fyrtårnet;01-08-2016\r\n"
    )
    listed = read(content.encode("utf-8-sig"), name="enheder.csv")
    commit_list(listed, dry_run=True)
    assert Kind.IMPORTED not in kinds()

    assert commit_list(listed).is_saved

    assert last().kind == Kind.IMPORTED
    assert last().details["rows"] == 1


def test_every_file_that_leaves(client):
    administrator = UserFactory(administrator=True)
    client.force_login(administrator)
    client.get(reverse("municipality_figures"))

    assert (last().kind, last().actor) == (Kind.DOWNLOADED, administrator.pk)
    assert last().where == "municipality_figures"


def test_an_administrator_who_reads_of_others(client, person):
    superuser = UserFactory(is_staff=True, is_superuser=True)
    membership = MembershipFactory(area_head=True, user=person)
    client.force_login(superuser)
    before = len(kinds())
    for url in (
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_change", args=[person.pk]),
        reverse("admin:accounts_user_history", args=[person.pk]),
        reverse("admin:institutions_membership_change", args=[membership.pk]),
        reverse("admin:institutions_membership_history", args=[membership.pk]),
        reverse("admin:axes_accessattempt_changelist"),
    ):
        assert client.get(url).status_code == 200

    assert kinds()[before:] == [Kind.PERSON_READ] * 6
    told = SecurityEvent.objects.filter(kind=Kind.PERSON_READ).values_list("about", "about_id")
    assert set(told) >= {
        ("accounts.user", ""),
        ("accounts.user", str(person.pk)),
        ("institutions.membership", str(membership.pk)),
        ("axes.accessattempt", ""),
    }
    client.get(reverse("admin:accounts_user_change", args=[superuser.pk]))
    assert len(kinds()) == before + 6


def test_a_refusal_of_somebody_signed_in(client, person):
    client.force_login(person)
    assert client.get("/admin/").status_code in (302, 403)
    client.get(reverse("admin:login"))

    assert (last().kind, last().actor) == (Kind.REFUSED, person.pk)


def test_deleting_a_person_keeps_the_trail_and_no_name(client, person):
    client.force_login(person)
    number = person.pk
    before = list(SecurityEvent.objects.filter(actor=number).values())
    User.objects.filter(pk=number).first().delete()

    assert list(SecurityEvent.objects.filter(actor=number).values()) == before
    told = json.dumps(list(SecurityEvent.objects.values()), default=str)
    assert "Birgit" not in told
    assert "leder@example.com" not in told


# --- The line -------------------------------------------------------------------------------------


def test_each_event_is_one_line_of_json_without_personal_texts(
    person, client, django_capture_on_commit_callbacks
):
    target = io.StringIO()
    handler = logging.StreamHandler(target)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("security")
    logger.addHandler(handler)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            client.force_login(person)
            client.post(reverse("login"), {"username": "a\r\nb@example.com", "password": "x\ny"})
            record(Kind.REFUSED, about=person, fields=["a\r\nb"])
    finally:
        logger.removeHandler(handler)

    lines = target.getvalue().splitlines()
    assert len(lines) == SecurityEvent.objects.exclude(kind=Kind.PASSWORD_CHANGED).count()
    told = [json.loads(line) for line in lines]
    assert told[0]["logger"] == "security"
    assert told[0]["event"] == "signed_in"
    assert told[0]["actor"] == person.pk
    assert "Birgit" not in target.getvalue()
    assert "example.com" not in target.getvalue()


@pytest.mark.parametrize("claimed", ["<b>", "1.2.3.4\r\nx", "x" * 500, ""])
def test_what_a_proxy_claims_is_an_address_or_nothing(settings, claimed):
    settings.TRUSTED_PROXIES = 1
    headers = {"HTTP_X_FORWARDED_FOR": claimed, "HTTP_X_REQUEST_ID": claimed, "REMOTE_ADDR": "?"}
    record(Kind.REFUSED, request=RequestFactory().get("/", **headers))

    assert (last().address, last().request_id in ("", "x" * 64)) == ("", True)
