"""A programme is written on pages: begun or copied, line by line, and what was answered stays."""

import pytest
from django.urls import reverse
from lxml import html

from programmes.models import EvaluationPoint, Programme, Question, TheoryStep
from programmes.writing.lines import compare_lines
from tests.factories import UserFactory
from tests.factories.programmes import (
    CourseFactory,
    ProgrammeFactory,
    ProgrammeStageFactory,
    QuestionFactory,
    ResultFactory,
    degree_scale,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(name="Dagtilbud for alle", slug="dagtilbud-for-alle")


@pytest.fixture
def planner(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def steps(*texts: str) -> list[TheoryStep]:
    return [TheoryStep(pk=number, text=text) for number, text in enumerate(texts, start=1)]


def outcome(rows, lines) -> tuple[list, list]:
    change = compare_lines(rows, lines)
    return [row and row.pk for _text, row in change.order], [row.pk for row in change.gone]


@pytest.mark.parametrize(
    ("lines", "stays", "goes"),
    [
        (["a", "b", "c"], [1, 2, 3], []),
        (["c", "a", "b"], [3, 1, 2], []),
        (["a", "B", "c"], [1, 2, 3], []),  # reworded between the same neighbours
        (["A", "b", "c"], [1, 2, 3], []),
        (["a", "b", "C"], [1, 2, 3], []),
        (["a", "new", "b", "c"], [1, None, 2, 3], []),
        (["new", "a", "b", "c"], [None, 1, 2, 3], []),
        (["a", "c"], [1, 3], [2]),
        (["b", "x", "a"], [2, 3, 1], []),
        ([], [], [1, 2, 3]),
        (["x", "y", "z"], [1, 2, 3], []),
    ],
)
def test_a_line_is_the_row_it_was(lines, stays, goes):
    assert outcome(steps("a", "b", "c"), lines) == (stays, goes)


def test_of_two_lines_alike_each_is_a_row():
    assert outcome(steps("a", "a"), ["a", "a", "a"]) == ([1, 2, None], [])
    assert outcome(steps("a", "a"), ["a"]) == ([1], [2])


def test_a_new_programme_is_a_draft_that_others_do_not_see(planner, client):
    answer = planner.post(
        reverse("programme_create"),
        {
            "name": "Sprog i hverdagen",
            "purpose": "",
            "from_year": 2027,
            "to_year": 2028,
            "months": 6,
            "consultants_needed": 1,
        },
    )
    programme = Programme.objects.get()
    assert answer.url == reverse("programme_edit", args=["sprog-i-hverdagen"])
    assert programme.is_draft

    planner.post(reverse("programme_publish", args=[programme.slug]))
    programme.refresh_from_db()
    assert not programme.is_draft


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Navn"),
        ({"to_year": 2026}, "Det sidste år kan ikke komme før det første."),
        ({"from_year": 27}, "Skriv et år fra 2000 til 2100."),
        ({"months": 10**9}, "32767"),
        ({"name": "010190-1234 bager"}, "CPR"),
    ],
)
def test_what_cannot_be_a_programme_is_refused_and_nothing_is_begun(planner, wrong, told):
    right = {"name": "Leg", "from_year": 2027, "to_year": 2028}
    given = right | {"months": 6, "consultants_needed": 1} | wrong
    answer = planner.post(reverse("programme_create"), given)

    assert told in answer.content.decode()
    assert not Programme.objects.exists()


@pytest.mark.parametrize("name", ["Nyt", "Svar", "Indsatsteori"])
def test_a_programme_called_as_a_page_has_another_address(planner, name):
    given = {"name": name, "from_year": 2027, "to_year": 2028}
    planner.post(reverse("programme_create"), given | {"months": 6, "consultants_needed": 1})

    slug = Programme.objects.get().slug
    assert (
        planner.get(reverse("programme_detail", args=[slug])).context["page"].programme.name == name
    )


def test_a_copy_has_what_is_planned_and_asked_and_not_what_came_of_it(planner, programme):
    stage = ProgrammeStageFactory(programme=programme, number=1, name="Workshop 1")
    question = QuestionFactory(point__programme=programme, point__stage=stage, is_key=True)
    step = programme.theory.create(kind=TheoryStep.Kind.STEP, number=1, text="Viden")
    step.questions.add(question)
    ResultFactory(question=question, course=CourseFactory(programme=programme))

    given = {"name": "Igen", "from_year": 2028, "to_year": 2029, "like": programme.pk}
    planner.post(reverse("programme_create"), given | {"months": 6, "consultants_needed": 1})

    copy = Programme.objects.get(name="Igen")
    [point], [copied] = copy.points.all(), copy.theory.all()
    [asked] = point.questions.all()
    assert (point.name, point.stage.name) == (question.point.name, "Workshop 1")
    assert point.stage.programme == copy
    assert (asked.text, asked.is_key, asked.results.count()) == (question.text, True, 0)
    assert [*copied.questions.all()] == [asked]
    assert not copy.courses.exists()
    assert question.results.count() == 1


def test_the_theory_of_change_is_written_a_line_for_each_link(planner, programme):
    address = reverse("theory_edit", args=[programme.slug])
    first = programme.theory.create(kind="activity", number=1, text="Workshops", note="Talt")
    planner.post(address, {"activity": "• Sparring\n• Workshops", "step": "1. Viden\n2. Mod"})

    told = [(step.number, step.kind, step.text) for step in programme.theory.all()]
    assert told == [
        (1, "activity", "Sparring"),
        (2, "activity", "Workshops"),
        (3, "step", "Viden"),
        (4, "step", "Mod"),
    ]
    first.refresh_from_db()
    assert (first.number, first.note) == (2, "Talt")


def test_two_who_write_the_theory_of_change_keep_each_others_links(planner, programme):
    address = reverse("theory_edit", args=[programme.slug])
    programme.theory.create(kind="activity", number=1, text="Workshops")
    opened = planner.get(address).context["form"]
    mine = {"activity": "Workshops", "seen": opened["seen"].value()}
    planner.post(address, {**mine, "activity": "Workshops\nSparring"})

    assert planner.post(address, {**mine, "step": "Mod"}).status_code == 302
    assert [step.text for step in programme.theory.all()] == ["Workshops", "Sparring", "Mod"]

    shown = planner.post(address, {**mine, "step": "Mod", "activity": "Netværk"})
    told = shown.context["form"]
    assert "Sparring" in str(told.errors["activity"])
    assert programme.theory.filter(text="Sparring").exists()
    both = {"activity": "Workshops\nSparring\nNetværk", "step": "Mod"}
    planner.post(address, {**both, "seen": told["seen"].value()})
    texts = [step.text for step in programme.theory.all()]
    assert texts == ["Workshops", "Sparring", "Netværk", "Mod"]


def test_a_link_that_is_followed_goes_only_when_somebody_is_sure(planner, programme):
    address = reverse("theory_edit", args=[programme.slug])
    programme.theory.create(kind="activity", number=1, text="Workshops", note="Talt")

    asked = planner.post(address, {"activity": ""})
    assert "»Workshops« forsvinder" in asked.content.decode()
    assert programme.theory.count() == 1

    planner.post(address, {"activity": "", "sure": "yes"})
    assert programme.theory.count() == 0


def test_what_shows_whether_a_link_holds_is_chosen_among_the_programmes_own(planner, programme):
    step = programme.theory.create(kind="step", number=1, text="Viden")
    own, other = QuestionFactory(point__programme=programme), QuestionFactory()
    address = reverse("theory_step_edit", args=[step.pk])

    assert planner.post(address, {"questions": [other.pk], "note": ""}).status_code == 200
    assert not step.questions.exists()
    planner.post(address, {"questions": [own.pk], "note": "Hvert halve år"})
    step.refresh_from_db()
    assert ([*step.questions.all()], step.note) == ([own], "Hvert halve år")


def stages(*rows: dict, known: int = 0) -> dict:
    """What the form for stages sends."""
    sent = {"stages-TOTAL_FORMS": len(rows), "stages-INITIAL_FORMS": known}
    for place, row in enumerate(rows):
        sent |= {f"stages-{place}-{name}": value for name, value in row.items()}
    return sent


def test_stages_lie_in_the_order_of_their_days(planner, programme):
    last = ProgrammeStageFactory(programme=programme, number=1, name="Besøg", days_after_start=90)
    row = {"id": last.pk, "name": "Besøg", "kind": "visit", "days_after_start": 90}
    new = {"id": "", "name": "Forberedelse", "kind": "preparation", "days_after_start": -14}
    empty = {"id": "", "name": "", "kind": "", "days_after_start": ""}
    planner.post(reverse("stages_edit", args=[programme.slug]), stages(row, new, empty, known=1))

    told = [(one.number, one.name, one.days_after_start) for one in programme.stages.all()]
    assert told == [(1, "Forberedelse", -14), (2, "Besøg", 90)]


def test_a_stage_that_courses_have_is_not_taken_away(planner, programme):
    stage = ProgrammeStageFactory(programme=programme, number=1, name="Workshop 1")
    CourseFactory(programme=programme)
    row = {"id": stage.pk, "name": "Workshop 1", "kind": "workshop", "days_after_start": 0}
    sent = stages(row | {"DELETE": "on"}, known=1)
    answer = planner.post(reverse("stages_edit", args=[programme.slug]), sent)

    assert "»Workshop 1« er allerede planlagt i forløb" in answer.content.decode()
    assert programme.stages.count() == 1


def test_a_stage_half_written_is_told_and_nothing_is_saved(planner, programme):
    new = {"id": "", "name": "Forberedelse", "kind": "preparation", "days_after_start": "to uger"}
    answer = planner.post(reverse("stages_edit", args=[programme.slug]), stages(new))

    assert "er ikke et helt tal" in answer.content.decode()
    assert not programme.stages.exists()


def point(scale, **changed) -> dict:
    given = {"name": "Efter workshop 1", "audience": "staff", "questions": "", "scale": scale.pk}
    return given | changed


def test_questions_are_pasted_as_lines(planner, programme):
    lines = "1. Har du fået viden?\n2. Bruger du den?"
    address = reverse("point_create", args=[programme.slug])
    planner.post(address, point(degree_scale(), questions=lines))

    written = EvaluationPoint.objects.get()
    told = [(one.code, one.text, one.kind) for one in written.questions.order_by("number")]
    assert told == [("1.1", "Har du fået viden?", "degree"), ("1.2", "Bruger du den?", "degree")]

    again = reverse("point_edit", args=[programme.slug, written.number])
    shown = html.fromstring(planner.get(again).content).xpath("//textarea[@name='questions']")
    assert shown[0].text.strip() == "Har du fået viden?\nBruger du den?"
    lines = "Bruger du den?\nHar du fået ny viden?\nHar I talt om det?"
    planner.post(again, point(degree_scale(), questions=lines))
    told = [(one.code, one.text) for one in written.questions.order_by("number")]
    assert told == [
        ("1.2", "Bruger du den?"),
        ("1.3", "Har du fået ny viden?"),
        ("1.4", "Har I talt om det?"),
    ]


def test_the_code_of_a_question_that_has_gone_is_never_given_to_another(planner, programme):
    planner.post(
        reverse("point_create", args=[programme.slug]),
        point(degree_scale(), questions="Har du fået viden?\nBruger du den?"),
    )
    written = EvaluationPoint.objects.get()
    again = reverse("point_edit", args=[programme.slug, written.number])
    planner.post(again, point(degree_scale(), questions="Har du fået viden?"))
    written.questions.get(code="1.1").delete()  # as in the administration

    lines = "Hvor tit bruger du det hele?\nHar I talt om det?"
    planner.post(again, point(degree_scale(), questions=lines))

    assert {one.code for one in written.questions.all()} == {"1.3", "1.4"}
    written.refresh_from_db()
    assert sorted(written.retired_codes) == ["1.1", "1.2"]


@pytest.mark.parametrize("lines", ["", "Har du fået ny viden?"])
def test_a_question_that_was_answered_stays_as_it_was_asked(planner, programme, lines):
    question = QuestionFactory(point__programme=programme, text="Har du fået viden?")
    ResultFactory(question=question)
    address = reverse("point_edit", args=[programme.slug, question.point.number])
    answer = planner.post(address, point(question.scale, questions=lines))

    assert "»Har du fået viden?« har fået svar" in answer.content.decode()
    assert Question.objects.get().text == "Har du fået viden?"

    same = reverse("question_edit", args=[question.pk])
    planner.post(same, {"kind": "count", "scale": "", "is_key": "on"})
    question.refresh_from_db()
    assert (question.kind, question.is_key) == ("degree", True)


def test_the_same_question_at_two_points_is_joined_and_parted(planner, programme):
    first = QuestionFactory(point__programme=programme, lineage="")
    second = QuestionFactory(point__programme=programme, lineage="")
    address = reverse("question_edit", args=[second.pk])
    given = {"kind": "degree", "scale": second.scale_id}
    planner.post(address, given | {"same_as": first.pk})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.lineage == second.lineage != ""

    planner.post(address, given)
    second.refresh_from_db()
    assert second.lineage == ""


def test_the_page_leads_to_everything_that_is_written(planner, programme):
    ProgrammeStageFactory(programme=programme, number=1, name="Workshop 1", days_after_start=1)
    question = QuestionFactory(point__programme=programme)
    step = programme.theory.create(kind="step", number=1, text="Viden")
    written = planner.get(reverse("programme_edit", args=[programme.slug]))
    links = html.fromstring(written.content).xpath("//main//a/@href")

    for name, about in [
        ("theory_edit", programme.slug),
        ("theory_step_edit", step.pk),
        ("stages_edit", programme.slug),
        ("point_create", programme.slug),
        ("question_edit", question.pk),
    ]:
        assert reverse(name, args=[about]) in links
    assert "1 dag efter start" in written.content.decode()
    assert (
        reverse("programme_edit", args=[programme.slug])
        in planner.get(reverse("programme_list")).content.decode()
    )
