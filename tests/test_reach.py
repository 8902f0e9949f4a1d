"""How far each role reaches: two clusters in Vest, one in Øst, and an institution of its own."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from institutions.access import (
    EVERYWHERE,
    NO_SEATS,
    NOWHERE,
    Places,
    Scope,
    Seats,
    roles_held_by,
    scope_of,
)
from institutions.models import (
    Area,
    Board,
    Cluster,
    Group,
    Institution,
    InstitutionImport,
    Membership,
)
from institutions.querysets import within
from institutions.roles import ADMINISTRATION, Role, title_of
from measurements.models import Import
from strategy.models import (
    Decision,
    GoalAssessment,
    LocalGoal,
    Method,
    MethodUse,
    ProcessStep,
    StatusUpdate,
    Strategy,
)
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    AreaFactory,
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    GroupFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    MethodFactory,
    MethodUseFactory,
    PlacementFactory,
    StatusUpdateFactory,
    StrategyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    vest, oest = AreaFactory(name="Vest"), AreaFactory(name="Øst")
    own = ClusterFactory(area=vest, name="own")
    sibling = ClusterFactory(area=vest, name="sibling")
    other = ClusterFactory(area=oest, name="other")
    return SimpleNamespace(
        vest=vest,
        oest=oest,
        own=own,
        sibling=sibling,
        other=other,
        unit=InstitutionFactory(name="unit", cluster=own),
        neighbour=InstitutionFactory(name="neighbour", cluster=own),
        cousin=InstitutionFactory(name="cousin", cluster=sibling),
        stranger=InstitutionFactory(name="stranger", cluster=other),
        lonely=InstitutionFactory(name="lonely", area=oest),
    )


def holder(town, role: str, at: str | None) -> User:
    """A person who holds a role at a place of the town."""
    place = getattr(town, at) if at else None
    kind = {Area: "area", Cluster: "cluster", Institution: "institution"}.get(type(place))
    return MembershipFactory(role=role, **({kind: place} if kind else {})).user


CLUSTER = "neighbour unit"
VEST = "cousin neighbour unit"
ALL = "cousin lonely neighbour stranger unit"

#: role, where → the institutions that are read, whose drafts are read, edited, decided on.
REACHES = [
    ("administrator", None, ALL, ALL, ALL, ALL),
    ("area_head", "vest", VEST, "", "", ""),
    ("area_head", "oest", "lonely stranger", "", "", ""),
    ("area_head", None, ALL, "", "", ""),
    ("consultant", None, ALL, "", "", ""),
    ("consultant", "own", CLUSTER, "", "", ""),
    ("cluster_leader", "own", CLUSTER, CLUSTER, CLUSTER, CLUSTER),
    ("leader", "unit", CLUSTER, CLUSTER, "unit", "unit"),
    ("leader", "lonely", "lonely", "lonely", "lonely", "lonely"),
    ("chair", "own", CLUSTER, "", "", CLUSTER),
    ("chair", "unit", CLUSTER, "", "", "unit"),
    ("chair", None, ALL, "", "", ""),
    ("board_member", "own", CLUSTER, "", "", ""),
    ("board_member", "unit", CLUSTER, "", "", ""),
    ("board_member", None, ALL, "", "", ""),
    ("staff_member", "own", CLUSTER, "", "", ""),
]


@pytest.mark.parametrize(("role", "at", "reads", "drafts", "edits", "decides"), REACHES)
def test_a_role_reaches_so_far(town, role, at, reads, drafts, edits, decides):
    reach = scope_of(holder(town, role, at))

    def names(places) -> str:
        return " ".join(sorted(Institution.objects.at(places).values_list("name", flat=True)))

    assert names(reach.reads) == reads
    assert names(reach.drafts) == drafts
    assert names(reach.edits) == edits
    assert names(reach.decides) == decides


#: role, where → the institutions they oversee, and those whose courses they plan.
HEADS = [
    ("administrator", None, ALL, ALL),
    ("area_head", "vest", VEST, VEST),
    ("area_head", None, ALL, ALL),
    ("consultant", "own", "", CLUSTER),
    ("consultant", None, "", ALL),
    ("area_head", "unit", "unit", "unit"),
    ("consultant", "unit", "", "unit"),
    ("cluster_leader", "own", "", ""),
    ("leader", "unit", "", ""),
    ("chair", None, "", ""),
]


@pytest.mark.parametrize(("role", "at", "oversees", "plans"), HEADS)
def test_a_role_oversees_and_plans_so_far(town, role, at, oversees, plans):
    reach = scope_of(holder(town, role, at))

    def names(places) -> str:
        return " ".join(sorted(Institution.objects.at(places).values_list("name", flat=True)))

    assert names(reach.oversees) == oversees
    assert names(reach.plans) == plans


#: role, where → whether they sit on a board there, chair it, and serve the municipality.
SEATS = [
    ("area_head", "vest", False, False, False),
    ("area_head", None, False, False, True),
    ("consultant", None, False, False, True),
    ("consultant", "own", False, False, False),
    ("cluster_leader", "own", False, False, False),
    ("leader", "unit", False, False, False),
    ("chair", "own", True, True, False),
    ("chair", "unit", True, True, False),
    ("chair", None, True, True, False),
    ("board_member", "own", True, False, False),
    ("board_member", None, True, False, False),
    ("staff_member", "unit", True, False, False),
]


@pytest.mark.parametrize(("role", "at", "sits", "chairs", "serves"), SEATS)
def test_a_role_gives_a_seat_where_it_is_held(town, role, at, sits, chairs, serves):
    reach = scope_of(holder(town, role, at))
    place = getattr(town, at).pk if at else None
    seats = {
        None: Seats(municipality=True),
        "own": Seats(clusters=frozenset({place})),
        "unit": Seats(institutions=frozenset({place})),
    }

    assert reach.sits == (seats[at] if sits else NO_SEATS)
    assert reach.chairs == (seats[at] if chairs else NO_SEATS)
    assert reach.serves is serves


def test_the_roles_that_are_held_are_told_with_the_clusters_near_them(town):
    user = holder(town, "leader", "unit")
    MembershipFactory(user=user, role="board_member")

    held = roles_held_by(user)

    assert roles_held_by(user) is held
    assert held.roles == {("leader", False, "integrated"), ("board_member", True, "")}
    assert held.clusters == {town.own.pk: town.own.slug}


def test_a_reach_names_places_and_nothing_else(town):
    near = frozenset({town.unit.pk, town.neighbour.pk})

    assert scope_of(holder(town, "leader", "unit")).reads == Places(
        clusters=frozenset({town.own.pk}), institutions=near
    )
    assert scope_of(holder(town, "leader", "lonely")).reads == Places(
        institutions=frozenset({town.lonely.pk})
    )
    assert scope_of(holder(town, "area_head", "vest")).oversees == Places(
        areas=frozenset({town.vest.pk}),
        clusters=frozenset({town.own.pk, town.sibling.pk}),
        institutions=near | {town.cousin.pk},
    )


def test_who_has_every_role_of_boards_is_of_boards_only(town):
    user = holder(town, "chair", "own")
    for role in ("board_member", "staff_member"):
        MembershipFactory(user=user, role=role, cluster=town.own)

    assert scope_of(user).is_board_only


def test_no_place_is_no_condition_that_lets_rows_through(town):
    assert not Institution.objects.filter(within(NOWHERE))
    assert within(EVERYWHERE, institutions="pk") is None


def test_imports_of_institutions_are_for_administrators(town):
    standing = InstitutionImport.objects.create(file_name="a.csv", sha256="0", size=1)
    undone = InstitutionImport.objects.create(
        file_name="b.csv", sha256="1", size=1, undone_at=timezone.now()
    )

    found = InstitutionImport.objects.visible_to(holder(town, "administrator", None))
    assert set(found) == {standing, undone}
    assert not InstitutionImport.objects.visible_to(holder(town, "consultant", None))
    assert list(InstitutionImport.objects.standing()) == [standing]


@pytest.mark.parametrize("role", Role)
def test_only_some_roles_are_held_for_the_whole_municipality(town, role):
    municipal = {"administrator", "area_head", "consultant", "chair", "board_member"}
    membership = MembershipFactory.build(user=UserFactory(), role=role)

    if role in municipal:
        membership.validate_constraints()
    else:
        with pytest.raises(ValidationError, match="skal høre til et sted"):
            membership.validate_constraints()


def test_an_administrator_prepares_what_committees_meet_about():
    assert frozenset({Role.ADMINISTRATOR, Role.AREA_HEAD, Role.CONSULTANT}) == ADMINISTRATION


def test_on_a_board_of_the_municipality_one_is_of_its_committee():
    assert title_of("chair", is_municipal=True) == "formand for udvalget"
    assert title_of("chair", is_municipal=False) == "bestyrelsesformand"
    assert title_of("consultant", is_municipal=True) == title_of("consultant", is_municipal=False)


@pytest.mark.parametrize(
    ("role", "at", "areas"),
    [
        ("administrator", None, "Vest Øst"),
        ("area_head", "vest", "Vest"),
        ("cluster_leader", "own", "Vest"),
        ("leader", "lonely", "Øst"),
    ],
)
def test_the_areas_are_named_in_which_something_is_read(town, role, at, areas):
    """Each once, however much in it is read."""
    named = Area.objects.named_to(holder(town, role, at))

    assert " ".join(sorted(area.name for area in named)) == areas


@pytest.mark.parametrize(
    ("role", "at", "clusters"),
    [("administrator", None, "other own sibling"), ("cluster_leader", "own", "own")],
)
def test_clusters_are_changed_by_those_who_edit_there(town, role, at, clusters):
    changed = Cluster.objects.editable_by(holder(town, role, at))

    assert " ".join(sorted(cluster.name for cluster in changed)) == clusters


@pytest.mark.parametrize(
    ("role", "at", "clusters", "areas"),
    [
        ("administrator", None, "other own sibling", "Vest Øst"),
        ("area_head", "vest", "own sibling", "Vest"),
        ("cluster_leader", "own", "own", ""),
        ("leader", "unit", "own", ""),
        ("leader", "lonely", "", ""),
        ("board_member", "own", "own", ""),
    ],
)
def test_clusters_and_areas_follow(town, role, at, clusters, areas):
    user = holder(town, role, at)

    assert " ".join(sorted(c.name for c in Cluster.objects.visible_to(user))) == clusters
    assert " ".join(sorted(a.name for a in Area.objects.visible_to(user))) == areas


@pytest.mark.parametrize("days", [{"to_on": "2024-12-31"}, {"from_on": "2099-01-01"}])
def test_a_role_reaches_nowhere_before_and_after_its_time(town, days):
    user = MembershipFactory(cluster_leader=True, cluster=town.own, **days).user

    assert not scope_of(user).reads


def test_nobody_and_those_made_inactive_reach_nowhere(town):
    inactive = holder(town, "administrator", None)
    inactive.is_active = False

    assert Scope.of(AnonymousUser()) == Scope()
    assert Scope.of(inactive) == Scope()
    assert Scope.of(UserFactory()).reads == NOWHERE
    assert Scope.of(UserFactory(administrator=True)).reads == EVERYWHERE


def test_two_roles_reach_as_far_as_both_and_edit_as_each(town):
    user = holder(town, "leader", "unit")
    MembershipFactory(user=user, board_member=True, cluster=town.other)

    reach = scope_of(user)

    assert set(Institution.objects.at(reach.reads)) == {town.unit, town.neighbour, town.stranger}
    assert set(Institution.objects.at(reach.edits)) == {town.unit}
    assert not reach.is_board_only


def test_only_those_who_sit_on_boards_alone_are_board_only(town):
    assert scope_of(holder(town, "board_member", "own")).is_board_only
    assert scope_of(holder(town, "chair", "unit")).is_board_only
    assert not scope_of(holder(town, "consultant", "own")).is_board_only
    assert not scope_of(UserFactory()).is_board_only


def test_who_has_moved_away_reads_the_new_cluster_and_no_longer_the_old(town):
    placement = town.unit.placements.get()
    placement.to_on = "2024-12-31"
    placement.save()
    PlacementFactory(institution=town.unit, cluster=town.sibling, from_on="2025-01-01")

    user = holder(town, "leader", "unit")

    assert set(Institution.objects.visible_to(user)) == {town.unit, town.cousin}


def test_a_reach_takes_one_query_however_large_the_municipality(town, django_assert_num_queries):
    user = holder(town, "area_head", "vest")
    for _number in range(10):
        InstitutionFactory(cluster=ClusterFactory(area=town.vest))

    with django_assert_num_queries(1):
        assert len(Scope.of(user).reads.institutions) == 13


# --- Every queryset -----------------------------------------------------------------------------


@pytest.fixture
def filled(town):
    """Something of every kind in the own cluster, in the sibling and in the other area."""
    common = GoalFactory()
    for cluster in (town.own, town.sibling, town.other):
        unit = cluster.institutions.first()
        BoardFactory(cluster=cluster)
        GroupFactory(institution=unit)
        MembershipFactory(board_member=True, cluster=cluster)
        strategy = StrategyFactory(vision=True, cluster=cluster)
        goal = GoalFactory(strategy=strategy)
        ProcessStep.objects.create(
            strategy=strategy,
            when_text="Maj",
            from_on="2026-05-01",
            to_on="2026-05-31",
            text="Drøftes",
        )
        GoalAssessment.objects.create(goal=goal, cluster=cluster, progress="onway")
        local_goal = LocalGoalFactory(goal=common, institution=unit, in_progress=True)
        StatusUpdateFactory(local_goal=local_goal)
        Decision.objects.create(
            local_goal=local_goal,
            from_status=LocalGoalStatus.ADOPTED,
            to_status=LocalGoalStatus.IN_PROGRESS,
        )
        MethodUseFactory(method=MethodFactory(cluster=cluster), institution=unit)
    return town


KINDS = [
    Area,
    Board,
    Cluster,
    Decision,
    GoalAssessment,
    Group,
    Institution,
    LocalGoal,
    Membership,
    Method,
    MethodUse,
    ProcessStep,
    StatusUpdate,
    Strategy,
]


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_nothing_of_other_places_is_seen_or_changed(filled, model):
    """The cluster leader sees some of it and not all; what may be changed is never more."""
    leader = holder(filled, "cluster_leader", "own")
    everything = set(model.objects.all())

    visible = set(model.objects.visible_to(leader))
    editable = set(model.objects.editable_by(leader))

    assert editable <= visible < everything
    assert bool(visible) is (model is not Area)
    assert set(model.objects.visible_to(UserFactory(administrator=True))) == everything


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_those_without_a_role_see_and_change_nothing(filled, model):
    nobody = UserFactory()

    assert not model.objects.visible_to(nobody)
    assert not model.objects.editable_by(nobody)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_boards_change_nothing(filled, model):
    for role in ("chair", "board_member", "staff_member"):
        assert not model.objects.editable_by(holder(filled, role, "own"))


def test_imports_are_for_administrators(town):
    Import.objects.create(file_name="tilsyn.csv", sha256="0", size=1, layout="tilsyn_wide")

    assert Import.objects.visible_to(holder(town, "administrator", None)).count() == 1
    assert not Import.objects.visible_to(holder(town, "consultant", None))
    assert not Import.objects.visible_to(holder(town, "cluster_leader", "own"))


def test_drafts_are_seen_by_the_leadership_of_the_cluster_and_nobody_else(town):
    draft = LocalGoalFactory(institution=town.unit)
    returned = LocalGoalFactory(institution=town.unit, returned=True)

    def sees(role: str, at: str | None) -> set:
        return set(LocalGoal.objects.visible_to(holder(town, role, at)))

    assert sees("leader", "unit") == sees("leader", "neighbour") == {draft, returned}
    assert sees("cluster_leader", "own") == sees("administrator", None) == {draft, returned}
    for role, at in [
        ("leader", "cousin"),
        ("cluster_leader", "sibling"),
        ("area_head", "vest"),
        ("consultant", None),
        ("chair", "own"),
        ("board_member", "unit"),
        ("staff_member", "own"),
    ]:
        assert sees(role, at) == set(), role


def test_a_draft_of_a_strategy_is_seen_by_those_who_may_change_it(town):
    draft = StrategyFactory(vision=True, draft=True, cluster=town.own)

    def sees(role: str, at: str | None) -> bool:
        return Strategy.objects.visible_to(holder(town, role, at)).contains(draft)

    assert sees("cluster_leader", "own")
    assert sees("administrator", None)
    assert not sees("consultant", None)
    assert not sees("board_member", "own")


def test_a_neighbour_reads_a_draft_and_cannot_change_it(town):
    draft = LocalGoalFactory(institution=town.unit)
    neighbour = holder(town, "leader", "neighbour")

    assert LocalGoal.objects.visible_to(neighbour).contains(draft)
    assert not LocalGoal.objects.editable_by(neighbour).contains(draft)
    assert not LocalGoal.objects.movable_by(neighbour).contains(draft)


def test_a_committee_decides_for_no_institutions_board(town):
    sent = LocalGoalFactory(institution=town.unit, sent=True)

    assert not LocalGoal.objects.movable_by(holder(town, "chair", None)).contains(sent)
    assert LocalGoal.objects.movable_by(holder(town, "chair", "own")).contains(sent)
