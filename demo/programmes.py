"""The chapter of programmes: “Dagtilbud for alle” as it is shipped, with places of the demo."""

import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from demo import carried_on, read
from demo.files import Spreadsheet
from imports.engine import commit
from institutions.models import Cluster, Identifier, Institution
from measurements.models import Import, Scale
from programmes.answering import begin, make_links, take
from programmes.feeding import feed
from programmes.importing import ProgrammeSurveyFile
from programmes.models import (
    Comment,
    Consultant,
    Course,
    EvaluationPoint,
    Programme,
    Question,
    Result,
    Room,
    Survey,
    Theme,
)
from programmes.shipped import DEGREE, load_dagtilbud_for_alle

#: Stages of the last days have not been marked as held.
FORGOTTEN = datetime.timedelta(days=10)


def is_loaded() -> bool:
    return Programme.objects.exists()


def load() -> None:
    data = read("programmes")
    programme = load_dagtilbud_for_alle()
    consultants = [Consultant.objects.create(name=name) for name in data["consultants"]]
    rooms = [Room.objects.create(**room) for room in data["rooms"]]
    names = {row["number"]: row for row in data["courses"]}
    for place, course in enumerate(programme.courses.order_by("number")):
        _settle(course, names.get(course.number, {}))
        first = 2 * place % len(consultants)
        pair = consultants[first : first + 2]
        course.consultants.set(pair if course.number not in data["one_consultant"] else pair[:1])
        course.room = rooms[place % len(rooms)]
        course.participants = data["participants"]
        course.save()
        held = course.stages.filter(planned_on__lt=timezone.localdate() - FORGOTTEN)
        held.update(done_on=F("planned_on"))
    _ask_ourselves(programme, data["own"])
    _continued(programme, data["continued"])
    carried_on.load(programme)


def _ask_ourselves(programme: Programme, row: dict[str, Any]) -> None:
    """A short survey of our own that is over, with its open answers put under themes."""
    point = EvaluationPoint.objects.create(
        programme=programme,
        number=programme.points.count() + 1,
        name=row["name"],
        audience=EvaluationPoint.Audience.LEADERS,
        focus=row["focus"],
        open_question=row["open_question"],
    )
    question = Question.objects.create(
        point=point,
        number=1,
        code="EK.1",
        text=row["question"],
        scale=Scale.objects.get(code=DEGREE),
    )
    survey = Survey(
        point=point,
        course=programme.courses.get(number=row["course"]),
        closes_on=timezone.localdate(),
    )
    begin(survey)
    make_links(survey, len(row["answers"]))
    for invitation, rank in zip(survey.invitations.all(), row["answers"], strict=True):
        take(invitation, {question.pk: rank})
    closed_at = datetime.datetime.combine(row["closed_on"], datetime.time(16))
    Survey.objects.update(closes_on=row["closed_on"], closed_at=timezone.make_aware(closed_at))
    survey.results.update(measured_on=row["closed_on"])
    for number, told in enumerate(row["themes"], start=1):
        theme = Theme.objects.create(point=point, number=number, name=told["name"])
        first, *others = [
            Comment(point=point, survey=survey, theme=theme, text=text) for text in told["comments"]
        ]
        first.quote = told["quote"]
        Comment.objects.bulk_create([first, *others])


def _continued(programme: Programme, data: dict[str, Any]) -> None:
    """What the institutions of one course answered eight months after the start, from a file."""
    numbers = Identifier.objects.filter(kind=Identifier.Kind.LOCAL)
    local = dict(numbers.values_list("institution__slug", "value"))
    rows = [
        [
            data["point"],
            data["code"],
            str(data["course"]),
            local[row["institution"]],
            str(sum(row["counts"])),
            *map(str, row["counts"]),
        ]
        for row in data["rows"]
    ]
    sheet = Spreadsheet("8-maaneder-efter.csv", data["headings"], rows, data["measured_on"])
    consultant = User.objects.get(email="konsulent@example.com")
    kind = ProgrammeSurveyFile(programme, by=consultant)
    batch = commit(kind, kind.open(sheet.content, sheet.name)).receipt
    at = datetime.datetime.combine(data["measured_on"], datetime.time(10, 15))
    Import.objects.filter(pk=batch.pk).update(imported_at=timezone.make_aware(at))
    Result.objects.filter(batch=batch).update(measured_on=data["measured_on"])
    feed(programme)


def _settle(course: Course, row: dict[str, Any]) -> None:
    """Give a course the name and the place it has in the demo."""
    course.name = row.get("name", course.name)
    if "cluster" in row:
        course.cluster = Cluster.objects.get(slug=row["cluster"])
    if "institution" in row:
        course.institution = Institution.objects.get(slug=row["institution"])
