"""Two people that are one: shown, put together, taken apart; nobody gains a permission by it."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, CalendarAddress, SecurityEvent, User
from institutions.merging import MergeRefused, merge_people, part, preview_people
from institutions.models import Membership, PersonMerge
from programmes.models import Consultant
from strategy.models import Decision
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def unit():
    return InstitutionFactory(cluster=ClusterFactory())


@pytest.fixture
def pair(unit):
    """A leader with two accounts, the second with the roles and the work of a year."""
    keep = MembershipFactory(board_member=True, institution=unit).user
    gone = MembershipFactory(leader=True, institution=unit, user__name="Mette Hansen").user
    goal = LocalGoalFactory(institution=unit, created_by=gone, updated_by=gone)
    goal.decisions.create(made_by=gone, from_status="draft", to_status="sent")
    return keep, gone


def test_roles_and_work_are_moved_and_the_account_is_closed(pair):
    keep, gone = pair

    told = preview_people(keep, gone)
    assert told.moved["institutions.Membership"] == 1
    assert User.objects.get(pk=gone.pk).is_active

    merged = merge_people(keep, gone, by=None)

    assert set(keep.memberships.values_list("role", flat=True)) == {"board_member", "leader"}
    assert Decision.objects.get().made_by == keep
    gone.refresh_from_db()
    assert not gone.is_active
    assert str(merged) == f"Mette Hansen ({gone.email}) → {keep}"


def test_it_is_undone_to_the_last_row(pair):
    keep, gone = pair
    before = dict(Membership.objects.values_list("pk", "user"))

    assert part(merge_people(keep, gone, by=None), by=None) == 0

    assert dict(Membership.objects.values_list("pk", "user")) == before
    gone.refresh_from_db()
    assert gone.is_active
    assert Decision.objects.get().made_by == gone
    with pytest.raises(MergeRefused):
        part(PersonMerge.objects.get(), by=None)


def test_whoever_was_signed_in_as_the_one_is_so_no_longer(pair):
    keep, gone = pair
    as_gone, as_keep = Client(), Client()
    as_gone.force_login(gone, BACKEND)
    as_keep.force_login(keep, BACKEND)
    merged = merge_people(keep, gone, by=None)

    assert as_gone.get("/").status_code == 302
    assert as_keep.get("/").status_code == 200
    part(merged, by=None)
    assert as_gone.get("/").status_code == 302  # the visit is gone, and not only closed


def test_what_lets_somebody_in_is_not_the_others(pair):
    """Groups, permissions, marks, keys and calendars stay with the account that is closed."""
    keep, gone = pair
    group = Group.objects.create(name="Alt")
    gone.groups.add(group)
    gone.user_permissions.add(Permission.objects.first())
    gone.is_staff = gone.is_superuser = True
    gone.save()
    CalendarAddress.renew(gone)
    key = ApiToken(user=gone, name="Power BI")
    key.expires_at = key.created_at + datetime.timedelta(days=30)
    written = key.issue()

    merge_people(keep, gone, by=None)

    keep.refresh_from_db()
    assert (keep.is_staff, keep.is_superuser) == (False, False)
    assert not keep.groups.exists()
    assert not keep.user_permissions.exists()
    assert not keep.api_tokens.exists()
    assert not CalendarAddress.objects.filter(user=keep).exists()
    assert ApiToken.of_key(written) is None


def test_the_log_is_as_it_was_and_tells_of_it(pair):
    keep, gone = pair
    event = SecurityEvent.objects.create(kind="signed_in", actor=gone.pk)

    merge_people(keep, gone, by=None)

    event.refresh_from_db()
    assert event.actor == gone.pk
    changed = SecurityEvent.objects.filter(kind="rights_changed", about="institutions.membership")
    assert changed.filter(details__person=keep.pk).exists()


def test_what_cannot_be_one_is_refused(pair, unit):
    keep, gone = pair
    with pytest.raises(MergeRefused):
        merge_people(keep, keep, by=None)

    closed = UserFactory(is_active=False)
    with pytest.raises(MergeRefused):
        merge_people(closed, gone, by=None)

    row = MembershipFactory(
        leader=True,
        institution=unit,
        user=keep,
        deputises_for=gone,
        to_on=datetime.date(2099, 1, 1),
    )
    with pytest.raises(MergeRefused):
        merge_people(keep, gone, by=None)
    row.delete()

    for number, user in enumerate((keep, gone)):
        Consultant.objects.create(name=f"Konsulent {number}", user=user)
    with pytest.raises(MergeRefused):
        merge_people(keep, gone, by=None)
    assert User.objects.get(pk=gone.pk).is_active


# --- The page -----------------------------------------------------------------------------------


def test_the_page_shows_what_it_would_do_and_does_what_was_shown(client, pair):
    keep, gone = pair
    client.force_login(MembershipFactory(administrator=True).user, BACKEND)
    address = reverse("person_merge", args=[keep.pk])

    answer = client.get(address, {"med": gone.pk})
    page = answer.context["page"]
    assert page.preview.count == "4"
    assert "(4 rækker)" in answer.content.decode()
    told = client.post(address, {"med": gone.pk, "antal": "1000"})
    assert told.status_code == 200
    assert not PersonMerge.objects.exists()
    assert client.post(address, {"med": gone.pk, "antal": page.preview.count}).status_code == 302

    merged = PersonMerge.objects.get()
    undo = reverse("person_part", args=[keep.pk, merged.pk])
    assert client.post(undo).status_code == 200
    assert client.post(undo, {"sure": "yes"}).status_code == 302
    assert User.objects.get(pk=gone.pk).is_active


def test_one_row_is_one_row(client):
    keep, gone = (
        UserFactory(),
        MembershipFactory(leader=True, institution=InstitutionFactory()).user,
    )
    client.force_login(MembershipFactory(administrator=True).user, BACKEND)

    page = client.get(reverse("person_merge", args=[keep.pk]), {"med": gone.pk}).content.decode()

    assert "(1 række)" in page


@pytest.mark.parametrize("told", ["", "x", "999999", "-1", "９"])
def test_nobody_is_put_together_with_who_is_not_there(client, pair, told):
    keep, _gone = pair
    client.force_login(UserFactory(administrator=True), BACKEND)

    answer = client.post(reverse("person_merge", args=[keep.pk]), {"med": told})

    assert answer.status_code == 422
    assert not PersonMerge.objects.exists()


def test_an_administrator_takes_over_nobody_who_may_do_more(client, pair):
    """Neither is a superuser merged away, nor does one merge away themselves, nor into one."""
    keep, gone = pair
    by = MembershipFactory(administrator=True).user
    superuser = UserFactory(administrator=True)
    client.force_login(by, BACKEND)

    for stays, goes in ((keep, superuser), (keep, by), (superuser, gone)):
        address = reverse("person_merge", args=[stays.pk])
        answer = client.post(address, {"med": goes.pk, "antal": "0"})
        assert answer.status_code in (404, 422)
    assert not PersonMerge.objects.exists()


def test_leaders_put_nobody_together(client, pair, unit):
    keep, gone = pair
    client.force_login(MembershipFactory(leader=True, institution=unit).user, BACKEND)

    answer = client.post(reverse("person_merge", args=[keep.pk]), {"med": gone.pk, "antal": "3"})

    assert answer.status_code == 404
