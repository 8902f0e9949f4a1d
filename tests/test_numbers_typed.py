"""Every field for a number reads it the one way: a point is never a guess."""

import importlib
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from files.number_fields import WholeNumberField, WrittenNumberField
from leadership.workplace.economy import SharedRowForm

ROOT = Path(__file__).parents[1]
OURS = sorted({config.name for config in apps.get_app_configs()} & {p.name for p in ROOT.iterdir()})
#: A field of Django's own for numbers that is made in a form of ours.
MADE = re.compile(r"forms\.(?:Integer|Decimal|Float)Field\((?!\s*widget=forms\.HiddenInput)[^)]*")


def modules_of_forms() -> Iterator[Path]:
    for name in OURS:
        for path in sorted((ROOT / name).rglob("*.py")):
            if "forms" in path.read_text() and "migrations" not in path.parts:
                yield path


def forms_of_ours() -> Iterator[type[forms.BaseForm]]:
    assert get_resolver().url_patterns  # which loads the views, and with them the forms
    for path in modules_of_forms():
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    waiting = forms.BaseForm.__subclasses__()
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        yield form


def fields_for_numbers() -> dict[str, forms.Field]:
    """As forms declare them: those that are written in, whatever they are called."""
    numbers = (forms.IntegerField, forms.FloatField)
    return {
        f"{form.__module__}.{form.__name__}.{name}": field
        for form in forms_of_ours()
        if form.__module__.split(".")[0] in OURS
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, numbers) and not field.widget.is_hidden
    }


def told(field: forms.Field, text: str) -> object:
    try:
        return field.to_python(text)
    except ValidationError:
        return "refused"


def test_every_field_for_a_number_reads_it_the_one_way():
    fields = fields_for_numbers()
    assert len(fields) > 20
    for name, field in fields.items():
        assert isinstance(field, WholeNumberField | WrittenNumberField), name
        assert not isinstance(field.widget, forms.NumberInput), f"{name}: a browser reads it"


def test_no_form_makes_a_number_field_of_django_s_own():
    made = {
        f"{path.relative_to(ROOT)}: {one[0][:60]}"
        for path in modules_of_forms()
        if path.name != "number_fields.py"
        for one in MADE.finditer(path.read_text())
        if "HiddenInput" not in one[0]
    }
    assert made == set()


@pytest.mark.parametrize(
    ("text", "whole", "number"),
    [
        ("1.200", 1200, "refused"),
        ("40.000", 40_000, "refused"),
        ("1.200.000", 1_200_000, Decimal(1_200_000)),
        ("40 000", 40_000, Decimal(40_000)),
        ("12", 12, Decimal(12)),
        ("1,5", "refused", Decimal("1.5")),
        ("12,0", "refused", Decimal(12)),
        ("1.200,50", "refused", Decimal("1200.5")),
        ("1.5", "refused", "refused"),
        ("40.00", "refused", "refused"),
        ("0.125", "refused", "refused"),
        ("12 a", "refused", "refused"),
        ("1e3", "refused", "refused"),
        ("", None, None),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_is_not_guessed(text, whole, number):
    assert told(WholeNumberField(), text) == whole
    assert told(WrittenNumberField(), text) == number


@pytest.mark.parametrize(("typed", "kept"), [("40.000", "40000"), ("40000", "40000")])
def test_forty_thousand_kroner_are_forty_thousand(typed, kept):
    form = SharedRowForm({"what": "Vikarpulje", "key": "Børnetal", "amount": typed})

    assert form.is_valid(), form.errors
    assert form.row["amount"] == kept


def test_what_stands_in_a_field_is_read_back_as_it_was():
    amount = SharedRowForm(initial={"amount": 1_250_000})["amount"].value()
    number = WrittenNumberField().prepare_value(Decimal("1234.500"))

    assert (amount, number) == ("1.250.000", "1234,5")


def test_the_administration_reads_numbers_so_too(rf, django_user_model):
    request = rf.get("/")
    request.user = django_user_model(is_superuser=True, is_active=True)
    for model, one in admin.site._registry.items():
        for field in model._meta.fields:
            shown = one.formfield_for_dbfield(field, request) if field.editable else None
            if isinstance(shown, forms.IntegerField):
                assert isinstance(shown, WholeNumberField | WrittenNumberField), field
