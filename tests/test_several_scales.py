"""Ratings on several scales in one file: each is asked about by itself, and read on its own."""

import pytest

from imports.kinds import ImportChoices
from measurements.importing import MeasurementFile
from measurements.models import Instrument, InstrumentVersion, Scale, ScaleStep, Topic
from tests.factories import ClusterFactory, InstitutionFactory
from tests.messy.writing import xlsx

pytestmark = pytest.mark.django_db

GRADES = ("God", "Middel", "Ringe")
STATES = ("På plads", "Undervejs", "Mangler")
GREEN, YELLOW, RED = "FF00B050", "FFFFFF00", "FFFF0000"
HEAD = ("Institutionsnummer", "År", "Hygiejne", "Brandværn")


def scale(code, labels) -> Scale:
    made = Scale.objects.create(code=code, name=code.capitalize(), kind=Scale.Kind.ORDINAL)
    for rank, label in enumerate(reversed(labels), start=1):
        ScaleStep.objects.create(scale=made, rank=rank, label=label, short_label=label)
    return made


@pytest.fixture
def instrument():
    cluster = ClusterFactory()
    for number, name in (("9101", "Solsikken"), ("9201", "Egernet")):
        InstitutionFactory(name=name, number=number, cluster=cluster)
    return Instrument.objects.create(
        code="rundering", name="Rundering", short_name="Rundering", kind="observation"
    )


def edition(instrument, from_year, to_year, **scales):
    """An edition with a topic on each scale."""
    version = InstrumentVersion.objects.create(
        instrument=instrument,
        code=f"{instrument.code}-{from_year}",
        name=f"Rundering {from_year}",
        scale=next(iter(scales.values())),
        from_year=from_year,
        to_year=to_year,
    )
    for number, (name, own) in enumerate(scales.items(), start=1):
        Topic.objects.create(
            version=version, number=number, lineage=name.lower(), name=name, short_name=name,
            scale=own,
        )  # fmt: skip
    return version


def opened(content, **answers):
    kind = MeasurementFile(choices=ImportChoices("rundering", answers=answers))
    source = kind.open(content, "data.xlsx")
    return source, {one.id: one for one in source.arranged.questions}


def cells(source, index):
    return [row.cells[index] for row in source.rows]


@pytest.fixture
def two_scales(instrument):
    edition(
        instrument, 2024, None, Hygiejne=scale("karakter", GRADES), Brandværn=scale("stand", STATES)
    )


def test_two_scales_written_in_one_way_are_asked_about_apart(two_scales):
    content = xlsx([HEAD, ("9101", 2026, 1, 3), ("9201", 2026, 2, 1)])

    _source, asked = opened(content)

    assert [*asked] == ["steps:numbers:Karakter", "steps:numbers:Stand"]
    assert asked["steps:numbers:Stand"].choices[0].label == "1 er »På plads«, 3 er »Mangler«"
    assert asked["steps:numbers:Stand"].text.startswith("Stand: ")
    answers = {"steps:numbers:Karakter": "1=lowest", "steps:numbers:Stand": "1=best"}
    source, _asked = opened(content, **answers)
    assert cells(source, 2) == ["Ringe", "Middel"]
    assert cells(source, 3) == ["Mangler", "På plads"]


def test_colours_of_two_scales_are_asked_about_apart(two_scales):
    def shape(sheet):
        from openpyxl.styles import PatternFill

        for place, colour in {"C2": GREEN, "C3": RED, "D2": YELLOW, "D3": RED}.items():
            sheet[place].fill = PatternFill("solid", fgColor=colour)

    content = xlsx([HEAD, ("9101", 2026, "", ""), ("9201", 2026, "", "")], shape=shape)
    _source, asked = opened(content)
    assert [*asked] == ["colours:Karakter", "colours:Stand"]
    assert asked["colours:Karakter"].cells == ("C2", "C3")

    answers = {"colours:Karakter": "green=God; red=Ringe", "colours:Stand": "leave"}
    source, _asked = opened(content, **answers)

    assert cells(source, 2) == ["God", "Ringe"]
    assert cells(source, 3) == ["", ""]
    assert not source.coloured


def test_two_scales_with_the_same_steps_are_asked_about_once(instrument):
    edition(
        instrument, 2024, None, Hygiejne=scale("karakter", GRADES), Brandværn=scale("dom", GRADES)
    )
    content = xlsx([HEAD, ("9101", 2026, 1, 3), ("9201", 2026, 2, 1)])

    source, asked = opened(content, **{"steps:numbers": "1=best"})

    assert [(one.id, one.count) for one in asked.values()] == [("steps:numbers", 4)]
    assert cells(source, 2) + cells(source, 3) == ["God", "Middel", "Ringe", "God"]


@pytest.fixture
def two_editions(instrument):
    old, new = scale("gammel", STATES), scale("ny", GRADES)
    edition(instrument, 2020, 2024, Hygiejne=old, Brandværn=old)
    edition(instrument, 2025, None, Hygiejne=new, Brandværn=new)


def test_cells_of_earlier_years_are_read_on_the_scale_of_their_edition(two_editions):
    content = xlsx([HEAD, ("9101", 2024, 1, 2), ("9101", 2026, 1, 3)])
    _source, asked = opened(content)
    assert {*asked} == {"steps:numbers:Gammel", "steps:numbers:Ny"}

    answers = {"steps:numbers:Gammel": "1=best", "steps:numbers:Ny": "1=lowest"}
    source, _asked = opened(content, **answers)

    assert cells(source, 2) == ["På plads", "Ringe"]
    assert cells(source, 3) == ["Undervejs", "God"]
    assert source.originals[2, 2] == 1


def test_a_word_of_an_earlier_scale_is_asked_about_with_the_steps_of_its_year(two_editions):
    content = xlsx([HEAD, ("9101", 2024, "Ok", "Mangler"), ("9101", 2026, "God", "Ringe")])

    _source, asked = opened(content)

    [question] = asked.values()
    assert question.id == "cell:Hygiejne (Gammel):Ok"
    assert {one.value for one in question.choices} == {*STATES, ".."}
    source, _asked = opened(content, **{question.id: "På plads"})
    assert cells(source, 2) == ["På plads", "God"]


def test_a_word_of_the_newest_scale_in_an_earlier_year_is_left_to_the_strict_reader(two_editions):
    content = xlsx([HEAD, ("9101", 2024, "God", "God"), ("9101", 2026, "God", "Ringe")])

    source, asked = opened(content)

    assert not asked
    assert cells(source, 2) == ["God", "God"]
