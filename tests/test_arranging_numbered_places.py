"""A number and a name in one cell: told apart where the number is known, and left alone else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.arranging.cells import split_number


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("7001 Solsikken", ("7001", "Solsikken")),
        ("7001 - Solsikken", ("7001", "Solsikken")),
        ("7001 – Solsikken", ("7001", "Solsikken")),
        ("7001: Solsikken", ("7001", "Solsikken")),
        ("7001, Solsikken", ("7001", "Solsikken")),
        ("7001/Solsikken", ("7001", "Solsikken")),
        ("7001\u00a0Solsikken", ("7001", "Solsikken")),
        ("(7001) Solsikken", ("7001", "Solsikken")),
        ("[7001] Solsikken", ("7001", "Solsikken")),
        ("Solsikken (7001)", ("7001", "Solsikken")),
        ("Solsikken 7001", ("7001", "Solsikken")),
        ("Solsikken - 7001", ("7001", "Solsikken")),
        ("Solsikken, 7001", ("7001", "Solsikken")),
        ("Solsikken, inst.nr. 7001", ("7001", "Solsikken")),
        ("Inst.nr. 7001 Solsikken", ("7001", "Solsikken")),
        ("Nr. 7001 Solsikken", ("7001", "Solsikken")),
        ("Inst. 7001: Solsikken", ("7001", "Solsikken")),
        ("7001 Solsikken (Nord)", ("7001", "Solsikken (Nord)")),
        ("7001 Børnehuset Ved Åen", ("7001", "Børnehuset Ved Åen")),
        ("7001 Afdeling 3", ("7001", "Afdeling 3")),
        ("g98000 Solsikken", ("G98000", "Solsikken")),
        ("Solsikken (12)", ("12", "Solsikken")),
        # None of them holds a number and a name.
        ("7001", None),
        ("(7001)", None),
        ("Nr. 7001", None),
        ("Solsikken", None),
        ("9999 Solsikken", None),
        ("7001/7002 Solsikken", None),
        ("7001Solsikken", None),
        ("Sol 7001 sikken", None),
        ("Børnehuset 12", None),  # may be called so
        ("70012 Solsikken", None),
        ("", None),
        ("..", None),
        (7001, None),
        (7001.0, None),
        ("7001 " + "x" * 300, None),
    ],
)
def test_a_number_and_a_name_in_one_cell_are_told_apart(cell, parts):
    assert split_number(cell, {"7001", "7002", "G98000", "12"}) == parts


@given(st.text(max_size=60))
def test_nothing_is_told_apart_without_a_known_number(text):
    assert split_number(text, {"7001"}) is None or "7001" in text
