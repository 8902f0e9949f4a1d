"""An indicator written on a page: as a sentence, tried before it is saved, refused in time."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Indicator, ResultSnapshot, Target
from measurements.models import ScaleStep, Topic
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    ManualResultFactory,
    MeasurementFactory,
    MembershipFactory,
    PlacementFactory,
    StrategyFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

THIS_YEAR = timezone.localdate().year


def topic(version, lineage):
    return Topic.objects.get(version__code=version, lineage=lineage)


def rated():
    return topic("tilsyn-2023", "tilsyn-relationer")


def numbered():
    return topic("kids-2020", "kids-relationer")


def step(rank, scale="tilsyn-2023"):
    return ScaleStep.objects.get(scale__code=scale, rank=rank)


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def goal(cluster):
    vision = StrategyFactory(
        vision=True, cluster=cluster, from_year=THIS_YEAR - 2, to_year=THIS_YEAR + 1
    )
    return GoalFactory(strategy=vision)


@pytest.fixture
def leader(client, cluster):
    user = MembershipFactory(cluster_leader=True, cluster=cluster).user
    client.force_login(user)
    return user


def units(cluster, *ranks, year=THIS_YEAR):
    """Institutions of the cluster, each rated in the year; None: a light inspection."""
    for rank in ranks:
        place = PlacementFactory(cluster=cluster, institution=InstitutionFactory()).institution
        if rank is None:
            InspectionFactory(institution=place, year=year, light=True)
        elif rank:
            MeasurementFactory(institution=place, topic=rated(), year=year, step=step(rank))


def sentence(**fields):
    """What the page sends of a rule about inspections."""
    return {
        "handling": "gem", "kind": "i-tilsyn", "topic": rated().pk, "operator": "gte",
        "step": step(4).pk, "unrated": "leave_out", "aggregation": "all", "year": "",
        "short_text": "Samspil i tilsynet", "text": "", "number": 1, "code": "MP1",
        "source_note": "",
    } | fields  # fmt: skip


def create(client, goal, /, **fields):
    data = sentence(**{"goal": goal.pk} | fields)
    return client.post(reverse("indicator_create", args=[goal.pk]), data)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_rule_is_saved_as_it_was_chosen(client, leader, goal):
    response = create(client, goal, year=THIS_YEAR)

    indicator = Indicator.objects.get()
    assert response.status_code == 302
    assert response["Location"] == indicator.get_absolute_url()
    assert list(indicator.topics.all()) == [rated()]
    assert indicator.targets.get().step == step(4)
    assert (indicator.source, indicator.aggregation, indicator.year) == ("topics", "all", THIS_YEAR)
    assert "Samspil og relationer" in indicator.text  # the sentence, where no other words are given


def test_trying_shows_the_result_and_saves_nothing(client, leader, goal, cluster):
    units(cluster, 4, 3, 0, None)

    response = create(client, goal, handling="proev")

    assert not Indicator.objects.exists()
    assert not ResultSnapshot.objects.exists()
    trial = response.context["trial"]
    assert trial.found.result_text == "1 af 2"
    assert len(trial.missing) == 1
    assert "Der mangler data for 1 enhed" in text_of(response)
    results = {other.name: other.results[0] for other in trial.others}
    assert results["Reglen, som den står"] == "1 af 2"
    assert results["Light-tilsyn talte som opfyldt"] == "2 af 3"
    assert results["enheder uden data talte som ikke opfyldt"] == "1 af 4"
    assert results["kravet var »Justere indsatsen«"] == "2 af 2"


def test_what_is_tried_is_what_the_page_says_when_it_is_saved(client, leader, goal, cluster):
    units(cluster, 4, 3, 0, None)
    tried = create(client, goal, handling="proev").context["trial"].found

    create(client, goal)
    page = client.get(Indicator.objects.get().get_absolute_url()).context["page"].found

    for name in ("result_text", "status", "target_text", "explanation", "result_line"):
        assert getattr(tried, name) == getattr(page, name)


def test_earlier_years_are_compared_only_on_the_same_scale(client, leader, goal, cluster):
    units(cluster, 4, 3)
    place = cluster.placements.first().institution
    old = topic("tilsyn-2020", "tilsyn-relationer")
    earlier = THIS_YEAR - 4
    MeasurementFactory(
        institution=place, topic=old, year=earlier, step=old.scale_in_use.steps.first()
    )

    trial = create(client, goal, handling="proev").context["trial"]

    assert earlier in [row.year for row in trial.years.rows]
    assert trial.shown == (THIS_YEAR,)


def test_a_step_of_another_scale_is_refused_with_both_scales(client, leader, goal):
    """The choices are those of the instrument; its editions are rated on scales of their own."""
    other = topic("tilsyn-2020", "tilsyn-relationer").scale_in_use.steps.first()

    response = create(client, goal, step=other.pk)

    assert not Indicator.objects.exists()
    told = " ".join(response.context["never"])
    assert other.scale.name in told
    assert rated().name in told
    assert "det ville aldrig kunne opgøres" in text_of(response)


def test_a_rule_without_a_topic_is_refused(client, leader, goal):
    response = create(client, goal, topic="")

    assert not Indicator.objects.exists()
    assert response.context["never"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "i-findes-ikke"),
        ("topic", "0"),
        ("step", "x"),
        ("year", "1850"),
        ("short_text", ""),
        ("short_text", "Barnet 010101-1234 trives"),
        ("number", "mange"),
        ("code", ""),
        ("aggregation", "halv"),
        ("goal", "0"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(client, leader, goal, field, value):
    response = create(client, goal, **{field: value})

    assert response.status_code == 200
    assert field in response.context["sheet"].form.errors
    assert not Indicator.objects.exists()


def test_a_code_that_is_taken_is_told(client, leader, goal):
    IndicatorFactory(goal=goal, code="MP1")

    response = create(client, goal)

    assert Indicator.objects.count() == 1
    assert "allerede" in text_of(response)


def test_another_instrument_brings_its_own_choices(client, leader, goal):
    response = create(client, goal, handling="vis", kind="i-kids")

    form = response.context["sheet"].form
    assert not form.is_bound
    topics = [pk for _label, rows in form.fields["topic"].choices for pk, _name in rows]
    assert str(numbered().pk) in topics
    assert str(rated().pk) not in topics
    assert "value" in form.fields
    assert "unrated" not in form.fields
    assert form["short_text"].value() == "Samspil i tilsynet"  # what was written stays


def test_a_number_is_written_with_a_comma(client, leader, goal):
    response = create(client, goal, kind="i-kids", topic=numbered().pk, step="", value="3,5")

    assert response.status_code == 302
    assert Indicator.objects.get().targets.get().value == Decimal("3.5")


def test_a_share_has_its_number_in_the_table_of_years(client, leader, goal):
    fields = {"aggregation": "share", f"aar-{THIS_YEAR}-value": "80"}

    response = create(client, goal, **fields)

    assert response.status_code == 302
    targets = {(t.year, t.value, t.step_id) for t in Target.objects.all()}
    assert targets == {(None, None, step(4).pk), (THIS_YEAR, Decimal(80), None)}


def test_methods_are_counted(client, leader, goal, cluster):
    units(cluster, 4, 4)

    response = create(
        client, goal, kind="methods", value="10", step="", required_units="2", handling="gem"
    )

    assert response.status_code == 302
    indicator = Indicator.objects.get()
    assert (indicator.source, indicator.required_units) == ("methods", 2)
    assert indicator.targets.get().value == 10


def test_local_goals_of_which_none_is_measured_have_no_number_in_the_heading(client, leader, goal):
    told = {"kind": "local_goals", "topic": "", "step": "", "aggregation": "all"}

    trial = create(client, goal, handling="proev", **told).context["trial"]

    assert trial.heading == f"Der er ikke noget at opgøre det ud fra i {THIS_YEAR}"


def test_what_is_reported_by_hand(client, leader, goal):
    response = create(client, goal, kind="manual", value="2", step="", topic="")

    assert response.status_code == 302
    assert Indicator.objects.get().source == "manual"


def parts(**fields):
    return {
        "kind": "composite", "dele": 2, "step": "", "topic": "",
        "del-0-kind": "i-kids", "del-0-topic": numbered().pk, "del-0-operator": "gte",
        "del-0-value": "3,5",
        "del-1-kind": "i-tilsyn", "del-1-topic": rated().pk, "del-1-operator": "gte",
        "del-1-step": step(4).pk, "del-1-unrated": "leave_out",
    } | fields  # fmt: skip


def test_several_things_together_are_saved_with_their_parts(client, leader, goal):
    response = create(client, goal, **parts())

    assert response.status_code == 302
    whole = Indicator.objects.get(parent=None)
    found = {part.code: part for part in whole.parts.all()}
    assert list(found) == ["MP1a", "MP1b"]
    assert found["MP1a"].targets.get().value == Decimal("3.5")
    assert found["MP1b"].targets.get().step == step(4)


def test_several_things_together_are_tried(client, leader, goal, cluster):
    units(cluster, 4, 3)
    for placement in cluster.placements.all():
        MeasurementFactory(
            institution=placement.institution, topic=numbered(), year=THIS_YEAR, value=Decimal(4)
        )

    response = create(client, goal, **parts(handling="proev"))

    assert response.context["trial"].found.result_text == "1 af 2"


def test_a_part_without_a_demand_is_refused(client, leader, goal):
    response = create(client, goal, **parts(**{"del-0-value": ""}))

    assert not Indicator.objects.exists()
    assert any("KIDS" in why or "Relationer" in why for why in response.context["never"])


def test_several_things_without_parts_are_refused(client, leader, goal):
    empty = {f"del-{n}-kind": "i-tilsyn" for n in (0, 1)} | {
        f"del-{n}-{name}": value
        for n in (0, 1)
        for name, value in (("operator", "gte"), ("unrated", "leave_out"))
    }
    response = create(client, goal, kind="composite", dele=2, step="", topic="", **empty)

    assert not Indicator.objects.exists()
    assert response.context["never"]


def test_a_part_is_added_without_a_script(client, leader, goal):
    response = create(client, goal, **parts(handling="del"))

    assert len(response.context["sheet"].parts) == 3
    assert response.context["sheet"].parts[0]["value"].value() == "3,5"


def edit(client, indicator, **fields):
    address = reverse("indicator_edit", args=[indicator.pk])
    read_at = client.get(address).context["sheet"].read_at
    data = sentence(goal=indicator.goal_id, number=indicator.number, code=indicator.code)
    return client.post(address, data | {"laest": read_at} | fields)


def saved(goal, **fields):
    indicator = IndicatorFactory(goal=goal, source="topics", topics=[rated()], **fields)
    TargetFactory(indicator=indicator, step=step(4))
    return indicator


def test_one_that_is_there_is_shown_as_it_is_and_tried(client, leader, goal, cluster):
    units(cluster, 4, 3)
    indicator = saved(goal)

    response = client.get(reverse("indicator_edit", args=[indicator.pk]))

    form = response.context["sheet"].form
    assert form["topic"].value() == rated().pk
    assert form["step"].value() == step(4).pk
    assert response.context["trial"].found.result_text == "1 af 2"


def test_what_is_corrected_stands_in_the_history(client, leader, goal):
    indicator = saved(goal)

    response = edit(client, indicator, step=step(3).pk, short_text="Nu et andet")

    assert response.status_code == 302
    indicator.refresh_from_db()
    assert indicator.short_text == "Nu et andet"
    assert indicator.targets.get().step == step(3)
    assert indicator.history.first().history_user == leader


def test_targets_of_years_and_institutions_are_kept_changed_and_taken_away(
    client, leader, goal, cluster
):
    units(cluster, 4, 3)
    first, second = [row.institution for row in cluster.placements.all()]
    indicator = saved(goal)
    TargetFactory(indicator=indicator, step=step(3), institution=first)
    TargetFactory(indicator=indicator, step=step(2), year=THIS_YEAR)

    page = client.get(reverse("indicator_edit", args=[indicator.pk])).context["sheet"].table
    assert page.has_places
    response = edit(
        client,
        indicator,
        **{
            "sted-0-institution": second.pk,
            "sted-0-step": step(2).pk,
            f"aar-{THIS_YEAR}-step": "",
            f"aar-{THIS_YEAR + 1}-step": step(4).pk,
        },
    )

    assert response.status_code == 302
    found = {(t.year, t.institution_id, t.step.rank) for t in indicator.targets.all()}
    assert found == {(None, None, 4), (None, second.pk, 2), (THIS_YEAR + 1, None, 4)}


def test_two_targets_for_one_institution_are_told(client, leader, goal, cluster):
    units(cluster, 4)
    place = cluster.placements.get().institution
    rows = {f"sted-{n}-institution": place.pk for n in (0, 1)}
    rows |= {f"sted-{n}-step": step(3).pk for n in (0, 1)}

    response = create(client, goal, **rows)

    assert response.status_code == 200
    assert not Indicator.objects.exists()


def test_a_part_is_corrected_and_taken_out_on_the_page_of_the_whole(client, leader, goal):
    create(client, goal, **parts(dele=3) | {
        "del-2-kind": "manual", "del-2-operator": "gte", "del-2-value": "1",
        "del-2-short_text": "Vi har spurgt børnene",
    })  # fmt: skip
    whole = Indicator.objects.get(parent=None)
    first, second, third = whole.parts.order_by("number")
    response = client.get(reverse("indicator_edit", args=[second.pk]))
    assert response["Location"] == reverse("indicator_edit", args=[whole.pk])

    sent = parts(dele=3) | {"del-0-pk": first.pk, "del-1-pk": second.pk, "del-2-pk": third.pk}
    sent |= {"del-0-value": "4", "del-2-leave_out": "on", "del-2-kind": "manual"}
    sent |= {"del-2-operator": "gte"}
    response = edit(client, whole, **sent)

    assert response.status_code == 302
    assert [part.code for part in whole.parts.order_by("number")] == ["MP1a", "MP1b"]
    assert first.targets.get().value == 4


def test_it_is_ended_with_this_year(client, leader, goal):
    indicator = saved(goal)
    address = reverse("indicator_end", args=[indicator.pk])

    assert client.post(address).status_code == 200  # asks first
    client.post(address, {"sure": "yes"})

    indicator.refresh_from_db()
    assert indicator.year == THIS_YEAR


def test_it_is_removed_after_a_question(client, leader, goal):
    indicator = saved(goal)
    address = reverse("indicator_remove", args=[indicator.pk])

    client.post(address)
    assert Indicator.objects.filter(pk=indicator.pk).exists()
    client.post(address, {"sure": "yes"})
    assert not Indicator.objects.filter(pk=indicator.pk).exists()


def test_one_that_has_been_reported_on_stays(client, leader, goal):
    indicator = ManualResultFactory(indicator=IndicatorFactory(goal=goal)).indicator

    response = client.post(reverse("indicator_remove", args=[indicator.pk]), {"sure": "yes"})

    assert Indicator.objects.filter(pk=indicator.pk).exists()
    assert reverse("indicator_end", args=[indicator.pk]) in response.content.decode()


def test_of_a_closed_strategy_nothing_is_changed(client, leader, goal):
    indicator = saved(goal)
    goal.strategy.stage = "closed"
    goal.strategy.save()

    address = reverse("indicator_edit", args=[indicator.pk])
    response = client.post(address, sentence(goal=goal.pk, step=step(3).pk))

    assert response["Location"] == goal.get_absolute_url()
    assert indicator.targets.get().step == step(4)


def test_an_administrator_tries_the_municipalitys_in_a_cluster(client, cluster):
    units(cluster, 4, 3)
    ClusterFactory()
    common = GoalFactory()
    client.force_login(UserFactory(administrator=True))

    response = create(client, common, handling="proev", klynge=cluster.slug)

    assert response.context["trial"].found.result_text == "1 af 2"


@pytest.mark.parametrize("role", ["leader", "board_member", "chair", "area_head"])
def test_others_do_not_reach_it(client, goal, cluster, role):
    place = PlacementFactory(cluster=cluster, institution=InstitutionFactory()).institution
    at = {"leader": {"institution": place}, "area_head": {"area": cluster.area}}
    membership = MembershipFactory(**{role: True}, **at.get(role, {"cluster": cluster}))
    client.force_login(membership.user)

    assert create(client, goal).status_code == 404
    assert not Indicator.objects.exists()


def test_nobody_writes_to_anothers_theme(client, leader, goal):
    elsewhere = GoalFactory(strategy=StrategyFactory(vision=True, cluster=ClusterFactory()))

    response = create(client, goal, goal=elsewhere.pk)

    assert "goal" in response.context["sheet"].form.errors
    assert create(client, elsewhere).status_code == 404


def test_pages_lead_there_for_those_who_may(client, leader, goal):
    indicator = saved(goal)
    there = reverse("indicator_edit", args=[indicator.pk])

    assert there in client.get(indicator.get_absolute_url()).content.decode()
    assert there in client.get(goal.get_absolute_url()).content.decode()
    new = reverse("indicator_create", args=[goal.pk])
    assert new in client.get(goal.get_absolute_url()).content.decode()
    assert new in client.get(reverse("indicator_begin")).content.decode()
    assert reverse("indicator_begin") in client.get(reverse("indicator_list")).content.decode()


def test_pages_do_not_lead_others_there(client, goal, cluster):
    indicator = saved(goal)
    client.force_login(MembershipFactory(board_member=True, cluster=cluster).user)

    page = client.get(indicator.get_absolute_url()).content.decode()

    assert reverse("indicator_edit", args=[indicator.pk]) not in page
    assert reverse("indicator_begin") not in client.get(reverse("indicator_list")).content.decode()


@pytest.mark.parametrize("number", ["x", "-1", "99999999999999999999"])
def test_numbers_that_are_none_break_nothing(client, leader, goal, number):
    for action in ("vis", "gem", "del"):
        response = create(
            client, goal, handling=action, kind="methods", required_units=number, dele=number,
            year=number, value=number,
        )  # fmt: skip
        assert response.status_code == 200


def test_what_is_only_tried_needs_no_name(client, leader, goal, cluster):
    units(cluster, 4)

    assert create(client, goal, handling="proev", short_text="").context["trial"]
    create(client, goal, short_text="")
    assert not Indicator.objects.exists()


def test_a_number_is_tried_at_the_bands_beside_it(client, leader, goal, cluster):
    for value in ("3.6", "4.4"):
        units(cluster, 0)
        place = cluster.placements.order_by("-pk").first().institution
        MeasurementFactory(
            institution=place, topic=numbered(), year=THIS_YEAR, value=Decimal(value)
        )
    lower = [band.lower for band in numbered().scale_in_use.bands.order_by("lower")]
    wanted = str(lower[-2]).replace(".", ",")

    response = create(
        client, goal, handling="proev", kind="i-kids", topic=numbered().pk, step="", value=wanted
    )

    others = [other.name for other in response.context["trial"].others]
    assert sum("kravet var mindst" in name for name in others) == 2


def test_the_step_that_does_not_fit_is_marked_at_its_slot(client, leader, goal):
    other = topic("tilsyn-2020", "tilsyn-relationer").scale_in_use.steps.first()

    shown = text_of(create(client, goal, step=other.pk))

    assert f"findes ikke på skalaen »{rated().scale_in_use.name}«" in shown
    assert 'href="#id_step">Vælg et andet trin</a>' in shown


def test_without_a_cluster_there_is_nowhere_to_try_it(client):
    client.force_login(UserFactory(administrator=True))
    common = GoalFactory()

    shown = text_of(create(client, common, handling="proev"))

    assert "Der er endnu ingen klynge at prøve det i" in shown
    assert create(client, common).status_code == 302


def test_who_saves_over_another_is_told_first(client, leader, goal):
    indicator = saved(goal)
    address = reverse("indicator_edit", args=[indicator.pk])
    read_at = client.get(address).context["sheet"].read_at
    edit(client, indicator, short_text="Den andens")

    told = edit(client, indicator, short_text="Min", laest=read_at)
    indicator.refresh_from_db()
    assert (told.status_code, indicator.short_text) == (200, "Den andens")
    again = edit(client, indicator, short_text="Min", laest=told.context["sheet"].read_at)

    indicator.refresh_from_db()
    assert (again.status_code, indicator.short_text) == (302, "Min")


def test_topics_of_other_instruments_stay_as_they_are(client, leader, goal):
    """The administration may join instruments; the sentence shows one of them."""
    indicator = IndicatorFactory(goal=goal, source="topics", topics=[numbered(), rated()])

    shown = client.get(reverse("indicator_edit", args=[indicator.pk])).context["sheet"].form
    fields = {"kind": shown["kind"].value(), "topic": shown["topic"].value(), "step": ""}
    assert edit(client, indicator, **fields).status_code == 302

    assert {topic.pk for topic in indicator.topics.all()} == {numbered().pk, rated().pk}
