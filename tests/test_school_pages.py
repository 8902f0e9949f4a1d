"""The pages of a school's own people: no word of daycare alone, and no figure that waits for it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.my_work import MyWork
from institutions.models import Board, InstitutionKind
from institutions.schools import is_of_schools_alone
from leadership.forms.everyday import OnboardingForm
from leadership.models import JobGroup
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InspectionFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.leadership import JobRoleFactory
from tests.factories.meetings import MeetingFactory

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


def test_where_no_role_is_of_a_school_it_is_said_and_nothing_leads_there(client, people, school):
    base = JobRoleFactory(name="Pædagogisk leder").group.base
    JobGroup.objects.filter(base=base).update(name="Ledere på dagtilbudsområdet")
    client.force_login(people["leader"])
    create = reverse("onboarding_create")

    page = client.get(reverse("everyday")).text
    form = client.get(create).text

    for text in (page, form):
        assert "Værdigrundlaget har endnu ingen roller" in text
        assert "en administrator i kommunen" in text
        assert "Pædagogisk leder" not in text
    assert create not in page
    assert 'name="who"' not in form
    assert reverse("everyday") not in main_of(client.get(school.get_absolute_url()))
    group = JobGroup.objects.create(base=base, number=2, name="Medarbejdere i skoler")
    JobRoleFactory(group=group, name="Lærere")
    assert create in client.get(reverse("everyday")).text
    assert 'name="who"' in client.get(create).text
    assert reverse("everyday") in main_of(client.get(school.get_absolute_url()))


def main_of(page):
    return page.text.partition("<main")[2].partition("</main")[0]
