"""The pages of a school's own people: no word of daycare alone, and no figure that waits for it."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from dashboards.comparison import ComparisonPage
from dashboards.municipality import MunicipalityPage
from dashboards.my_work import MyWork
from indicators.filters import Filters
from institutions.importing.entries import KINDS
from institutions.models import Board, InstitutionKind
from institutions.schools import is_of_schools_alone
from leadership.forms.everyday import OnboardingForm
from leadership.models import JobGroup
from measurements.coverage import Coverage
from measurements.entry import EntryForm, typed_layouts
from measurements.models import Instrument, Topic
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    IdentifierFactory,
    InspectionFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MeasurementFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.leadership import JobRoleFactory
from tests.factories.meetings import MeetingFactory
from voices.forms import VoiceRoundForm
from voices.models.rounds import VoicesAsked

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
#: What is of daycare alone, in both languages.
DAYCARE = re.compile(
    r"[^<>]*(?:\bKIDS\b|\bTOPI\b|\bBTU\b|tilsyn|normering|dagtilbudsloven|læreplan|learning plan"
    r"|forældrebestyrelse|parent board|pædagogiske? leder|pedagogical leader"
    r"|børnehave|kindergarten|vuggestue|nursery|sprogvurdering|language assessment)[^<>]*",
    re.IGNORECASE,
)


@pytest.fixture
def goal():
    return GoalFactory()


@pytest.fixture
def school():
    """In no cluster: all that its people read is of the school."""
    return InstitutionFactory(name="Fjordskolen", slug="fjordskolen", kind="school")


@pytest.fixture
def people(school, goal):
    board = BoardFactory(kind=Board.Kind.SCHOOL_BOARD, name="Skolebestyrelsen", institution=school)
    MeetingFactory(board=board)
    LocalGoalFactory(institution=school, goal=goal, status="sent")
    return {
        role: MembershipFactory(institution=school, **{role: True}).user
        for role in ("leader", "chair", "board_member")
    }


PAGES = {
    "first page": lambda: "/",
    "school": lambda: reverse("institution_detail", args=["fjordskolen"]),
    "institutions": lambda: reverse("institution_list"),
    "meetings": lambda: reverse("meeting_list"),
    "new on a board": lambda: reverse("new_on_a_board"),
    "heat map": lambda: reverse("heat_map"),
    "who sees it": lambda: reverse("place_seen_by", args=["institution", "fjordskolen"]),
    "search": lambda: reverse("search") + "?q=fjord",
    "hearings": lambda: reverse("hearing_list"),
}
LEADS = {
    "a local goal begins": lambda: reverse("local_goal_create"),
    "voices": lambda: reverse("voice_rounds"),
    "a round of voices": lambda: reverse("voice_round_create"),
    "leadership": lambda: reverse("leadership_home"),
}
WALK = [(role, name) for role in ("leader", "chair", "board_member") for name in PAGES]
WALK += [("leader", name) for name in LEADS]


def daycare_words(page):
    return DAYCARE.findall(re.sub(r"<[^>]*>", "<>", page.text.partition("<main")[2]))


@pytest.mark.parametrize(("role", "name"), WALK)
def test_no_page_of_a_school_speaks_of_daycare(client, people, role, name):
    client.force_login(people[role])

    page = client.get((PAGES | LEADS)[name]())

    if name != "who sees it" or page.status_code != 404:  # not told to all of them
        assert page.status_code == 200
        # what may be filtered by are the kinds there are
        assert not [word for word in daycare_words(page) if word not in kinds_of_places()]


def kinds_of_places():
    return set(map(str, InstitutionKind.labels))


def test_the_form_of_a_local_goal_speaks_to_a_school(client, people, school, goal):
    client.force_login(people["leader"])
    address = reverse("local_goal_create")

    page = client.get(address, {"maal": goal.pk, "institution": school.slug})

    assert "Fjordskolen" in page.text
    assert not daycare_words(page)


def test_the_words_can_be_found_in_daycare(client, goal):
    unit = InstitutionFactory()
    client.force_login(MembershipFactory(leader=True, institution=unit).user)
    address = reverse("local_goal_create")

    page = client.get(address, {"maal": goal.pk, "institution": unit.slug})

    assert daycare_words(page)
    assert daycare_words(client.get(unit.get_absolute_url()))


def test_a_school_board_is_not_told_what_tilsyn_found_in_daycare():
    cluster = ClusterFactory()
    daycare, school = (
        InstitutionFactory(cluster=cluster, kind=kind) for kind in ("nursery", "school")
    )
    InspectionFactory(institution=daycare, year=TODAY.year - 4)
    members = [
        MembershipFactory(board_member=True, institution=place).user for place in (daycare, school)
    ]

    # in both orders, since what is worked out is kept for all who reach as far
    for first, second in (members, members[::-1]):
        found = {one.pk: MyWork.build(user=one, on=TODAY).duties for one in (first, second)}
        assert found[members[0].pk] is not None
        assert found[members[1].pk] is None


def test_a_seat_on_the_joint_council_leaves_a_chair_one_of_the_school(client, school):
    council = BoardFactory(kind="joint_council", name="Fællesrådet", cluster=ClusterFactory())
    chair = MembershipFactory(chair=True, institution=school).user
    MembershipFactory(board_member=True, user=chair, cluster=council.cluster, board=council)
    client.force_login(chair)

    assert is_of_schools_alone(chair)
    assert ", Fællesrådet</li>" in client.get("/").text.replace("\n", "")
    assert not daycare_words(client.get(reverse("new_on_a_board")))


def test_who_has_a_role_in_daycare_as_well_is_not_of_schools_alone(school):
    leader = MembershipFactory(leader=True, institution=school).user
    MembershipFactory(board_member=True, user=leader, institution=InstitutionFactory())

    assert not is_of_schools_alone(leader)
    assert not is_of_schools_alone(UserFactory(administrator=True))


@pytest.fixture
def mixed():
    """A cluster of one unit of daycare, a school and after-school care, and what is measured."""
    call_command("load_reference", verbosity=0)
    cluster = ClusterFactory(slug="soeen")
    places = [
        InstitutionFactory(cluster=cluster, kind=kind)
        for kind in ("integrated", "school", "after_school")
    ]
    InspectionFactory(institution=places[0], year=TODAY.year)
    return cluster, places


def test_the_municipality_counts_schools_among_no_units_of_daycare(mixed):
    page = MunicipalityPage.build(user=UserFactory(administrator=True), on=TODAY)

    assert page.units == 3
    assert page.data_figures == {"inspected": 1, "profiled": 0, "daycare": 1}
    assert [row.daycare for row in page.rows] == [1]
    assert "3" not in page.data_heading.replace(str(TODAY.year), "")


def test_a_municipality_of_schools_says_that_tilsyn_is_of_daycare():
    InstitutionFactory(kind="school")
    page = MunicipalityPage.build(user=UserFactory(administrator=True), on=TODAY)

    assert page.units == 1
    assert "0" not in page.data_heading


OF_DAYCARE = ("tilsyn", "kids", "topi", "btu", "sprogvurdering", "normering", "boerneinterview")


@pytest.mark.parametrize("code", [*OF_DAYCARE, "tu", "personale", "foraeldrepuls"])
def test_only_instruments_of_all_are_compared_over_schools(mixed, code):
    cluster, _places = mixed
    user = UserFactory(administrator=True)
    filters = Filters(instrument=code)

    page = ComparisonPage.build(user=user, on=TODAY, filters=filters, cluster=cluster.slug)

    assert page.instrument.code == code
    assert page.scope.shown == (1 if code in OF_DAYCARE else 3)


@pytest.mark.parametrize("role", ["consultant", "area_head"])
def test_who_reads_an_area_is_told_of_no_more_places_than_are_compared(mixed, role):
    cluster, _places = mixed
    InstitutionFactory(kind="school")
    at = {"area_head": {"area": cluster.area}, "consultant": {"cluster": cluster}}[role]
    user = MembershipFactory(**{role: True}, **at).user

    page = ComparisonPage.build(user=user, on=TODAY, filters=Filters(instrument="tilsyn"))

    assert page.scope.whole == 1


def test_schools_are_told_as_those_whom_the_figures_are_not_about(mixed):
    """So that a sum over the cluster does not lack them."""
    cluster, places = mixed
    topic = Topic.objects.get(version__code="topi", number=1)
    MeasurementFactory(institution=places[0], topic=topic, year=TODAY.year, value=80)
    names = {place.pk: place.name for place in places}

    covered = {one.name: one for one in Coverage.of(names, on=TODAY, clusters=[cluster.pk])}

    assert covered["TOPI"].missing == ()
    assert set(covered["TOPI"].not_asked) == {places[1].name, places[2].name}


def test_children_of_a_school_are_not_asked_what_those_in_daycare_are(mixed):
    _cluster, (_daycare, school, _sfo) = mixed
    asked = {one.audience: one for one in VoicesAsked.objects.all()}
    both = UserFactory(administrator=True)
    answers = {"closes_on": TODAY.replace(year=TODAY.year + 1), "institutions": [school.pk]}

    of_children = VoiceRoundForm({**answers, "asked": asked["children"].pk}, user=both)
    of_parents = VoiceRoundForm({**answers, "asked": asked["parents"].pk}, user=both)

    assert "institutions" in of_children.errors
    assert "institutions" not in of_parents.errors
    alone = MembershipFactory(leader=True, institution=school).user
    assert set(VoiceRoundForm(user=alone).fields["asked"].queryset) == {asked["parents"]}


def test_a_figure_of_daycare_is_not_typed_in_of_a_school(mixed):
    _cluster, places = mixed
    for place in places:
        IdentifierFactory(institution=place)
    user = UserFactory(administrator=True)

    of_daycare = dict(Instrument.objects.values_list("code", "is_of_daycare"))
    for layout in typed_layouts().values():
        offered = EntryForm(layout=layout, user=user).fields["institution"].queryset
        assert offered.count() == (1 if of_daycare[layout.instrument] else 3), layout.code


@pytest.mark.parametrize(
    ("word", "kind"),
    {
        "skole": "school",
        "folkeskole": "school",
        "friskole": "school",
        "specialskole": "school",
        "skolefritidsordning": "after_school",
        "sfo": "after_school",
        "fritidshjem": "after_school",
        "fritidsklub": "after_school",
        "ungdomsklub": "after_school",
    }.items(),
)
def test_a_list_of_institutions_may_call_schools_what_they_are(word, kind):
    begun = next(KINDS[one] for one in KINDS if len(one) > 1 and word.startswith(one))

    assert KINDS.get(word, begun) == kind


@pytest.mark.parametrize("kind", ["after_school", "integrated"])
def test_a_new_board_at_a_place_of_another_kind_begins_as_its_parent_council(client, kind):
    place = InstitutionFactory(kind=kind, name="Bølgen")
    client.force_login(UserFactory(administrator=True))

    form = client.get(reverse("board_create"), {"institution": place.pk}).context["form"]

    assert form["kind"].value() == Board.Kind.PARENT_COUNCIL
    assert "Bølgen" in form["name"].value()


def test_a_new_colleague_at_a_school_has_no_role_of_daycare(school):
    base = JobRoleFactory().group.base
    for number, name in enumerate(("i daginstitutioner", "i dagplejen", "i skoler"), start=2):
        group = JobGroup.objects.create(base=base, number=number, name=f"Medarbejdere {name}")
        JobRoleFactory(group=group, name=name)

    def offered(place):
        form = OnboardingForm(user=MembershipFactory(leader=True, institution=place).user)
        return {str(role) for role in form.fields["role"].queryset if str(role).startswith("i ")}

    assert offered(InstitutionFactory()) == {"i daginstitutioner", "i skoler"}
    assert offered(school) == {"i skoler"}
