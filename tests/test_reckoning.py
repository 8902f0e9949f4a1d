"""An indicator that can never be worked out is refused when it is written, with the reason."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import Indicator, Target
from indicators.pages.indicator import IndicatorPage
from indicators.reckoning import why_never
from measurements.models import ScaleStep, Topic
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    MeasurementFactory,
    StrategyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ALL = Indicator.Aggregation.ALL


def topic(version, lineage):
    return Topic.objects.get(version__code=version, lineage=lineage)


def rated():
    return topic("tilsyn-2023", "tilsyn-relationer")


def step(scale, rank):
    return ScaleStep.objects.get(scale__code=scale, rank=rank)


def other_step():
    """A step of another scale than the inspections'."""
    return ScaleStep.objects.exclude(scale__code="tilsyn-2023").order_by("pk").first()


@pytest.fixture(autouse=True)
def reference_data():
    load_reference()


@pytest.fixture
def goal():
    return GoalFactory(strategy=StrategyFactory(vision=True, from_year=2026, to_year=2027))


def form_of(goal, *, topics=(), targets=(), parts=(), **fields):
    """What the page of an indicator sends."""
    data = {
        "goal": goal.pk, "code": "X1", "number": 1, "text": "Tekst", "short_text": "Kort",
        "source": "topics", "aggregation": "all", "operator": "gte", "unrated": "leave_out",
        "topics": [each.pk for each in topics],
        "targets-TOTAL_FORMS": len(targets), "targets-INITIAL_FORMS": 0,
        "parts-TOTAL_FORMS": len(parts), "parts-INITIAL_FORMS": 0,
    } | fields  # fmt: skip
    for prefix, rows in (("targets", targets), ("parts", parts)):
        for place, row in enumerate(rows):
            data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


def post(client, data):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client.post(reverse("admin:indicators_indicator_add"), data)


@pytest.mark.parametrize("source", ["methods", "manual"])
def test_a_step_where_the_result_is_a_number_is_refused(client, goal, source):
    targets = [{"year": 2026, "step": step("tilsyn-2023", 4).pk}]

    words = refused(post(client, form_of(goal, source=source, targets=targets)))

    assert "Resultatet er et tal her. Angiv et tal som måltal i stedet for »" in words


@pytest.mark.parametrize("source", ["methods", "manual"])
def test_a_number_where_the_result_is_a_number_is_saved(client, goal, source):
    targets = [{"year": 2026, "value": "3"}]

    assert post(client, form_of(goal, source=source, targets=targets)).status_code == 302


@pytest.mark.parametrize(
    ("source", "aggregation", "value"),
    [("methods", "all", 0), ("methods", "all", -1), ("topics", "count", 0), ("manual", "count", 0)],
)
def test_none_at_all_is_no_target_of_what_is_counted(goal, source, aggregation, value):
    indicator = IndicatorFactory(goal=goal, source=source, aggregation=aggregation)
    topics = [topic("kids-2020", "kids-relationer")] if source == "topics" else []

    def told(number):
        found = why_never(indicator, topics=topics, targets=[Target(value=number)])
        return [one for one in found if "Nul er altid" in one or "Nought" in one]

    assert told(Decimal(value))
    assert not told(Decimal(1))


@pytest.mark.parametrize(
    ("aggregation", "operator", "value", "is_never"),
    [
        ("sum", "lte", -5, True),
        ("sum", "gte", 900, False),  # of several it may be
        ("latest", "gte", 9, True),
        ("latest", "gte", 4, False),
    ],
)
def test_a_sum_or_a_newest_number_beyond_the_scale(goal, aggregation, operator, value, is_never):
    indicator = IndicatorFactory(
        goal=goal, source="topics", aggregation=aggregation, operator=operator
    )
    kids = topic("kids-2020", "kids-relationer")

    found = why_never(indicator, topics=[kids], targets=[Target(value=Decimal(value))])

    assert bool(found) is is_never


def refused(response):
    assert response.status_code == 200
    assert not Indicator.objects.exists()
    return " ".join(str(error) for error in response.context["errors"])


def test_a_step_of_another_scale_is_refused_by_name(client, goal):
    wanted = other_step()

    told = refused(post(client, form_of(goal, topics=[rated()], targets=[{"step": wanted.pk}])))

    assert wanted.scale.name in told
    assert "Pædagogisk tilsyn" in told or "Tilsyn" in told


def test_the_right_step_is_taken(client, goal):
    wanted = step("tilsyn-2023", 4)

    response = post(client, form_of(goal, topics=[rated()], targets=[{"step": wanted.pk}]))

    assert response.status_code == 302, response.context["errors"]
    assert Indicator.objects.get().targets.get().step == wanted


def test_an_edition_that_ended_before_the_strategy_began_is_refused(client, goal):
    old = Topic.objects.filter(version__to_year__lt=2026).first()

    told = refused(post(client, form_of(goal, topics=[old])))

    assert old.version.name in told
    assert str(old.version.to_year) in told


def test_no_topics_a_mean_of_ratings_and_a_number_for_steps_are_refused(client, goal):
    assert refused(post(client, form_of(goal)))
    assert refused(post(client, form_of(goal, topics=[rated()], aggregation="mean")))
    assert refused(post(client, form_of(goal, topics=[rated()], targets=[{"value": "3"}])))
    share = form_of(goal, topics=[rated()], aggregation="share", targets=[{"value": "80"}])
    assert refused(post(client, share))


def test_a_composite_of_nothing_is_refused(client, goal):
    assert refused(post(client, form_of(goal, source="composite")))
    empty = {
        "goal": goal.pk, "code": "X1a", "number": 11, "text": "Del", "short_text": "Del",
        "source": "topics", "aggregation": "all",
    }  # fmt: skip
    assert "X1a" in refused(post(client, form_of(goal, source="composite", parts=[empty])))
    whole = form_of(goal, source="composite", parts=[empty | {"topics": [rated().pk]}])

    response = post(client, whole)

    assert response.status_code == 302, response.context["errors"]
    assert Indicator.objects.get(code="X1a").topics.get() == rated()


def test_every_combination_of_one_topic_and_one_step_is_refused_unless_the_scale_is_one(goal):
    indicator = IndicatorFactory(goal=goal, source="topics", aggregation=ALL)
    steps = list(ScaleStep.objects.select_related("scale"))
    for each in Topic.objects.filter(version__to_year=None).select_related("version__scale"):
        for wanted in steps:
            targets = [indicator.targets.model(indicator=indicator, step=wanted)]
            is_one = each.scale_in_use == wanted.scale
            is_refused = bool(why_never(indicator, topics=[each], targets=targets))
            assert is_refused != is_one, (each.in_full, wanted.in_full)


@pytest.mark.parametrize(
    ("model", "field", "term"),
    [("indicator", "topics", "Relationer"), ("target", "step", "Vedligehold")],
)
def test_choices_are_told_apart(client, model, field, term):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    asked = {"app_label": "indicators", "model_name": model, "field_name": field, "term": term}

    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]

    texts = [row["text"] for row in found]
    assert len(texts) > 1
    assert len(set(texts)) == len(texts)


def test_the_page_says_on_which_edition_the_figures_are():
    old = Topic.objects.get(version__code="kids-2014", lineage="kids-relationer")
    new = Topic.objects.exclude(pk=old.pk).get(lineage=old.lineage)
    cluster = ClusterFactory()
    unit = InstitutionFactory(cluster=cluster)
    indicator = IndicatorFactory(
        goal=GoalFactory(strategy=StrategyFactory(vision=True, cluster=cluster)),
        source="topics",
        topics=[old],
    )
    indicator.targets.create(value=3)
    MeasurementFactory(institution=unit, topic=new, value=4)

    page = IndicatorPage.build(
        indicator,
        cluster=cluster,
        user=UserFactory(administrator=True),
        on=datetime.date(2026, 11, 28),
    )

    assert new.version.name in page.as_of_text
