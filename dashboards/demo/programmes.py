"""The chapter of programmes: “Dagtilbud for alle” as it is shipped, with places of the demo."""

import datetime

from django.db.models import F
from django.utils import timezone

from dashboards.demo import read
from institutions.models import Cluster, Institution
from measurements.models import Scale
from programmes.answering import answers_to, begin, make_links, take
from programmes.feeding import feed
from programmes.models import (
    Comment,
    Consultant,
    Course,
    EvaluationPoint,
    Part,
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
    feed(programme)


def _ask_ourselves(programme: Programme, row: dict) -> None:
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


def _continued(programme: Programme, data: dict) -> None:
    """What the institutions of one course answered eight months after the start."""
    question = Question.objects.get(point__programme=programme, code=data["code"])
    for row in data["rows"]:
        result = Result.objects.create(
            question=question,
            course=programme.courses.get(number=data["course"]),
            institution=Institution.objects.get(slug=row["institution"]),
            respondents=sum(row["counts"]),
            measured_on=data["measured_on"],
        )
        Part.objects.bulk_create(
            Part(result=result, number=number, label=label, low=rank, high=rank, count=count)
            for number, ((rank, label), count) in enumerate(
                zip(answers_to(question), row["counts"], strict=True), start=1
            )
        )


def _settle(course: Course, row: dict) -> None:
    """Give a course the name and the place it has in the demo."""
    course.name = row.get("name", course.name)
    if "cluster" in row:
        course.cluster = Cluster.objects.get(slug=row["cluster"])
    if "institution" in row:
        course.institution = Institution.objects.get(slug=row["institution"])
