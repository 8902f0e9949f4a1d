"""Messy spreadsheets through the command line: read as they were meant, or not at all."""

import json
import re
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from institutions.models import Identifier, Institution
from leadership.models import Commitment, JobGroup, JobRole, ValueArea, ValueBase
from measurements.models import Measurement
from programmes.models import Result
from strategy.models import LocalGoal
from tests.factories import ClusterFactory, GoalFactory, InstitutionFactory, UserFactory
from tests.factories.programmes import EvaluationPointFactory, QuestionFactory
from tests.messy import all_cases, goals, surveys, values
from tests.messy.case import PLACES, Fact, Mess

pytestmark = pytest.mark.django_db

CASES = all_cases()
#: A file may ask as often before it is read, and that many things in all.
ROUNDS, MOST_QUESTIONS = 4, 3
COMMANDS = {"measurements": "import_measurements", "institutions": "import_institutions"}
COMMANDS["local_goals"] = COMMANDS["measurements"]
ANY_KIND = "import_file"


@pytest.fixture(scope="module", autouse=True)
def town(reference):
    cluster = ClusterFactory(name="Klynge Fyrtårnet")
    for number, name in PLACES.items():
        InstitutionFactory(name=name, number=number, cluster=cluster)


@pytest.mark.parametrize("name", CASES)
def test_a_messy_file_says_what_was_meant(name, tmp_path):
    case = CASES[name]
    if case.kind in ABOUT:
        case = replace(case, options={**case.options, **ABOUT[case.kind]()})
    code, said, asked = play(case, tmp_path)

    assert stored(case) == case.says, said
    assert (code == 0) == (not case.refused), said
    assert re.search(case.refused, said), said
    assert len(asked) <= MOST_QUESTIONS, asked


def test_there_are_many_kinds_of_mess():
    assert len(CASES) >= 60


# --- What files of some kinds are read into -------------------------------------------------------


def programme() -> dict[str, str]:
    workshops = [EvaluationPointFactory(name="Workshop 1")]
    known = workshops[0].programme
    workshops.append(EvaluationPointFactory(name="Workshop 2", programme=known))
    for point in workshops:
        for text in (surveys.START, surveys.USE):
            QuestionFactory(point=point, text=text)
    return {"about": known.slug, "email": UserFactory(administrator=True).email}


def value_base() -> dict[str, str]:
    base = ValueBase.objects.create(name="Værdigrundlag")
    for number, name in enumerate(("Samarbejde", "Faglighed"), start=1):
        ValueArea.objects.create(base=base, number=number, name=name)
    for number, (name, role) in enumerate(((values.GROUP, "Pædagog"), (values.OTHER, "Leder"))):
        group = JobGroup.objects.create(base=base, number=number + 1, name=name)
        JobRole.objects.create(group=group, number=1, name=role)
    return {"about": str(base.pk)}


def strategy() -> dict[str, str]:
    common = GoalFactory(number=3, text=goals.COMMON, short_name=goals.SHORT)
    GoalFactory(number=4, text=goals.OTHER, short_name="", strategy=common.strategy)
    return {}


ABOUT = {"programme_survey": programme, "value_base": value_base, "local_goals": strategy}


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
            *([COMMANDS[case.kind]] if case.kind in COMMANDS else [ANY_KIND, case.kind]),
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
    return STORED[case.kind]()


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


def answers() -> frozenset[Fact]:
    """Point, question, institution, how many answered, and the shares, best first."""
    found = Result.objects.select_related("question__point", "institution")
    return frozenset(
        (
            one.question.point.name,
            one.question.text,
            one.institution.name if one.institution else "",
            str(one.respondents),
            " · ".join(
                as_text(part.percent) if part.percent else "0"
                for part in one.parts.order_by("number")
            ),
        )
        for one in found
    )


def commitments() -> frozenset[Fact]:
    """Group, role, area, number and wording."""
    path = "cell__role__group__name", "cell__role__name", "cell__area__name", "number", "text"
    return frozenset(tuple(map(str, row)) for row in Commitment.objects.values_list(*path))


def local_goals() -> frozenset[Fact]:
    """Number of the institution and of the strategic goal, what it says, and how it is measured."""
    numbers = dict(Identifier.objects.filter(kind="local").values_list("institution", "value"))
    found = LocalGoal.objects.select_related("goal")
    return frozenset(
        (numbers[one.institution_id], str(one.goal.number), one.text, one.how) for one in found
    )


STORED = {
    "local_goals": local_goals,
    "measurements": measurements,
    "institutions": institutions,
    "programme_survey": answers,
    "value_base": commitments,
}
