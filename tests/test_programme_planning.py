"""Courses are planned: clashes are told in a sentence, and what is moved takes its stages along."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from config.months import months_after
from dashboards.calendar import entries_of
from programmes.models import Consultant, ProgrammeStage, Room, Stage
from programmes.pages import CoursePage, PlanningPage, ProgrammePage
from programmes.pages.timetable import timetables_of
from programmes.schedule import CourseState, Timetable, clashes, due
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.programmes import (
    CourseFactory,
    EvaluationPointFactory,
    ProgrammeFactory,
    ProgrammeStageFactory,
    QuestionFactory,
    ResultFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

MONDAY = datetime.date(2027, 3, 1)


@pytest.fixture
def programme():
    programme = ProgrammeFactory(consultants_needed=0)
    kinds = ProgrammeStage.Kind
    ProgrammeStageFactory(
        programme=programme,
        number=1,
        name="Forberedelse",
        kind=kinds.PREPARATION,
        days_after_start=-28,
    )
    ProgrammeStageFactory(programme=programme, number=2, name="Workshop 1", days_after_start=0)
    ProgrammeStageFactory(programme=programme, number=3, name="Workshop 2", days_after_start=56)
    ProgrammeStageFactory(
        programme=programme,
        number=4,
        name="Evaluering",
        kind=kinds.EVALUATION,
        days_after_start=364,
    )
    return programme


def told(programme, *, on=MONDAY - datetime.timedelta(days=40)) -> list[str]:
    found = clashes(timetables_of(programme), needed=programme.consultants_needed, on=on)
    return [clash.sentence for clash in found]


def test_the_stages_are_laid_out_from_the_start(programme):
    course = CourseFactory(programme=programme, starts_on=MONDAY)

    days = list(course.stages.values_list("planned_on", flat=True))

    assert days == [MONDAY + datetime.timedelta(days=days) for days in (-28, 0, 56, 364)]


def test_no_stage_is_laid_out_on_a_weekend(programme):
    course = CourseFactory(programme=programme, starts_on=datetime.date(2027, 3, 6))

    assert all(stage.planned_on.weekday() < 5 for stage in course.stages.all())


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (datetime.date(2027, 1, 31), CourseState.PLANNED),
        (datetime.date(2027, 2, 1), CourseState.PREPARING),
        (datetime.date(2027, 3, 1), CourseState.WORKSHOPS),
        (datetime.date(2027, 8, 31), CourseState.WORKSHOPS),
        (datetime.date(2027, 9, 1), CourseState.FOLLOW_UP),
        (datetime.date(2028, 2, 28), CourseState.FOLLOW_UP),
        (datetime.date(2028, 2, 29), CourseState.OVER),
    ],
)
def test_a_course_is_somewhere_on_every_day(programme, day, state):
    course = CourseFactory(programme=programme, starts_on=MONDAY)

    assert Timetable.of(course, months=6).state(day) == state


def test_six_months_after_the_last_of_august_is_the_last_of_february():
    assert months_after(datetime.date(2026, 8, 31), 6) == datetime.date(2027, 2, 28)


def test_a_consultant_in_two_places_is_told(programme):
    anne = Consultant.objects.create(name="Anne Holm")
    for name in ("Nord", "Havnen"):
        CourseFactory(programme=programme, name=name, starts_on=MONDAY, consultants=[anne])

    assert told(programme)[0] == (
        "Anne Holm skal være to steder den 1. marts 2027: "
        "Workshop 1 for Nord og Workshop 1 for Havnen."
    )


def test_a_room_taken_twice_is_told_and_one_too_small(programme):
    room = Room.objects.create(name="Lokale 1", seats=20)
    CourseFactory(programme=programme, name="Nord", starts_on=MONDAY, room=room)
    CourseFactory(programme=programme, name="Syd", starts_on=MONDAY, room=room, participants=24)

    sentences = told(programme)

    assert any("Lokale 1 er optaget to gange den 1. marts 2027: " in one for one in sentences)
    assert "Lokale 1 har 20 pladser, og 24 deltager i Syd." in sentences


def test_missing_consultants_and_too_many_courses_are_told(programme):
    programme.consultants_needed = 2
    anne = Consultant.objects.create(name="Anne Holm", most_courses=1)
    for days, name in enumerate(("Nord", "Havnen")):
        CourseFactory(
            programme=programme,
            name=name,
            starts_on=MONDAY + datetime.timedelta(days=days),
            consultants=[anne],
        )

    sentences = told(programme)

    assert "Nord mangler 1 af 2 konsulenter; det starter den 1. marts 2027." in sentences
    assert (
        "Anne Holm har 2 forløb på én gang fra den 2. marts 2027, og højst må være 1." in sentences
    )


def test_workshops_out_of_order_are_told(programme):
    course = CourseFactory(programme=programme, name="Nord", starts_on=MONDAY)
    course.stages.filter(kind__name="Workshop 2").update(planned_on=MONDAY)

    assert told(programme) == ["Workshop 2 ligger ikke efter Workshop 1 i Nord."]


def test_what_is_past_or_held_clashes_with_nothing(programme):
    anne = Consultant.objects.create(name="Anne Holm", most_courses=1)
    for name in ("Nord", "Havnen"):
        CourseFactory(programme=programme, name=name, starts_on=MONDAY, consultants=[anne])

    assert told(programme, on=MONDAY + datetime.timedelta(days=400)) == []
    Stage.objects.update(done_on=MONDAY)
    assert not any("to steder" in sentence for sentence in told(programme))


def test_moving_a_course_takes_its_stages_along_and_keeps_why(programme, client):
    area_head = MembershipFactory(area_head=True, area=(cluster := ClusterFactory()).area).user
    course = CourseFactory(programme=programme, cluster=cluster, starts_on=MONDAY)
    course.stages.filter(kind__name="Forberedelse").update(done_on=datetime.date(2027, 2, 1))
    client.force_login(area_head)

    answer = client.post(
        reverse("course_move", args=[programme.slug, course.number]),
        {"day": "15.03.2027", "reason": "Sygdom i ledelsen"},
    )

    assert answer.status_code == 302
    course.refresh_from_db()
    assert course.starts_on == datetime.date(2027, 3, 15)
    days = [stage.planned_on for stage in course.stages.all()]
    assert days[0] == datetime.date(2027, 2, 1)  # it was held
    assert days[1:] == [
        datetime.date(2027, 3, 15) + datetime.timedelta(days=days) for days in (0, 56, 364)
    ]
    page = client.get(course.get_absolute_url()).text
    assert "Sygdom i ledelsen" in page
    assert "01.03.2027" in page


def test_a_course_moves_neither_without_a_reason_nor_by_a_get(programme, client):
    client.force_login(UserFactory(administrator=True))
    course = CourseFactory(programme=programme, starts_on=MONDAY)
    address = reverse("course_move", args=[programme.slug, course.number])

    client.get(address, {"day": "15.03.2027", "reason": "Sygdom"})
    for reason in ("", "Fordi 010190-1234 er syg"):
        assert client.post(address, {"day": "15.03.2027", "reason": reason}).status_code == 200

    course.refresh_from_db()
    assert course.starts_on == MONDAY


def test_a_stage_moves_alone(programme, client):
    client.force_login(UserFactory(administrator=True))
    course = CourseFactory(programme=programme, starts_on=MONDAY)
    stage = course.stages.get(kind__name="Workshop 2")

    client.post(
        reverse("stage_move", args=[stage.pk]),
        {"day": "10.05.2027", "reason": "Lokalet er optaget"},
    )

    course.refresh_from_db()
    assert course.starts_on == MONDAY
    assert course.stages.get(kind__name="Workshop 2").planned_on == datetime.date(2027, 5, 10)
    assert course.shifts.get().stage == stage


def test_what_is_due_is_what_has_not_been_held(programme):
    course = CourseFactory(programme=programme, starts_on=MONDAY)
    course.stages.filter(kind__name="Forberedelse").update(done_on=datetime.date(2027, 2, 1))

    found = due(timetables_of(programme), on=MONDAY + datetime.timedelta(days=40))

    assert [(one.stage.kind.name, one.is_overdue) for one in found] == [
        ("Workshop 1", True),
        ("Workshop 2", False),
    ]


def test_a_new_course_gets_the_next_number_and_its_stages(programme, client):
    client.force_login(UserFactory(administrator=True))
    CourseFactory(programme=programme, number=7)

    answer = client.post(
        reverse("course_create", args=[programme.slug]),
        {"name": "Klynge Vest", "starts_on": "01.03.2027"},
    )

    course = programme.courses.get(name="Klynge Vest")
    assert answer.headers["Location"] == course.get_absolute_url()
    assert (course.number, course.stages.count()) == (8, 4)


def test_the_days_of_ones_own_courses_are_in_the_calendar(programme):
    institution = InstitutionFactory(cluster=ClusterFactory())
    leader = MembershipFactory(leader=True, institution=institution).user
    CourseFactory(programme=programme, institution=institution, name="Vores", starts_on=MONDAY)
    CourseFactory(programme=programme, institution=InstitutionFactory(), starts_on=MONDAY)
    CourseFactory(programme=programme, starts_on=MONDAY)

    found = entries_of(leader, MONDAY, MONDAY + datetime.timedelta(days=60))

    assert [(entry.concerns, entry.what) for entry in found] == [
        ("Vores", "Workshop 1"),
        ("Vores", "Workshop 2"),
    ]


def test_a_consultant_has_the_courses_they_run_in_their_calendar(programme):
    user = MembershipFactory(consultant=True, area=ClusterFactory().area).user
    anne = Consultant.objects.create(name="Anne Holm", user=user)
    CourseFactory(programme=programme, name="Nord", starts_on=MONDAY, consultants=[anne])
    CourseFactory(programme=programme, name="Syd", starts_on=MONDAY)

    found = entries_of(user, MONDAY, MONDAY)

    assert [(entry.concerns, entry.what) for entry in found] == [("Nord", "Workshop 1")]


def fill(programme, *, courses: int, points: int) -> None:
    for _number in range(courses):
        place = InstitutionFactory(cluster=ClusterFactory())
        course = CourseFactory(
            programme=programme,
            institution=place,
            starts_on=timezone.localdate(),
            consultants=[Consultant.objects.create(name=f"Konsulent {place.pk}")],
            room=Room.objects.create(name=f"Lokale {place.pk}", seats=20),
            participants=24,
        )
        course.move_to(timezone.localdate() + datetime.timedelta(days=7), by=None, reason="Ferie")
    for _number in range(points):
        point = EvaluationPointFactory(programme=programme)
        ThemeFactory(point=point, printed_count=5)
        for question in (QuestionFactory(point=point), QuestionFactory(point=point)):
            for course in programme.courses.all():
                ResultFactory(question=question, course=course, counts=[9, 9, 9, 9, 9])


@pytest.mark.parametrize(
    "name", ["programme_detail", "programme_results", "programme_planning", "course_detail"]
)
def test_a_page_costs_the_same_however_much_it_shows(programme, client, queries_for, name):
    client.force_login(UserFactory(administrator=True))
    fill(programme, courses=2, points=1)
    numbers = [programme.courses.first().number] if name == "course_detail" else []
    address = reverse(name, args=[programme.slug, *numbers])
    small = queries_for(address)

    fill(programme, courses=4, points=3)

    assert queries_for(address) == small


@pytest.mark.parametrize(
    ("build", "most"), [(ProgrammePage.build, 20), (PlanningPage.build, 9)], ids=["page", "plan"]
)
def test_the_read_models_keep_their_promises(programme, django_assert_max_num_queries, build, most):
    fill(programme, courses=3, points=2)
    user = UserFactory(administrator=True)

    with django_assert_max_num_queries(most):
        build(programme, user=user, on=timezone.localdate())


def test_the_course_page_keeps_its_promise(programme, django_assert_max_num_queries):
    fill(programme, courses=3, points=2)
    course = programme.courses.select_related("programme").first()

    with django_assert_max_num_queries(22):
        CoursePage.build(course, user=UserFactory(administrator=True), on=timezone.localdate())
