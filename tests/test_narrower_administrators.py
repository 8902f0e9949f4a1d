"""An administrator looks after what their group says, and no door makes anybody look after more.

The answers of every address stand in `tests/test_rights_by_group.py`.
"""

import datetime

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from institutions.access import EVERYWHERE, NO_SEATS, NOWHERE, Scope, scope_of
from institutions.merging import MergeRefused, merge_people
from institutions.models import ClaimRule, Membership
from institutions.people.abilities import Abilities
from institutions.people.looking import may_look_as
from institutions.roles import Source
from measurements.reference import load_everything
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    UserFactory,
)
from tests.test_claim_rules import PROVIDER

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
ALL, DATA, PEOPLE = "Administrator", "Dataadministrator", "Brugeradministrator"


@pytest.fixture(autouse=True)
def provider(settings):
    settings.OIDC_PROVIDERS = {"kommune": PROVIDER}


@pytest.fixture(scope="module", autouse=True)
def groups(written_once):
    load_everything()


def administrator(*names: str, **about) -> User:
    """Somebody with the role, in these groups and no others."""
    user = MembershipFactory(administrator=True, **about).user
    user.groups.set(Group.objects.filter(name__in=names))
    return fresh(user)


def fresh(user: User) -> User:
    """As the next request has them: nothing is kept of what was worked out before."""
    return User.objects.get(pk=user.pk)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


# --- What each looks after ------------------------------------------------------------------------

WORK = ("drafts", "edits", "decides", "plans")


@pytest.mark.parametrize("names", [(), (ALL,), (DATA, PEOPLE), (ALL, DATA), ("Egen gruppe",)])
def test_the_role_alone_and_a_group_of_ones_own_narrow_nothing(names):
    Group.objects.create(name="Egen gruppe")

    assert scope_of(administrator(*names)) == Scope.everywhere()


def test_who_looks_after_data_has_all_work_and_no_people():
    scope = scope_of(administrator(DATA))

    assert all(getattr(scope, name) == EVERYWHERE for name in ("reads", *WORK))
    assert scope.sits.everywhere
    assert scope.serves
    assert (scope.answers_for, scope.oversees) == (NOWHERE, NOWHERE)
    assert not scope.keeps_people


def test_who_looks_after_people_reads_and_has_no_work():
    scope = scope_of(administrator(PEOPLE))

    assert (scope.reads, scope.answers_for) == (EVERYWHERE, EVERYWHERE)
    assert all(getattr(scope, name) == NOWHERE for name in WORK)
    assert (scope.sits, scope.chairs) == (NO_SEATS, NO_SEATS)
    assert not scope.serves
    assert not scope.is_board_only
    assert scope.keeps_people
    assert not scope.keeps_all


@pytest.mark.parametrize("name", [ALL, DATA, PEOPLE])
def test_a_group_counts_with_the_role_and_while_it_lasts(name):
    user = administrator(name)
    user.memberships.update(to_on=datetime.date(2020, 12, 31))
    assert scope_of(fresh(user)) == Scope()

    MembershipFactory(user=user, consultant=True)
    alone = scope_of(MembershipFactory(consultant=True).user)
    assert scope_of(fresh(user)) == alone


@pytest.mark.parametrize("name", [DATA, PEOPLE])
def test_other_roles_are_had_beside_it(name):
    unit = InstitutionFactory(cluster=ClusterFactory())
    user = administrator(name)
    MembershipFactory(user=user, leader=True, institution=unit)

    scope = scope_of(fresh(user))
    assert scope.edits.holds(unit.pk)
    assert scope.answers_for.holds(unit.pk)
    assert scope.reads == EVERYWHERE
    assert not scope.keeps_all


def test_superusers_are_narrowed_by_nothing():
    user = UserFactory(administrator=True)
    user.groups.set(Group.objects.filter(name=PEOPLE))

    assert scope_of(fresh(user)) == Scope.everywhere()


@pytest.mark.parametrize("name", [ALL, DATA, PEOPLE])
def test_it_is_read_with_the_roles_in_one_query(name, django_assert_num_queries):
    user = administrator(name)

    with django_assert_num_queries(1):
        assert scope_of(user).reads == EVERYWHERE


def test_neither_of_two_narrower_ones_includes_the_other():
    data, people, whole = administrator(DATA), administrator(PEOPLE), administrator(ALL)
    came_in = {"user__last_login": timezone.now()}
    leader = MembershipFactory(leader=True, institution=InstitutionFactory(), **came_in).user

    assert not scope_of(data).includes(scope_of(people))
    assert not scope_of(people).includes(scope_of(data))
    assert all(scope_of(whole).includes(scope_of(one)) for one in (data, people, leader))
    assert may_look_as(whole, leader)
    assert not any(may_look_as(one, leader) for one in (data, people))
    assert not people.rights_include(leader)  # nor is their password set, or their address changed


def test_an_account_that_nobody_has_come_in_by_is_corrected_and_not_looked_as():
    """Who looks after people could make it anew; that of a wider administrator they could not."""
    people, data, whole = administrator(PEOPLE), administrator(DATA), administrator(ALL)
    member = MembershipFactory(leader=True, institution=InstitutionFactory()).user

    assert people.rights_include(member)
    assert not may_look_as(people, member)
    assert not any(people.rights_include(one) for one in (data, whole))


# --- No door gives more ---------------------------------------------------------------------------


def wide() -> set[int]:
    """Whoever looks after the work by a role, as things are."""
    held = {one.user_id for one in Membership.objects.all()}
    return {pk for pk in held if scope_of(User.objects.get(pk=pk)).edits.everything}


def by_the_page(client, person):
    address = f"{reverse('role_give', args=[person.pk])}?rolle=administrator"
    for group in Group.objects.order_by("name"):
        facts = {"places": "m", "from_on": "1.1.2026", "works_as": group.pk}
        client.post(address, facts)
    client.post(address, {"places": "m", "from_on": "1.1.2026"})


def as_somebody_new(client, person):
    facts = {"name": person.name, "email": person.email, "place": "m", "from_on": "1.1.2026"}
    client.post(f"{reverse('person_new')}?rolle=administrator", facts)


def in_the_administration(client, person):
    facts = {"user": person.pk, "role": "administrator", "from_on": "1.1.2026", "note": ""}
    client.post("/admin/institutions/membership/add/", facts)


def by_changing_another_role(client, person):
    row = MembershipFactory(user=person, consultant=True)
    facts = {"user": person.pk, "role": "administrator", "from_on": "1.1.2026", "note": ""}
    client.post(f"/admin/institutions/membership/{row.pk}/change/", facts)


def by_turning_a_role_to_somebody_else(client, person):
    row = Membership.objects.filter(role="administrator", user__groups__name=ALL).first()
    facts = {"user": person.pk, "role": "administrator", "from_on": "1.1.2026", "note": ""}
    client.post(f"/admin/institutions/membership/{row.pk}/change/", facts)


def by_the_users_page(client, person):
    facts = {"email": person.email, "name": person.name, "is_active": "on", "is_superuser": "on"}
    facts["groups"] = [group.pk for group in Group.objects.all()]
    client.post(f"/admin/accounts/user/{person.pk}/change/", facts)


def by_a_rule(client, person):
    write_rule(client, person, role="administrator")


def write_rule(client, person, **says):
    """A rule for the group that somebody has come in by, seen and then saved."""
    SocialAccount.objects.create(
        user=person, provider="kommune", uid=str(person.pk), extra_data={"groups": ["Alle"]}
    )
    facts = {"provider": "", "claim": "groups", "value": "Alle", **says}
    page = client.post(reverse("claim_rule_add"), facts)
    client.post(reverse("claim_rule_add"), {**facts, "seen": page.context.get("seen") or "x"})


def by_putting_accounts_together(client, person):
    other = Membership.objects.filter(role="administrator", user__groups__name=ALL).first().user
    for keep, gone in ((person, other), (other, person)):
        address = reverse("person_merge", args=[keep.pk])
        for count in range(1, 9):
            client.post(address, {"med": gone.pk, "antal": count})


DOORS = [
    by_the_page,
    as_somebody_new,
    in_the_administration,
    by_changing_another_role,
    by_turning_a_role_to_somebody_else,
    by_the_users_page,
    by_a_rule,
    by_putting_accounts_together,
]


def _nobody_yet():
    return UserFactory()


def _staff_of_another_group():
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.create(name="Egen gruppe"))
    return user


def _formerly_wide():
    user = administrator(ALL)
    user.memberships.update(to_on=datetime.date(2020, 12, 31))
    return fresh(user)


def _of_data():
    return administrator(DATA)


def _without_a_group():
    return administrator()


@pytest.mark.parametrize(
    "whom",
    [_nobody_yet, _staff_of_another_group, _formerly_wide, _of_data, _without_a_group, None],
)
@pytest.mark.parametrize("door", DOORS)
def test_who_looks_after_people_makes_nobody_look_after_more(door, whom):
    """At every door, whoever it is; nor is anybody made to look after less. None is oneself."""
    administrator(ALL)
    by = administrator(PEOPLE)
    person = whom() if whom else by
    before = wide()

    door(signed_in(by), person)

    assert wide() == before
    assert not scope_of(fresh(by)).edits


@pytest.mark.parametrize("door", [by_the_page, as_somebody_new, in_the_administration])
def test_who_has_everything_gives_it_and_who_looks_after_people_gives_that(door):
    for by, gets in ((administrator(ALL), True), (administrator(PEOPLE), False)):
        person = UserFactory()

        door(signed_in(by), person)

        scope = scope_of(fresh(person))
        assert scope.keeps_people
        assert scope.keeps_all is gets


def test_nobody_gives_themselves_a_role_but_who_has_everything():
    cluster = ClusterFactory()
    by, whole = administrator(PEOPLE), administrator(ALL)
    client = signed_in(by)

    address = f"{reverse('role_give', args=[by.pk])}?rolle=leader"
    assert client.get(address).status_code == 404
    write_rule(client, by, role="cluster_leader", where=f"cluster:{cluster.pk}")
    row = {"user": by.pk, "role": "cluster_leader", "cluster": cluster.pk, "note": ""}
    assert client.post("/admin/institutions/membership/add/", row).status_code == 403

    assert not ClaimRule.objects.exists()
    assert by.memberships.count() == 1
    write_rule(signed_in(whole), whole, role="cluster_leader", where=f"cluster:{cluster.pk}")
    assert whole.memberships.count() == 2


def test_the_role_of_a_wider_administrator_is_not_touched():
    row = administrator(ALL).memberships.get()
    by, whole = administrator(PEOPLE), administrator(ALL)

    for name in ("role_change", "role_end"):
        address = reverse(name, args=[row.user_id, row.pk])
        assert signed_in(by).get(address).status_code == 404
        assert signed_in(whole).get(address).status_code == 200
    page = signed_in(by).get(reverse("person_detail", args=[row.user_id]))
    assert not any(one.may_change for one in page.context["page"].current)
    assert page.context["page"].may_hand_out is False
    assert page.context["page"].may_merge is False


def test_a_rule_that_makes_administrators_is_for_who_does():
    rule = ClaimRule.objects.create(claim="groups", value="It", role="administrator")
    by, whole = signed_in(administrator(PEOPLE)), signed_in(administrator(ALL))

    for name in ("claim_rule_change", "claim_rule_remove"):
        address = reverse(name, args=[rule.pk])
        assert by.get(address).status_code == 404
        assert whole.get(address).status_code == 200
        assert address not in by.get(reverse("claim_rules")).content.decode()
        assert address in whole.get(reverse("claim_rules")).content.decode()


def test_by_the_municipalitys_login_it_is_as_whoever_wrote_the_rule_said():
    person = UserFactory()

    Membership.objects.create(user=person, role="administrator", source=Source.SIGN_IN)

    assert scope_of(fresh(person)).keeps_all
    assert [group.name for group in person.groups.all()] == [ALL]


def test_two_accounts_in_different_groups_are_not_put_together():
    limited, nobody = administrator(PEOPLE), UserFactory()

    with pytest.raises(MergeRefused):
        merge_people(nobody, limited, by=None)
    merge_people(limited, nobody, by=None)
    assert not scope_of(fresh(limited)).edits


@pytest.mark.parametrize("name", [ALL, DATA, PEOPLE])
def test_a_group_that_narrows_keeps_its_name(name):
    """By another name it would narrow nobody, and its administrators would look after all."""
    group = Group.objects.get(name=name)
    client = signed_in(UserFactory(administrator=True))
    page = f"/admin/auth/group/{group.pk}/"

    client.post(f"{page}change/", {"name": "Andet", "permissions": []})
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": [group.pk], "post": "yes"}
    client.post("/admin/auth/group/", bulk)

    group.refresh_from_db()
    assert group.name == name


# --- What is kept, and what is said ---------------------------------------------------------------


def test_a_page_that_is_kept_is_not_anothers():
    """Nor is it one's own any longer, when one's group has changed."""
    goal = LocalGoalFactory(institution=InstitutionFactory(cluster=ClusterFactory()))
    page = goal.institution.get_absolute_url()
    data, people = administrator(DATA), administrator(PEOPLE)
    User.objects.update(is_staff=False)  # whose pages are kept

    assert goal.get_absolute_url() in signed_in(data).get(page).content.decode()
    assert goal.get_absolute_url() not in signed_in(people).get(page).content.decode()
    data.groups.set(Group.objects.filter(name=PEOPLE))
    assert goal.get_absolute_url() not in signed_in(data).get(page).content.decode()


def told(user: User) -> tuple[set[str], set[str]]:
    found = Abilities.of(fresh(user), list(user.memberships.all()))
    return {one.words for one in found.does}, set(found.not_done)


def test_a_persons_page_says_what_each_does():
    does, cannot = told(administrator(ALL, user__is_staff=True))
    assert "Skrive, indlæse filer og give roller overalt" in does
    assert cannot == set()

    does, cannot = told(administrator(DATA, user__is_staff=True))
    assert "Skrive og indlæse data overalt" in does
    assert cannot == {"Give roller, indlæse personer eller se personers sider."}

    does, cannot = told(administrator(PEOPLE, user__is_staff=True))
    assert "Læse sikkerhedsloggen" in does
    assert {"Skrive lokale mål.", "Se ufærdige tekster."} <= cannot
    assert "Give roller eller indlæse filer." not in cannot


def test_who_sees_a_place_is_told_as_what():
    unit = InstitutionFactory()
    administrator(PEOPLE)
    page = signed_in(administrator(ALL)).get(
        reverse("place_seen_by", args=["institution", unit.slug])
    )

    told = {one.because for one in page.context["page"].everywhere}
    assert {"Som administrator (Brugeradministrator)", "Som administrator (Administrator)"} == told
