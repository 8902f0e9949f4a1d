"""Messy spreadsheets through the command line: read as they were meant, or not at all."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from institutions.models import Identifier, Institution
from measurements.models import Measurement
from measurements.reference import load_reference
from tests.factories import ClusterFactory, InstitutionFactory
from tests.messy import all_cases
from tests.messy.case import PLACES, Fact, Mess

pytestmark = pytest.mark.django_db

CASES = all_cases()
#: A file may ask as often before it is read, and that many things in all.
ROUNDS, MOST_QUESTIONS = 4, 3
COMMANDS = {"measurements": "import_measurements", "institutions": "import_institutions"}


@pytest.fixture(autouse=True)
def town():
    load_reference()
    cluster = ClusterFactory(name="Klynge Fyrtårnet")
    for number, name in PLACES.items():
        InstitutionFactory(name=name, number=number, cluster=cluster)


@pytest.mark.parametrize("name", CASES)
def test_a_messy_file_says_what_was_meant(name, tmp_path):
    case = CASES[name]
    code, said, asked = play(case, tmp_path)

    assert stored(case) == case.says, said
    assert (code == 0) == (not case.refused), said
    assert re.search(case.refused, said), said
    assert len(asked) <= MOST_QUESTIONS, asked


def test_there_are_many_kinds_of_mess():
    assert len(CASES) >= 60


# --- Means of these tests -------------------------------------------------------------------------


def play(case: Mess, folder) -> tuple[int, str, list[str]]:
    """Read the file in, answering what it asks: the exit code, what was said, what was asked."""
    answers: dict[str, str] = {}
    for _round in range(ROUNDS):
        code, told, said = run(case, answers, folder)
        given = {
            question["id"]: answer
            for question in told.get("questions", ())
            if (answer := answer_to(question, case)) is not None
        }
        if code != 3 or not given:
            break
        answers |= given
    return code, f"{said}\n{json.dumps(told, ensure_ascii=False)}", [*answers]


def run(case: Mess, answers: dict[str, str], folder) -> tuple[int, dict, str]:
    path = folder / case.file
    path.write_bytes(case.make())
    file = folder / "svar.json"
    file.write_text(json.dumps(answers))
    out = StringIO()
    code, sentence = 0, ""
    try:
        call_command(
            COMMANDS[case.kind],
            path,
            json=True,
            answers=file,
            stdout=out,
            stderr=StringIO(),
            **case.options,
        )
    except CommandError as error:
        code, sentence = error.returncode, str(error)
    return code, json.loads(out.getvalue() or "{}"), sentence


def answer_to(question: dict, case: Mess) -> str | None:
    """The choice that the case means; None where it knows nothing of the question."""
    wanted = next(
        (case.answers[id_] for id_ in case.answers if question["id"].startswith(id_)), None
    )
    if wanted is None:
        return None
    pairs = list(zip(question["choices"], question["labels"], strict=True))
    exact = [value for value, label in pairs if wanted in (value, label)]
    near = [value for value, label in pairs if wanted.casefold() in label.casefold()]
    return next(iter((*exact, *near)), wanted if question["takes_text"] else None)


def stored(case: Mess) -> frozenset[Fact]:
    return institutions() if case.kind == "institutions" else measurements()


def measurements() -> frozenset[Fact]:
    numbers = dict(Identifier.objects.filter(kind="local").values_list("institution", "value"))
    found = Measurement.objects.select_related("topic", "step")
    return frozenset(
        (
            numbers[one.institution_id],
            one.period,
            one.topic.short_name,
            one.step.label if one.step else as_text(one.value),
            *([one.group] if one.group else []),
        )
        for one in found
    )


def as_text(value) -> str:
    return "hidden" if value is None else f"{value.normalize():f}".replace(".", ",")


def institutions() -> frozenset[Fact]:
    """Number, name, and where it is, of those that were not there before."""
    numbers = dict(Identifier.objects.filter(kind="local").values_list("institution", "value"))
    return frozenset(
        (numbers.get(one.pk, ""), one.name, one.placements.latest("from_on").cluster.name)
        for one in Institution.objects.exclude(name__in=PLACES.values())
    )
