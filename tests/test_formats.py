"""Dates, times and numbers as they are written in Denmark."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

DAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    "typed",
    [
        "22.11.2026",
        "22-11-2026",
        "22/11/2026",
        "22 11 2026",
        "22. 11. 2026",
        "22.11.26",
        "22-11-26",
        "22/11/26",
        "22 11 26",
        "221126",
        "22112026",
        "2026-11-22",
    ],
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_date_is_understood_as_people_write_it(typed, language):
    with translation.override(language):
        assert forms.DateField().clean(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [("1.2.2026", datetime.date(2026, 2, 1)), ("03/04/2026", datetime.date(2026, 4, 3))],
)
def test_the_day_comes_before_the_month(typed, day):
    for language in ("da", "en"):
        with translation.override(language):
            assert forms.DateField().clean(typed) == day


@pytest.mark.parametrize("typed", ["31.02.2026", "11-22-2026", "22.11", "i morgen", "2026"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


@pytest.mark.parametrize("typed", ["14.30", "14:30", "14:30:00"])
def test_a_time_is_understood_as_people_write_it(typed):
    assert forms.TimeField().clean(typed) == datetime.time(14, 30)


def shown(template: str, value) -> str:
    return Template(template).render(Context({"value": value}))


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("{{ value }}", DAY, "22. november 2026"),
        ('{{ value|date:"SHORT_DATE_FORMAT" }}', DAY, "22.11.2026"),
        ('{{ value|time:"TIME_FORMAT" }}', datetime.time(14, 30), "14.30"),
        ("{{ value }}", Decimal("3.5"), "3,5"),
        ("{{ value }}", 1234, "1234"),
        ('{{ value|floatformat:"-1g" }}', 12600, "12.600"),
        ('{{ value|floatformat:"-1g" }}', Decimal("1234.5"), "1.234,5"),
    ],
)
def test_dates_times_and_numbers_are_shown_in_danish(template, value, expected):
    assert shown(template, value) == expected


def test_a_form_shows_a_date_again_as_it_is_shown_elsewhere():
    field = forms.Form(initial={})
    field.fields["day"] = forms.DateField(initial=DAY)

    assert 'value="22.11.2026"' in str(field["day"])


def test_the_week_begins_on_monday():
    assert translation.get_language() == "da"
    from django.utils.formats import get_format

    assert get_format("FIRST_DAY_OF_WEEK") == 1


def test_danish_is_spoken_whatever_the_browser_prefers(client, db):
    page = client.get("/konto/log-ind/", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert '<html lang="da"' in page.content.decode()
    assert page["Content-Language"] == "da"


def test_english_is_one_click_away_and_stays_chosen(client, db):
    client.post("/sprog/", {"language": "en", "next": "/konto/log-ind/"})

    page = client.get("/konto/log-ind/")

    assert '<html lang="en"' in page.content.decode()
    assert "E-mail address" in page.content.decode()


def test_an_unknown_language_is_danish(client, db):
    client.cookies["language"] = "../../etc"

    assert '<html lang="da"' in client.get("/konto/log-ind/").content.decode()
