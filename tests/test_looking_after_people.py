"""People in the administration: nobody climbs by another's account, and no trail ends with one."""

import re

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from accounts.models import LONGEST_KEY, ApiToken, CalendarAddress, User
from config.read_only import ReadOnly as Trail
from institutions.models import Membership
from strategy.models import AutosavedText
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NEW = {"password1": "grøn hest i regnvejr", "password2": "grøn hest i regnvejr"}


def staff(*codenames: str, **role) -> User:
    """Somebody who may use the administration, with these permissions and this role."""
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    if role:
        MembershipFactory(user=user, **role)
    return user


def _change(person, client, **fields):
    posted = {"email": person.email, "name": person.name, "is_active": "on"} | fields
    posted = {name: value for name, value in posted.items() if value is not None}
    return client.post(f"/admin/accounts/user/{person.pk}/change/", posted)


def _people(cluster) -> dict[str, User]:
    """Those who may more than a cluster leader with rights over people, each in their own way."""
    grouped = UserFactory(is_staff=True)
    grouped.groups.add(Group.objects.create(name="Andre"))
    Group.objects.get().permissions.set(Permission.objects.filter(codename="change_strategy"))
    return {
        "superuser": UserFactory(administrator=True),
        "closed superuser": UserFactory(is_superuser=True, is_active=False),
        "administrator": MembershipFactory(administrator=True).user,
        "head of area": MembershipFactory(area_head=True, area=cluster.area).user,
        "leader elsewhere": MembershipFactory(leader=True, institution=InstitutionFactory()).user,
        "administrator from next year": MembershipFactory(
            administrator=True, from_on=timezone.localdate().replace(year=2090, day=1)
        ).user,
        "chair": MembershipFactory(chair=True, cluster=cluster).user,
        "with a permission": staff("change_strategy"),
        "with a group": grouped,
    }


def test_nobody_takes_over_a_person_who_may_do_more(client):
    cluster = ClusterFactory()
    user = staff("view_user", "change_user", "delete_user", cluster_leader=True, cluster=cluster)
    client.force_login(user)
    for who, person in _people(cluster).items():
        before = User.objects.filter(pk=person.pk).values().get()
        answers = [
            _change(person, client, email="mine@example.com"),
            _change(person, client, is_active=None),
            client.post(f"/admin/accounts/user/{person.pk}/password/", NEW),
            client.post(f"/admin/accounts/user/{person.pk}/delete/", {"post": "yes"}),
        ]

        assert [answer.status_code for answer in answers] == [403] * 4, who
        assert User.objects.filter(pk=person.pk).values().get() == before, who


def test_whoever_includes_a_persons_rights_looks_after_them(client):
    cluster = ClusterFactory()
    client.force_login(staff("view_user", "change_user", cluster_leader=True, cluster=cluster))
    leader = MembershipFactory(leader=True, institution=InstitutionFactory(cluster=cluster)).user

    assert _change(leader, client, email="new@example.com").status_code == 302
    assert client.post(f"/admin/accounts/user/{leader.pk}/password/", NEW).status_code == 302
    leader.refresh_from_db()
    assert leader.email == "new@example.com"
    assert leader.check_password(NEW["password1"])


@pytest.mark.parametrize(
    ("fields", "to", "word"),
    [
        ({"email": "new@example.com"}, "old@example.com", "new@example.com"),
        ({"is_active": None}, "old@example.com", "lukket"),
        ({"name": "Et andet navn"}, None, None),
    ],
)
def test_a_person_is_told_what_somebody_else_changed(
    client, mailoutbox, monkeypatch, django_capture_on_commit_callbacks, fields, to, word
):
    monkeypatch.setattr("accounts.notices.send_soon", lambda message: message.send())
    client.force_login(UserFactory(administrator=True))
    person = UserFactory(email="old@example.com")

    with django_capture_on_commit_callbacks(execute=True):
        _change(person, client, **fields)

    assert [mail.to for mail in mailoutbox] == ([[to]] if to else [])
    assert all(word in mail.body for mail in mailoutbox)


def test_a_person_is_told_once_of_a_new_password_whoever_changed_it(
    client, mailoutbox, monkeypatch, django_capture_on_commit_callbacks
):
    for place in ("notices", "new_password"):
        monkeypatch.setattr(f"accounts.{place}.send_soon", lambda message: message.send())
    administrator, person = UserFactory(administrator=True), UserFactory()
    client.force_login(administrator)

    with django_capture_on_commit_callbacks(execute=True):
        for one in (person, administrator):
            client.post(f"/admin/accounts/user/{one.pk}/password/", NEW)

    assert [mail.to for mail in mailoutbox] == [[person.email], [administrator.email]]
    assert "Adgangskoden" in mailoutbox[0].body
    assert NEW["password1"] not in mailoutbox[0].body


def test_groups_are_changed_by_superusers_only(client):
    user = staff("view_group", "add_group", "change_group", "delete_group", administrator=True)
    group = Group.objects.create(name="Dataansvarlige")
    user.groups.add(group)
    client.force_login(user)
    everything = {"name": "x", "permissions": Permission.objects.values_list("pk", flat=True)}

    answers = [
        client.post(f"/admin/auth/group/{group.pk}/change/", everything),
        client.post("/admin/auth/group/add/", everything),
        client.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert group.permissions.count() == 0
    client.force_login(UserFactory(administrator=True))
    everything["permissions"] = [Permission.objects.get(codename="view_user").pk]
    assert client.post(f"/admin/auth/group/{group.pk}/change/", everything).status_code == 302


def test_memberships_are_given_by_those_who_have_everything(client):
    cluster = ClusterFactory()
    every = ["add_membership", "change_membership", "delete_membership", "view_membership"]
    leader = staff(*every, "view_user", cluster_leader=True, cluster=cluster)
    client.force_login(leader)
    row = {"user": leader.pk, "role": "administrator", "from_on": "01.01.2024"}

    assert client.post("/admin/institutions/membership/add/", row).status_code == 403
    own = leader.memberships.get()
    answer = client.post(f"/admin/institutions/membership/{own.pk}/change/", row)
    assert answer.status_code == 403


# --- Leaving --------------------------------------------------------------------------------------


def _person_with_everything() -> User:
    cluster = ClusterFactory()
    person = MembershipFactory(leader=True, institution=InstitutionFactory(cluster=cluster)).user
    person.name = "Ane Sørensen"
    person.save()
    MembershipFactory(user=person, chair=True, cluster=cluster, from_on="2090-01-01")
    person.groups.add(Group.objects.create(name="En gruppe"))
    CalendarAddress.renew(person)
    expires_at = timezone.now() + LONGEST_KEY / 2
    ApiToken.objects.create(
        user=person, name="Power BI", digest="0" * 64, hint="0000", expires_at=expires_at
    )
    goal, institution = GoalFactory(), cluster.placements.get().institution
    AutosavedText.objects.create(writer=person, goal=goal, institution=institution)
    LogEntry.objects.log_actions(person.pk, [person], 2, "")
    return person


def test_deleting_a_person_takes_their_name_and_keeps_what_they_did(client):
    person = _person_with_everything()
    client.force_login(UserFactory(administrator=True))

    asked = client.get(f"/admin/accounts/user/{person.pk}/delete/")
    client.post(f"/admin/accounts/user/{person.pk}/delete/", {"post": "yes"})

    assert "Det kan ikke fortrydes" in asked.text
    left = User.objects.get(pk=person.pk)
    assert "Ane" not in left.name
    assert left.email != person.email
    assert not left.is_active
    assert not left.has_usable_password()
    assert not left.groups.exists()
    assert left.memberships.count() == 1
    assert not left.memberships.current().exists()
    assert not CalendarAddress.objects.exists()
    assert not AutosavedText.objects.exists()
    assert not ApiToken.objects.valid().exists()
    assert LogEntry.objects.filter(user=left).count() == 1
    assert not LogEntry.objects.filter(object_repr__contains="Ane").exists()
    assert Membership.history.filter(user=left).exists()


def test_deleting_many_people_is_the_same_and_spares_oneself(client):
    administrator, person = UserFactory(administrator=True), _person_with_everything()
    client.force_login(administrator)
    chosen = {"action": "delete_selected", "post": "yes"}

    client.post("/admin/accounts/user/", chosen | {"_selected_action": [person.pk]})
    refused = client.post(
        "/admin/accounts/user/", chosen | {"_selected_action": [administrator.pk]}
    )

    assert User.objects.get(pk=person.pk).email.endswith("@example.invalid")
    assert refused.status_code == 403
    assert client.get(f"/admin/accounts/user/{administrator.pk}/delete/").status_code == 403
    administrator.refresh_from_db()
    assert administrator.is_active


def test_nobody_closes_their_own_account(client):
    administrator = UserFactory(administrator=True)
    client.force_login(administrator)

    _change(administrator, client, is_active=None)

    administrator.refresh_from_db()
    assert administrator.is_active


# --- Trails ---------------------------------------------------------------------------------------


def test_every_log_in_the_administration_is_a_trail():
    logs = re.compile("axes|logentry|dbtask", re.IGNORECASE)
    found = {
        model._meta.label: isinstance(model_admin, Trail)
        for model, model_admin in admin.site._registry.items()
        if logs.search(model._meta.label)
    }

    assert len(found) == 5
    assert all(found.values()), found


def test_trails_are_neither_changed_nor_deleted(client):
    superuser = UserFactory(administrator=True)
    client.force_login(superuser)
    visit = AccessLog.objects.create(username="x@example.com", ip_address="10.0.0.1")
    attempt = AccessAttempt.objects.create(
        username="x@example.com", ip_address="10.0.0.1", failures_since_start=9
    )
    name = "admin:axes_{}_delete"

    gone = client.post(reverse(name.format("accesslog"), args=[visit.pk]), {"post": "yes"})
    limited = staff("view_accessattempt", "delete_accessattempt", administrator=True)
    reset = reverse(name.format("accessattempt"), args=[attempt.pk])
    client.force_login(limited)
    refused = client.post(reset, {"post": "yes"})
    client.force_login(superuser)
    done = client.post(reset, {"post": "yes"})

    assert [gone.status_code, refused.status_code, done.status_code] == [403, 403, 302]
    assert AccessLog.objects.filter(pk=visit.pk).exists()
    assert not AccessAttempt.objects.filter(pk=attempt.pk).exists()
