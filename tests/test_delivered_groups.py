"""Groups come with the product, and nobody is shown a button that refuses them."""

import datetime
import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from institutions.access import scope_of
from measurements.models import Import
from measurements.reference import load_everything
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


def administrator(*groups: str, is_staff=True):
    load_everything()
    user = MembershipFactory(user=UserFactory(is_staff=is_staff), administrator=True).user
    if groups:
        user.groups.set(Group.objects.filter(name__in=groups))
    return user


#: Where those without a role are given one.
PEOPLE = "/personer/?invitation=uden-rolle"


def buttons(client, user) -> list[str]:
    """The addresses in the administration, and of its pages, that the start page leads to."""
    client.force_login(user, BACKEND)
    return sorted(
        set(
            re.findall(
                r'href="(/(?:admin|indlaes|personer)/[^"]*)"', client.get("/").content.decode()
            )
        )
    )


@pytest.mark.parametrize(
    ("groups", "is_staff", "wanted"),
    [
        (["Dataadministrator"], True, {"/admin/", "/indlaes/"}),
        (["Brugeradministrator"], True, {"/admin/", PEOPLE}),
        ([], True, {"/indlaes/", PEOPLE}),
        ([], False, {"/admin/", "/indlaes/", PEOPLE}),
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


# --- The role administrator works in the administration -------------------------------------------

#: Of the kinds of rows in the administration, those that each group works with.
OF_PEOPLE = {"accounts.user", "institutions.membership"}
OF_DATA = {
    *(f"institutions.{name}" for name in ("area", "board", "cluster", "institution")),
    "institutions.institutionimport",
}
WORK = {"strategy", "measurements", "indicators", "meetings", "leadership", "programmes"}
#: For superusers alone: groups and the machinery.
MACHINERY = {"auth.group", "admin.logentry", "django_tasks_database.dbtaskresult"}


def _expected(name: str, label: str) -> bool:
    app = label.partition(".")[0]
    is_data = label in OF_DATA or app in WORK
    return {
        "Dataadministrator": is_data,
        "Brugeradministrator": label in OF_PEOPLE,
        "Administrator": is_data or label in OF_PEOPLE,
    }[name]


@pytest.mark.parametrize("name", ["Dataadministrator", "Brugeradministrator", "Administrator"])
def test_a_group_opens_exactly_its_pages(client, name):
    """Every kind of row in the administration: its list, and else no page for a new one."""
    client.force_login(administrator(name), BACKEND)
    kinds = [model._meta.label_lower for model in admin.site._registry]

    assert len(kinds) > 45
    opened = set()
    for label in kinds:
        begins = f"admin:{label.replace('.', '_')}"
        if client.get(reverse(f"{begins}_changelist")).status_code == 200:
            opened.add(label)
        else:
            assert client.get(reverse(f"{begins}_add")).status_code == 403, label
    assert opened == {label for label in kinds if _expected(name, label)}
    assert not any(_expected(name, label) for label in MACHINERY)


def test_the_role_opens_the_administration_without_anybody_ticking_permissions(client):
    load_everything()
    user = MembershipFactory(administrator=True).user
    client.force_login(user, BACKEND)

    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/institutions/institution/").status_code == 200
    assert client.get("/admin/auth/group/").status_code == 403
    assert not user.user_permissions.exists()


@pytest.mark.parametrize("role", ["area_head", "consultant", "chair", "board_member"])
def test_no_other_role_opens_it(client, role):
    load_everything()
    user = MembershipFactory(role=role).user
    client.force_login(user, BACKEND)

    assert client.get("/admin/", follow=True).status_code == 403
    assert not user.groups.exists()


def test_the_administration_is_closed_with_the_last_day_of_the_role(client):
    user = administrator("Administrator")
    client.force_login(user, BACKEND)
    assert client.get("/admin/accounts/user/").status_code == 200

    user.memberships.update(to_on=datetime.date(2020, 12, 31))

    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get("/admin/accounts/user/", follow=True).status_code == 403


@pytest.mark.parametrize(
    ("giver", "offered"),
    [
        ("Administrator", {"Administrator", "Dataadministrator", "Brugeradministrator"}),
        ("Brugeradministrator", {"Brugeradministrator"}),
    ],
)
def test_nobody_gives_a_group_that_holds_more_than_they_have(client, giver, offered):
    by = administrator(giver)
    person = UserFactory()
    client.force_login(by, BACKEND)
    address = f"{reverse('role_give', args=[person.pk])}?rolle=administrator"

    form = client.get(address).context["form"]
    assert {group.name for group in form.works_as.values()} == offered
    facts = {"places": "m", "from_on": "1.1.2026"}
    for group in Group.objects.exclude(name__in=offered):
        assert client.post(address, facts | {"works_as": group.pk}).status_code == 422
    assert not person.groups.exists()

    chosen = Group.objects.get(name=min(offered))
    assert client.post(address, facts | {"works_as": chosen.pk}).status_code == 302
    assert list(person.groups.all()) == [chosen]
    client.force_login(type(person).objects.get(pk=person.pk), BACKEND)
    assert client.get("/admin/").status_code == 200


def test_who_has_less_makes_nobody_more_in_the_administration_either(client):
    """A membership saved on its page there brings the giver's own group, and no more."""
    by = administrator("Brugeradministrator")
    person = UserFactory()
    client.force_login(by, BACKEND)

    facts = {"user": person.pk, "role": "administrator", "from_on": "1.1.2026", "note": ""}
    assert client.post("/admin/institutions/membership/add/", facts).status_code == 302

    person.refresh_from_db()
    assert person.memberships.exists()
    assert [group.name for group in person.groups.all()] == ["Brugeradministrator"]
    assert not scope_of(person).edits
