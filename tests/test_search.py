"""Searching: what one may read and nothing else, the nearest first, misspelt words too."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse

from dashboards.search.guides import guides_that_say
from dashboards.search.kinds import KINDS
from dashboards.search.results import MOST, SHOWN, SearchPage
from institutions.models import Identifier
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    MethodFactory,
)
from tests.factories.leadership import ProfileFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.workplace import SharedEconomyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster():
    return ClusterFactory(name="Klynge Fyrtårnet")


@pytest.fixture
def member(cluster):
    return MembershipFactory(board_member=True, cluster=cluster).user


def titles(user, typed, **more):
    page = SearchPage.build(user, typed=typed, **more)
    return [hit.title for group in page.groups for hit in group.hits]


def test_places_goals_indicators_and_methods_are_found_by_any_form_of_a_word(cluster, member):
    institution = InstitutionFactory(name="Solsikken", cluster=cluster)
    goal = GoalFactory(strategy__cluster=cluster, short_name="Legegrupper")
    LocalGoalFactory(institution=institution, text="Alle børn har en legegruppe", status="adopted")
    IndicatorFactory(goal=goal, short_text="Legegrupperne mødes hver uge")
    MethodFactory(name="Legegruppe i haven", cluster=None)

    found = {group.key for group in SearchPage.build(member, typed="LEGEGRUPPERNE").groups}

    assert found == {"maal", "lokale-maal", "maalepunkter", "metoder"}
    assert titles(member, "solsikke") == ["Solsikken", "Alle børn har en legegruppe"]


def test_every_word_must_be_said_wherever_it_stands(cluster, member):
    institution = InstitutionFactory(name="Solsikken", cluster=cluster)
    LocalGoalFactory(institution=institution, text="Vi læser hver dag", status="adopted")

    assert titles(member, "solsikken læse") == ["Vi læser hver dag"]
    assert titles(member, "solsikken svømme") == []


def test_what_one_may_not_read_is_not_found_nor_guessed(cluster, member):
    elsewhere = InstitutionFactory(name="Egernet", cluster=ClusterFactory())
    LocalGoalFactory(institution=elsewhere, text="Hemmelig havekunst", status="adopted")
    board = BoardFactory(cluster=cluster)
    meeting = MeetingFactory(board=board, status="called")
    AgendaItemFactory(meeting=meeting, title="Personsag Havekunst", is_confidential=True)
    stranger = MembershipFactory(leader=True, institution=elsewhere).user

    for typed in ("egernet", "egernen", "havekunst", "personsag"):
        found = SearchPage.build(member, typed=typed)
        assert [g.key for g in found.groups if g.key != "punkter"] == [], typed
        assert not found.meant or "havekunst" in found.meant
    assert "punkter" in [group.key for group in SearchPage.build(member, typed="personsag").groups]
    assert SearchPage.build(stranger, typed="personsag").groups == ()
    assert SearchPage.build(stranger, typed="personsgg").meant == ""


def test_a_draft_is_found_by_its_leaders_alone(cluster, member):
    institution = InstitutionFactory(cluster=cluster)
    LocalGoalFactory(institution=institution, text="Kladden om regnvejr", status="draft")
    leader = MembershipFactory(leader=True, institution=institution).user

    assert titles(leader, "regnvejr") == ["Kladden om regnvejr"]
    assert titles(member, "regnvejr") == []


def test_an_institution_is_found_by_its_number(cluster, member):
    institution = InstitutionFactory(name="Solsikken", cluster=cluster)
    Identifier.objects.create(institution=institution, kind="local", value="7001")

    assert titles(member, "7001") == ["Solsikken"]
    assert titles(member, "700") == ["Solsikken"]
    assert titles(member, "001") == []


def test_what_is_named_so_comes_before_what_says_so_and_ones_own_before_others(cluster):
    near = InstitutionFactory(name="Birken ved skoven", cluster=cluster)
    InstitutionFactory(name="Anemonens skov", cluster=cluster)
    InstitutionFactory(name="Skoven", cluster=cluster)
    leader = MembershipFactory(leader=True, institution=near).user

    assert titles(leader, "skoven") == ["Skoven", "Birken ved skoven", "Anemonens skov"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("solzikken", "solsikken"), ("fyrtaarnet", "fyrtårnet"), ("xyzzy", "")]
)
def test_a_misspelt_word_is_read_as_the_nearest_one_that_something_is_called(
    cluster, member, typed, meant
):
    InstitutionFactory(name="Solsikken", cluster=cluster)

    page = SearchPage.build(member, typed=typed)

    assert page.meant == meant
    assert bool(page.groups) is bool(meant)


def test_of_many_the_first_are_shown_and_the_rest_on_a_page_of_its_kind(cluster, member):
    for number in range(SHOWN + 2):
        InstitutionFactory(name=f"Eng {number}", cluster=cluster)

    (group,) = SearchPage.build(member, typed="eng").groups
    assert (len(group.hits), group.count) == (SHOWN, SHOWN + 2)
    assert group.more == "/soeg/?q=eng&slags=institutioner"
    assert len(titles(member, "eng", only="institutioner")) == SHOWN + 2


@pytest.mark.parametrize("typed", ["", "a", "\0", "%%", "__", "!" * 300, "١٢", "{{7|add:7}}"])
def test_nothing_that_is_typed_breaks_the_page(client, cluster, member, typed):
    InstitutionFactory(name="Solsikken", cluster=cluster)
    client.force_login(member)

    page = client.get(reverse("search"), {"q": typed, "slags": typed})

    assert page.status_code == 200
    assert b"Solsikken" not in page.content


def test_a_search_asks_once_for_each_kind(cluster, member, django_assert_max_num_queries):
    InstitutionFactory(name="Solsikken", cluster=cluster)

    with django_assert_max_num_queries(
        len(KINDS) + 9
    ):  # the scope, the version in force, the glossary, five kinds of documents
        assert titles(member, "solsikken")


def test_the_page_says_how_many_and_where(client, cluster, member):
    institution = InstitutionFactory(name="Solsikken", cluster=cluster)
    client.force_login(member)

    html = client.get("/soeg/?q=solzikken").content.decode()

    assert "1 resultat for »solsikken«" in html
    assert "Vi fandt ikke noget om »solzikken«" in html
    assert f'href="{institution.get_absolute_url()}"' in html
    assert MOST > SHOWN


#: What somebody types who knows what a page is called → the page.
NAMED = {
    "styringskoncept": "steering_concept",
    "politisk drøftelse": "discussion_paper",
    "solidarisk økonomi": "shared_economy",
    "den attraktive arbejdsplads": "workplace_detail",
    "arbejdspladsen": "workplace_list",
    "tilsynsregister": "inspection_register",
    "tilsyn": "inspection_register",
    "værdigrundlag": "value_base",
    "åbne data": "open_data_choose",
    "årshjul": "year_wheel",
    "evalueringskultur": "evaluation_culture",
    "regler": "rule_list",
    "netværk": "group_list",
    "statusrapport": "status_report_list",
    "procesplan": "process_plan",
    "målepunkter": "indicator_list",
    "høringer": "hearing_list",
    "programmer": "programme_list",
    "metoder": "method_list",
    "gode eksempler": "example_list",
    "varmekort": "heat_map",
    "ledelse": "leadership_home",
    "klyngeledelsesprofil": "profile_detail",
    "børneinterview": "voice_rounds",
    "værdierne i hverdagen": "everyday",
}


@pytest.fixture
def documents(cluster):
    GoalFactory(strategy__cluster=None, strategy__kind="common_goals")
    GoalFactory(strategy__cluster=cluster, strategy__kind="vision")
    SharedEconomyFactory(cluster=cluster)
    ProfileFactory(name="Klyngeledelsesprofilen")


def test_every_page_that_stands_for_itself_is_found_by_its_name(client, documents):
    everybody = MembershipFactory(administrator=True).user
    client.force_login(everybody)

    for typed, name in NAMED.items():
        hits = guides_that_say(typed, user=everybody)
        found = {resolve(urlsplit(hit.href).path).view_name: hit.href for hit in hits}
        assert name in found, (typed, found)
        assert client.get(found[name]).status_code == 200, found[name]


def test_who_may_not_read_a_page_is_not_led_to_it(client, documents, member):
    client.force_login(member)

    for typed in NAMED:
        for hit in guides_that_say(typed, user=member):
            assert client.get(hit.href).status_code == 200, hit.href
    assert not guides_that_say("politisk drøftelse", user=member)


def test_a_closed_place_is_found_and_told_to_be_closed(client, cluster, member):
    house = InstitutionFactory(name="Himmelblå", cluster=cluster, closed=True)
    client.force_login(member)

    [where] = [
        hit.where
        for group in SearchPage.build(member, typed="himmelblå").groups
        for hit in group.hits
    ]
    page = client.get(reverse("institution_list")).text

    assert "Lukket" in where
    assert f'href="{house.get_absolute_url()}"' in page.split("Lukkede enheder")[1]
