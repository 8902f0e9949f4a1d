"""What a board sees of a goal it has returned, and that nothing is decided before a meeting."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.told.rows import PersonNotice
from institutions.models import Board
from meetings.models import AgendaItem, Meeting
from strategy.models import Decision, LocalGoal
from strategy.with_leaders import with_leaders
from strategy.workflow import LocalGoalStatus as Status
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.factories.goal_rounds import GoalRoundFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.markup import tight
from tests.test_never_lose_a_word import visit

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
SECRET = "Et ord, som lederen arbejder med."


@pytest.fixture
def place():
    """A house with a goal before its board, and the people around it."""
    cluster = ClusterFactory()
    house = InstitutionFactory(cluster=cluster)
    board = BoardFactory(cluster=cluster)
    meeting = MeetingFactory(board=board, called=True, held_on=TODAY + 7 * DAY)
    goal = LocalGoalFactory(institution=house, sent=True, text=SECRET)
    item = AgendaItemFactory(meeting=meeting, kind=AgendaItem.Kind.DECISION)
    item.local_goals.add(goal)
    return SimpleNamespace(
        house=house,
        board=board,
        meeting=meeting,
        item=item,
        goal=goal,
        leader=MembershipFactory(leader=True, institution=house).user,
        secretary=MembershipFactory(cluster_leader=True, cluster=cluster).user,
        chair=MembershipFactory(chair=True, cluster=cluster).user,
        member=MembershipFactory(board_member=True, cluster=cluster).user,
        head=MembershipFactory(area_head=True, area=cluster.area).user,
        elsewhere=MembershipFactory(chair=True, cluster=ClusterFactory()).user,
    )


def send_back(place, **told) -> None:
    address = reverse("local_goal_move", args=[place.goal.pk, "returned"])
    told = {"version": place.goal.version, "comment": "Hvordan måles det?", **told}
    assert visit(place.chair).post(address, told).url == place.goal.get_absolute_url()
    place.goal.refresh_from_db()


def page_of(person, goal) -> str:
    answer = visit(person).get(goal.get_absolute_url())
    return answer.content.decode() if answer.status_code == 200 else ""


def test_the_board_sees_that_it_returned_the_goal_and_never_its_text(place):
    send_back(place, expected_on=f"{TODAY + 14 * DAY:%d.%m.%Y}")
    place.goal.text = f"{SECRET} Nyt."
    place.goal.write(by=place.leader, efforts=[])

    for person in (place.chair, place.member):
        page = page_of(person, place.goal)
        assert "Hvordan måles det?" in page
        assert str(place.chair) in page
        assert SECRET not in page
    decision = Decision.objects.get(to_status=Status.RETURNED)
    assert decision.expected_on == TODAY + 14 * DAY
    assert page_of(place.head, place.goal) == page_of(place.elsewhere, place.goal) == ""
    assert SECRET in page_of(place.leader, place.goal)


def test_a_day_that_has_passed_is_not_when_it_is_expected_back(place):
    address = reverse("local_goal_move", args=[place.goal.pk, "returned"])
    told = {"version": place.goal.version, "comment": "Kortere.", "expected_on": "01.02.2020"}

    answer = visit(place.chair).post(address, told)

    assert answer.context["form"].errors.keys() == {"expected_on"}
    assert "Kortere." in answer.content.decode()


def test_without_a_day_the_round_says_until_when(place):
    goal_round = GoalRoundFactory(opens_on=TODAY - DAY, deadline_on=TODAY + 20 * DAY)
    send_back(place)

    answer = visit(place.member).get(place.goal.get_absolute_url())

    assert answer.context["page"].in_round == goal_round


def test_what_the_leader_took_back_is_told_too_and_nothing_the_board_never_had(place):
    draft = LocalGoalFactory(institution=place.house, text=SECRET)
    place.goal.transition(Status.DRAFT, by=place.leader)

    assert page_of(place.member, place.goal)
    assert SECRET not in page_of(place.member, place.goal)
    assert page_of(place.member, draft) == ""
    assert list(with_leaders(place.member)) == [place.goal]
    assert not with_leaders(place.leader).exists()


def test_those_on_the_board_who_were_not_there_hear_that_it_was_returned(place):
    send_back(place)

    told = PersonNotice.objects.filter(kind="goal_returned").values_list("person", flat=True)

    assert {place.leader.pk, place.member.pk} <= set(told)
    assert not {place.chair.pk, place.head.pk, place.elsewhere.pk} & set(told)
    assert place.goal.get_absolute_url() in visit(place.member).get("/").content.decode()


def test_the_house_and_the_agenda_lead_to_what_was_returned(place):
    send_back(place)
    client = visit(place.member)

    for page in (place.house.get_absolute_url(), place.meeting.get_absolute_url()):
        html = client.get(page).content.decode()
        assert f'href="{place.goal.get_absolute_url()}"' in html, page


@pytest.mark.parametrize("who", ["chair", "secretary"])
@pytest.mark.parametrize("action", ["vedtag", "returner"])
def test_under_an_item_nothing_is_decided_before_the_meeting(place, who, action):
    Board.objects.update(leaders_adopt=True)
    client = visit(getattr(place, who))
    address = reverse("meeting_decide", args=[place.item.pk, place.goal.pk])

    page = client.get(reverse("meeting_mode", args=[place.item.pk])).content.decode()
    client.post(address, {"action": action, "version": place.goal.version, "comment": "Nu."})
    client.post(
        reverse("meeting_adopt_all", args=[place.item.pk]),
        {f"maal-{place.goal.pk}": place.goal.version},
    )

    assert address not in page
    assert place.goal.get_absolute_url() in page
    assert LocalGoal.objects.get().status == Status.SENT
    Meeting.objects.update(held_on=TODAY)
    client.post(address, {"action": action, "version": place.goal.version, "comment": "Nu."})
    assert LocalGoal.objects.get().status != Status.SENT


def test_what_was_decided_is_not_written_before_the_meeting(place):
    address = reverse("meeting_mode", args=[place.item.pk])
    client = visit(place.chair)
    told = {"form": "minutes", "resolution": "Vedtaget.", "minutes": "Forberedt."}

    assert 'name="resolution"' not in client.get(address).content.decode()
    refused = client.post(address, told)

    assert "Vedtaget." in refused.content.decode()  # what was written is not lost
    assert refused.context["minutes"].errors.keys() == {"resolution"}
    assert client.post(address, {**told, "resolution": ""}).status_code == 302
    assert AgendaItem.objects.values_list("resolution", "minutes").get() == ("", "Forberedt.")
    Meeting.objects.update(held_on=TODAY)
    client.post(address, {**told, "seen": ""})
    assert AgendaItem.objects.get().resolution == "Vedtaget."


def test_what_is_decided_elsewhere_leaves_agenda_and_first_page_alike(place):
    address = reverse("local_goal_move", args=[place.goal.pk, "adopted"])
    client = visit(place.chair)
    before = client.get("/").context["page"].board.asked

    client.post(address, {"version": place.goal.version, "sure": "yes"})

    assert [row.title for row in before.items] == [place.item.title]
    assert not client.get("/").context["page"].board.asked.items
    agenda = client.get(place.meeting.get_absolute_url())
    assert place.goal.get_absolute_url() in agenda.content.decode()
    assert reverse("agenda_item_delete", args=[place.item.pk]) in agenda.content.decode()
    mode = client.get(reverse("meeting_mode", args=[place.item.pk])).context["mode"]
    assert not mode.to_decide
    assert mode.view.asks_nothing


def test_the_chair_finds_where_the_leader_is_let_and_lets_them(place):
    page = reverse("board_leave")
    chair = visit(place.chair)
    looked_for = reverse("search") + "?q=lov+lederen+vedtage"

    for address in ("/", reverse("meeting_list"), place.goal.get_absolute_url(), looked_for):
        assert f'href="{page}"' in chair.get(address).content.decode(), address
    for person in (place.member, place.leader, place.secretary):
        assert visit(person).get(page).status_code == 404
        assert visit(person).post(page, {"bestyrelse": place.board.pk, "lov": "ja"})
        assert not Board.objects.get().leaders_adopt
    for answer, leave in (("ja", True), ("nej", False)):
        chair.post(page, {"bestyrelse": place.board.pk, "lov": answer})
        assert Board.objects.get().leaders_adopt is leave
    assert visit(place.elsewhere).post(page, {"bestyrelse": place.board.pk}).status_code == 404


def test_what_is_adopted_under_the_leave_is_told_the_chair_and_listed_with_who_did_it(place):
    Board.objects.update(leaders_adopt=True)
    chair, page = visit(place.chair), reverse("board_leave")
    assert "Ingen mål er vedtaget på den måde." in chair.get(page).text
    own = LocalGoalFactory(institution=place.house, sent=True, text="Flere bøger")
    told = {"version": own.version, "sure": "yes"}

    visit(place.leader).post(reverse("local_goal_move", args=[own.pk, "adopted"]), told)
    visit(place.chair).post(
        reverse("local_goal_move", args=[place.goal.pk, "adopted"]),
        {"version": place.goal.version, "sure": "yes"},
    )

    leave = tight(chair.get(page).text)
    assert f"{place.leader}, {place.house}" in leave
    assert f"{place.secretary}, {place.board.cluster}" in leave
    assert f'href="{own.get_absolute_url()}"' in leave
    assert place.goal.get_absolute_url() not in leave
    home = tight(chair.get("/").text)
    assert "»Flere bøger« er vedtaget på bestyrelsens vegne" in home
    assert f"{place.house} er vedtaget på bestyrelsens vegne" in home


def test_what_a_secretary_notes_at_a_meeting_is_the_boards_own(place):
    Meeting.objects.update(held_on=TODAY)
    place.item.meeting.refresh_from_db()
    place.item.adopt({place.goal.pk: place.goal.version}, by=place.secretary)

    assert Decision.objects.get(to_status=Status.ADOPTED).on_behalf_of_board
    for person in (place.chair, place.leader):
        assert "vedtaget på bestyrelsens vegne" not in visit(person).get("/").text
    assert place.goal.get_absolute_url() not in visit(place.chair).get(reverse("board_leave")).text


def test_the_day_it_is_expected_back_is_written_alike_at_the_meeting_and_on_its_own_page(place):
    Meeting.objects.update(held_on=TODAY)
    address = reverse("meeting_decide", args=[place.item.pk, place.goal.pk])
    mode = reverse("meeting_mode", args=[place.item.pk])
    own = reverse("local_goal_move", args=[place.goal.pk, "returned"])
    client = visit(place.chair)
    told = {"version": place.goal.version, "action": "returner", "comment": "Hvordan?"}
    for page in (client.get(mode).text, client.get(own).text):
        assert 'type="date"' not in page
        assert "Hvornår venter bestyrelsen målet tilbage" in page
        assert "Lederen og bestyrelsen kan se datoen" in page

    client.post(address, {**told, "expected_on": "snart"})
    refused = client.get(mode).text

    assert "Hvordan?</textarea>" in refused
    assert 'value="snart"' in refused
    assert "»snart« er ikke en dato" in refused
    assert "Hvordan?</textarea>" not in client.get(mode).text
    day = TODAY + 14 * DAY
    client.post(address, {**told, "expected_on": f"{day:%d.%m.%Y}"})
    assert Decision.objects.get(to_status=Status.RETURNED).expected_on == day


def test_until_it_is_sent_again_both_first_pages_say_when_it_is_expected_back(place):
    day = TODAY + 14 * DAY
    send_back(place, expected_on=f"{day:%d.%m.%Y}")
    said = f"Bestyrelsen venter målet tilbage senest {date_format(day, 'DATE_FORMAT')}."

    for person in (place.chair, place.member):
        home = tight(visit(person).get("/").text)
        assert "Returneret til lederen og ikke sendt igen endnu" in home
        assert said in home
        assert SECRET not in home
    leader = tight(visit(place.leader).get("/").text)
    assert said in leader
    assert said not in visit(place.elsewhere).get("/").text

    place.goal.transition(Status.SENT, by=place.leader)
    for person in (place.chair, place.leader):
        assert said not in tight(visit(person).get("/").text)
