"""A short survey by secret link: anybody with the link, once, and nobody can tell who said what."""

import datetime
import re
import uuid

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from accounts.secret_links import WRONG_LINKS, AlreadyAnswered, digest_of
from measurements.models import Measurement
from programmes.answering import close, make_links, take
from programmes.feeding import feed_where_a_survey_is_over
from programmes.models import Comment, Invitation, Part, Result, Survey
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.factories.programmes import (
    CourseFactory,
    EvaluationPointFactory,
    QuestionFactory,
    SurveyFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    point = EvaluationPointFactory(open_question="Hvad manglede du?")
    return QuestionFactory(point=point, text="I hvilken grad gav det mening?")


@pytest.fixture
def survey(question):
    return SurveyFactory(point=question.point)


def address(token: str) -> str:
    return reverse("survey_answer", args=[token])


def answer(client, token, question, rank=5, comment=""):
    return client.post(address(token), {f"question_{question.pk}": str(rank), "comment": comment})


def counts(survey) -> dict[int, int]:
    return dict(Part.objects.filter(result__survey=survey).values_list("low", "count"))


def test_anybody_with_a_link_answers_without_signing_in(client, survey, question):
    token = make_links(survey, 2)[0]

    page = client.get(address(token))
    sent = answer(client, token, question, 4, "Mere tid")

    assert page.status_code == 200
    assert "I hvilken grad gav det mening?" in page.text
    assert sent.headers["Location"] == reverse("survey_thanks")
    assert counts(survey) == {5: 0, 4: 1, 3: 0, 2: 0, 1: 0}
    assert survey.results.get().respondents == 1
    assert Comment.objects.get().text == "Mere tid"


def test_a_link_works_once(client, survey, question):
    token = make_links(survey, 2)[0]
    answer(client, token, question)

    again = answer(client, token, question)
    page = client.get(address(token))

    assert (again.status_code, page.status_code) == (410, 410)
    assert "Linket er brugt" in page.text
    assert counts(survey)[5] == 1


def test_of_two_who_send_one_link_at_once_the_second_is_refused(survey, question):
    make_links(survey, 2)
    invitation = survey.invitations.first()
    take(invitation, {question.pk: 5})

    with pytest.raises(AlreadyAnswered):
        take(invitation, {question.pk: 5})

    assert counts(survey)[5] == 1


def test_a_survey_closes_by_itself_after_its_last_day(client, survey, question):
    token = make_links(survey, 2)[0]
    Survey.objects.update(closes_on=timezone.localdate() - datetime.timedelta(days=1))

    page = answer(client, token, question)

    assert page.status_code == 410
    assert "Spørgeskemaet er lukket" in page.text
    assert counts(survey)[5] == 0


def test_a_survey_closes_by_itself_when_every_link_has_been_used(client, survey, question):
    for token in make_links(survey, 3):
        answer(client, token, question)

    survey.refresh_from_db()
    assert not survey.is_open
    assert Result.objects.standing().get().respondents == 3


def test_nothing_is_shown_before_the_survey_is_over(client, survey, question):
    for token in make_links(survey, 7)[:6]:
        answer(client, token, question, 5, "Ordret svar")
    client.force_login(UserFactory(administrator=True))
    results = reverse("programme_results", args=[survey.point.programme.slug])
    comments = reverse("comment_list", args=[survey.point.programme.slug])

    before = client.get(results).text + client.get(comments).text
    close(survey)
    after = client.get(results).text, client.get(comments).text

    assert "6 af 6" not in before
    assert "Ordret svar" not in before
    assert "6 af 6 svarer i høj eller meget høj grad (n = 6)" in after[0]
    assert "Ordret svar" in after[1]


def test_few_answers_are_shown_to_nobody_nor_what_they_wrote(client, survey, question):
    for token in make_links(survey, 2):
        answer(client, token, question, 5, "Ordret svar")
    client.force_login(UserFactory(administrator=True))

    page = client.get(reverse("programme_results", args=[survey.point.programme.slug])).text
    comments = client.get(reverse("comment_list", args=[survey.point.programme.slug])).text

    assert "(n = 2)" not in page
    assert "Skjult" in page
    assert "Ordret svar" not in comments


def test_nothing_leads_from_an_answer_to_its_link(client, survey, question):
    tokens = make_links(survey, 3)
    answer(client, tokens[0], question, 5, "Ordret svar")

    stored = [
        str(value)
        for model in apps.get_app_config("programmes").get_models()
        for row in model._default_manager.values_list()
        for value in row
    ]

    assert not any(token in value for token in tokens for value in stored)
    assert digest_of(tokens[0]) in stored
    comment, used = Comment.objects.get(), Invitation.objects.get(is_used=True)
    fields = {field.name for field in Comment._meta.get_fields()}
    assert fields == {"id", "point", "survey", "text", "theme", "quote"}
    assert {field.name for field in Invitation._meta.get_fields()} == {
        "id",
        "survey",
        "digest",
        "is_used",
    }
    assert all(isinstance(key, uuid.UUID) and key.version == 4 for key in (comment.pk, used.pk))


def test_links_are_shown_once_and_only_to_who_makes_them(client, survey):
    client.force_login(UserFactory(administrator=True))

    made = client.post(reverse("survey_links", args=[survey.pk]), {"count": 3})

    tokens = re.findall(r"/programmer/svar/([\w-]{32})/", made.text)
    assert len(set(tokens)) == 3
    assert "no-store" in made.headers["Cache-Control"]
    later = client.get(survey.get_absolute_url()).text
    assert not any(token in later for token in tokens)


def test_no_more_links_than_can_be_handed_out(client, survey):
    client.force_login(UserFactory(administrator=True))

    for count in ("0", "-1", "501", "mange"):
        client.post(reverse("survey_links", args=[survey.pk]), {"count": count})

    assert survey.invitations.count() == 0


def test_who_guesses_must_wait_and_others_need_not(client, survey):
    token = make_links(survey, 1)[0]

    guesses = [client.get(address(f"gaet-{n}")).status_code for n in range(WRONG_LINKS + 2)]

    assert guesses == [404] * WRONG_LINKS + [429, 429]
    assert client.get(address(token)).status_code == 429
    assert client.get(address(token), REMOTE_ADDR="203.0.113.9").status_code == 200


@pytest.mark.parametrize(
    "comment",
    ["Mit nummer er 010190-1234", "Barnet 0101901234 var med"],
)
def test_text_like_a_cpr_number_is_refused_and_the_link_still_works(
    client, survey, question, comment
):
    token = make_links(survey, 2)[0]

    refused = answer(client, token, question, 5, comment)

    assert refused.status_code == 200
    assert "CPR-nummer" in refused.text
    assert counts(survey)[5] == 0
    assert answer(client, token, question).status_code == 302


HOSTILE = [
    {"question_{pk}": "6"},
    {"question_{pk}": "0"},
    {"question_{pk}": "-1"},
    {"question_{pk}": "5; DROP TABLE programmes_part"},
    {"question_999999": "5"},
    {"comment": "x" * 2001},
    {"comment": "\x00"},
    {},
]


@pytest.mark.parametrize("fields", HOSTILE)
def test_hostile_answers_count_nothing_and_break_nothing(client, survey, question, fields):
    token = make_links(survey, 2)[0]
    posted = {key.format(pk=question.pk): value for key, value in fields.items()}

    page = client.post(address(token), posted)

    assert page.status_code == 200
    assert sum(counts(survey).values()) == 0
    assert not Comment.objects.exists()
    assert not Invitation.objects.filter(is_used=True).exists()


def test_markup_in_an_answer_stays_text(client, survey, question):
    for token in make_links(survey, 3):
        answer(client, token, question, 5, "<script>alert(1)</script>")
    client.force_login(UserFactory(administrator=True))

    page = client.get(reverse("comment_list", args=[survey.point.programme.slug])).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_an_answer_needs_the_pages_own_secret(survey, question):
    from django.test import Client

    token = make_links(survey, 2)[0]

    refused = answer(Client(enforce_csrf_checks=True), token, question)

    assert refused.status_code == 403
    assert counts(survey)[5] == 0


def test_a_survey_of_a_course_is_made_by_who_plans_for_it(client, question):
    cluster = ClusterFactory()
    client.force_login(MembershipFactory(area_head=True, area=cluster.area).user)
    programme = question.point.programme
    course = CourseFactory(programme=programme, institution=InstitutionFactory(cluster=cluster))
    other = CourseFactory(programme=programme, institution=InstitutionFactory())
    form = {"point": question.point.pk, "closes_on": "01.03.2030"}

    def make(**fields):
        return client.post(
            reverse("survey_create", args=[programme.slug]), {**form, **fields}
        ).status_code

    assert make() == 200  # the whole programme is not the area's
    assert make(course=other.pk) == 200
    assert make(course=course.pk) == 302
    assert Survey.objects.get().course == course


def test_results_of_a_survey_over_by_its_day_feed_the_indicators_too(client, question):
    question.topic = TopicFactory()
    question.save()
    place = InstitutionFactory()
    survey = SurveyFactory(point=question.point, institution=place)
    for token in make_links(survey, 5)[:4]:
        answer(client, token, question, 5)
    assert feed_where_a_survey_is_over() == 0

    Survey.objects.update(closes_on=timezone.localdate() - datetime.timedelta(days=1))

    assert feed_where_a_survey_is_over() == 1
    measurement = Measurement.objects.get(institution=place)
    assert (measurement.value, measurement.respondents) == (100, 4)
