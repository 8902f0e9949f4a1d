"""The evaluation of learning environments over two years, and the paper to discuss it by."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from config.months import months_after
from duties.culture import EvaluationCulture
from duties.models import EnvironmentAnswer, EnvironmentEvaluation, EnvironmentQuestion, RuleEdition
from duties.rules import DISCUSSION, EVALUATION, load_rules
from institutions.models import InstitutionKind
from measurements.models import Topic
from tests.factories import (
    ClusterFactory,
    InspectionFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.duties import EvaluationFactory

pytestmark = pytest.mark.django_db


def today() -> datetime.date:
    return timezone.localdate()


@pytest.fixture(autouse=True)
def template():
    load_rules()


@pytest.fixture
def unit():
    return InstitutionFactory(cluster=ClusterFactory(), name="Solsikken")


@pytest.fixture
def leader(client, unit):
    user = MembershipFactory(leader=True, institution=unit).user
    client.force_login(user)
    return user


def row_of(user):
    (row,) = EvaluationCulture.build(user=user, on=today()).rows
    return row


def text_of(answer) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_template_is_of_four_half_years_and_never_called_a_demand_of_the_law():
    halves = EnvironmentQuestion.objects.values_list("half_year", flat=True).distinct()
    rules = RuleEdition.objects.filter(rule__code__in=[EVALUATION, DISCUSSION])

    assert set(halves) == {1, 2, 3, 4}
    assert EnvironmentQuestion.objects.filter(is_shared=True).count() == 1
    assert [(row.value, row.is_local) for row in rules] == [(24, True)] * 2
    assert "ikke et lovkrav" in rules.get(rule__code=EVALUATION).text
    load_rules()
    assert EnvironmentQuestion.objects.count() == 8


@pytest.mark.parametrize(
    ("day", "half_year"),
    [
        ((2026, 2, 1), 1),
        ((2026, 7, 31), 1),
        ((2026, 8, 1), 2),
        ((2027, 2, 1), 3),
        ((2027, 8, 1), 4),
        ((2029, 1, 1), 4),
    ],
)
def test_a_day_is_in_one_of_four_half_years(day, half_year):
    evaluation = EvaluationFactory.build(begun_on=datetime.date(2026, 2, 1))

    assert evaluation.half_year_on(datetime.date(*day)) == half_year
    assert evaluation.ends_on == datetime.date(2028, 2, 1)


def test_a_leader_evaluates_from_beginning_to_end(client, unit, leader):
    client.post(reverse("environment_begin"), {"institution": unit.slug})
    client.post(reverse("environment_begin"), {"institution": unit.slug})  # goes on with it
    evaluation = EnvironmentEvaluation.objects.get()
    first, *_rest = EnvironmentQuestion.objects.all()

    client.post(
        reverse("environment_edit", args=[evaluation.pk]),
        {
            "focus": "Måltidet",
            "begun_on": f"{today():%d.%m.%Y}",
            "read": evaluation.version,
            f"answer_{first.pk}": "Børnene venter for længe.",
        },
    )

    page = client.get(evaluation.get_absolute_url()).text
    assert "Børnene venter for længe." in page
    assert first.text in page
    assert EnvironmentAnswer.objects.get().written_by == leader
    assert row_of(leader).under_way == evaluation

    client.post(reverse("environment_done", args=[evaluation.pk]))
    row = row_of(leader)
    assert (row.under_way, row.last) == (None, evaluation)
    assert row.next_on == months_after(today(), 24)
    assert client.get(reverse("environment_edit", args=[evaluation.pk])).status_code == 404


def test_who_has_not_evaluated_yet_is_given_a_day_and_words_for_what_is_empty(client, unit):
    consultant = MembershipFactory(consultant=True).user
    client.force_login(consultant)
    opened = InstitutionFactory(kind="kindergarten", opened_on=datetime.date(2026, 3, 1))

    rows = EvaluationCulture.build(user=consultant, on=today()).rows
    due = {row.institution: row.next_on for row in rows}
    page = client.get(reverse("evaluation_culture")).text

    assert due[unit] == datetime.date(2027, 1, 1), "two years after the agreement begins"
    assert due[opened] == datetime.date(2028, 3, 1)
    assert "Intet at læse endnu" in page
    assert "Lokal praksis, ikke et lovkrav" in page
    assert "<td>–" not in page


def test_what_was_asked_stays_when_the_template_changes(client, unit, leader):
    evaluation = EvaluationFactory(institution=unit)
    first = EnvironmentQuestion.objects.first()
    evaluation.answers.create(question=first, asked=first.text, text="Ro ved bordet.")
    asked = first.text

    first.text, first.is_in_use = "Et helt andet spørgsmål?", False
    first.save()

    assert asked in client.get(evaluation.get_absolute_url()).text
    form = client.get(reverse("environment_edit", args=[evaluation.pk])).text
    assert asked in form
    assert "Et helt andet spørgsmål?" not in form


def test_two_who_write_at_once_lose_nothing(client, unit, leader):
    evaluation = EvaluationFactory(institution=unit)
    first = EnvironmentQuestion.objects.first()
    address = reverse("environment_edit", args=[evaluation.pk])
    words = {"focus": "Måltidet", "begun_on": "01.02.2026", "read": 1}
    client.post(address, words | {f"answer_{first.pk}": "Den andens."})

    crossed = client.post(address, words | {f"answer_{first.pk}": "Mine."})

    assert crossed.status_code == 422
    assert "Mine." in crossed.text
    assert EnvironmentAnswer.objects.get().text == "Den andens."
    words["read"] = crossed.context["form"]["read"].value()
    client.post(address, words | {f"answer_{first.pk}": "Mine."})
    assert [row.text for row in EnvironmentAnswer.history.all()] == ["Mine.", "Den andens."]


def test_one_under_way_is_for_the_leadership_alone(client, unit):
    evaluation = EvaluationFactory(institution=unit)
    board = MembershipFactory(board_member=True, institution=unit).user
    client.force_login(board)

    assert client.get(evaluation.get_absolute_url()).status_code == 404
    assert "Måltidet" not in client.get(reverse("evaluation_culture")).text

    EnvironmentEvaluation.objects.update(done_on=today())
    assert client.get(evaluation.get_absolute_url()).status_code == 200


def test_an_agreed_day_that_has_passed_is_told(leader, unit):
    EvaluationFactory(institution=unit, done_on=months_after(today(), -25))

    assert row_of(leader).is_overdue
    EvaluationFactory(institution=unit, done_on=months_after(today(), -1))
    assert not row_of(leader).is_overdue


def test_done_is_not_taken_up_again_beside_a_new_one(client, unit, leader):
    done = EvaluationFactory(institution=unit, done_on=today())
    EvaluationFactory(institution=unit)

    client.post(reverse("environment_done", args=[done.pk]))

    done.refresh_from_db()
    assert done.done_on == today()


def test_schools_are_not_asked(client, unit, leader):
    school = InstitutionFactory(
        cluster=unit.placements.get().cluster, kind=InstitutionKind.SCHOOL, slug="skolen"
    )
    client.force_login(UserFactory(administrator=True))

    assert client.post(reverse("environment_begin"), {"institution": "skolen"}).status_code == 404
    assert school.name not in client.get(reverse("evaluation_culture")).text


def test_the_paper_tells_what_was_evaluated_shared_and_rated(client, unit):
    call_command("load_reference", verbosity=0)
    client.force_login(UserFactory(administrator=True))
    shared = EnvironmentQuestion.objects.get(is_shared=True)
    other = EnvironmentQuestion.objects.first()
    done = EvaluationFactory(institution=unit, done_on=months_after(today(), -3))
    done.answers.create(question=shared, asked=shared.text, text="Spis i små grupper.")
    done.answers.create(question=other, asked=other.text, text="Ikke til andre.")
    EvaluationFactory(institution=unit, focus="For gammel", done_on=months_after(today(), -30))
    topic = Topic.objects.filter(version__code="tilsyn-2023").order_by("number").first()
    best, low = topic.version.scale.steps.order_by("-rank")[:2]
    InspectionFactory(institution=unit, year=today().year)
    MeasurementFactory(institution=unit, topic=topic, step=low, year=today().year - 1)
    MeasurementFactory(institution=unit, topic=topic, step=best, year=today().year)

    paper = text_of(client.get(reverse("discussion_paper")))

    for words in ("Solsikken", "Måltidet", "Spis i små grupper.", topic.short_name):
        assert words in paper
    assert f"1 {best.short_label.lower()}" in paper
    assert low.short_label.lower() not in paper
    for words in ("For gammel", "Ikke til andre."):
        assert words not in paper


def test_the_paper_is_for_those_who_prepare_or_hold_the_discussion(client, unit):
    answers = {}
    for role in ("consultant", "board_member"):
        client.force_login(MembershipFactory(**{role: True}).user)
        answers[role] = client.get(reverse("discussion_paper")).status_code
    client.force_login(MembershipFactory(leader=True, institution=unit).user)

    assert answers == {"consultant": 200, "board_member": 200}
    assert client.get(reverse("discussion_paper")).status_code == 404


def test_the_page_costs_the_same_however_many_places(client, unit, leader, queries_for):
    cluster = unit.placements.get().cluster
    EvaluationFactory(institution=unit, done_on=today())
    small = queries_for(reverse("evaluation_culture"))

    for _number in range(4):
        EvaluationFactory(institution=InstitutionFactory(cluster=cluster))

    assert queries_for(reverse("evaluation_culture")) == small


def test_the_paper_holds_today_against_two_years_ago(client, unit):
    call_command("load_reference", verbosity=0)
    client.force_login(UserFactory(administrator=True))
    topic = Topic.objects.filter(version__code="tilsyn-2023").order_by("number").first()
    best, low = topic.version.scale.steps.order_by("-rank")[:2]
    year = today().year
    MeasurementFactory(institution=unit, topic=topic, step=best, year=year)
    MeasurementFactory(institution=unit, topic=topic, step=low, year=year - 2)
    EvaluationFactory(institution=unit, focus="For gammel", done_on=months_after(today(), -30))

    told = text_of(client.get(reverse("discussion_paper")))

    columns = f"{year - 1}–{year}", f"{year - 3}–{year - 2}"
    rated = f"1 {best.short_label.lower()}", f"1 {low.short_label.lower()}"
    for one, other in (columns, rated):
        assert 0 < told.index(one) < told.index(other)
    assert "1 of 1" in told or "1 af 1" in told


@pytest.mark.parametrize("role", ["board_member", "consultant"])
def test_a_search_leads_those_to_the_paper_who_may_read_it(client, unit, role):
    client.force_login(MembershipFactory(**{role: True}).user)
    address = f'href="{reverse("discussion_paper")}"'

    assert address in client.get(reverse("search"), {"q": "politisk drøftelse"}).text
    client.force_login(MembershipFactory(leader=True, institution=unit).user)
    assert address not in client.get(reverse("search"), {"q": "politisk drøftelse"}).text
