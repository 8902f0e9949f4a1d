"""What is forged in forms of the administration: refused in words, and kept nowhere."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from config.admin_sight import WithinSight
from institutions.models import Board
from institutions.roles import Role
from strategy.models import Goal
from tests.admin_rows import form_on
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NUMBER = "010203-1234"


@pytest.fixture
def staff(client):
    """A cluster leader who may change boards; `staff.cluster` is theirs."""
    cluster = ClusterFactory()
    user = MembershipFactory(role=Role.CLUSTER_LEADER, cluster=cluster, user__is_staff=True).user
    user.user_permissions.set(Permission.objects.filter(codename__endswith="_board"))
    user.cluster = cluster
    client.force_login(user)
    return user


def _board(cluster, **more) -> dict:
    return {
        "kind": "parent_council",
        "name": "Et råd",
        "cluster": cluster.pk,
        "minutes_rule": "meeting",
        **more,
    }


def test_what_is_saved_out_of_reach_is_not_saved(client, staff, monkeypatch):
    """Where a form offers too much, what was saved is looked at once more, and taken back."""
    elsewhere, own = ClusterFactory(), BoardFactory(cluster=staff.cluster, name="Eget")
    monkeypatch.delattr(WithinSight, "formfield_for_foreignkey")

    added = client.post("/admin/institutions/board/add/", _board(elsewhere))
    moved = client.post(f"/admin/institutions/board/{own.pk}/change/", _board(elsewhere))
    allowed = client.post("/admin/institutions/board/add/", _board(staff.cluster))

    assert [added.status_code, moved.status_code, allowed.status_code] == [403, 403, 302]
    assert not Board.objects.filter(cluster=elsewhere).exists()
    assert Board.objects.filter(cluster=staff.cluster, name="Eget").exists()


@pytest.mark.parametrize("forged", ["x", "9" * 30, "-1", "1.5", "٣" * 9, "", "1' OR 1=1", "\0"])
def test_a_forged_choice_is_refused_in_words(client, forged):
    client.force_login(UserFactory(administrator=True))
    client.raise_request_exception = False
    row = {"user": forged, "role": "leader", "institution": forged, "from_on": "x"}

    answer = client.post("/admin/institutions/membership/add/", row)

    assert answer.status_code == 200
    assert "user" in answer.context["adminform"].form.errors


def test_what_is_typed_into_a_row_to_be_deleted_is_kept_nowhere(client, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "frugality" not in name]
    client.force_login(UserFactory(administrator=True))
    goal = GoalFactory(strategy=StrategyFactory(), short_name="Kort", number=1)
    address = f"/admin/strategy/strategy/{goal.strategy.pk}/change/"
    sent = form_on(client.get(address).text)
    sent |= {"goals-0-short_name": [f"Om {NUMBER}"], "goals-0-text": [NUMBER]}

    answer = client.post(address, sent | {"goals-0-DELETE": ["on"]})

    assert answer.status_code == 302
    assert not Goal.objects.filter(pk=goal.pk).exists()
    told = json.dumps(list(LogEntry.objects.values("change_message", "object_repr")))
    kept = json.dumps(list(Goal.history.values("short_name", "text")))
    assert "Kort" in told
    assert NUMBER not in told + kept


@pytest.mark.parametrize("name", ["text", "comment", "action", "key", "version", "te\0xt"])
def test_a_null_character_gets_into_no_field(client, name):
    client.force_login(UserFactory(administrator=True))

    answer = client.post("/lokale-maal/nyt/", {name: "a\0b\0"})

    sent = answer.wsgi_request.POST
    assert sent[name.replace("\0", "")] == "ab"
    assert answer.status_code < 500
