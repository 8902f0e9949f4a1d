"""Groups come with the product, and nobody is shown a button that refuses them."""

import re

import pytest
from django.contrib.auth.models import Group

from measurements.models import Import
from measurements.reference import load_everything
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


def administrator(*groups: str, is_staff=True):
    load_everything()
    user = MembershipFactory(user=UserFactory(is_staff=is_staff), administrator=True).user
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def buttons(client, user) -> list[str]:
    """The addresses in the administration that the start page leads to."""
    client.force_login(user, BACKEND)
    return sorted(
        set(re.findall(r'href="(/(?:admin|indlaes)/[^"]*)"', client.get("/").content.decode()))
    )


@pytest.mark.parametrize(
    ("groups", "is_staff", "wanted"),
    [
        (["Dataadministrator"], True, {"/admin/", "/indlaes/"}),
        (["Brugeradministrator"], True, {"/admin/", "/admin/accounts/user/"}),
        ([], True, {"/admin/"}),
        (["Dataadministrator"], False, set()),
    ],
)
def test_every_button_of_the_start_page_opens(client, groups, is_staff, wanted):
    UserFactory()  # somebody without a role
    Import.objects.create(file_name="tilsyn.csv", layout="tilsyn_wide", size=1, row_count=1)

    led_to = buttons(client, administrator(*groups, is_staff=is_staff))

    assert wanted <= set(led_to)
    assert bool(wanted) == bool(led_to)
    for address in led_to:
        assert client.get(address).status_code == 200, address


def test_whoever_looks_after_people_gives_them_roles(client):
    user = administrator("Brugeradministrator")
    client.force_login(user, BACKEND)

    for address in ("/admin/accounts/user/add/", "/admin/institutions/membership/add/"):
        assert client.get(address).status_code == 200
    assert client.get("/admin/measurements/measurement/import/").status_code == 403


def test_groups_are_made_once_and_keep_what_was_changed():
    load_everything()
    group = Group.objects.get(name="Dataadministrator")
    assert group.permissions.count() > 50
    group.permissions.clear()

    assert load_everything()["groups"] == 0
    assert group.permissions.count() == 0
