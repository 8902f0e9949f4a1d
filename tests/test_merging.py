"""Two institutions that are one: what is moved, what is given up, and all of it back again."""

import datetime

import pytest
from django.apps import apps
from django.urls import reverse

from indicators.models import Indicator, ResultSnapshot
from indicators.snapshots import keeping, truth
from institutions.merging import MergeRefused, merge, part, preview
from institutions.models import (
    Group,
    Identifier,
    Institution,
    InstitutionMerge,
    KnownName,
    Membership,
    Placement,
)
from measurements.models import AnswerCount, Measurement, Topic
from measurements.reference import load_reference
from strategy.models import LocalGoal
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    GroupFactory,
    IdentifierFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MeasurementFactory,
    MembershipFactory,
    PlacementFactory,
    UserFactory,
)
from tests.factories.leadership import TeamFactory

pytestmark = pytest.mark.django_db

#: What tells of a merge, and what is worked out anew.
APART = ("Historical", "InstitutionMerge", "DataVersion", "ResultSnapshot", "SecurityEvent")


def rows() -> dict[str, list[tuple]]:
    """Every row of every table but those that tell of what happened."""
    return {
        model._meta.label: sorted(model._base_manager.order_by().values_list(), key=repr)
        for model in apps.get_models(include_auto_created=True)
        if not model.__name__.startswith(APART)
    }


def differing(before: dict, after: dict) -> dict[str, tuple[int, int]]:
    return {
        label: (len(set(map(repr, kept)) - set(map(repr, after[label]))), len(after[label]))
        for label, kept in before.items()
        if kept != after[label]
    }


@pytest.fixture
def pair():
    """An institution with a number and a cluster, and a double of it that files have made."""
    load_reference()
    cluster = ClusterFactory()
    keep = InstitutionFactory(name="Æblehaven Børnehus")
    PlacementFactory(institution=keep, cluster=cluster, from_on=datetime.date(2020, 1, 1))
    IdentifierFactory(institution=keep, value="7003")
    gone = InstitutionFactory(name="Æblehaven")
    PlacementFactory(institution=gone, cluster=cluster, from_on=datetime.date(2024, 1, 1))
    IdentifierFactory(institution=gone, value="7903")
    return keep, gone


def test_everything_of_the_one_is_the_others_and_its_name_is_known(pair):
    keep, gone = pair
    goal = LocalGoalFactory(institution=gone)
    leader = MembershipFactory(role="leader", institution=gone)
    topic = Topic.objects.first()
    measured = MeasurementFactory(institution=gone, topic=topic, year=2025, value=1)
    merged = merge(keep, gone, by=None)
    assert not Institution.objects.filter(name="Æblehaven").exists()
    assert LocalGoal.objects.get(pk=goal.pk).institution == keep
    assert Membership.objects.get(pk=leader.pk).institution == keep
    assert Measurement.objects.get(pk=measured.pk).institution == keep
    assert set(Identifier.objects.values_list("value", "institution")) == {
        ("7003", keep.pk),
        ("7903", keep.pk),
    }
    assert list(KnownName.objects.values_list("name", "institution")) == [("Æblehaven", keep.pk)]
    assert str(merged) == "Æblehaven → Æblehaven Børnehus"


def test_what_stands_at_both_is_counted_and_that_of_who_stays_counts(pair):
    keep, gone = pair
    topic = Topic.objects.first()
    for place, value in ((keep, 3), (gone, 4)):
        MeasurementFactory(institution=place, topic=topic, year=2025, value=value)
    told = preview(keep, gone)
    assert told.given_up["measurements.Measurement"] == 1
    assert told.given_up["institutions.Placement"] == 1
    merge(keep, gone, by=None)
    assert Measurement.objects.get().value == 3
    assert Placement.objects.get().from_on == datetime.date(2020, 1, 1)


def test_the_answers_of_two_surveys_are_never_mixed(pair):
    scale = Topic.objects.filter(version__scale__steps__isnull=False).first()
    steps = list(scale.version.scale.steps.all()[:2])
    for place, step in zip(pair, steps, strict=True):
        measured = MeasurementFactory(institution=place, topic=scale, year=2025, step=step)
        AnswerCount.objects.create(measurement=measured, step=step, count=3)
    merged = merge(*pair, by=None)
    assert list(AnswerCount.objects.values_list("step", flat=True)) == [steps[0].pk]
    part(merged, by=None)
    assert AnswerCount.objects.count() == 2


def test_a_room_of_both_is_one_room(pair):
    rooms = [GroupFactory(institution=place, name="Rød stue") for place in pair]
    merge(*pair, by=None)
    assert Group.objects.get() == rooms[0]


def test_a_preview_leaves_nothing(pair):
    LocalGoalFactory(institution=pair[1])
    before = rows()
    assert preview(*pair).moved
    assert differing(before, rows()) == {}


def test_history_tells_who_moved_what(pair):
    keep, gone = pair
    goal, by = LocalGoalFactory(institution=gone), UserFactory()
    merge(keep, gone, by=by)
    newest = LocalGoal.history.filter(id=goal.pk).first()
    assert (newest.institution_id, newest.history_user) == (keep.pk, by)
    ended = Institution.history.filter(id=gone.pk).first()
    assert (ended.history_type, ended.history_user) == ("-", by)


def test_what_somebody_has_moved_since_stays_where_it_is(pair):
    keep, gone = pair
    goal, other = LocalGoalFactory(institution=gone), InstitutionFactory()
    kept = LocalGoalFactory(institution=gone)
    merged = merge(keep, gone, by=None)
    LocalGoal.objects.filter(pk=goal.pk).update(institution=other)
    assert part(merged, by=None) == 1
    assert LocalGoal.objects.get(pk=goal.pk).institution == other
    assert LocalGoal.objects.get(pk=kept.pk).institution_id == gone.pk


def test_the_later_is_undone_first_and_a_number_used_again_stops_it(pair):
    keep, gone = pair
    first = merge(keep, gone, by=None)
    second = merge(keep, InstitutionFactory(name="Æblet"), by=None)
    with pytest.raises(MergeRefused):
        part(first, by=None)
    part(second, by=None)
    InstitutionFactory(name="En anden", slug=gone.slug)
    before = rows()
    with pytest.raises(MergeRefused):
        part(first, by=None)
    assert differing(before, rows()) == {}
    assert InstitutionMerge.objects.get(pk=first.pk).undone_at is None


def test_two_teams_are_not_put_together_by_themselves(pair):
    for place in pair:
        TeamFactory(cluster=None, institution=place)
    before = rows()
    with pytest.raises(MergeRefused):
        merge(*pair, by=None)
    assert differing(before, rows()) == {}


def test_an_institution_is_no_double_of_itself(pair):
    with pytest.raises(MergeRefused):
        preview(pair[0], pair[0])


# --- On the page --------------------------------------------------------------------------------


def test_on_the_page_it_is_shown_done_and_undone(client, pair):
    keep, gone = pair
    LocalGoalFactory(institution=gone)
    client.force_login(UserFactory(administrator=True))
    assert (
        reverse("institution_merge", args=[keep.slug])
        in client.get(keep.get_absolute_url()).content.decode()
    )
    address = reverse("institution_merge", args=[keep.slug])
    shown = client.get(address, {"med": gone.slug})
    assert Institution.objects.filter(pk=gone.pk).exists()
    count = shown.context["page"].preview.count
    told = shown.content.decode()
    assert f"({count} rækker)" in told
    assert "1 tilknytning" in told or "1 klyngetilhør" in told.lower()
    page = client.post(address, {"med": gone.slug, "antal": count}, follow=True).content.decode()
    assert "Æblehaven er nu en del af Æblehaven Børnehus." in page
    assert client.get(gone.get_absolute_url()).status_code == 404
    merged = InstitutionMerge.objects.get()
    back = client.post(reverse("institution_part", args=[keep.slug, merged.pk]), follow=True)
    assert "Æblehaven er der igen." in back.content.decode()
    assert client.get(gone.get_absolute_url()).status_code == 200


def test_another_number_than_was_shown_changes_nothing(client, pair):
    keep, gone = pair
    client.force_login(UserFactory(administrator=True))
    address = reverse("institution_merge", args=[keep.slug])
    count = client.get(address, {"med": gone.slug}).context["page"].preview.count
    LocalGoalFactory(institution=gone)
    answer = client.post(address, {"med": gone.slug, "antal": count})
    assert "Noget er ændret imens" in answer.content.decode()
    assert answer.context["page"].preview.count != count
    assert Institution.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize("wrong", ["", "findes-ikke", "keep"])
def test_a_double_that_is_none_is_asked_for_again(client, pair, wrong):
    client.force_login(UserFactory(administrator=True))
    address = reverse("institution_merge", args=[pair[0].slug])
    answer = client.get(address, {"med": pair[0].slug if wrong == "keep" else wrong})
    assert answer.status_code == 422
    assert "Vælg en institution, der er her." in answer.content.decode()


def test_results_are_those_of_both_afterwards(client, pair):
    keep, gone = pair
    topic = Topic.objects.filter(version__scale__steps__isnull=False).first()
    goal = GoalFactory(strategy__cluster=keep.clusters.get(), strategy__stage="running")
    IndicatorFactory(goal=goal, source=Indicator.Source.TOPICS, topics=[topic])
    step = topic.version.scale.steps.first()
    MeasurementFactory(institution=gone, topic=topic, year=2026, step=step)
    keeping.rebuild()
    client.force_login(UserFactory(administrator=True))
    address = reverse("institution_merge", args=[keep.slug])
    count = client.get(address, {"med": gone.slug}).context["page"].preview.count
    client.post(address, {"med": gone.slug, "antal": count})
    assert truth.are_true()
    assert list(ResultSnapshot.objects.values_list("institution", flat=True)) == [keep.pk]
