"""Steps of a scale as people write them: abbreviations, colours, numbers, misspellings."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.spreadsheets.danish_values import fold
from imports.arranging.cells import StepWords, read_steps
from tests.test_arranging_cells import GAPS, values

KEEP, ADJUST, CHANGE, NEW = (
    "Vedligeholde indsatsen",
    "Justere indsatsen",
    "Ændre indsatsen",
    "Iværksætte en ny indsats",
)
WORDS = {
    KEEP: ("vedligeholde", "vedligehold", "vedligehold indsatsen"),
    ADJUST: ("justere", "juster", "juster indsatsen"),
    CHANGE: ("ændre", "ændr", "ændr indsatsen"),
    NEW: ("ny indsats", "iværksæt en ny indsats"),
}
INSPECTION = StepWords(
    tuple(WORDS), {fold(word): label for label, words in WORDS.items() for word in (label, *words)}
)
THREE = StepWords(("Generel indsats", "Fokuseret indsats", "Særlig indsats"), {})
CONTENT = StepWords(
    ("Meget tilfreds", "Tilfreds", "Hverken eller", "Utilfreds", "Meget utilfreds"), {}
)
DEGREE = StepWords(
    ("I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke"),
    {fold("Meget høj"): "I meget høj grad", fold("Høj"): "I høj grad"},
)

FULFILLED = StepWords(("Opfyldt", "Ikke opfyldt", "Opfølgning aftalt"), {})


def read(*cells, steps=INSPECTION, answers=None):
    return read_steps(["Samspil", "Sprog"], cells, steps, answers or {})


def ids(found):
    return [question.id for question in found.questions]


@pytest.mark.parametrize(
    ("text", "label", "steps"),
    [
        ("Vedl.", KEEP, INSPECTION),
        ("Vedligeh.", KEEP, INSPECTION),
        ("vedlige", KEEP, INSPECTION),
        ("VEDLIGEHOLDE INDS.", KEEP, INSPECTION),
        ("Just.", ADJUST, INSPECTION),
        ("Juste", ADJUST, INSPECTION),
        ("Ændre inds", CHANGE, INSPECTION),
        ("Iværksætte", NEW, INSPECTION),
        ("Iværksætte en ny", NEW, INSPECTION),
        ("1. Vedligeholde indsatsen", KEEP, INSPECTION),
        ("1 - Vedligeholde", KEEP, INSPECTION),
        ("4) Vedligeholde", KEEP, INSPECTION),  # the word says it, whatever the number
        ("Trin 2: Justere", ADJUST, INSPECTION),
        ("Justere indsatsen (J)", ADJUST, INSPECTION),
        ("Justere indsatsen [2]", ADJUST, INSPECTION),
        ("Generel", "Generel indsats", THREE),
        ("Fokus", "Fokuseret indsats", THREE),
        ("særlig", "Særlig indsats", THREE),
        ("saerlig inds.", "Særlig indsats", THREE),
        ("Hverken/eller", None, CONTENT),  # known already: signs do not count
        ("Utilf", "Utilfreds", CONTENT),
        ("Meget util.", "Meget utilfreds", CONTENT),
        ("Meget tilf.", "Meget tilfreds", CONTENT),
        ("I meget høj", "I meget høj grad", DEGREE),
    ],
)
def test_a_beginning_that_one_label_alone_has_is_read(text, label, steps):
    found = read(text, steps=steps)

    assert not found.questions
    assert found.replaced == ({} if label is None else {text: label})


@pytest.mark.parametrize(
    "cell",
    [
        *GAPS,
        *WORDS,
        "vedligeholde",
        "VEDLIGEHOLDE",
        " Justere  indsatsen ",
        "aendre indsatsen",
        "Iværksæt en ny indsats",
        # No steps at all: the strict reader says so.
        3.4,
        "3,4",
        datetime.date(2026, 5, 12),
        "Vedligeholde indsatsen. " + "Der er arbejdet med det hele året. " * 10,
    ],
)
def test_a_step_that_is_read_already_and_what_is_none_stay(cell):
    assert not read(cell).replaced
    assert not read(cell).questions


@pytest.mark.parametrize(
    ("cells", "steps", "meaning"),
    [
        (["V", "J", "Æ"], INSPECTION, [KEEP, ADJUST, CHANGE]),
        (["v", "j", "æ", "I"], INSPECTION, [KEEP, ADJUST, CHANGE, NEW]),
        (["V.", "J.", "AE"], INSPECTION, [KEEP, ADJUST, CHANGE]),
        (["VI", "JI", "ÆI", "IENI", "II"], INSPECTION, [KEEP, ADJUST, CHANGE, NEW, NEW]),
        (["N"], INSPECTION, [NEW]),
        (["G", "F", "S"], THREE, list(THREE.labels)),
        (["MT", "T", "HE", "U", "MU"], CONTENT, list(CONTENT.labels)),
        (["IMHG", "IHG", "SI"], DEGREE, ["I meget høj grad", "I høj grad", "Slet ikke"]),
    ],
)
def test_initials_are_one_question_with_their_meaning_proposed(cells, steps, meaning):
    (question,) = read(*cells, steps=steps).questions

    assert (question.id, question.kind, question.proposed) == (
        "steps:initials",
        "cell",
        "initials",
    )
    assert not read(*cells, steps=steps).replaced
    answered = read(*cells, steps=steps, answers={"steps:initials": "initials"})
    assert answered.replaced == dict(zip(cells, meaning, strict=True))


@pytest.mark.parametrize(
    ("text", "steps"),
    [("M", CONTENT), ("I", DEGREE), ("X", INSPECTION), ("Q", THREE), ("IG", DEGREE)],
)
def test_an_initial_of_several_labels_or_of_none_is_asked_about_by_itself(text, steps):
    assert ids(read(text, steps=steps)) == [f"cell:Samspil:{text}"]


@pytest.mark.parametrize(
    "cells", [[1, 2, 3, 4], ["1", "2"], [1.0], ["1.", "4."], ["Trin 1", "trin 3"], ["2", 3]]
)
def test_numbers_are_one_question_of_which_end_is_best_and_none_is_proposed(cells):
    (question,) = read(*cells).questions

    assert (question.id, question.proposed) == ("steps:numbers", "")
    assert values(question) == ["1=best", "1=lowest", "each"]
    assert not read(*cells).replaced


@pytest.mark.parametrize(
    ("answer", "labels"),
    [("1=best", [KEEP, ADJUST, CHANGE, NEW]), ("1=lowest", [NEW, CHANGE, ADJUST, KEEP])],
)
def test_numbers_are_read_from_the_end_that_is_answered(answer, labels):
    found = read(1, 2, "3", 4.0, answers={"steps:numbers": answer})

    assert list(found.replaced.values()) == labels


@pytest.mark.parametrize("cells", [[0, 1, 2, 3], [1, 5], ["1", "10"], [0], [-1, 1]])
def test_numbers_beyond_the_steps_are_asked_about_one_by_one(cells):
    assert ids(read(*cells)) == [f"cell:Samspil:{cell}" for cell in cells]


@pytest.mark.parametrize(
    ("cells", "steps", "ways", "proposed"),
    [
        (["Grøn", "Gul", "Rød"], THREE, 1, True),
        (["grøn", "GUL", "rødt"], THREE, 1, True),
        (["Grøn", "Gul", "Orange", "Rød"], INSPECTION, 1, True),
        (["Grøn", "Gul", "Rød"], INSPECTION, 4, False),
        (["Grøn"], INSPECTION, 4, False),
        (["green", "yellow", "red"], THREE, 1, True),
        (["mørkegrøn", "lysegrøn", "gul", "orange", "rød"], CONTENT, 1, True),
        (["Grøn", "Rød"], CONTENT, 10, False),
    ],
)
def test_colours_by_name_are_one_question_laid_on_the_steps_best_first(
    cells, steps, ways, proposed
):
    (question,) = read(*cells, steps=steps).questions

    assert question.id == "steps:colours"
    assert len(values(question)) == ways + 1
    assert values(question)[-1] == "each"
    assert bool(question.proposed) == proposed
    assert not read(*cells, steps=steps).replaced


def test_colours_by_name_are_read_as_they_are_answered():
    answer = f"Grøn={KEEP}; Gul={ADJUST}; Rød={NEW}"
    found = read("Grøn", "Gul", "Rød", "grøn", answers={"steps:colours": answer})

    assert found.replaced == {"Grøn": KEEP, "Gul": ADJUST, "Rød": NEW, "grøn": KEEP}


def test_more_colours_than_steps_are_asked_about_one_by_one():
    found = read("Grøn", "Gul", "Orange", "Rød", steps=THREE)

    assert len(found.questions) == 4
    assert all(id_.startswith("cell:") for id_ in ids(found))


def test_three_ways_to_write_one_scale_are_three_questions():
    cells = ["V", "J", "Æ", "Vedligehold", "Grøn", "1"] * 5
    found = read(*cells)

    assert ids(found) == ["steps:numbers", "steps:colours", "steps:initials"]
    assert [question.count for question in found.questions] == [5, 5, 15]
    assert not found.replaced


@pytest.mark.parametrize("family", ["initials", "numbers", "colours"])
def test_a_family_can_be_asked_about_text_by_text(family):
    texts = {"initials": ["V", "J"], "numbers": ["1", "2"], "colours": ["Grøn", "Gul"]}[family]
    answers = {f"steps:{family}": "each", f"cell:Samspil:{texts[0]}": CHANGE}
    found = read(*texts, answers=answers)

    assert ids(found) == [f"steps:{family}", *(f"cell:Samspil:{text}" for text in texts)]
    assert found.replaced == {texts[0]: CHANGE}


@pytest.mark.parametrize(
    ("text", "first", "proposed", "steps"),
    [
        ("Justere indsatsn", ADJUST, True, INSPECTION),
        ("Vedligholde indsatsen", KEEP, True, INSPECTION),
        ("Ændre inssatsen", CHANGE, True, INSPECTION),
        ("Ny", NEW, False, INSPECTION),
        ("Justeres", ADJUST, True, INSPECTION),
        ("Vedligeholdelse af indsatsen", KEEP, True, INSPECTION),
        ("Vedligeholde/justere", KEEP, False, INSPECTION),
        ("Justere indsatsen – se rapporten", ADJUST, False, INSPECTION),
        ("utilfrds", "Utilfreds", False, CONTENT),  # near “Tilfreds” too
        ("Ikke tilfreds", "Tilfreds", False, CONTENT),
        ("Meget", "Meget tilfreds", False, CONTENT),
        ("Ikke", None, False, DEGREE),
        ("Opf.", "Opfyldt", False, FULFILLED),  # the beginning of two
        ("Ikke", "Ikke opfyldt", False, FULFILLED),  # it may be “ikke vurderet”
        ("Meget", "Meget tilfreds", False, StepWords(CONTENT.labels[:3], {})),
        ("Aflyst", None, False, INSPECTION),
        ("Light-tilsyn", None, False, INSPECTION),
        ("Ikke vurderet", None, False, INSPECTION),
        ("+", None, False, INSPECTION),
        ("😀", None, False, INSPECTION),
    ],
)
def test_other_texts_are_asked_about_with_the_nearest_step_first(text, first, proposed, steps):
    (question,) = read(text, text, steps=steps).questions

    assert (question.id, question.count) == (f"cell:Samspil:{text}", 2)
    assert set(values(question)) == {*steps.labels, ".."}
    assert question.proposed == (first if proposed else "")
    if first:
        assert values(question)[0] == first
    assert not read(text, steps=steps).replaced


@pytest.mark.parametrize(
    ("id_", "answer", "replaced"),
    [
        ("cell:Samspil:Aflyst", "..", {"Aflyst": ""}),
        ("cell:Samspil:Aflyst", NEW, {"Aflyst": NEW}),
        ("cell:Sprog:Aflyst", NEW, {"Aflyst": NEW}),
        ("cell:Andet:Aflyst", NEW, {}),
        ("cell:Samspil:Aflyst", "whatever", {}),
    ],
)
def test_an_answer_holds_for_all_columns_on_the_scale(id_, answer, replaced):
    assert read("Aflyst", answers={id_: answer}).replaced == replaced


def test_a_column_of_free_text_asks_nothing():
    assert not read(*(f"Bemærkning nummer {n}" for n in range(200))).questions


@given(st.lists(st.text(max_size=20) | st.integers(-2, 9), max_size=6))
def test_without_an_answer_only_beginnings_are_read(cells):
    found = read(*cells)

    for cell, label in found.replaced.items():
        assert label in WORDS
        assert fold(str(cell))[-4:] in fold(label) + "".join(map(fold, WORDS[label]))
    assert all(set(values(question)) & {*WORDS, "each"} for question in found.questions)
