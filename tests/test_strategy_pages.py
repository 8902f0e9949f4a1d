"""A strategy written on pages: begun from another, corrected, compared, and taken on its way."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Indicator
from measurements.models import ScaleStep, Topic
from measurements.reference import load_reference
from strategy.authoring.text import StrategyText
from strategy.authoring.versions import versions_of
from strategy.models import Goal, ProcessStep, Statement, Strategy
from strategy.shipped import add_goal, load_vision
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    PlacementFactory,
    StrategyFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year


@pytest.fixture
def cluster():
    return ClusterFactory()


@pytest.fixture
def leader(client, cluster):
    user = MembershipFactory(cluster_leader=True, cluster=cluster).user
    client.force_login(user)
    return user


@pytest.fixture
def vision(cluster):
    vision = StrategyFactory(
        vision=True, draft=True, cluster=cluster, title="Vision", headline="Nærvær.",
        from_year=YEAR + 1, to_year=YEAR + 4,
    )  # fmt: skip
    add_goal(vision, number=1, text="Vi arbejder sammen", short_name="Sammen",
             statements=["Vi deler viden.", "Vi har solidarisk økonomi."])  # fmt: skip
    add_goal(
        vision, number=2, text="Børnene først", short_name="Børnene", statements=["Vi spørger."]
    )
    return vision


def text_of(response):
    return " ".join(response.content.decode().split())


def page(client, vision):
    return client.get(reverse("strategy_edit", args=[vision.pk]))


def sent(response, **fields):
    """What the page sends when nothing has been changed."""
    sheet = response.context["sheet"]
    data = {"handling": "gem", "temaer": len(sheet.themes), "laest": sheet.read_at}
    data |= {name: sheet.form[name].value() for name in sheet.form.fields}
    for theme in sheet.themes:
        data |= {theme.add_prefix(name): theme[name].value() or "" for name in theme.fields}
    if sheet.taken_out:
        data["ud"] = sheet.taken_out
    return data | fields


def save(client, vision, **fields):
    address = reverse("strategy_edit", args=[vision.pk])
    return client.post(address, sent(page(client, vision), **fields))


def themes_of(vision):
    text = StrategyText.of(vision)
    return [(theme.number, theme.text, *theme.statements) for theme in text.themes]


# --- Writing ------------------------------------------------------------------------------------


def test_statements_are_pasted_as_a_list_and_lose_their_bullets(client, leader, vision):
    pasted = "1. Vi deler viden.\n• Vi spiser sammen\n\n- Vi har solidarisk økonomi.\n"

    response = save(client, vision, **{"tema-0-statements": pasted})

    assert response.status_code == 302
    assert themes_of(vision)[0] == (
        1, "Vi arbejder sammen",
        "Vi deler viden.", "Vi spiser sammen", "Vi har solidarisk økonomi.",
    )  # fmt: skip


def test_what_stays_keeps_its_row_and_nothing_else_is_told_in_the_history(client, leader, vision):
    rows = {row.text: row.pk for row in Statement.objects.all()}
    Statement.history.all().delete()

    save(client, vision, **{"tema-0-statements": "Vi deler al viden.\nVi har solidarisk økonomi."})

    now = {row.text: row.pk for row in Statement.objects.all()}
    assert now["Vi deler al viden."] == rows["Vi deler viden."]
    assert list(Statement.history.values_list("text", flat=True)) == ["Vi deler al viden."]


def test_saving_what_is_there_writes_nothing(client, leader, vision):
    before = [model.history.count() for model in (Strategy, Goal, Statement)]

    assert save(client, vision).status_code == 302

    assert [model.history.count() for model in (Strategy, Goal, Statement)] == before


def test_a_theme_is_added_without_a_script(client, leader, vision):
    address = reverse("strategy_edit", args=[vision.pk])
    more = client.post(address, sent(page(client, vision), handling="tema"))
    assert len(more.context["sheet"].themes) == 3

    new = {"tema-2-text": "Den attraktive arbejdsplads", "tema-2-statements": "Vi trives."}
    response = client.post(address, sent(more, **new))

    assert response.status_code == 302
    assert themes_of(vision)[2] == (3, "Den attraktive arbejdsplads", "Vi trives.")
    assert vision.goals.get(number=3).short_name == "Den attraktive arbejdsplads"


def test_an_empty_theme_is_no_theme(client, leader, vision):
    address = reverse("strategy_edit", args=[vision.pk])
    more = client.post(address, sent(page(client, vision), handling="tema"))

    assert client.post(address, sent(more)).status_code == 302
    assert vision.goals.count() == 2


def test_themes_change_places_and_keep_their_rows(client, leader, vision):
    address = reverse("strategy_edit", args=[vision.pk])
    first, second = vision.goals.order_by("number")
    moved = client.post(address, sent(page(client, vision), handling="ned-0"))
    assert themes_of(vision)[0][1] == "Vi arbejder sammen"  # nothing is saved yet

    client.post(address, sent(moved))

    assert [goal.pk for goal in vision.goals.order_by("number")] == [second.pk, first.pk]
    assert [goal.number for goal in vision.goals.order_by("number")] == [1, 2]


def test_a_theme_is_taken_out_when_it_is_saved(client, leader, vision):
    address = reverse("strategy_edit", args=[vision.pk])
    without = client.post(address, sent(page(client, vision), handling="fjern-0"))
    assert vision.goals.count() == 2

    assert client.post(address, sent(without)).status_code == 302
    assert themes_of(vision) == [(1, "Børnene først", "Vi spørger.")]


@pytest.mark.parametrize("held_by", ["indicator", "local goal"])
def test_a_theme_that_something_hangs_on_stays(client, leader, vision, held_by):
    goal = vision.goals.get(number=1)
    if held_by == "indicator":
        IndicatorFactory(goal=goal)
    else:
        LocalGoalFactory(goal=goal)
    address = reverse("strategy_edit", args=[vision.pk])

    told = client.post(address, sent(page(client, vision), handling="fjern-0"))
    assert told.context["sheet"].told
    by_hand = client.post(address, sent(page(client, vision), ud=[goal.pk], temaer=0))

    assert by_hand.status_code == 200
    assert vision.goals.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("from_year", "i år"),
        ("from_year", "20280"),
        ("to_year", YEAR),
        ("headline", "Barnet 010101-1234 er med"),
        ("tema-0-text", ""),
        ("tema-0-statements", "Barnet 010101-1234"),
        ("tema-0-statements", "Vi vil.\n" * 61),
        ("tema-0-short_name", "x" * 61),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_saved(client, leader, vision, field, value):
    response = save(client, vision, **{field: value, "tema-1-text": "Ændret"})

    assert response.status_code == 200
    assert any(form.errors for form in response.context["sheet"].forms)
    assert not vision.goals.filter(text="Ændret").exists()


@pytest.mark.parametrize("sent_along", [{"temaer": "x"}, {"ud": ["x", "99999999"]}, {"laest": "x"}])
def test_what_no_page_sends_breaks_nothing(client, leader, vision, sent_along):
    assert save(client, vision, **sent_along).status_code in (200, 302)
    assert vision.goals.count() == 2


def test_who_writes_over_another_is_told_first_and_nothing_is_lost(client, leader, vision):
    mine = sent(page(client, vision), title="Min")
    save(client, vision, title="Den andens")
    address = reverse("strategy_edit", args=[vision.pk])

    told = client.post(address, mine)
    assert told.status_code == 200
    vision.refresh_from_db()
    assert vision.title == "Den andens"
    again = client.post(address, sent(told, title="Min"))

    vision.refresh_from_db()
    assert (again.status_code, vision.title) == (302, "Min")
    assert "Den andens" in vision.history.values_list("title", flat=True)


def test_its_indicators_stand_under_the_theme(client, leader, vision):
    indicator = IndicatorFactory(goal=vision.goals.get(number=1))

    shown = text_of(page(client, vision))

    assert indicator.short_text in shown
    assert reverse("indicator_edit", args=[indicator.pk]) in shown
    assert reverse("indicator_create", args=[indicator.goal_id]) in shown


# --- Beginning ----------------------------------------------------------------------------------


def begin(client, cluster, beginning, **fields):
    data = {"title": "Ny vision", "from_year": YEAR + 5, "to_year": YEAR + 8} | fields
    address = reverse("vision_begin", args=[cluster.slug])
    return client.post(address, data | {"beginning": beginning})


def test_a_vision_begins_with_an_empty_page(client, leader, cluster):
    response = begin(client, cluster, "tom")

    new = Strategy.objects.get()
    assert response["Location"] == reverse("strategy_edit", args=[new.pk])
    assert (new.kind, new.cluster, new.stage) == ("vision", cluster, "draft")
    assert client.get(response["Location"]).status_code == 200


def test_a_vision_begins_with_the_example(client, leader, cluster):
    begin(client, cluster, "eksempel")

    new = StrategyText.of(Strategy.objects.get())
    assert len(new.themes) == 4
    assert new.statements > 20
    assert new.headline.startswith("Vi vil være en klynge")


def test_a_vision_begins_with_the_one_before_and_its_indicators(client, leader, cluster):
    load_reference()
    old = load_vision(cluster)
    topic = Topic.objects.get(version__code="tilsyn-2023", lineage="tilsyn-relationer")
    source = IndicatorFactory(
        goal=old.goals.first(), source="topics", topics=[topic], year=old.to_year
    )
    step = ScaleStep.objects.get(scale__code="tilsyn-2023", rank=4)
    TargetFactory(indicator=source, step=step)
    TargetFactory(indicator=source, step=step, year=old.to_year)
    TargetFactory(indicator=source, step=step, institution=InstitutionFactory())

    begin(client, cluster, str(old.pk))

    new = Strategy.objects.exclude(pk=old.pk).get()
    assert [t[1:] for t in themes_of(new)] == [t[1:] for t in themes_of(old)]
    copy = Indicator.objects.get(goal__strategy=new)
    assert (copy.short_text, copy.year) == (source.short_text, None)
    assert [(t.year, t.institution, t.step) for t in copy.targets.all()] == [(None, None, step)]
    assert list(copy.topics.all()) == [topic]


def test_what_could_never_be_worked_out_is_not_copied(client, leader, cluster):
    load_reference()
    old = load_vision(cluster)
    topic = Topic.objects.filter(version__to_year__lt=YEAR).first()
    IndicatorFactory(goal=old.goals.first(), source="topics", topics=[topic])

    begin(client, cluster, str(old.pk))

    new = Strategy.objects.exclude(pk=old.pk).get()
    assert not Indicator.objects.filter(goal__strategy=new).exists()


def test_a_vision_begins_with_what_another_cluster_has_adopted(client, leader, cluster):
    elsewhere = StrategyFactory(vision=True, cluster=ClusterFactory())
    GoalFactory(strategy=elsewhere, text="Fra de andre")
    draft = StrategyFactory(vision=True, draft=True, cluster=ClusterFactory())

    refused = begin(client, cluster, str(draft.pk))
    assert "beginning" in refused.context["form"].errors
    begin(client, cluster, str(elsewhere.pk))

    new = Strategy.objects.get(cluster=cluster)
    assert [goal.text for goal in new.goals.all()] == ["Fra de andre"]


def test_the_municipality_begins_with_the_example_of_common_goals(client):
    client.force_login(UserFactory(administrator=True))

    client.post(
        reverse("common_goals_begin"),
        {"title": "Fælles mål", "from_year": 2027, "to_year": 2030, "beginning": "eksempel"},
    )

    new = Strategy.objects.get()
    assert (new.kind, new.cluster, new.goals.count()) == ("common_goals", None, 4)


# --- Versions -----------------------------------------------------------------------------------


def at(vision, days):
    """Move all that has been written until now some days back."""
    for rows in (Strategy.history, Goal.history, Statement.history):
        for row in rows.all():
            moment = row.history_date - datetime.timedelta(days=days)
            rows.filter(history_id=row.history_id).update(history_date=moment)


def test_each_sitting_is_a_version_and_each_move(client, leader, vision):
    at(vision, 3)
    save(client, vision, headline="Nærvær og omsorg.")
    save(client, vision, headline="Nærvær, omsorg og tilknytning.")
    at(vision, 3)
    client.post(reverse("strategy_move", args=[vision.pk, "hearing"]), {"sure": "yes"})

    found = versions_of(vision)

    assert [(one.number, one.moved_to) for one in found] == [(3, "hearing"), (2, ""), (1, "")]
    assert [one.who for one in found] == [leader.name, leader.name, ""]
    was = [StrategyText.at(vision, one.at).headline for one in found]
    assert was == ["Nærvær, omsorg og tilknytning."] * 2 + ["Nærvær."]


def test_two_versions_stand_side_by_side(client, leader, vision):
    at(vision, 3)
    save(client, vision, **{"tema-0-statements": "Vi deler al viden.\nNye ledere får en mentor."})

    response = client.get(
        reverse("strategy_editions", args=[vision.pk]), {"venstre": "1", "hoejre": "2"}
    )

    shown = text_of(response)
    assert "Nye ledere får en mentor.</ins>" in shown
    assert "<del>Vi har solidarisk økonomi.</del>" in shown
    assert response.context["editions"].same == 4  # headline, two themes, one statement
    assert "Vi spørger." not in shown
    everything = client.get(
        response.request["PATH_INFO"], {"venstre": "1", "hoejre": "2", "alle": ""}
    )
    assert "Vi spørger." in text_of(everything)


def test_a_theme_that_was_taken_out_is_still_in_the_version_before(client, leader, vision):
    at(vision, 3)
    address = reverse("strategy_edit", args=[vision.pk])
    client.post(address, sent(client.post(address, sent(page(client, vision), handling="fjern-0"))))

    first = StrategyText.at(vision, versions_of(vision)[-1].at)

    assert [theme.text for theme in first.themes] == ["Vi arbejder sammen", "Børnene først"]
    assert first.themes[0].statements == ("Vi deler viden.", "Vi har solidarisk økonomi.")


@pytest.mark.parametrize("asked", ["x", "99", "s0", "s99999999", ""])
def test_a_version_that_is_not_there_is_no_error(client, leader, vision, asked):
    address = reverse("strategy_editions", args=[vision.pk])

    assert client.get(address, {"venstre": asked, "hoejre": asked}).status_code == 200


# --- Its life -----------------------------------------------------------------------------------


def move(client, strategy, stage, **fields):
    return client.post(
        reverse("strategy_move", args=[strategy.pk, stage]), {"sure": "yes"} | fields
    )


def test_it_goes_its_way_after_a_question_each_time(client, leader, vision):
    for stage in ("hearing", "adopted", "running", "closed"):
        address = reverse("strategy_move", args=[vision.pk, stage])
        assert client.post(address).status_code == 200
        vision.refresh_from_db()
        assert vision.stage != stage
        assert move(client, vision, stage)["Location"] == vision.get_absolute_url()
        vision.refresh_from_db()
        assert vision.stage == stage
    assert client.get(reverse("strategy_edit", args=[vision.pk]))["Location"]


def test_an_empty_text_is_not_heard(client, leader, cluster):
    empty = StrategyFactory(vision=True, draft=True, cluster=cluster)

    response = move(client, empty, "hearing")

    empty.refresh_from_db()
    assert (response.status_code, empty.stage) == (200, "draft")
    assert "Skriv mindst ét tema." in text_of(response)


def test_no_way_leads_there(client, leader, vision):
    vision.stage = "closed"
    vision.save()

    assert move(client, vision, "draft").status_code == 302
    vision.refresh_from_db()
    assert vision.stage == "closed"
    assert move(client, vision, "findes-ikke").status_code == 404


@pytest.fixture
def before(cluster):
    return StrategyFactory(
        vision=True, cluster=cluster, title="Den gamle", from_year=YEAR - 2, to_year=YEAR + 2
    )


def test_another_in_the_same_years_is_asked_about(client, leader, vision, before):
    assert "Den gamle" in text_of(page(client, vision))

    response = move(client, vision, "adopted")

    vision.refresh_from_db()
    assert (response.status_code, vision.stage) == (200, "draft")
    assert "Den gamle" in text_of(response)


@pytest.mark.parametrize(
    ("answer", "stage", "last"), [("forkort", "running", YEAR), ("afslut", "closed", YEAR + 2)]
)
def test_the_other_gives_way_as_it_was_answered(
    client, leader, vision, before, answer, stage, last
):
    move(client, vision, "adopted", other_vision=answer)

    for row in (vision, before):
        row.refresh_from_db()
    assert vision.stage == "adopted"
    assert (before.stage, before.to_year) == (stage, last)
    vision.full_clean()


# --- Who ----------------------------------------------------------------------------------------


def test_a_draft_is_for_those_who_lead_and_a_hearing_for_all(client, vision, cluster):
    member = MembershipFactory(board_member=True, cluster=cluster).user
    client.force_login(member)
    address = vision.get_absolute_url()
    assert client.get(address).status_code == 404

    vision.transition("hearing", by=member)

    response = client.get(address)
    assert response.status_code == 200
    assert reverse("strategy_edit", args=[vision.pk]) not in text_of(response)


@pytest.mark.parametrize("role", ["leader", "board_member", "chair", "area_head"])
def test_others_do_not_write(client, vision, cluster, role):
    place = PlacementFactory(cluster=cluster, institution=InstitutionFactory()).institution
    at_place = {"leader": {"institution": place}, "area_head": {"area": cluster.area}}
    person = MembershipFactory(**{role: True}, **at_place.get(role, {"cluster": cluster})).user
    client.force_login(person)

    for name, arguments in (
        ("strategy_edit", [vision.pk]),
        ("strategy_editions", [vision.pk]),
        ("strategy_move", [vision.pk, "hearing"]),
        ("vision_list", [cluster.slug]),
        ("vision_begin", [cluster.slug]),
        ("common_goals_list", []),
        ("common_goals_begin", []),
    ):
        assert client.post(reverse(name, args=arguments), {"sure": "yes"}).status_code == 404
    vision.refresh_from_db()
    assert vision.stage == "draft"


def test_the_list_tells_what_there_is_and_what_comes_next(client, leader, cluster):
    address = reverse("vision_list", args=[cluster.slug])
    empty = text_of(client.get(address))
    assert "Der er ingen vision endnu" in empty
    assert reverse("vision_begin", args=[cluster.slug]) in empty

    vision = StrategyFactory(vision=True, draft=True, cluster=cluster)
    assert reverse("strategy_edit", args=[vision.pk]) in text_of(client.get(address))


def test_however_many_visions_there_are_to_begin_from_it_costs_the_same(
    client, leader, cluster, django_assert_max_num_queries
):
    for _number in range(4):
        elsewhere = StrategyFactory(vision=True, cluster=ClusterFactory())
        add_goal(elsewhere, number=1, text="Et tema", short_name="Tema", statements=["Vi vil."])

    with django_assert_max_num_queries(16):
        response = client.get(reverse("vision_begin", args=[cluster.slug]))

    assert text_of(response).count("1 temaer og 1 udsagn") == 4


# --- The process plan ---------------------------------------------------------------------------


def plan(client, strategy, *rows, initial=0):
    data = {"trin-TOTAL_FORMS": len(rows), "trin-INITIAL_FORMS": initial}
    for place, row in enumerate(rows):
        data |= {f"trin-{place}-{name}": value for name, value in row.items()}
    return client.post(reverse("process_plan_edit", args=[strategy.pk]), data)


STEP = {
    "text": "Høring i MED", "actor": "Klyngelederen", "from_on": "1.2.2027", "to_on": "31.3.2027",
}  # fmt: skip


def test_steps_are_written_changed_and_taken_out(client, leader, vision):
    other = STEP | {"text": "Andet", "when_text": "Forår"}
    assert plan(client, vision, STEP, other, {}).status_code == 302
    first, second = vision.process_steps.order_by("pk")
    assert (first.when_text, second.when_text) == ("01.02.2027–31.03.2027", "Forår")
    assert first.to_on == datetime.date(2027, 3, 31)

    early = {"from_on": "1.9.2026", "done_on": "20.11.2026"}
    changed = STEP | {"id": first.pk} | early
    out = STEP | {"id": second.pk, "DELETE": "on"}
    assert plan(client, vision, changed, out, initial=2).status_code == 302

    assert vision.process_steps.get().done_on == datetime.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("from_on", "i morgen"), ("to_on", "1.1.2027"), ("actor", "010101-1234")],
)
def test_a_wrong_step_is_told_and_nothing_is_saved(client, leader, vision, field, value):
    response = plan(client, vision, STEP, STEP | {field: value})

    assert response.status_code == 200
    assert any(response.context["rows"].errors)
    assert not vision.process_steps.exists()


def test_the_step_of_another_strategy_is_not_touched(client, leader, vision, cluster):
    elsewhere = ProcessStep.objects.create(
        strategy=StrategyFactory(), text="De andres", when_text="Maj",
        from_on=datetime.date(2027, 5, 1), to_on=datetime.date(2027, 5, 31),
    )  # fmt: skip

    plan(client, vision, STEP | {"id": elsewhere.pk, "text": "Overtaget"}, initial=1)

    elsewhere.refresh_from_db()
    assert elsewhere.text != "Overtaget"


def test_pages_lead_to_the_writing(client, leader, cluster, vision):
    there = reverse("vision_list", args=[cluster.slug])

    assert there in text_of(client.get(cluster.get_absolute_url()))
    plan_page = reverse("process_plan_edit", args=[vision.pk])
    assert plan_page in text_of(page(client, vision))
    client.force_login(MembershipFactory(board_member=True, cluster=cluster).user)
    assert there not in text_of(client.get(cluster.get_absolute_url()))


def test_the_municipalitys_page_leads_its_administrator_to_the_common_goals(client):
    there = reverse("common_goals_list")
    client.force_login(UserFactory(administrator=True))
    assert there in text_of(client.get(reverse("municipality")))

    client.force_login(MembershipFactory(cluster_leader=True, cluster=ClusterFactory()).user)
    assert there not in text_of(client.get(reverse("municipality")))


def test_what_is_copied_to_a_draft_is_counted_nowhere_until_it_is_adopted(client, leader, cluster):
    old = StrategyFactory(vision=True, cluster=cluster, from_year=YEAR - 2, to_year=YEAR)
    indicator = IndicatorFactory(goal=GoalFactory(strategy=old))
    begin(client, cluster, str(old.pk), from_year=YEAR + 1, to_year=YEAR + 4)
    new = Strategy.objects.exclude(pk=old.pk).get()

    def listed():
        (place,) = client.get(reverse("indicator_list")).context["page"].clusters
        return [found.goal.strategy_id for found, _attainment in place.rows]

    assert Indicator.objects.filter(short_text=indicator.short_text).count() == 2
    assert listed() == [old.pk]
    new.headline = "Nærvær."
    new.save()
    move(client, new, "hearing")
    assert listed() == [old.pk]
    move(client, new, "adopted")
    assert listed() == [old.pk, new.pk]


def test_all_places_one_writes_for_are_told_with_what_there_is(client, leader, cluster, vision):
    StrategyFactory(vision=True, cluster=ClusterFactory(), title="De andres")
    address = reverse("strategy_places")

    shown = text_of(client.get(address))
    assert vision.title in shown
    assert "De andres" not in shown
    assert reverse("common_goals_list") not in shown

    client.force_login(UserFactory(administrator=True))
    shown = text_of(client.get(address))
    assert "De andres" in shown
    assert reverse("common_goals_list") in shown
    assert text_of(client.get(reverse("process_plan"))).count(address) == 1


def test_an_empty_list_of_indicators_leads_to_the_strategy(client, leader, cluster):
    assert reverse("strategy_places") in text_of(client.get(reverse("indicator_list")))


def test_common_goals_are_called_goals(client):
    client.force_login(UserFactory(administrator=True))
    goals = GoalFactory().strategy

    shown = text_of(page(client, goals))

    assert "Tilføj et mål" in shown
    assert "Visionen i én sætning" not in shown
    response = save(client, goals, **{"tema-0-text": "Alle børn hører til"})
    assert response.status_code == 302
    assert goals.goals.get().text == "Alle børn hører til"


def test_what_is_older_than_the_history_is_not_told_as_new(client, leader, vision):
    at(vision, 3)
    save(client, vision, headline="Nærvær og omsorg.")
    kept = Statement.objects.get(text="Vi deler viden.")
    Statement.history.filter(id=kept.pk).delete()  # as the purge of old history does
    Goal.history.filter(id=kept.goal_id).delete()

    first = StrategyText.at(vision, versions_of(vision)[-1].at)

    assert first.headline == "Nærvær."
    assert first.themes[0].statements == ("Vi deler viden.", "Vi har solidarisk økonomi.")


# --- Fetching -----------------------------------------------------------------------------------


def test_chosen_themes_are_fetched_from_another_text_with_their_indicators(
    client, leader, cluster, vision
):
    elsewhere = StrategyFactory(vision=True, cluster=ClusterFactory())
    add_goal(elsewhere, number=1, text="Ikke med", short_name="Ikke", statements=["Nej."])
    wanted = add_goal(elsewhere, number=2, text="Med", short_name="Med", statements=["Ja."])
    IndicatorFactory(goal=wanted, short_text="Det måles")
    address = reverse("strategy_fetch", args=[vision.pk])
    assert "Ikke med" in text_of(client.get(address, {"fra": elsewhere.pk}))

    response = client.post(address, {"fra": elsewhere.pk, "tema": ["1"]})

    assert response.status_code == 302
    assert themes_of(vision)[2:] == [(3, "Med", "Ja.")]
    assert [row.short_text for row in vision.goals.get(number=3).indicators.all()] == ["Det måles"]


@pytest.mark.parametrize("sent_along", [{}, {"tema": ["x", "99"]}, {"fra": "x", "tema": ["0"]}])
def test_nothing_is_fetched_where_nothing_was_chosen(client, leader, vision, sent_along):
    address = reverse("strategy_fetch", args=[vision.pk])

    response = client.post(address, {"fra": "eksempel"} | sent_along)

    assert response.status_code == 200
    assert vision.goals.count() == 2


def test_a_draft_of_others_is_not_fetched_from(client, leader, vision):
    draft = StrategyFactory(vision=True, draft=True, cluster=ClusterFactory())
    GoalFactory(strategy=draft, text="Hemmeligt endnu")
    address = reverse("strategy_fetch", args=[vision.pk])

    assert "Hemmeligt endnu" not in text_of(client.get(address, {"fra": draft.pk}))
    client.post(address, {"fra": draft.pk, "tema": ["0"]})
    assert vision.goals.count() == 2


# --- Throwing away ------------------------------------------------------------------------------


def throw_away(client, strategy, **fields):
    return client.post(reverse("strategy_delete", args=[strategy.pk]), fields)


def test_a_draft_is_thrown_away_after_a_question_and_stays_in_the_history(client, leader, vision):
    IndicatorFactory(goal=vision.goals.first())

    assert throw_away(client, vision).status_code == 200
    assert Strategy.objects.filter(pk=vision.pk).exists()
    assert throw_away(client, vision, sure="yes").status_code == 302

    assert not Strategy.objects.filter(pk=vision.pk).exists()
    assert Statement.history.filter(text="Vi spørger.", history_type="-").exists()


@pytest.mark.parametrize("stage", ["hearing", "adopted", "running", "closed"])
def test_what_is_no_draft_is_not_thrown_away(client, leader, vision, stage):
    vision.stage = stage
    vision.save()

    throw_away(client, vision, sure="yes")

    assert Strategy.objects.filter(pk=vision.pk).exists()


def test_a_draft_that_somebody_works_by_is_not_thrown_away(client, leader, vision):
    LocalGoalFactory(goal=vision.goals.first())

    assert throw_away(client, vision, sure="yes").status_code == 200
    assert Strategy.objects.filter(pk=vision.pk).exists()
