"""Steps that stand in the colours of cells alone: told, asked about, read once it is answered."""

import pytest

from imports.arranging.cells import read_colours
from tests.test_arranging_cells import values
from tests.test_arranging_steps import INSPECTION, THREE

GREEN, YELLOW, AMBER, RED, BLUE = "00B050", "FFFF00", "FFC000", "FF0000", "0070C0"


def places(*shades):
    return {(row, 4): shade for row, shade in enumerate(shades, start=2)}


@pytest.mark.parametrize(
    ("shades", "steps", "ways"),
    [
        ([GREEN, YELLOW, RED], THREE, 1),
        ([GREEN, AMBER, RED], THREE, 1),
        (["C6EFCE", "FFEB9C", "FFC7CE"], THREE, 1),  # Excel's own good, neutral, bad
        (["92D050", YELLOW, RED], THREE, 1),
        ([GREEN, YELLOW, RED], INSPECTION, 4),
        ([GREEN, YELLOW, AMBER, RED], INSPECTION, 1),
        (["FF00B050", RED], THREE, 3),
    ],
)
def test_colours_between_green_and_red_are_one_question(shades, steps, ways):
    labels, (question,) = read_colours(places(*shades), steps, {})

    assert not labels
    assert question.id == "colours"
    assert values(question)[ways:] == ["leave", "each"]
    assert question.cells[0] == "E2"


def test_colours_are_read_as_they_are_answered():
    answer = "green=Generel indsats; yellow=Fokuseret indsats; red=Særlig indsats"
    cells = places(RED, GREEN, YELLOW, RED)

    labels, _questions = read_colours(cells, THREE, {"colours": answer})
    assert list(labels.values()) == [THREE.labels[at] for at in (2, 0, 1, 2)]
    for other in ("leave", "each", "whatever"):
        assert not read_colours(cells, THREE, {"colours": other})[0]


@pytest.mark.parametrize(
    ("shades", "asked"),
    [
        ([GREEN, BLUE], 2),
        (["theme 9 0.4", "theme 5 "], 2),
        ([GREEN, "00B04F"], 2),  # nobody can tell which is the better one
        ([GREEN, YELLOW, AMBER, RED], 4),  # more than there are steps
    ],
)
def test_other_colours_are_asked_about_one_by_one(shades, asked):
    labels, questions = read_colours(places(*shades), THREE, {f"colour:{shades[0]}": "leave"})

    assert not labels
    assert [question.id for question in questions] == [f"colour:{shade}" for shade in shades]
    assert len(questions) == asked
    assert values(questions[0]) == [*THREE.labels, "leave"]


def test_one_colour_can_be_answered_alone():
    answers = {"colours": "each", f"colour:{GREEN}": THREE.labels[1]}
    labels, questions = read_colours(places(GREEN, RED, GREEN), THREE, answers)

    assert labels == {(2, 4): THREE.labels[1], (4, 4): THREE.labels[1]}
    assert len(questions) == 3


def test_no_colours_ask_nothing():
    assert read_colours({}, THREE, {}) == ({}, ())
