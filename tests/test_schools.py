"""A cluster with a school and after-school care beside daycare: words, boards, what is asked."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from indicators.evaluation import IndicatorStatus, attainments
from indicators.models import Indicator
from institutions.models import Board, InstitutionKind
from institutions.people.access_words import access_words
from institutions.roles import Role
from measurements.coverage import Coverage
from measurements.deliveries import Delivery
from measurements.models import Instrument, MeasuringRound, Topic
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    MeasurementFactory,
    MembershipFactory,
    StrategyFactory,
    TargetFactory,
    UserFactory,
)
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def cluster():
    return ClusterFactory(name="Distrikt Søen", slug="soeen")


@pytest.fixture
def daycare(cluster):
    return InstitutionFactory(cluster=cluster, name="Myretuen", slug="myretuen")


@pytest.fixture
def school(cluster):
    return InstitutionFactory(
        cluster=cluster, name="Søskolen", slug="soeskolen", kind=InstitutionKind.SCHOOL
    )


@pytest.fixture
def sfo(cluster):
    return InstitutionFactory(
        cluster=cluster, name="Bølgen", slug="boelgen", kind=InstitutionKind.AFTER_SCHOOL
    )


@pytest.fixture
def boards(cluster, daycare, school, sfo):
    return {
        "school": BoardFactory(
            kind=Board.Kind.SCHOOL_BOARD, name="Skolebestyrelsen", institution=school
        ),
        "sfo": BoardFactory(
            kind=Board.Kind.PARENT_COUNCIL, name="Forældrerådet på Bølgen", institution=sfo
        ),
        "daycare": BoardFactory(name="Forældrebestyrelsen", institution=daycare),
        "joint": BoardFactory(
            kind=Board.Kind.JOINT_COUNCIL, name="Fællesrådet ved Søen", cluster=cluster
        ),
    }


@pytest.fixture
def reference():
    call_command("load_reference", verbosity=0)


@pytest.fixture
def asked(cluster, reference):
    """The rating of one theme of inspection, which every unit is to have."""
    strategy = StrategyFactory(cluster=cluster)
    topic = Topic.objects.filter(version__code="tilsyn-2023").order_by("number").first()
    step = topic.version.scale.steps.order_by("-rank").first()
    indicator = IndicatorFactory(
        goal=GoalFactory(strategy=strategy), source=Indicator.Source.TOPICS, topics=[topic]
    )
    TargetFactory(indicator=indicator, step=step)
    return indicator, topic, step


def test_each_is_called_what_it_is(client, cluster, daycare, school, sfo, boards):
    client.force_login(UserFactory(administrator=True))

    told = {place: client.get(place.get_absolute_url()).text for place in (daycare, school, sfo)}

    for place in told:
        assert f"<li>{place.get_kind_display()}</li>" in told[place]
    listed = client.get(reverse("institution_list")).text
    for place in told:
        assert place.get_kind_display() in listed


def test_who_leads_a_school_is_no_pedagogical_leader(client, school, sfo, daycare):
    titles = {
        place: MembershipFactory(leader=True, institution=place) for place in (school, sfo, daycare)
    }

    assert len({row.title for row in titles.values()}) == 3
    assert titles[daycare].title == Role.LEADER.label
    for place, row in titles.items():
        assert row.title in access_words(Role.LEADER, place, None).sentence
        client.force_login(row.user)
        assert row.title in client.get("/").text


def test_the_boards_of_both_are_named_and_decide(cluster, daycare, school, sfo, boards):
    assert boards["school"].word != boards["daycare"].word
    assert boards["school"].word != boards["sfo"].word

    def deciding(place):
        return list(Board.objects.deciding_on(institution=place.pk, cluster=None))

    assert deciding(school) == [boards["school"]]
    assert deciding(sfo) == [boards["sfo"]]
    assert deciding(daycare) == [boards["daycare"]]


def test_the_school_board_meets_and_its_chair_finds_it(client, school, boards):
    chair = MembershipFactory(chair=True, institution=school).user
    meeting = MeetingFactory(board=boards["school"])
    client.force_login(chair)

    assert boards["school"].name in client.get(reverse("meeting_list")).text
    assert client.get(meeting.get_absolute_url()).status_code == 200


def test_the_joint_council_is_of_both(client, cluster, school, daycare, boards):
    meeting = MeetingFactory(board=boards["joint"])
    seats = {"board_member": True, "cluster": cluster, "board": boards["joint"]}

    for place in (school, daycare):
        parent = MembershipFactory(chair=True, institution=place).user
        MembershipFactory(user=parent, **seats)
        client.force_login(parent)
        assert "Fællesrådet ved Søen" in client.get(meeting.get_absolute_url()).text
        assert boards["joint"] not in Board.objects.deciding_on(
            institution=place.pk, cluster=cluster.pk
        )


def test_a_new_board_at_a_school_begins_as_a_school_board(client, school):
    client.force_login(UserFactory(administrator=True))

    form = client.get(reverse("board_create"), {"institution": school.pk}).context["form"]

    assert form["kind"].value() == Board.Kind.SCHOOL_BOARD
    assert "Søskolen" in form["name"].value()


def test_inspection_and_normering_are_asked_of_daycare_alone(cluster, daycare, school, sfo, asked):
    _indicator, topic, step = asked
    names = {place.pk: place.name for place in (daycare, school, sfo)}
    normering = Topic.objects.filter(version__instrument__code="normering").first()
    MeasurementFactory(institution=daycare, topic=topic, step=step, year=YEAR)
    MeasurementFactory(institution=daycare, topic=normering, value=3, year=YEAR)
    staff = Topic.objects.filter(version__instrument__code="personale").first()
    MeasurementFactory(institution=daycare, topic=staff, value=5, year=YEAR)

    covered = {
        one.name: (one.expected, one.missing)
        for one in Coverage.of(names, on=timezone.localdate(), clusters=[cluster.pk])
    }

    of = dict(Instrument.objects.values_list("code", "short_name"))
    assert covered[of["tilsyn"]] == (1, ())
    assert covered[of["normering"]] == (1, ())
    assert covered[of["personale"]][0] == 3


def test_a_round_of_an_instrument_of_daycare_expects_no_school(daycare, school, sfo, reference):
    rounds = {
        code: MeasuringRound.objects.create(
            instrument=Instrument.objects.get(code=code),
            period=str(YEAR),
            opens_on=datetime.date(YEAR, 1, 1),
            deadline_on=datetime.date(YEAR, 12, 31),
        )
        for code in ("normering", "personale")
    }

    assert Delivery.of(rounds["normering"]).missing == (daycare,)
    assert set(Delivery.of(rounds["personale"]).missing) == {daycare, school, sfo}


def test_a_school_does_not_keep_all_units_from_being_rated(cluster, daycare, school, sfo, asked):
    indicator, topic, step = asked
    MeasurementFactory(institution=daycare, topic=topic, step=step, year=YEAR)

    found = attainments([indicator], cluster=cluster)[indicator.pk]

    assert (found.units, found.missing, found.met) == (1, 0, 1)
    assert found.status == IndicatorStatus.MET
    assert [unit.unit.name for unit in found.unit_results] == ["Myretuen"]


def test_what_a_school_has_all_the_same_is_counted(cluster, daycare, school, asked):
    indicator, topic, step = asked
    low = topic.version.scale.steps.order_by("rank").first()
    MeasurementFactory(institution=daycare, topic=topic, step=step, year=YEAR)
    MeasurementFactory(institution=school, topic=topic, step=low, year=YEAR)

    found = attainments([indicator], cluster=cluster)[indicator.pk]

    assert (found.units, found.met) == (2, 1)


def test_a_school_is_not_in_the_register_of_inspections(client, daycare, school, sfo):
    InspectionFactory(institution=daycare, year=YEAR)
    client.force_login(UserFactory(administrator=True))

    page = client.get(reverse("inspection_register")).text

    assert "Myretuen" in page
    for place in (school, sfo):
        assert place.name not in page
        address = reverse("inspection_duty", args=[place.slug])
        assert client.get(address).status_code == 404


PAGES = {
    "first page": lambda place: "/",
    "cluster": lambda place: reverse("cluster_detail", args=["soeen"]),
    "institution": lambda place: place.get_absolute_url(),
    "institutions": lambda place: reverse("institution_list"),
    "heat map": lambda place: reverse("heat_map"),
    "comparison": lambda place: reverse("comparison"),
    "indicators": lambda place: reverse("indicator_list"),
    "inspections": lambda place: reverse("inspection_register"),
    "meetings": lambda place: reverse("meeting_list"),
    "local goals": lambda place: reverse("example_list"),
    "leadership": lambda place: reverse("leadership_home"),
    "year wheel": lambda place: reverse("year_wheel", args=["soeen"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_main_pages_hold_a_school(client, cluster, daycare, school, sfo, boards, asked, name):
    leader = MembershipFactory(leader=True, institution=school).user
    client.force_login(leader)

    answer = client.get(PAGES[name](school))

    assert answer.status_code == 200
    wrong = (Role.LEADER.label, Board.Kind.PARENT_BOARD.label)
    facts = answer.text.partition("<main")[2]
    assert not [word for word in wrong if f">{word}<" in facts]


def test_the_page_of_a_school_asks_for_no_inspection(client, daycare, school, asked):
    client.force_login(UserFactory(administrator=True))

    pages = {place: client.get(place.get_absolute_url()) for place in (daycare, school)}

    assert reverse("inspection_duty", args=[daycare.slug]) in pages[daycare].text
    assert "/tilsyn/enheder/" not in pages[school].text
