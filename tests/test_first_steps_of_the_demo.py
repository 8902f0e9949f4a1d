"""The demo is past its first steps. In a file of its own: the demo stays while a file is run."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from institutions.models import NOT_DAYCARE, Institution
from measurements.models import Measurement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def told(*arguments: str) -> str:
    out = StringIO()
    with translation.override("da"):
        call_command("first_steps", *arguments, stdout=out)
    return out.getvalue()


def test_no_more_institutions_have_data_than_there_are():
    """One that is closed has figures, too, and is none of those the first step counts."""
    open_ones = Institution.objects.open_on(timezone.localdate()).exclude(kind__in=NOT_DAYCARE)
    measured = Measurement.objects.order_by().values("institution").distinct()

    assert measured.count() > measured.filter(institution__in=open_ones).count()
    assert f"Der er indlæst data for {open_ones.count()} institutioner." in told()


def test_nothing_is_missing_in_the_demo():
    assert "Færdig" in told()
    assert told("--check") == ""
    answer = json.loads(told("--check", "--json"))
    assert answer["complete"] is True
    assert answer["first_cluster_page"] == "fyrtaarnet"
