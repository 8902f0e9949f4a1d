"""Local goals as examples: shared and taken back, searched, and begun from with credit."""

import pytest
from django.urls import reverse

from config.search import says, stem
from institutions.models import InstitutionKind
from strategy.models import LocalGoal, Method
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    EffortFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    MethodFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def example():
    """A reached goal of Regnbuen, shared by its leader."""
    place = InstitutionFactory(
        name="Regnbuen", cluster=ClusterFactory(), kind=InstitutionKind.NURSERY
    )
    goal = LocalGoalFactory(
        institution=place, goal__number=4, text="Børnene vælger legegrupper", reached=True
    )
    EffortFactory(local_goal=goal, number=2, text="ÆBLEHAVEN besøges af alle grupperne")
    goal.share(by=MembershipFactory(leader=True, institution=place).user)
    return goal


@pytest.fixture
def stranger(client):
    """A leader in another cluster."""
    place = InstitutionFactory(name="Egernet", slug="egernet", cluster=ClusterFactory())
    leader = MembershipFactory(leader=True, institution=place).user
    client.force_login(leader)
    return leader


def listed(client, **query) -> str:
    return client.get(reverse("example_list"), query).content.decode()


def test_a_shared_goal_is_read_across_clusters(client, stranger, example):
    assert example.text in listed(client)

    page = client.get(reverse("example_detail", args=[example.pk])).content.decode()

    assert "ÆBLEHAVEN" in page
    assert "Opnået" in page
    assert client.get(example.get_absolute_url()).status_code == 404


def test_sharing_can_be_taken_back(client, stranger, example):
    example.stop_sharing()

    assert example.text not in listed(client)
    assert client.get(reverse("example_detail", args=[example.pk])).status_code == 404


@pytest.mark.parametrize("state", ["sent", "returned", "discontinued"])
def test_what_the_board_has_not_adopted_is_no_example(client, stranger, example, state):
    LocalGoal.objects.filter(pk=example.pk).update(status=LocalGoalStatus(state), outcome="")

    assert example.text not in listed(client)
    assert client.get(reverse("example_detail", args=[example.pk])).status_code == 404


def test_the_institution_shares_by_an_act_of_its_own(client):
    goal = LocalGoalFactory(adopted=True)
    client.force_login(MembershipFactory(leader=True, institution=goal.institution).user)
    address = reverse("local_goal_share", args=[goal.pk])

    assert client.get(address).status_code == 405
    client.post(address)
    goal.refresh_from_db()
    assert goal.is_shared
    version = goal.version

    client.post(address, {"action": "stop"})
    goal.refresh_from_db()
    assert not goal.is_shared
    assert goal.version == version  # nobody's open form is outdated by it


def test_a_draft_is_not_shared(client):
    goal = LocalGoalFactory()
    client.force_login(MembershipFactory(leader=True, institution=goal.institution).user)

    client.post(reverse("local_goal_share", args=[goal.pk]))

    goal.refresh_from_db()
    assert goal.shared_at is None


@pytest.mark.parametrize(
    "query",
    [
        {"q": "LEGEGRUPPE"},
        {"q": "vælge"},
        {"q": "æblehave"},
        {"q": "gruppe Regnbuen"},
        {"maal": "4"},
        {"alder": "0-2"},
        {"q": "børn", "maal": "4", "alder": "0-2"},
    ],
)
def test_examples_are_found_by_words_goal_and_age(client, stranger, example, query):
    assert example.text in listed(client, **query)


@pytest.mark.parametrize(
    "query", [{"q": "fodbold"}, {"q": "%"}, {"maal": "3"}, {"alder": "3-5"}, {"q": "vælge fodbold"}]
)
def test_what_does_not_fit_is_not_found(client, stranger, example, query):
    assert example.text not in listed(client, **query)
    assert "Ingen eksempler passer" in listed(client, **query)


@pytest.mark.parametrize("odd", ["\x00", "'; drop table", "<script>", "x" * 5_000, "a " * 500])
def test_odd_searches_find_nothing_and_break_nothing(client, stranger, odd):
    assert client.get(reverse("example_list"), {"q": odd, "maal": odd}).status_code == 200


def test_a_goal_begins_from_an_example_with_credit(client, stranger, example):
    answer = client.post(reverse("example_use", args=[example.pk]), {"institution": "egernet"})

    draft = LocalGoal.objects.get(institution__slug="egernet")
    assert answer.url == reverse("local_goal_edit", args=[draft.pk])
    assert (draft.text, draft.how, draft.status) == (
        example.text,
        example.how,
        LocalGoalStatus.DRAFT,
    )
    assert draft.efforts.count() == 2
    assert draft.measured_on is None
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Lånt fra Regnbuen" in page
    assert "Opnået" in page


def test_two_clicks_begin_one_draft(client, stranger, example):
    for _click in range(2):
        client.post(reverse("example_use", args=[example.pk]), {"institution": "egernet"})

    assert LocalGoal.objects.filter(begun_from=example).count() == 1


def test_the_page_costs_the_same_however_many_examples(client, stranger, example, queries_for):
    few = queries_for(reverse("example_list"))
    for _number in range(5):
        goal = LocalGoalFactory(in_progress=True)
        goal.share(by=stranger)

    assert queries_for(reverse("example_list")) == few


@pytest.mark.parametrize(
    ("word", "found"),
    [("dialogen", True), ("DIALOGISK", True), ("ØVELSE", True), ("øve", True), ("cykel", False)],
)
def test_methods_are_searched_in_danish(word, found):
    method = MethodFactory(name="Dialogisk læsning", description="Øvelser i små grupper")
    GoalFactory()

    hits = Method.objects.filter(says(word, "name", "description"))

    assert (method in hits) is found


def test_the_page_of_methods_is_searched(client):
    client.force_login(UserFactory(administrator=True))
    MethodFactory(name="Dialogisk læsning", when_it_works="Når gruppen er lille")
    MethodFactory(name="Åbne døre")

    page = client.get(reverse("method_list"), {"q": "ÅBNE dør"}).content.decode()
    other = client.get(reverse("method_list"), {"q": "lille gruppe"}).content.decode()

    assert "Åbne døre" in page
    assert "Dialogisk" not in page
    assert "Hvornår den virker" in other


def test_endings_are_taken_off_words():
    assert [stem(word) for word in ("grupperne", "børnenes", "måler", "leg", "æblehaven")] == [
        "grupp",
        "børn",
        "mål",
        "leg",
        "æblehav",
    ]
