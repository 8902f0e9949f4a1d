"""What gives or takes roles, or tells all of somebody, is done by who has shown who they are.

Every address below /personer/ and /roller/ is tried: one that is added is asked of, or excused.
"""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.invitations.sending import invite
from accounts.models import SecurityEvent, User
from institutions.delivered import ADMINISTRATOR, PEOPLE
from institutions.merging import merge_people
from institutions.models import BoardRenewal, ClaimRule, Membership, PeopleImport
from institutions.people.administering import connect
from institutions.people.places import MUNICIPALITY
from institutions.roles import Role
from measurements.reference import load_everything
from tests.factories import BoardFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.test_claim_rules import PROVIDER
from tests.test_confirming import answered, asks

pytestmark = pytest.mark.django_db

#: What gives nobody anything: one's way back, a file only shown, mail about what is given already.
EXCUSED = {"look_end", "people_import", "invitations_send", "invitation_withdraw"}
#: Files with personal data: looking at them is asked for, too.
FILES = ("/personer/fil.csv", "/personer/{pk}/udlevering/fil.json", "/min-side/udlevering/fil.json")


@pytest.fixture
def clock():
    with time_machine.travel(timezone.localtime().replace(hour=10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def administrator(clock):
    return MembershipFactory(administrator=True).user


@pytest.fixture
def stale(administrator, clock):
    """An administrator who signed in a while ago, and has been at work since."""
    client = Client()
    client.force_login(administrator)
    clock.shift(datetime.timedelta(minutes=20))
    return client


@pytest.fixture
def numbers():
    """What addresses of people are made with."""
    place = InstitutionFactory()
    row = MembershipFactory(leader=True, institution=place)
    invite(row.user, by=None)
    return {"person": row.user, "row": row, "board": BoardFactory(institution=place)}


def names_below(*prefixes):
    """The names of all addresses that begin so."""
    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern) in prefixes:
            yield from (one.name for one in pattern.url_patterns)


def addresses(*, row, board, person):
    """Every address below /personer/ and /roller/, with its name."""
    places = {"kind": "institution", "slug": row.institution.slug, "suffix": "json"}
    rule = ClaimRule.objects.create(claim="groups", value="x", role=Role.LEADER, place_claim="unit")
    told = [
        {"pk": person.pk, "row": 2, "is_made": False, "name_before": "", "name": "", "roles": []}
    ]
    read_in = PeopleImport.objects.create(
        file_name="a.xlsx", sha256="a" * 64, size=1, layout="people", written=told
    )
    renewal = BoardRenewal.objects.create(board=board, constituted_on="2099-01-01")
    others = {"membership": row.pk, "renewal": renewal.pk, "merge": 1, **places}
    first = {"board": board.pk, "claim": rule.pk, "people_import": read_in.pk}
    for name in names_below("personer/", "roller/"):
        pk = next((found for begins, found in first.items() if name.startswith(begins)), person.pk)
        keys = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
        known = {"pk": pk, **others}
        yield name, reverse(name, kwargs={key: known[key] for key in keys})


def test_no_address_of_people_takes_anything_without_the_question(stale, numbers):
    without, asked = set(), set()
    for name, address in addresses(**numbers):
        answer = stale.post(address, {"sure": "yes"})
        if answer.status_code != 405:
            (asked if asks(answer) else without).add(name)

    assert without == EXCUSED
    assert {"person_new", "claim_rule_add", "person_anonymise", "role_give"} <= asked


@pytest.mark.parametrize("address", FILES)
def test_a_file_about_people_leaves_after_the_question(stale, numbers, address):
    address = address.format(pk=numbers["person"].pk)

    led = stale.get(address)

    assert led.status_code == 302
    assert not SecurityEvent.objects.filter(kind__in=["person_read", "downloaded"]).exists()
    done = answered(stale, stale.get(led.url))
    assert "attachment" in stale.get(done.url)["Content-Disposition"]


def test_somebody_new_is_an_administrator_after_the_question_with_what_was_typed(stale):
    sent = {
        "name": "Ny Person",
        "email": "ny@kommune.example",
        "place": MUNICIPALITY,
        "from_on": "01.08.2026",
    }
    address = "/personer/ny/?rolle=administrator"
    page = stale.post(address, sent)

    assert not User.objects.filter(email=sent["email"]).exists()
    done = answered(stale, page)
    assert done.status_code == 302, done.context["form"].errors
    assert Membership.objects.get(user__email=sent["email"]).role == Role.ADMINISTRATOR


def test_who_lost_a_role_does_not_get_it_back_by_undoing_a_file(client):
    """They ended it by a file as administrator, are one no longer, and undo the file."""
    place = InstitutionFactory(number="9107")
    other = MembershipFactory(leader=True, institution=InstitutionFactory()).user
    row = MembershipFactory(administrator=True, user=other)
    old = MembershipFactory(leader=True, institution=place, user=other)
    days = [str(old.from_on or ""), ""], [str(old.from_on or ""), "2026-01-01"]
    role = {"pk": old.pk, "row": 2, "before": days[0], "after": days[1]}
    old.to_on = datetime.date(2026, 1, 1)
    old.save()
    told = {
        "pk": other.pk,
        "row": 2,
        "is_made": False,
        "name_before": "",
        "name": "",
        "roles": [role],
    }
    read_in = PeopleImport.objects.create(
        imported_by=other,
        file_name="a.xlsx",
        sha256="a" * 64,
        size=1,
        layout="people",
        written=[told],
    )
    row.delete()
    client.force_login(other)
    address = reverse("people_import_undo", args=[read_in.pk])

    assert client.post(address, {"sure": "yes"}).status_code == 302

    old.refresh_from_db()
    read_in.refresh_from_db()
    assert (old.to_on, read_in.undone_at) == (datetime.date(2026, 1, 1), None)


def test_taking_people_apart_opens_no_account_that_may_do_more(client):
    chief, keep = UserFactory(is_superuser=True), UserFactory()
    merged = merge_people(keep, chief, by=chief)
    client.force_login(MembershipFactory(administrator=True).user)

    answer = client.post(reverse("person_part", args=[keep.pk, merged.pk]), {"sure": "yes"})

    chief.refresh_from_db()
    assert (answer.status_code, chief.is_active) == (404, False)


@pytest.mark.parametrize(("group", "is_saved"), [(PEOPLE, False), (ADMINISTRATOR, True)])
def test_a_rule_makes_administrators_who_may_no_more_than_who_wrote_it(
    client, settings, group, is_saved
):
    settings.OIDC_PROVIDERS = {"kommune": PROVIDER}
    load_everything()
    writer = MembershipFactory(administrator=True).user
    connect(writer, Group.objects.get(name=group))
    client.force_login(writer)
    rule = {"claim": "groups", "value": "Chefer", "role": Role.ADMINISTRATOR, "where": ""}

    page = client.post("/roller/ny/", rule)
    client.post("/roller/ny/", {**rule, "seen": page.context["seen"]})

    assert ClaimRule.objects.exists() is is_saved
