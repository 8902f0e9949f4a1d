"""The chapter of the year's duties: boards informed of inspections, and remarks followed up."""

import datetime
from typing import Any

from django.utils import timezone

from accounts.models import PersonNotice, User
from demo import read
from duties.models import (
    BoardTold,
    EnvironmentAnswer,
    EnvironmentEvaluation,
    EnvironmentQuestion,
    Remark,
    RemarkStep,
    ReportCorrection,
)
from duties.noticing import MOVED
from duties.rules import load_rules
from institutions.models import Identifier, Institution
from measurements.models import Inspection
from strategy.models import LocalGoal


def is_loaded() -> bool:
    return Remark.objects.exists()


def load() -> None:
    load_rules()
    data = read("duties")
    people = {user.email: user for user in User.objects.all()}
    for row in data["told"]:
        by = people[row.pop("by")]
        BoardTold.objects.create(**_of(row), noted_by=by, **row)
    for row in data["remarks"]:
        steps, noted_on, goals = row.pop("steps"), row.pop("noted_on"), row.pop("goals", ())
        remark = Remark.objects.create(**_of(row), noted_on=noted_on, **row)
        there = LocalGoal.objects.alive().filter(institution=remark.institution_id)
        remark.local_goals.set(there.filter(text__in=goals))
        for step in steps:
            _move(remark, by=people[step["by"]], **{key: step[key] for key in step if key != "by"})
    for row in data["corrections"]:
        by, on = people[row.pop("by")], row.pop("on")
        at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(13, 10)))
        about = _of(row)
        ReportCorrection.objects.create(
            **about, **row, was_kind=about["visit"], made_by=by, made_at=at
        )
    for row in data["evaluations"]:
        _evaluate(row, by=people[row.pop("by")])
    PersonNotice.objects.filter(kind=MOVED).delete()  # it was told then, and is no news


def _evaluate(row: dict[str, Any], *, by: User) -> None:
    place = Institution.objects.get(
        identifiers__kind=Identifier.Kind.LOCAL, identifiers__value=row.pop("institution")
    )
    answers = row.pop("answers")
    evaluation = EnvironmentEvaluation.objects.create(institution=place, **row)
    questions = {str(question.number): question for question in EnvironmentQuestion.objects.all()}
    for number, text in answers.items():
        question = questions[number]
        EnvironmentAnswer.objects.create(
            evaluation=evaluation, question=question, asked=question.text, text=text, written_by=by
        )


def _of(row: dict[str, Any]) -> dict[str, Any]:
    """The inspection that a row is about: takes its institution and year out of the row."""
    institution = Institution.objects.get(
        identifiers__kind=Identifier.Kind.LOCAL, identifiers__value=row.pop("institution")
    )
    visit = Inspection.objects.filter(institution=institution, year=row["year"]).first()
    if visit is None:
        raise Inspection.DoesNotExist(f"{institution}, {row['year']}")
    return {"institution": institution, "visit": visit.kind}


def _move(remark: Remark, *, move: str, on: datetime.date, by: User, comment: str) -> None:
    step = remark.transition(move, by=by, comment=comment)
    at = datetime.datetime.combine(on, datetime.time(9, 30))
    RemarkStep.objects.filter(pk=step.pk).update(made_at=timezone.make_aware(at))
