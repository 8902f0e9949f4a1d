"""Whatever stands in an address, nobody gets an answer of 500."""

import ast

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import IntegerField
from django.forms import ModelMultipleChoiceField
from django.test import Client

from accounts.factor.forms import PasskeyAnswerForm
from accounts.models import User
from config.asked import whole_number
from config.json_fields import JsonField
from strategy.models import KeptText, LocalGoal
from tests.catalogues import APPS, ROOT
from tests.crawling import walk

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demo"),
]

BACKEND = "django.contrib.auth.backends.ModelBackend"
HOSTILE = ["9" * 5000, "9" * 10, "-1", "٢٠٢٦", "\x00"]


def parameters() -> set[str]:
    """Every name that a view asks the query of an address for, found in the source."""
    found = set()
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                found |= _names(node)
    return found


def _names(node: ast.AST) -> set[str]:
    """X of request.GET["X"], asked.get("X") and "X" in request.GET; and filters by their names."""
    if isinstance(node, ast.Subscript) and "GET" in ast.unparse(node.value):
        return _literals(node.slice)
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("GET.get", "GET.getlist")):
        return _literals(*node.args[:1])
    return set()


def _literals(*nodes: ast.AST) -> set[str]:
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


#: What is asked for by a name in a constant: the filters of the municipality's pages.
FILTERS = {"aar", "redskab", "type", "ejerforhold", "maal", "alder", "q", "side", "o", "p", "e"}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("email", "numbers"),
    [
        ("leder", HOSTILE[:2]),
        pytest.param("administrator", HOSTILE, marks=pytest.mark.long),
        pytest.param("klyngeleder", HOSTILE, marks=pytest.mark.long),
    ],
    ids=["leader, two numbers", "administrator", "cluster leader"],
)
def test_no_number_in_an_address_is_too_much(email, numbers):
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=f"{email}@example.com"), BACKEND)
    names = parameters() | FILTERS
    assert {"aar", "maal", "tekster"} <= names
    pages = {page.url.partition("?")[0] for page in walk(client, of_one_kind=1) if page.html}
    addresses = sorted(url for url in pages if not url.startswith("/admin/"))
    assert len(addresses) > 20

    broken = [
        (address, written[:20])
        for address in addresses
        for written in numbers
        if client.get(address, dict.fromkeys(names, written)).status_code >= 500
    ]

    assert not broken


@pytest.mark.parametrize("written", ["", None, "x", "-1", "1.0", "٢", "²", "1" * 11, "\x00", " 1"])
def test_what_is_no_number_is_none(written):
    assert whole_number(written) is None


def test_a_number_is_one():
    assert whole_number("0007") == 7


@pytest.mark.parametrize("number", ["9" * 30, "-" + "9" * 30])
def test_a_choice_that_no_row_can_be_is_refused_in_words(number):
    kinds = [model for model in apps.get_models() if isinstance(model._meta.pk, IntegerField)]
    assert len(kinds) > 100

    for model in kinds:
        offered = ModelMultipleChoiceField(model._base_manager.all())
        with pytest.raises(ValidationError):
            offered.clean(["1", number])


ASKED = {
    "of a row": [("pk", 0), ("pk__in", 1), ("goal__number", 0), ("goal__number__range", 2)],
    "of a relation": [("goal", 0), ("goal_id", 0), ("goal__in", 1), ("indicators", 0)],
    "of two relations": [("institution__memberships__user", 0), ("goal__strategy__in", 1)],
    "smaller or larger": [("goal__lte", 2), ("goal__gt", 0), ("goal__gte", 0), ("goal__lt", 2)],
}


@pytest.mark.parametrize("number", [2**63, 2**70, "9" * 30])
@pytest.mark.parametrize("asked", ASKED)
def test_a_number_too_large_for_a_column_is_that_of_no_row(asked, number):
    rows = LocalGoal.objects.order_by("pk")
    first = rows.select_related("goal").first()
    for lookup, kind in ASKED[asked]:
        with_one = [first.pk if lookup == "pk__in" else first.goal.strategy_id, number]
        with_one = [first.goal_id, number] if lookup == "goal__in" else with_one
        value = {0: number, 1: with_one, 2: (0, number) if "range" in lookup else number}[kind]

        found = rows.filter(**{lookup: value})

        if kind == 0:
            assert not found.exists(), lookup
            assert rows.exclude(**{lookup: value}).count() == rows.count(), lookup
        else:
            assert first in found, lookup


@pytest.mark.parametrize("number", [-(2**63) - 1, -(2**70)])
def test_a_number_too_small_is_that_of_no_row_either(number):
    assert not LocalGoal.objects.filter(goal=number).exists()
    assert not LocalGoal.objects.filter(goal__lt=number).exists()
    assert LocalGoal.objects.filter(goal__gt=number).count() == LocalGoal.objects.count()


JSON = ["9" * 5000, "[" * 100_000, "[NaN]", "[1e400]", r'["\u0000"]', r'["\ud800"]', "{"]


@pytest.mark.parametrize("written", JSON, ids=range(len(JSON)))
def test_json_that_cannot_be_read_or_kept_is_refused_wherever_it_is_taken(written, rf):
    request = rf.get("/admin/")
    request.user = User.objects.get(email="administrator@example.com")
    fields = [
        field
        for managed in admin.site._registry.values()
        for field in managed.get_form(request).base_fields.values()
        if isinstance(field, forms.JSONField)
    ]
    fields += [PasskeyAnswerForm.base_fields["credential"], JsonField()]
    assert len(fields) > 8

    for field in fields:
        with pytest.raises(ValidationError):
            field.clean(written)
        field.bound_data(written, None)  # the form is shown again with it
        assert field.has_changed([], written)
    assert JsonField().clean('{"ord": ["æ", 1.5, null]}') == {"ord": ["æ", 1.5, None]}


@pytest.mark.parametrize("version", ["-1", "9" * 10, "9" * 30])
def test_a_text_with_a_version_that_no_goal_has_is_shown_beside_the_newest(version):
    client = Client(raise_request_exception=False)
    goal = LocalGoal.objects.filter(institution__slug="solsikken").earliest("pk")
    client.force_login(User.objects.get(email="leder@example.com"), BACKEND)
    written = {"text": "Vi leger", "version": version, "action": "save"}

    answer = client.post(f"/lokale-maal/{goal.pk}/ret/", written, follow=True)

    assert answer.status_code == 200
    kept = KeptText.objects.get(local_goal=goal, answers__text="Vi leger")
    assert kept.based_on == 0


def test_every_number_of_a_form_has_its_largest():
    """PostgreSQL refuses one that a column cannot hold, with an exception."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "forms.IntegerField"
        and not {"max_value", "validators", None} & {word.arg for word in node.keywords}
    ]

    assert found == []


def test_no_number_of_a_row_is_larger_than_its_column():
    """A form of a row asks the row: on SQLite as on PostgreSQL."""
    columns = [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, IntegerField) and "Big" not in field.get_internal_type()
    ]
    assert len(columns) > 50

    found = [
        str(field)
        for field in columns
        if not refuses(field, 2**15 if "Small" in field.get_internal_type() else 2**31)
    ]

    assert found == []


def refuses(field, number):
    try:
        field.run_validators(number)
    except ValidationError:
        return True
    return False


def test_json_is_taken_by_one_field_only():
    found = {
        path.relative_to(ROOT).as_posix()
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "forms.JSONField" in path.read_text("utf-8")
    }

    assert found == {"config/json_fields.py"}


@pytest.mark.parametrize("query", ["institution=%00", "institution=%0%000", "maal=%0%0%0000"])
def test_a_null_character_gets_into_no_query(query):
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email="leder@example.com"), BACKEND)

    response = client.get("/lokale-maal/nyt/", query_params={}, QUERY_STRING=f"{query}&x=1")

    assert "\x00" not in "".join(response.wsgi_request.GET.values())
    assert response.status_code < 500


def test_a_null_character_gets_into_nothing_that_is_sent():
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email="leder@example.com"), BACKEND)
    goal = LocalGoal.objects.filter(institution__slug="solsikken").earliest("pk")
    sent = {"text": "Vi \0leger", "how\0": ["\0", "Vi ser"], "action": "save"}

    answer = client.post(f"/lokale-maal/{goal.pk}/ret/", sent)

    assert answer.status_code < 500
    assert "\0" not in str(dict(answer.wsgi_request.POST.lists()))
    assert answer.wsgi_request.POST["text"] == "Vi leger"
    assert answer.wsgi_request.POST.getlist("how") == ["", "Vi ser"]


def test_numbers_of_a_request_are_read_in_one_way():
    """`int` of what somebody asks for is nowhere, and neither is asking whether it has digits."""
    found = []
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and (
                    ast.unparse(node.func) == "int" or ast.unparse(node.func).endswith(".isdecimal")
                ):
                    about = ast.unparse(node)
                    if ".GET" in about or ".POST" in about:
                        found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {about}")
    assert found == []
