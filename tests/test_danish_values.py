"""Numbers, dates, gaps and names as Danish spreadsheets write them."""

import datetime
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.privacy import looks_like_cpr
from files.spreadsheets.danish_values import (
    NotUnderstood,
    danish_date,
    danish_decimal,
    fold,
    is_missing,
    is_suppressed,
    shown,
)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("3,4", "3.4"),
        ("12", "12"),
        ("0,125", "0.125"),
        ("1.250,5", "1250.5"),
        ("1.012,0", "1012.0"),
        ("1.250.000", "1250000"),
        ("1 250,5", "1250.5"),
        ("1\u00a0250", "1250"),
        ("82,0 %", "82.0"),
        ("82,0\u00a0%", "82.0"),
        ("61%", "61"),
        ("-3,4", "-3.4"),
        ("\u22123,4", "-3.4"),
        ("\u2013 3,4", "-3.4"),
        ("+2", "2"),
        (" 7 ", "7"),
        (7, "7"),
        (3.4, "3.4"),
        (0.1 + 0.2, "0.3"),
        (Decimal("4.25"), "4.25"),
    ],
)
def test_a_number_is_read_as_a_dane_reads_it(value, number):
    assert danish_decimal(value) == Decimal(number)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("1.250", "»1.250« kan læses på to måder. Skriv 1250 eller 1,250."),
        ("-2.026", "Skriv -2026 eller -2,026."),
        ("0.125", "»0.125« er skrevet med punktum. Skriv tallet med komma: 0,125."),
        ("3.4", "Skriv tallet med komma: 3,4."),
        ("1,250.5", "er ikke et tal"),
        ("1,250,000", "er ikke et tal"),
        ("12.50,5", "er ikke et tal"),
        ("0.125,5", "er ikke et tal"),
        ("1 2", "er ikke et tal"),
        ("3,", "er ikke et tal"),
        ("1e5", "er ikke et tal"),
        ("NaN", "er ikke et tal"),
        ("٣", "er ikke et tal"),
        ("½", "er ikke et tal"),
        ("", "er ikke et tal"),
        ("Justere indsatsen", "»Justere indsatsen« er ikke et tal."),
        ("9" * 60, "er ikke et tal"),
        (True, "er ikke et tal"),
        (float("nan"), "er ikke et tal"),
        (float("inf"), "er ikke et tal"),
        (datetime.date(2026, 4, 3), "»03-04-2026« er en dato og ikke et tal"),
    ],
)
def test_a_number_that_could_be_misread_is_refused_with_what_to_write(value, says):
    with pytest.raises(NotUnderstood) as caught:
        danish_decimal(value)

    assert says in str(caught.value)


@given(st.decimals(-(10**9), 10**9, places=3))
def test_what_is_shown_with_a_comma_is_read_back(number):
    assert danish_decimal(f"{number:.3f}".replace(".", ",")) == number


@pytest.mark.parametrize(
    "value",
    [
        "11-02-2026",
        "11.02.2026",
        "11/2/26",
        "11-2-26",
        "2026-02-11",
        "2026-02-11 00:00:00",
        "2026-02-11T00:00",
        " 11-02-2026\u00a0",
        "11\u201302\u20132026",
        "11. februar 2026",
        "11. feb. 2026",
        "11 Februar 2026",
        datetime.date(2026, 2, 11),
        datetime.datetime(2026, 2, 11, 10, 30),  # noqa: DTZ001  Excel knows no time zones
        46064,
        46064.0,
    ],
)
def test_a_date_is_read_however_it_is_written(value):
    assert danish_date(value) == datetime.date(2026, 2, 11)


@pytest.mark.parametrize(
    "value",
    [
        "31-02-2026",
        "02-2026",
        "2026",
        "11-02/2026",
        "221126",
        "46064",
        "11. m 2026",
        "0001-01-01",
        "11-02-2626",
        "11-02-2026 10:30",
        "i foråret",
        "",
        2026,
        46064.5,
        10**12,
        True,
    ],
)
def test_what_is_no_date_is_refused_with_how_to_write_one(value):
    with pytest.raises(NotUnderstood, match=r"er ikke en dato\. Skriv den sådan: 31-12-2026"):
        danish_date(value)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_date_shown_is_read_back(date):
    assert danish_date(shown(date)) == danish_date(date.isoformat()) == date


@given(st.text() | st.floats() | st.integers() | st.datetimes() | st.booleans())
def test_any_cell_is_understood_or_refused_with_a_sentence(value):
    for reading in (danish_decimal, danish_date):
        try:
            reading(value)
        except NotUnderstood as error:
            assert str(error).endswith(".")  # noqa: PT017


@pytest.mark.parametrize("value", ["", " ", "..", "-", "–", "i.a.", "I.A.", "Ikke besvaret", None])
def test_gaps_are_missing_and_not_suppressed(value):
    assert is_missing(value)
    assert not is_suppressed(value)


@pytest.mark.parametrize("value", ["*", "<5", "< 5", "<3", "<10", ".", " * "])
def test_hidden_small_numbers_are_suppressed_and_not_missing(value):
    assert is_suppressed(value)
    assert not is_missing(value)


@pytest.mark.parametrize("value", [0, "0", 3.4, "Nej", "<", "5<", "...x", "<fem", "1*"])
def test_values_are_neither_missing_nor_suppressed(value):
    assert not is_missing(value)
    assert not is_suppressed(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Måledato", "MAALEDATO"),
        ("Børnefællesskaber og leg", " boernefaellesskaber  OG leg"),
        ("Ti l pas i ndsats", "tilpas indsats"),
        ("Score (1-7)", "score 1-7"),
        ("Stue/gruppe", "Stue / gruppe"),
        ("\ufeffTilsyns\u00a0år", "Tilsynsaar"),
        ("A\u030arstal", "Årstal"),
        ("Justér indsatsen", "juster indsatsen"),
        ("Cafe\u0301", "CAFÉ"),
        ("Vedligeholde ind\u00adsatsen", "vedligeholde indsatsen"),
    ],
)
def test_names_match_whatever_their_case_spaces_and_letters(one, other):
    assert fold(one) == fold(other)


def test_different_names_do_not_match():
    assert len({fold(name) for name in ("Leg", "Læg", "Tema", "Tema nr", "Score (1-7)")}) == 5


@given(st.text())
def test_a_folded_name_is_its_own_key(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "0101901234",
        "010190 1234",
        "Barnet 311215\u20134321 er flyttet",
        "cpr.nr.:290224-1234.",
        *(f"010190{dash}1234" for dash in "\u2010\u2011\u2012\u2013\u2014\u2212"),
        *(f"010190{unseen}1234" for unseen in "\t\u00a0\u00ad\u2009\u200b\u202f\u2060\ufeff"),
        "010190\u200b-\u20091234",
        "010190 -\n1234",
        "01.01.90-1234",
        "01 01 90-1234",
        "01-01-90\u20111234",
    ],
)
def test_a_civil_registration_number_is_noticed(text):
    assert looks_like_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "1099009101",  # a P-number
        "9101",
        "320190-1234",
        "310690-1234",
        "001290-1234",
        "0101901234567",
        "99010190123",
        "11-02-2026",
        "010190-12345",
        "+45 20 10 15 12",
        "Opgjort 31.12.25 – 2400 børn",
        "120126\n2026",
        "2026-11-29-1234",
        "01.02-03-1234",
        "",
    ],
)
def test_other_numbers_are_not_taken_for_one(text):
    assert not looks_like_cpr(text)


@pytest.mark.parametrize("piece", ["0", "010190", "010190-", "010190 ", " ", "01.", "01-01-90-"])
def test_looking_for_one_takes_no_time_whatever_the_text(piece):
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()

    looks_like_cpr(text)

    assert time.process_time() - began < 2
