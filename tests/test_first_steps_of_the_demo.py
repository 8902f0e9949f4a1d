"""The demo is past its first steps. In a file of its own: the demo stays while a file is run."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def told(*arguments: str) -> str:
    out = StringIO()
    with translation.override("da"):
        call_command("first_steps", *arguments, stdout=out)
    return out.getvalue()


def test_nothing_is_missing_in_the_demo():
    assert "Færdig" in told()
    assert told("--check") == ""
    answer = json.loads(told("--check", "--json"))
    assert answer["complete"] is True
    assert answer["first_cluster_page"] == "fyrtaarnet"
