"""The history of rows in the administration: looked at within reach, and never written."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from institutions.history_admin import HistoryAdmin
from institutions.roles import Role
from institutions.scoped_admin import WithinScope
from strategy.models import Strategy
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)
from tests.factories.leadership import ValueBaseFactory
from tests.factories.programmes import CourseFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    """The membership of a leader who may see everything in the administration, and change none."""
    own = MembershipFactory(
        leader=True, institution=InstitutionFactory(cluster=ClusterFactory()), user__is_staff=True
    )
    own.user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return own


def _version(row) -> str:
    info = f"{row._meta.app_label}_{row._meta.model_name}"
    return reverse(f"admin:{info}_simple_history", args=[row.pk, row.history.latest().pk])


def _history(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])


def test_every_model_with_history_is_shown_by_our_admin():
    for model, model_admin in admin.site._registry.items():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            assert isinstance(model_admin, HistoryAdmin), model


def test_every_model_with_reach_is_shown_within_it():
    for model, model_admin in admin.site._registry.items():
        if hasattr(model._default_manager, "visible_to"):
            assert isinstance(model_admin, WithinScope), model


def test_nobody_makes_themselves_administrator_by_way_of_the_history(client, own):
    client.force_login(own.user)
    wanted = {
        "user": own.user.pk,
        "role": Role.ADMINISTRATOR,
        "area": "",
        "cluster": "",
        "institution": "",
        "from_on": "01.01.2024",
        "to_on": "",
    }

    answers = [client.post(address, wanted) for address in (_version(own), _history(own))]

    assert [answer.status_code for answer in answers] == [405, 405]
    own.refresh_from_db()
    assert own.role == Role.LEADER


def test_where_a_row_belonged_before_is_not_told_to_those_who_do_not_reach_that(client, own):
    elsewhere = ClusterFactory(name="Fremmedklyngen")
    strategy = StrategyFactory(
        cluster=elsewhere, stage=Strategy.Stage.RUNNING, title="Fremmed titel"
    )
    strategy.cluster, strategy.title = own.institution.placements.get().cluster, "Egen titel"
    strategy.save()
    client.force_login(own.user)
    old, new = strategy.history.earliest(), strategy.history.latest()
    info = "admin:strategy_strategy_simple_history"

    opened = [client.get(reverse(info, args=[strategy.pk, one.pk])) for one in (old, new)]

    assert [page.status_code for page in opened] == [404, 200]
    assert "Fremmed" not in client.get(_history(strategy)).text


def test_not_even_those_who_may_change_a_row_put_an_old_version_back(client, own):
    client.force_login(UserFactory(administrator=True))

    page = client.get(_version(own))
    answer = client.post(_version(own), {"role": Role.CHAIR})

    assert page.status_code == 200
    assert 'type="submit" value' not in page.text
    assert answer.status_code == 405


def test_the_history_of_a_row_is_read_where_the_row_is(client, own):
    elsewhere = MembershipFactory(leader=True, institution=InstitutionFactory()).institution
    client.force_login(own.user)

    for row, expected in [(own.institution, 200), (elsewhere, 404)]:
        assert client.get(_version(row)).status_code == expected
        assert client.get(_history(row)).status_code == expected


def test_the_history_of_a_deleted_row_is_for_those_who_reach_everything(client, own):
    gone = ClusterFactory(area=own.institution.area)
    addresses = [_version(gone), _history(gone)]
    gone.delete()
    administrator = MembershipFactory(administrator=True, user__is_staff=True).user
    administrator.user_permissions.set(own.user.user_permissions.all())

    for person, expected in [(own.user, 404), (administrator, 200)]:
        client.force_login(person)

        assert [client.get(address).status_code for address in addresses] == [expected] * 2


@pytest.mark.parametrize("odd", ["x/history/1/", "1/history/x/", "9999999/history/", "x/history/"])
def test_what_is_no_row_has_no_history(client, odd):
    client.force_login(UserFactory(administrator=True))

    assert client.get(f"/admin/institutions/membership/{odd}").status_code == 404


def _staff_of_the_board(institution):
    person = MembershipFactory(
        role=Role.BOARD_MEMBER, cluster=None, institution=institution, user__is_staff=True
    ).user
    person.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return person


def _hidden_while_prepared(institution):
    """A row of each kind that may be hidden at first: of each its hidden and its open words."""
    goal = LocalGoalFactory(
        institution=institution, status=LocalGoalStatus.DRAFT, text="Hemmeligt udkast"
    )
    strategy = StrategyFactory(cluster=None, stage=Strategy.Stage.DRAFT, title="Hemmelig strategi")
    common = GoalFactory(strategy=strategy, short_name="Hemmeligt kort")
    programme = ProgrammeFactory(is_draft=True, name="Hemmeligt program")
    base = ValueBaseFactory(draft=True, name="Hemmeligt grundlag")
    indicator = IndicatorFactory(goal=common, short_text="Hemmelig måling")
    course = CourseFactory(programme=programme, name="Hemmeligt forløb")
    strategy.stage, strategy.title = Strategy.Stage.RUNNING, "Åben strategi"
    goal.status, goal.text = LocalGoalStatus.ADOPTED, "Åben tekst"
    programme.is_draft, programme.name = False, "Åbent program"
    base.from_on, base.name = timezone.localdate(), "Åbent grundlag"
    common.short_name = "Åbent kort"
    indicator.short_text, course.name = "Åben måling", "Åbent forløb"
    rows = [strategy, goal, programme, base, common, indicator, course]
    for row in rows:
        row.save()
    return rows


def test_the_history_of_a_row_hides_what_it_was_while_it_was_hidden(client, own):
    for row in _hidden_while_prepared(own.institution):
        early, late = row.history.earliest(), row.history.latest()
        info = f"{row._meta.app_label}_{row._meta.model_name}"
        for person, expected in [
            (_staff_of_the_board(own.institution), 404),
            (UserFactory(administrator=True), 200),
        ]:
            client.force_login(person)
            opened = [
                client.get(reverse(f"admin:{info}_simple_history", args=[row.pk, one.pk]))
                for one in (early, late)
            ]
            listed = client.get(_history(row))

            assert [page.status_code for page in opened] == [expected, 200], row
            assert ("Hemmelig" in listed.text) == (expected == 200), row
            assert f"/history/{late.pk}/" in listed.text
