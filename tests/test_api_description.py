"""docs/openapi.json is kept to: every answer has a status, a kind and a form that stand there.

What tools that read the description ask (valid, strange and forbidden things), without the tools.
"""

import datetime
import json
from typing import Any

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator

from accounts.models import ApiToken
from tests.conftest import ROOT
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db

DESCRIPTION = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
PATHS = sorted(DESCRIPTION["paths"])
OWN = {"clusters": "proeve", "institutions": "huset"}
#: Places that are not there, that are somebody else's, and that nothing can be called.
PLACES = ("findes-ikke", "andres", "%00", "%F0%9F%A6%84", "a" * 101, "..", "%2e%2e", "1%27--", " ")
QUERIES = ("", "?form=json", "?form=csv", "?form=xml", "?form=", "?form=csv&form=json", "?x=%FF")
METHODS = ("post", "put", "patch", "delete", "trace")


@pytest.fixture(autouse=True)
def often(settings):
    settings.API_REQUESTS_PER_MINUTE = settings.API_UNKNOWN_KEYS_PER_MINUTE = 10_000


@pytest.fixture
def keys() -> dict[str, str]:
    """A key for texts, one for figures, and what is none."""
    cluster = ClusterFactory(name="Klynge Prøve", slug="proeve")
    ClusterFactory(slug="andres")
    InstitutionFactory(cluster=ClusterFactory(), slug="andres")
    unit = InstitutionFactory(cluster=cluster, slug="huset")
    goal = GoalFactory(number=1, strategy=StrategyFactory(cluster=cluster))
    LocalGoalFactory(goal=goal, institution=unit, in_progress=True)
    TargetFactory(indicator=IndicatorFactory(goal=goal), value=60)
    leader = MembershipFactory(cluster_leader=True, cluster=cluster).user
    ends = timezone.now() + datetime.timedelta(days=1)

    def issue(scope):
        return ApiToken(user=leader, name="Power BI", scope=scope, expires_at=ends).issue()

    issued = {scope: issue(scope) for scope in ApiToken.Scope.values}
    return {**issued, "unknown": "lst_x", "none": ""}


def ask(client, key: str, path: str, method: str = "get"):
    headers = {"authorization": f"Bearer {key}"} if key else {}
    return getattr(client, method)(path, headers=headers)


def faults_of(path: str, answer) -> list[str]:
    """In what an answer to the operation is other than its description says."""
    described = DESCRIPTION["paths"][path]["get"]["responses"].get(str(answer.status_code))
    if described is None:
        return [f"{answer.status_code} is not described"]
    kind = answer.headers["Content-Type"].partition(";")[0]
    if kind not in described["content"]:
        return [f"{kind} is not described for {answer.status_code}"]
    if kind != "application/json":
        return []
    schema: dict[str, Any] = described["content"][kind]["schema"]
    validator = Draft202012Validator({**schema, "components": DESCRIPTION["components"]})
    return [error.message for error in validator.iter_errors(answer.json())]


@pytest.mark.thorough
@pytest.mark.parametrize("path", PATHS)
def test_each_answer_is_as_it_is_described(client, keys, path):
    own = path.replace("{slug}", OWN.get(path.split("/")[3], ""))
    asked = {(key, own + query) for key in keys for query in QUERIES}
    if "{slug}" in path:
        asked |= {("texts", path.replace("{slug}", place)) for place in PLACES}
    statuses, wrong = set(), []
    for key, address in sorted(asked):
        answer = ask(client, keys[key], address)
        statuses.add(answer.status_code)
        wrong += [(key, address, fault) for fault in faults_of(path, answer)]

    assert wrong == []
    assert {200, 401} <= statuses
    assert "{slug}" not in path or {404, 422} <= statuses


def test_too_many_requests_are_answered_as_described(client, keys, settings):
    settings.API_REQUESTS_PER_MINUTE = 0

    for path in PATHS:
        address = path.replace("{slug}", "proeve")
        answer = ask(client, keys["figures"], address)
        assert answer.status_code == 429
        assert faults_of(path, answer) == []


@pytest.mark.parametrize("method", METHODS)
def test_what_is_not_offered_is_refused_and_says_what_is(client, keys, method):
    for path in PATHS:
        answer = ask(client, keys["texts"], path.replace("{slug}", "proeve"), method)
        assert answer.status_code == 405, path
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("key", ["texts", "unknown"])
def test_a_head_is_what_get_says_without_its_body(client, keys, key):
    for path in PATHS:
        address = path.replace("{slug}", "proeve")
        head, get = (ask(client, keys[key], address, method) for method in ("head", "get"))
        assert (head.status_code, head.content) == (get.status_code, b""), path
        assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_options_says_what_there_is_to_whoever_asks(client, keys):
    for path in PATHS:
        answer = ask(client, "", path.replace("{slug}", "proeve"), "options")
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_something_is_told_of(client, keys):
    """The answers above are not empty tables alone."""
    rows = ask(client, keys["texts"], "/api/v1/clusters/proeve/indicators").json()["rows"]

    assert rows
