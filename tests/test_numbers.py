"""A number is rounded the same wherever it stands: a half goes up, and nothing is cut off."""

import ast
import decimal
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from config.numbers import grouped, rounded, written, written_plainly
from indicators.evaluation import judging
from programmes.disclosure import share as programme_share
from tests.catalogues import APPS, ROOT

#: The one module that may write a number by itself.
WRITER = "config/numbers.py"
ROUNDINGS = {name for name in dir(decimal) if name.startswith("ROUND_")}


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("66.666", 0, "67"),
        ("3.45", 1, "3,5"),
        ("3.35", 1, "3,4"),
        ("2.5", 0, "3"),
        ("3.5", 2, "3,50"),
        ("-0.05", 1, "-0,1"),
        ("99.95", 1, "100,0"),
    ],
)
def test_a_half_goes_up(value, places, text):
    with override("da"):
        assert written(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("value", "places", "whole"),
    [
        ("0.05", 1, "0.1"),
        ("0.049", 1, "0.0"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("66.6667", 1, "66.7"),
        ("33.3333", 1, "33.3"),
        ("-0.5", 0, "-1"),
        ("2.0005", 3, "2.001"),
    ],
)
def test_figures_are_rounded_as_at_school(value, places, whole):
    assert str(rounded(Decimal(value), places)) == whole


def test_what_is_told_of_counts_is_rounded_so():
    """The same, by way of what makes figures: none has a rounding of its own."""
    two_thirds = judging.share(2, 3)

    assert str(two_thirds) == "66.7"
    assert str(judging.share(1, 2000)) == "0.1"  # 0.05
    assert str(programme_share(1, 8)) == "13"  # 12.5
    assert str(programme_share(2, 3)) == "67"


def test_what_says_nothing_is_left_out():
    with override("da"):
        assert written_plainly(Decimal("3.50")) == "3,5"
        assert written_plainly(Decimal("100.00")) == "100"
        assert grouped(12600) == "12.600"


@given(
    value=st.decimals(-10_000, 10_000, allow_nan=False, allow_infinity=False, places=5),
    places=st.integers(0, 4),
)
def test_a_template_rounds_as_the_code_does(value, places):
    shown = Template("{{ value|floatformat:places }}")

    with override("da"):
        page = shown.render(Context({"value": value, "places": places}))
        assert page.removeprefix("-") == written(value, places).removeprefix("-")
    assert abs(rounded(value, places) - value) <= Decimal("0.5").scaleb(-places)
    assert rounded(value, places) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _sources():
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def _cuts_off(source: str) -> list[int]:
    """Where a number is written past `config.numbers`, or a word is made of one rounded by it."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.formats":
            taken = {"number_format"} & {name.name for name in node.names}
            lines += [node.lineno] if taken else []
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            is_rounded = any(
                isinstance(one, ast.Call) and getattr(one.func, "id", "") == "round"
                for one in node.args
            )
            if name == "number_format" or (name in {"number", "written"} and is_rounded):
                lines.append(node.lineno)
    return lines


def test_a_number_is_written_in_one_place_only():
    found = {path: lines for path, source in _sources() if (lines := _cuts_off(source))}

    assert found.keys() == {WRITER}


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils.formats import number_format",
        "from django.utils.formats import date_format, number_format",
        "formats.number_format(share, 1)",
        "number(round(value, 1))",
    ],
)
def test_what_cuts_off_is_found(source):
    assert _cuts_off(source)


def test_a_number_is_rounded_in_one_place_only():
    """`quantize` alone sends a half to the even neighbour, and each place forgets it once."""
    found = {
        path
        for path, source in _sources()
        if not path.startswith("demo/")  # what is made up there is no figure yet
        for node in ast.walk(ast.parse(source))
        if getattr(node, "attr", "") == "quantize"
        or (isinstance(node, ast.alias) and node.name in ROUNDINGS)
    }

    assert found == {WRITER}


def test_no_template_leaves_rounding_to_chance():
    """`stringformat` of a fraction, or `floatformat` without decimals, is nowhere."""
    found = [
        f"{path.name}: {word}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for word in ('stringformat:".', "|floatformat }", "|floatformat}", "|localize")
        if word in path.read_text(encoding="utf-8")
    ]

    assert not found
