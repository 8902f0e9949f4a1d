"""The chapter of programmes: “Dagtilbud for alle” as it is shipped, with places of the demo."""

import datetime

from django.db.models import F
from django.utils import timezone

from dashboards.demo import read
from institutions.models import Cluster, Institution
from programmes.models import Consultant, Course, Programme, Room
from programmes.shipped import load_dagtilbud_for_alle

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


def _settle(course: Course, row: dict) -> None:
    """Give a course the name and the place it has in the demo."""
    course.name = row.get("name", course.name)
    if "cluster" in row:
        course.cluster = Cluster.objects.get(slug=row["cluster"])
    if "institution" in row:
        course.institution = Institution.objects.get(slug=row["institution"])
