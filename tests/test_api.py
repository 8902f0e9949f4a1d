"""Read access from outside: whose key opens what, for how long, how often, and how it is told."""

import datetime
import io
import json
import os
import re
import shutil
import subprocess

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import KEY_BEGINS, ApiToken, CalendarAddress, User, digest_of
from dashboards.api import api
from dashboards.figures.cluster import CLUSTER_SHAPES
from dashboards.figures.institution import INSTITUTION_SHAPES
from dashboards.figures.municipality import MUNICIPALITY_SHAPES
from tests.conftest import ROOT
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

pytestmark = pytest.mark.django_db

START = "/api/v1"
RSCRIPT = shutil.which("Rscript")


@pytest.fixture
def cluster():
    cluster = ClusterFactory(name="Klynge Prøve", slug="proeve")
    unit = InstitutionFactory(cluster=cluster, slug="huset")
    goal = GoalFactory(number=1)
    LocalGoalFactory(goal=goal, institution=unit, in_progress=True, text='=HYPERLINK("x")')
    LocalGoalFactory(goal=goal, institution=unit, text="Kanariefugl i kladde")
    return cluster


def key_of(user, *, days: float = 1, scope=ApiToken.Scope.FIGURES) -> str:
    ends = timezone.now() + datetime.timedelta(days=days)
    return ApiToken(user=user, name="Power BI", scope=scope, expires_at=ends).issue()


def member_of(cluster):
    return MembershipFactory(board_member=True, cluster=cluster).user


def ask(client, key: str | None, address: str):
    headers = {"authorization": f"Bearer {key}"} if key else {}
    return client.get(f"{START}{address}", headers=headers)


def addresses() -> list[str]:
    """Every address with figures, of the cluster and the institution of these tests."""
    return [
        "/clusters",
        "/institutions",
        *(f"/clusters/proeve/{shape.key}" for shape in CLUSTER_SHAPES),
        *(f"/institutions/huset/{shape.key}" for shape in INSTITUTION_SHAPES),
        *(f"/municipality/{shape.key}" for shape in MUNICIPALITY_SHAPES),
    ]


def test_the_addresses_of_these_tests_are_all_there_are():
    resolver = next(r for r in get_resolver().url_patterns if getattr(r, "app_name", "") == "ninja")

    names = {pattern.name for pattern in resolver.url_patterns}

    assert len(names - {"openapi-json", "api-root", "nothing-here"}) == len(addresses())


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_key_opens_everything_its_owner_reads(client, cluster, form):
    key = key_of(member_of(cluster), scope=ApiToken.Scope.TEXTS)

    answers = {
        address: ask(client, key, f"{address}?form={form}").status_code for address in addresses()
    }

    assert set(answers.values()) == {200}, answers


def test_a_key_opens_nothing_its_owner_does_not_read(client, cluster):
    key = key_of(member_of(ClusterFactory()), scope=ApiToken.Scope.TEXTS)

    answers = {
        address: ask(client, key, address).status_code
        for address in addresses()
        if "proeve" in address or "huset" in address
    }

    assert set(answers.values()) == {404}, answers
    assert [row["slug"] for row in ask(client, key, "/clusters").json()] != ["proeve"]


@pytest.mark.parametrize("address", addresses())
def test_nobody_gets_in_without_a_key(client, cluster, address):
    client.force_login(member_of(cluster))  # being signed in is no key

    assert ask(client, None, address).status_code == 401
    assert ask(client, "lst_forkert", address).status_code == 401


def test_drafts_are_as_far_away_as_on_the_page(client, cluster):
    key = key_of(member_of(cluster), scope=ApiToken.Scope.TEXTS)

    answer = ask(client, key, "/institutions/huset/local_goals")

    assert "Kanariefugl" not in answer.content.decode()
    assert [row["goal"] for row in answer.json()["rows"]] == [1]


def test_a_key_for_figures_reads_no_texts(client, cluster):
    key = key_of(member_of(cluster))

    assert ask(client, key, "/institutions/huset/local_goals").status_code == 403
    assert ask(client, key, "/institutions/huset/kids").status_code == 200


def test_csv_and_workbook_hold_no_formulas(client, cluster):
    user = member_of(cluster)
    key = key_of(user, scope=ApiToken.Scope.TEXTS)
    client.force_login(user)

    text = ask(client, key, "/institutions/huset/local_goals?form=csv").content.decode()

    assert "\"'=HYPERLINK(" in text
    content = client.get(reverse("institution_figures", args=["huset"])).content
    book = load_workbook(io.BytesIO(content))
    cell = book.worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")
    assert cell.quotePrefix


def test_an_old_a_closed_and_a_lost_persons_key_open_nothing(client, cluster):
    user = member_of(cluster)
    closed, inactive = key_of(user), member_of(cluster)
    with time_machine.travel(timezone.now() - datetime.timedelta(days=40), tick=False):
        old = key_of(user, days=30)
    ApiToken.objects.get(digest=digest_of(closed)).revoke()
    lost = key_of(inactive)
    inactive.is_active = False
    inactive.save()

    assert [ask(client, key, "/clusters").status_code for key in (closed, old, lost)] == [401] * 3


def test_a_key_ends_for_good_with_its_owners_last_role(client, cluster):
    user = member_of(cluster)
    key, calendar = key_of(user), CalendarAddress.renew(user)
    feed = reverse("calendar_feed", args=[calendar.secret])
    assert [ask(client, key, "/clusters").status_code, client.get(feed).status_code] == [200, 200]
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    user.memberships.update(from_on=yesterday, to_on=yesterday)

    assert ask(client, key, "/clusters").status_code == 401
    assert client.get(feed).status_code == 404
    MembershipFactory(board_member=True, cluster=cluster, user=user)

    assert ask(client, key, "/clusters").status_code == 401
    assert client.get(feed).status_code == 404


def test_a_key_of_somebody_inactive_stays_closed_when_they_come_back(client, cluster):
    user = member_of(cluster)
    key, feed = key_of(user), reverse("calendar_feed", args=[CalendarAddress.renew(user).secret])
    User.objects.update(is_active=False)
    assert ask(client, key, "/clusters").status_code == 401
    assert client.get(feed).status_code == 404

    User.objects.update(is_active=True)

    assert ask(client, key, "/clusters").status_code == 401
    assert client.get(feed).status_code == 404


def test_each_operation_documents_each_answer_it_may_give():
    for path, operations in api.get_openapi_schema()["paths"].items():
        told = operations["get"]["responses"]
        expected = {200, 401, 429}
        if "slug" in path:
            expected |= {404, 422}
        if operations["get"]["parameters"]:
            expected.add(422)
            assert set(told[200]["content"]) == {"application/json", "text/csv"}
        of_texts = {"local_goals", "efforts", "learning_loops"}
        if path.removeprefix("/api/v1/institutions/{slug}/") in of_texts:
            expected.add(403)
        assert set(told) == expected, path


@pytest.mark.parametrize("address", ["/clusters", "/clusters/findes-ikke/goals", "/findes/ikke"])
def test_no_cache_keeps_an_answer(client, cluster, address):
    key = key_of(member_of(cluster))

    for answer in (ask(client, key, address), ask(client, None, address)):
        assert "no-store" in answer["Cache-Control"]
        assert answer.headers["Content-Type"].startswith("application/json")
    assert "no-store" in client.get("/findes-ikke/")["Cache-Control"]


def test_an_odd_place_is_refused_before_the_database_is_asked(client, cluster):
    key = key_of(member_of(cluster))

    answers = [
        ask(client, key, f"/clusters/{odd}/goals") for odd in ("%00", "%F0%9F%A6%84", "a" * 101)
    ]

    assert [answer.status_code for answer in answers] == [422] * 3


def test_only_the_hash_of_a_key_is_kept_and_its_use_is_noted(client, cluster):
    key = key_of(member_of(cluster))

    ask(client, key, "/clusters")

    token = ApiToken.objects.get()
    assert key.startswith(KEY_BEGINS)
    assert key not in {str(value) for value in vars(token).values()}
    assert token.digest == digest_of(key)
    assert token.last_used_at is not None


def test_a_key_asks_no_more_often_than_it_may(client, cluster, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    key = key_of(member_of(cluster))

    with time_machine.travel(datetime.datetime(2026, 6, 9, 12, 0, 20, tzinfo=datetime.UTC)):
        key = key_of(member_of(cluster))
        answers = [ask(client, key, "/clusters") for _time in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60


def test_writing_is_not_possible(client, cluster):
    key = key_of(member_of(cluster))

    for method in (client.post, client.put, client.patch, client.delete):
        answer = method(f"{START}/clusters", headers={"authorization": f"Bearer {key}"})
        assert answer.status_code == 405


def example_in(language: str) -> str:
    """What the page for analysts has them copy."""
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    (source,) = re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)
    return source


@pytest.fixture
def analyst(live_server, monkeypatch, transactional_db):
    """Somebody with a key, at a server with a measuring point; the environment tells of both."""
    cluster = ClusterFactory(name="Klynge Prøve", slug="proeve")
    goal = GoalFactory(number=1, strategy=StrategyFactory(vision=True, cluster=cluster))
    IndicatorFactory(goal=goal, code="MP1")
    monkeypatch.setenv("LEDESTJERNEN", live_server.url)
    monkeypatch.setenv("LEDESTJERNEN_NOEGLE", key_of(member_of(cluster)))


def test_the_example_in_python_does_what_it_says(analyst, capsys):
    exec(compile(example_in("python"), "docs/api.md", "exec"), {})  # noqa: S102

    assert "Klynge Prøve;MP1;" in capsys.readouterr().out


@pytest.mark.skipif(not RSCRIPT, reason="R is not installed")
def test_the_example_in_r_does_what_it_says(analyst):
    source = example_in("r") + "stopifnot(is.numeric(maalepunkter$indicator))\n"

    done = subprocess.run(
        [RSCRIPT, "-e", source],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Klynge Prøve;MP1;" in done.stdout


def test_what_power_bi_and_excel_are_told_to_ask_for_is_there(client, cluster):
    key = key_of(member_of(cluster))
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    (path,) = re.findall(r'RelativePath = "([^"]+)"', text)
    (part,) = re.findall(r"Table\.FromRecords\(Svar\[(\w+)\]\)", text)

    answer = ask(client, key, f"/{path}")

    assert answer.status_code == 200
    assert isinstance(answer.json()[part], list)
    excel = re.findall(r"`https://ledestjernen\.example\.dk/api/v1/clusters/\w+(/\S+)`", text)
    assert ask(client, key, f"/clusters/proeve{excel[0]}")["Content-Type"].startswith("text/csv")


def test_a_table_costs_the_same_with_1_and_with_20_institutions(client, cluster):
    key = key_of(member_of(cluster))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ask(client, key, "/clusters/proeve/goals").status_code == 200
        return len(queries)

    cost()  # notes the first use
    small = cost()
    for _number in range(19):
        unit = InstitutionFactory(cluster=cluster)
        LocalGoalFactory(
            goal=GoalFactory._meta.model.objects.get(), institution=unit, in_progress=True
        )

    assert cost() == small


def test_the_description_in_the_repository_is_that_of_the_code(client):
    kept = json.loads((ROOT / "docs" / "openapi.json").read_text())

    told = client.get(f"{START}/openapi.json").json()

    assert told == kept, "Write docs/openapi.json anew; docs/api.md says how."
    assert set(told["paths"]) == {str(path) for path in api.get_openapi_schema()["paths"]}


# --- The page where keys are made ---------------------------------------------------------------


def test_a_key_is_made_shown_once_and_closed(client):
    user = UserFactory()
    client.force_login(user)
    page = reverse("token_list")

    made = client.post(page, {"name": "Power BI", "scope": "figures", "days": "90"})

    token = user.api_tokens.get()
    key = next(word for word in made.content.decode().split('"') if word.startswith(KEY_BEGINS))
    assert token.digest == digest_of(key)
    assert made["Cache-Control"].count("no-store")
    assert key not in client.get(page).content.decode()
    assert f"ender på {token.hint}" in client.get(page).content.decode()
    client.post(reverse("token_revoke", args=[token.pk]), {"sure": "yes"})
    token.refresh_from_db()
    assert not token.is_valid
    assert "Lukket" in client.get(page).content.decode()


def test_somebody_elses_key_is_not_there_to_close(client):
    key_of(UserFactory())
    client.force_login(UserFactory())

    answer = client.post(reverse("token_revoke", args=[ApiToken.objects.get().pk]), {"sure": "yes"})

    assert answer.status_code == 404
    assert ApiToken.objects.get().is_valid


def test_a_key_without_a_name_is_not_made(client):
    client.force_login(UserFactory())

    answer = client.post(reverse("token_list"), {"name": "", "scope": "figures", "days": "90"})

    assert "Nøglen er ikke lavet endnu" in answer.content.decode()
    assert not ApiToken.objects.exists()
