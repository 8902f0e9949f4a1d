"""Institutions by old names, short names and misspellings: asked about, the likeliest first."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.arranging.cells import KnownPlace, read_places, split_number
from tests.test_arranging_cells import GAPS, values

NAMES = """
7001 Solsikken
7002 Børnehuset Åkanden
7003 Æblehaven
7004 Ørnereden
7005 Møllehuset
7006 Den Grønne Gren
7007 Skovbørnehaven Egelyst
7008 Vuggestuen Krudtuglen
7009 Børnehaven Søstjernen
7010 Børnegården Østervang
7011 Integreret Institution Åhaven
7012 Lærkereden
7015 Børnehuset Havblik
7016 Regnbuen
7017 Mælkevejen
7018 Kløverløkken
7019 Naturbørnehaven Bøgen
7020 Børnehuset Sønderbro
7021 Børnehuset Nørrebro
7022 Troldehøj
7023 Firkløveret
7024 Sct. Jørgens Børnehus
7025 Menighedsbørnehaven
7027 Fuglsangsgården
7030 Humlebien
7034 Fjordhuset
7043 Solstrålen
7045 Kastanjehuset
7048 Børnehuset Ved Åen
7050 Strandsneglen
7053 Digterparken
7055 Ferslev Børnehus
7302 Vuggestuen Søstjernen
9101 Stjernehuset
9102 Afdeling 12, Solgården
"""
PLACES = [KnownPlace(*line.split(" ", 1), ()) for line in NAMES.split("\n") if line]
PLACES[2] = KnownPlace("7003", "Æblehaven", ("Frugthaven", "Børnehaven Pæren"))


def read(*texts, places=PLACES, **answers):
    given = {f"cell:Institution:{text}": answer for text, answer in answers.items()}
    return read_places("Institution", texts, places, given)


def offered(text, places=PLACES):
    (question,) = read(text, places=places).questions
    return values(question)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Gl. Egelyst Børnehave", "7007"),
        ("Egelyst", "7007"),
        ("Skovbh. Egelyst", "7007"),
        ("Egelyst (skovbørnehave)", "7007"),
        ("Bh. Søstjernen", "7009"),
        ("Søstjernens Børnehave", "7009"),
        ("Vug. Søstjernen", "7302"),
        ("Søstjernen vuggestue", "7302"),
        ("Åkanden", "7002"),
        ("Bhus Åkanden", "7002"),
        ("Børnehuset Aakande", "7002"),
        ("Åkanten", "7002"),
        ("Solsiken", "7001"),
        ("Solsikke", "7001"),
        ("Børnehaven Solsikken", "7001"),
        ("Solsikkens Børnehave", "7001"),
        ("Daginst. Solsikken", "7001"),
        ("SI Solsikken", "7001"),
        ("Int. inst. Åhaven", "7011"),
        ("Åhaven", "7011"),
        ("Ahaven", "7011"),
        ("Integreret inst. Aahaven", "7011"),
        ("Vuggest. Krudtuglen", "7008"),
        ("Krudtuglen", "7008"),
        ("Krudtugglen", "7008"),
        ("Østervang", "7010"),
        ("Bg. Østervang", "7010"),
        ("Havblik", "7015"),
        ("Hav-blik", "7015"),
        ("Grønne Gren", "7006"),
        ("Den Grønne Gren (tidl. Bakken)", "7006"),
        ("Naturbh. Bøgen", "7019"),
        ("Bøgen", "7019"),
        ("Sdr. Bro", "7020"),
        ("Sønder Bro", "7020"),
        ("Nørrebro", "7021"),
        ("Ndr. Bro", "7021"),
        ("Troldhøj", "7022"),
        ("Firkløver", "7023"),
        ("4-kløveret", "7023"),
        ("Sankt Jørgens Børnehus", "7024"),
        ("Skt. Jørgen", "7024"),
        ("Sct Jørgens", "7024"),
        ("Menighedens bhv.", "7025"),
        ("Fuglsang", "7027"),
        ("Fuglesangsgården", "7027"),
        ("Humlebierne", "7030"),
        ("Solstråle", "7043"),
        ("Kastaniehuset", "7045"),
        ("Kastanje", "7045"),
        ("Ved Åen", "7048"),
        ("Strandsnegl", "7050"),
        ("Digterpark", "7053"),
        ("Ferslev", "7055"),
        ("Ferslev Bhus.", "7055"),
        ("Ørnerede", "7004"),
        ("Ørnreden", "7004"),
        ("Æblehave", "7003"),
        ("Frugthave", "7003"),
        ("Bh. Pæren", "7003"),
        ("Lærkerede Børnehus", "7012"),
        ("Regnbue Børnehuset", "7016"),
        ("Mælkevej", "7017"),
        ("Klover løkken", "7018"),
        ("Solgården", "9102"),
    ],
)
def test_the_place_that_is_meant_is_offered_first(text, number):
    assert offered(text)[0] == number


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Bh. Søstjernen", "7009", "7302"),
        ("Vug. Søstjernen", "7302", "7009"),
        ("Gl. Søstjernen Vuggestue", "7302", "7009"),
    ],
)
def test_the_kind_of_place_tells_two_of_one_name_apart(text, before, after):
    order = offered(text)

    assert order.index(before) < order.index(after) < 5


@pytest.mark.parametrize(
    "text",
    [
        *GAPS,
        *("Solsikken", " solsikken ", "SOL-SIKKEN", "Frugthaven", "Fjord huset"),
        *("Natur-børnehaven Bøgen", "AEblehaven", "Stjerne huset"),
    ],
)
def test_a_name_that_is_one_places_own_stays(text):
    assert (dict(read(text).replaced), read(text).questions) == ({}, ())


@pytest.mark.parametrize("text", ["Bh. Søstjernen", "Åkanden", "Solsiken", "Helt ukendt", "?"])
def test_no_place_is_proposed_by_its_name_alone(text):
    (question,) = read(text, text).questions

    assert question.proposed == ""
    assert (question.id, question.kind, question.count) == (f"cell:Institution:{text}", "cell", 2)
    assert set(values(question)) == {*(place.number for place in PLACES), "leave out"}
    assert question.choices[0].label == f"{question.choices[0].value} " + next(
        place.name for place in PLACES if place.number == question.choices[0].value
    )
    assert not read(text).replaced


def test_a_ground_is_told_for_names_that_are_alike_and_for_old_names():
    (question,) = read("Frugthave").questions

    assert "Frugthaven" in question.choices[0].why
    assert question.choices[-2].why == ""


@pytest.mark.parametrize(
    ("answer", "replaced"),
    [
        ("7002", {"Åkanden": "7002"}),
        ("leave out", {"Åkanden": ""}),
        ("", {"Åkanden": ""}),
        ("9999", {}),
        ("Børnehuset", {}),
    ],
)
def test_an_answer_is_a_number_or_leaves_the_rows_out(answer, replaced):
    assert read("Åkanden", Åkanden=answer).replaced == replaced


def test_two_places_of_one_name_are_asked_about_and_stand_first():
    two = [*PLACES, KnownPlace("9301", "Solsikken", ())]

    assert offered("Solsikken", places=two)[:2] == ["7001", "9301"]


def test_a_nickname_of_two_places_is_asked_about():
    two = [KnownPlace("1", "Solsikken", ("Huset",)), KnownPlace("2", "Månen", ("Huset",))]

    assert set(offered("Huset", places=two)[:2]) == {"1", "2"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7001 Solsikken", "7001"),
        ("Solsikken (7001)", "7001"),
        ("7001", "7001"),
        (" 7001 ", "7001"),
        ("7007 Gl. Egelyst", "7007"),
        ("7003 Frugthaven", "7003"),
    ],
)
def test_a_number_in_the_cell_goes_before_its_name(text, number):
    assert read(text).replaced == {text: number}
    assert not read(text).questions


@pytest.mark.parametrize("text", ["7001 Mælkevejen", "9999 Solsikken", "Solsikken (7777)"])
def test_a_number_that_does_not_go_with_the_name_is_asked_about(text):
    (question,) = read(text).questions

    assert not read(text).replaced
    assert re.search(r"\d{4}", text)[0] in question.because
    assert not any(choice.why for choice in question.choices[:-1])


def test_a_column_of_other_names_asks_nothing():
    assert not read(*(f"Barn {n}" for n in range(300))).questions


def test_no_places_leave_only_leaving_out():
    assert offered("Solsikken", places=[]) == ["leave out"]


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


@given(st.sampled_from(PLACES), st.data())
def test_a_name_with_one_slip_is_among_the_first_five(place, data):
    name = place.name
    at = data.draw(st.integers(0, len(name) - 1))
    slip = data.draw(st.sampled_from(["", name[at] * 2, "x"]))
    text = name[:at] + slip + name[at + 1 :]
    found = read(text)

    assert not found.questions or place.number in values(found.questions[0])[:5]
    assert found.questions or not found.replaced or place.number in found.replaced.values()


@given(st.text(max_size=60))
def test_whatever_stands_there_no_place_is_found_without_its_number(text):
    for name, number in read(text).replaced.items():
        assert number in name
    assert split_number(text, {"7001"}) is None or "7001" in text
