"""What was answered is told as it is: small numbers hidden, no sentence beyond its figures."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from charts.degrees import Degree, degree_bars
from indicators.evaluation import attainments
from indicators.models import Indicator
from measurements.importing import undo
from measurements.models import Import, Measurement
from programmes.disclosure import SHARES_FROM, AnsweredQuestion, AnswerFigure, hide_small
from programmes.feeding import feed
from programmes.models import Question
from programmes.pages import ResultsPage, findings
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    MembershipFactory,
    StrategyFactory,
    TargetFactory,
    UserFactory,
)
from tests.factories.programmes import (
    CommentFactory,
    CourseFactory,
    QuestionFactory,
    ResultFactory,
    ThemeFactory,
    TopicFactory,
)

LABELS = ["I meget høj grad", "I høj grad", "I nogen grad", "I mindre grad", "Slet ikke"]
COUNTS = st.lists(st.integers(0, 40), min_size=5, max_size=5)


def answers(counts, *, kind=Question.Kind.DEGREE, respondents=None) -> AnsweredQuestion:
    return AnsweredQuestion(
        kind=kind,
        parts=tuple(
            AnswerFigure(label, rank, rank, count=count)
            for rank, label, count in zip(range(5, 0, -1), LABELS, counts, strict=True)
        ),
        respondents=sum(counts) if respondents is None else respondents,
    )


@given(counts=COUNTS, threshold=st.sampled_from([3, 5]), unanswered=st.integers(0, 6))
def test_no_small_number_is_shown_or_can_be_worked_out(counts, threshold, unanswered):
    total = sum(counts) + unanswered

    shown = hide_small(answers(counts, respondents=total), threshold=threshold)

    if total < threshold:
        assert shown.is_hidden
        assert shown.respondents is None
        assert all(part.count is None and part.percent is None for part in shown.parts)
        return
    told = [part for part in shown.parts if not part.is_hidden]
    assert not any(0 < part.count < threshold for part in told)
    left = total - sum(part.count for part in told)
    assert left == 0 or left >= threshold
    for part in told:  # what is told together is what was answered
        assert part.count == sum(counts[5 - part.high : 6 - part.low])
    if part := shown.high:
        assert part.count == counts[0] + counts[1]
        assert not 0 < part.count < threshold


@pytest.mark.parametrize(
    ("counts", "is_told"), [((19, 0, 1, 0, 0), False), ((10, 6, 1, 3, 2), True)]
)
def test_a_mean_that_tells_of_the_few_is_hidden_with_them(counts, is_told):
    mean = Decimal("4.9") if not is_told else Decimal("3.9")

    shown = hide_small(replace(answers(counts), mean=mean), threshold=5)

    assert (shown.mean is not None) == is_told


def test_few_are_told_together_with_their_like():
    shown = hide_small(answers([5, 10, 7, 2, 0]), threshold=3)

    with translation.override("da"):
        assert findings.above(shown) == "63 % svarer i høj eller meget høj grad (n = 24)"
    assert [(part.low, part.high, part.count) for part in shown.parts] == [(4, 5, 15), (1, 3, 9)]


@given(counts=COUNTS)
def test_shares_are_told_only_from_enough_answers(counts):
    shown = hide_small(answers(counts), threshold=3)

    if sum(counts) < SHARES_FROM:
        assert all(part.percent is None for part in shown.parts)
        with translation.override("da"):
            assert "%" not in findings.above(shown)


@given(counts=COUNTS, threshold=st.sampled_from([3, 5]))
def test_the_sentence_says_what_the_figures_say(counts, threshold):
    shown = hide_small(answers(counts), threshold=threshold)
    with translation.override("da"):
        sentence = findings.summary(shown)
    total, high = sum(counts), counts[0] + counts[1]

    if not sentence:
        assert shown.is_hidden or all(part.is_hidden for part in shown.parts)
        return
    assert sentence.endswith(f"svarer i høj eller meget høj grad (n = {total})")
    if told := re.match(r"(\d+) % ", sentence):
        assert abs(Decimal(told[1]) - Decimal(100) * high / total) <= Decimal("0.5")
    else:
        assert sentence.startswith(f"{high} af {total} ")


@given(st.lists(st.decimals(1, 5, places=1), min_size=2, max_size=6))
def test_development_names_the_highest_and_the_lowest_and_nothing_more(values):
    named = [(f"måling {number}", value, 400) for number, value in enumerate(values)]
    with translation.override("da"):
        sentence = findings.development(named, is_percent=False)

    for name, value, _of in named:
        assert f"{str(value).replace('.', ',')} ({name})" in sentence
    if len(set(values)) == 1:
        assert sentence.endswith("det samme hver gang.")
        return
    if "Højest" not in sentence:
        assert sentence.endswith(" Forskellen kan ikke skelnes fra tilfældighed.")
        assert max(values) - min(values) < Decimal("0.5")
        return
    highest, lowest = re.search(r"Højest: (.*)\. Lavest: (.*)\.", sentence).groups()
    for name, value, _of in named:
        pattern = rf"\b{name}\b"
        assert bool(re.search(pattern, highest)) == (value == max(values))
        assert bool(re.search(pattern, lowest)) == (value == min(values))
    assert not re.search("frem|tilbage|bedre|dårligere|stiger|falder", sentence)


@given(
    st.lists(
        st.lists(st.integers(0, 100), min_size=5, max_size=5).filter(any), min_size=1, max_size=4
    )
)
def test_bars_share_a_scale_and_stay_within_it(rows):
    bars = degree_bars(
        [[Degree(share, rank, rank) for rank, share in enumerate(row, start=1)] for row in rows]
    )

    assert len({bar.zero for bar in bars}) == 1
    for bar in bars:
        for segment in bar.segments:
            start, width = (float(one.rstrip("%")) for one in (segment.x, segment.width))
            assert start >= -0.1
            assert start + width <= 100.1


def test_what_the_source_does_not_tell_lies_outermost():
    bar = degree_bars([[Degree(61, 4, 5), Degree(32, 3, 3), Degree(7)]])[0]

    assert [segment.key for segment in bar.segments] == ["untold", "neutral", "above"]


# --- With rows ----------------------------------------------------------------------------------


@pytest.fixture
def question(db):
    return QuestionFactory()


def page_for(user, question) -> ResultsPage:
    return ResultsPage.build(question.point.programme, user=user, on=timezone.localdate())


def test_places_say_together_what_nobody_has_told_of_the_whole(question):
    for counts in ([10, 10, 10, 10, 10], [0, 20, 10, 10, 10]):
        ResultFactory(
            question=question,
            course=CourseFactory(programme=question.point.programme),
            counts=counts,
        )

    row = page_for(UserFactory(administrator=True), question).evaluation.rows[0]

    assert row.summary == "40 % svarer i høj eller meget høj grad (n = 100)"


def test_one_hidden_place_takes_another_with_it(question):
    programme = question.point.programme
    for size, name in ((6, "Nord"), (1, "Syd"), (8, "Øst")):
        ResultFactory(
            question=question,
            course=CourseFactory(programme=programme, name=name),
            counts=[size, 0, 0, 0, 0],
        )

    rows = page_for(UserFactory(administrator=True), question).evaluation.places[0].rows

    assert {row.name: row.n for row in rows if not row.is_hidden} == {"Øst": "8"}
    assert all(row.n == "" for row in rows if row.is_hidden)


def test_a_place_out_of_reach_is_not_named(question, client):
    programme = question.point.programme
    near, far = (InstitutionFactory(cluster=ClusterFactory()) for _place in range(2))
    for place, name in ((near, "Vores"), (far, "De andres")):
        ResultFactory(
            question=question,
            course=CourseFactory(programme=programme, institution=place, name=name),
            counts=[30, 0, 0, 0, 0],
        )
    client.force_login(MembershipFactory(leader=True, institution=near).user)

    page = client.get(reverse("programme_results", args=[programme.slug])).text

    assert "Vores" in page
    assert "De andres" not in page


def test_fewer_comments_than_three_make_no_theme(question, client):
    point = question.point
    few, many = ThemeFactory(point=point, name="For få"), ThemeFactory(point=point, name="Nok")
    CommentFactory.create_batch(2, point=point, theme=few)
    CommentFactory.create_batch(3, point=point, theme=many)
    CommentFactory(point=point, theme=many, text="Ordret fra Jens", quote="Omskrevet")
    client.force_login(UserFactory(administrator=True))

    page = client.get(reverse("programme_results", args=[point.programme.slug])).text

    assert "For få" not in page
    assert "Nok" in page
    assert "Omskrevet" in page
    assert "Ordret fra Jens" not in page


# --- Results as measurements --------------------------------------------------------------------


@pytest.fixture
def topic(db):
    return TopicFactory()


def test_a_result_of_an_institution_is_a_measurement_with_its_trace(topic):
    question = QuestionFactory(topic=topic)
    batch = Import.objects.create(
        file_name="svar.csv", sha256="2" * 64, size=1, layout="programme_survey"
    )
    place = InstitutionFactory()
    ResultFactory(
        question=question, institution=place, counts=[5, 5, 5, 5, 0], batch=batch, row_number=2
    )

    feed(question.point.programme)

    measurement = Measurement.objects.get(topic=topic, institution=place)
    assert (measurement.value, measurement.respondents) == (Decimal(50), 20)
    assert (measurement.batch, measurement.row_number) == (batch, 2)


def test_taking_an_import_back_brings_the_measurement_before_it_back(topic):
    question = QuestionFactory(topic=topic)
    course = CourseFactory(
        programme=question.point.programme, institution=(place := InstitutionFactory())
    )
    ResultFactory(question=question, course=course, counts=[20, 0, 0, 0, 0])
    batch = Import.objects.create(
        file_name="svar.csv", sha256="2" * 64, size=1, layout="programme_survey"
    )
    ResultFactory(question=question, course=course, counts=[0, 0, 0, 20, 0], batch=batch)
    feed(question.point.programme)
    assert Measurement.objects.get(topic=topic, institution=place).value == 0

    undo(batch)  # as the administration does

    assert Measurement.objects.get(topic=topic, institution=place).value == 100


def test_a_measurement_somebody_else_entered_stays(topic):
    question = QuestionFactory(topic=topic)
    measurement = Measurement.objects.create(
        topic=topic, institution=InstitutionFactory(), year=2024, period="2024", value=4
    )

    feed(question.point.programme)

    assert Measurement.objects.get() == measurement


def test_an_indicator_uses_a_programmes_results_like_any_measurement(topic):
    cluster, question = ClusterFactory(), QuestionFactory(topic=topic)
    goal = GoalFactory(strategy=StrategyFactory(vision=True, cluster=cluster))
    indicator = IndicatorFactory(
        goal=goal, source=Indicator.Source.TOPICS, topics=[topic], aggregation="all"
    )
    TargetFactory(indicator=indicator, value=50)
    for counts in ([10, 0, 0, 0, 0], [6, 0, 4, 0, 0], [0, 0, 10, 0, 0], [1, 0, 0, 0, 0]):
        place = InstitutionFactory(cluster=cluster)
        ResultFactory(question=question, institution=place, counts=counts)
    feed(question.point.programme)

    found = attainments([indicator], cluster=cluster, user=None, on=timezone.localdate())
    attainment = found[indicator.pk]

    assert (attainment.units, attainment.met) == (4, 2)
    assert attainment.suppressed == 1  # one answer is too few, as for every measurement
    assert attainment.status == "not_met"
