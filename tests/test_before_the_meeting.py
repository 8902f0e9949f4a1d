"""What is asked before a meeting, what waits for a later one, and minutes approved by members."""

import datetime
import uuid
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import PersonNotice
from institutions.models import Board
from meetings.approving import approval_of
from meetings.forgetting import take_meetings
from meetings.models import AgendaItem, BoardQuestion, Meeting, MeetingPaper
from meetings.workflow import MeetingStatus
from strategy.workflow import LocalGoalStatus as GoalStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    GoalFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    StrategyFactory,
)
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
CPR = "010170-1234"


@pytest.fixture
def hall():
    """The board of a cluster before its meeting, and a local goal that awaits it."""
    cluster = ClusterFactory()
    house = InstitutionFactory(cluster=cluster)
    board = BoardFactory(cluster=cluster)
    meeting = MeetingFactory(board=board, called=True, held_on=timezone.localdate())
    goal = LocalGoalFactory(institution=house, sent=True)
    return SimpleNamespace(
        board=board,
        meeting=meeting,
        goal=goal,
        item=AgendaItemFactory(meeting=meeting, local_goals=[goal]),
        other=AgendaItemFactory(meeting=meeting, title="Ferieplanen"),
        secretary=MembershipFactory(cluster_leader=True, cluster=cluster).user,
        leader=MembershipFactory(leader=True, institution=house).user,
        chair=MembershipFactory(chair=True, cluster=cluster).user,
        member=MembershipFactory(board_member=True, cluster=cluster).user,
        another=MembershipFactory(board_member=True, cluster=cluster).user,
        stranger=MembershipFactory(board_member=True, cluster=ClusterFactory()).user,
    )


def visit(person) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def ask(person, name: str, row, text: str = "Hvem har valgt det?", kind: str = "question"):
    return visit(person).post(reverse(name, args=[row.pk]), {"kind": kind, "text": text})


def read(person, row) -> str:
    return visit(person).get(row.get_absolute_url().partition("#")[0]).content.decode()


@pytest.mark.parametrize(("name", "about"), [("item_ask", "item"), ("local_goal_ask", "goal")])
def test_a_member_asks_the_leader_answers_and_it_stands_with_the_item(hall, name, about):
    assert ask(hall.member, name, getattr(hall, about)).status_code == 302
    question = BoardQuestion.objects.get()
    answers = hall.secretary if about == "item" else hall.leader
    told = PersonNotice.objects.filter(kind="question_asked")
    assert [row.person for row in told] == [answers]

    for person in (hall.member, hall.another, hall.chair, hall.secretary):
        assert "Hvem har valgt det?" in read(person, hall.meeting)
    visit(answers).post(question.get_absolute_url(), {"answer": "Det har børnene."})

    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Det har børnene.", answers)
    assert [row.person for row in told.exclude(person=answers)] == [hall.member]
    assert "Det har børnene." in read(hall.another, hall.meeting)
    if about == "goal":
        assert "Det har børnene." in read(hall.another, hall.goal)
    assert [row.answer for row in question.history.order_by("history_id")] == [
        "",
        "Det har børnene.",
    ]


def test_what_was_asked_and_answered_is_in_the_minutes_and_not_in_those_of_others(hall):
    Board.objects.update(is_published=True)
    BoardQuestion.objects.create(
        board=hall.board,
        item=hall.other,
        text="Hvor mange uger?",
        answer="Fire.",
        asked_by=hall.member,
    )
    Meeting.objects.update(present="Alle")
    for status in ("held", "approved"):
        address = reverse("meeting_move", args=[hall.meeting.pk, status])
        visit(hall.chair if status == "approved" else hall.secretary).post(address, {"sure": "yes"})

    papers = {
        paper.is_whole: str(paper.facts)
        for paper in MeetingPaper.objects.filter(kind=MeetingPaper.Kind.MINUTES)
    }
    assert "Hvor mange uger?" in papers[True]
    assert "Fire." in papers[True]
    assert hall.member.name not in papers[True]
    assert "Hvor mange uger?" not in papers[False]


def test_who_asks_whom_nobody_asked_and_when_it_is_too_late(hall):
    refused = [hall.stranger, hall.leader]
    assert [ask(person, "item_ask", hall.item).status_code for person in refused] == [404, 404]
    assert ask(hall.member, "item_ask", hall.item, text=f"Hvad med {CPR}?").status_code == 200
    assert not BoardQuestion.objects.exists()

    ask(hall.member, "item_ask", hall.item, kind="remark")
    question = BoardQuestion.objects.get()
    assert not PersonNotice.objects.exists()
    address = question.get_absolute_url()
    assert visit(hall.stranger).get(address).status_code == 404
    assert visit(hall.another).post(address, {"answer": "Ja"}).status_code == 404
    assert visit(hall.another).post(address, {"withdraw": "yes"}).status_code == 404
    assert visit(hall.member).post(address, {"withdraw": "yes"}).status_code == 302
    assert not BoardQuestion.objects.exists()

    Meeting.objects.update(status=MeetingStatus.HELD)
    hall.goal.transition(GoalStatus.RETURNED, by=hall.chair, comment="Kortere")
    assert ask(hall.member, "item_ask", hall.item).status_code == 404
    assert ask(hall.member, "local_goal_ask", hall.goal).status_code == 404


def test_a_question_under_a_confidential_item_is_hidden_as_the_item_is(hall):
    """Of a board that publishes; and of those who sit there, nobody is kept from it."""
    Board.objects.update(is_published=True)
    AgendaItem.objects.filter(pk=hall.other.pk).update(is_confidential=True)
    asked = {"board": hall.board, "item": hall.other}
    question = BoardQuestion.objects.create(**asked, text="Hvorfor lukket?")

    assert "Hvorfor lukket?" not in read(hall.leader, hall.meeting)
    assert not BoardQuestion.objects.visible_to(hall.leader).exists()
    assert BoardQuestion.objects.visible_to(hall.member).get() == question


def test_an_item_waits_for_a_later_meeting_with_all_that_belongs_to_it(hall):
    ask(hall.member, "item_ask", hall.item)
    visit(hall.secretary).post(reverse("agenda_item_set_aside", args=[hall.item.pk]))

    hall.item.refresh_from_db()
    hall.other.refresh_from_db()
    assert (hall.item.meeting_id, hall.item.waits_at, hall.other.number) == (None, hall.board, 2)
    told = read(hall.member, hall.meeting)
    assert hall.item.title in told
    assert "Udsat til et senere møde" in told
    waiting = reverse("agenda_item_waiting")
    assert hall.item.title in visit(hall.chair).get(waiting).content.decode()
    assert visit(hall.member).get(waiting).status_code == 404
    for name in ("agenda_item_edit", "meeting_decide"):
        args = [hall.item.pk] if name == "agenda_item_edit" else [hall.item.pk, hall.goal.pk]
        assert visit(hall.secretary).post(reverse(name, args=args)).status_code == 404

    later = MeetingFactory(board=hall.board, held_on=timezone.localdate() + datetime.timedelta(30))
    page = visit(hall.secretary).get(reverse("meeting_suggestions", args=[later.pk]))
    assert hall.item.title in page.content.decode()
    visit(hall.secretary).post(
        reverse("meeting_suggestions", args=[later.pk]), {"forslag": [f"waiting-{hall.item.pk}"]}
    )

    hall.item.refresh_from_db()
    assert (hall.item.meeting, hall.item.waits_at) == (later, None)
    assert list(hall.item.local_goals.all()) == [hall.goal]
    assert hall.item.questions.count() == 1


@pytest.mark.parametrize("case", ["decided", "standing", "over", "follow_up"])
def test_what_something_has_come_of_does_not_wait(hall, case):
    if case == "decided":
        hall.other.write(resolution="Vedtaget.")
    elif case == "standing":
        AgendaItem.objects.filter(pk=hall.other.pk).update(standing="news")
    elif case == "over":
        Meeting.objects.update(status=MeetingStatus.HELD)
    else:
        hall.other.follow_ups.create(text="Ring", responsible="Formanden")

    visit(hall.secretary).post(reverse("agenda_item_set_aside", args=[hall.other.pk]))

    hall.other.refresh_from_db()
    assert hall.other.meeting == hall.meeting


def test_another_boards_secretary_takes_nothing_up(hall):
    hall.other.set_aside(on=timezone.localdate())
    other = MeetingFactory(board=BoardFactory(cluster=hall.board.cluster))
    address = reverse("meeting_suggestions", args=[other.pk])

    visit(hall.secretary).post(address, {"forslag": [f"waiting-{hall.other.pk}"]})

    hall.other.refresh_from_db()
    assert hall.other.meeting_id is None
    assert (
        visit(hall.stranger).get(reverse("agenda_item_drop", args=[hall.other.pk])).status_code
        == 404
    )


def held(hall, rule: str) -> None:
    Board.objects.filter(pk=hall.board.pk).update(minutes_rule=rule)
    AgendaItem.objects.filter(meeting=hall.meeting).exclude(pk=hall.other.pk).delete()
    Meeting.objects.update(present="Alle")
    visit(hall.secretary).post(
        reverse("meeting_move", args=[hall.meeting.pk, "held"]), {"sure": "yes"}
    )
    hall.meeting.refresh_from_db()
    assert hall.meeting.status == MeetingStatus.HELD


def answer(hall, *people, remark: str = "") -> str:
    name = "minutes_remark" if remark else "minutes_answer"
    for person in people:
        told = {"text": remark, "version": approval_of(hall.meeting).mark, "sure": "yes"}
        visit(person).post(reverse(name, args=[hall.meeting.pk]), told)
    hall.meeting.refresh_from_db()
    return hall.meeting.status


@pytest.mark.parametrize(
    ("rule", "enough"), [("majority", ("chair", "member")), ("all", ("chair", "member", "another"))]
)
def test_minutes_are_approved_when_as_many_members_as_the_rule_asks_for_have(hall, rule, enough):
    held(hall, rule)
    people = [getattr(hall, name) for name in enough]

    assert answer(hall, hall.secretary, hall.stranger, *people[:-1], people[0]) == "held"
    assert answer(hall, people[-1], remark="Der mangler en linje.") == "held"
    assert "Der mangler en linje." in read(hall.secretary, hall.meeting)
    assert answer(hall, people[-1]) == "approved"

    assert sorted(row.person.pk for row in hall.meeting.answers.all()) == sorted(
        person.pk for person in people
    )
    assert hall.meeting.papers.filter(kind="minutes").count() == 2
    told = read(hall.secretary, hall.meeting)
    assert all(person.name in told for person in people)


def test_an_approval_is_of_the_minutes_as_they_stood(hall):
    held(hall, "majority")
    answer(hall, hall.member)
    item = AgendaItem.objects.select_related("meeting").get(pk=hall.other.pk)
    item.write(minutes="Noget andet blev sagt.")

    assert answer(hall, hall.another) == "held"
    assert answer(hall, hall.member) == "approved"


def test_by_default_and_before_it_is_known_who_was_there_no_member_is_asked(hall):
    held(hall, "meeting")
    assert answer(hall, hall.member, hall.another, hall.chair) == "held"

    Board.objects.update(minutes_rule="all")
    Meeting.objects.update(present="")
    address = reverse("minutes_answer", args=[hall.meeting.pk])
    assert visit(hall.member).post(address, {"approve": "yes"}).status_code == 404


def test_a_step_of_the_process_plan_is_ticked_where_it_is_shown(hall):
    theme = GoalFactory(strategy=StrategyFactory(vision=True, cluster=hall.board.cluster))
    step = theme.strategy.process_steps.create(
        text="Vi begynder", from_on="2026-05-01", to_on="2026-06-01"
    )
    tick = reverse("process_step_done", args=[step.pk])
    plan = reverse("process_plan")

    assert tick in visit(hall.secretary).get(plan).content.decode()
    assert tick not in visit(hall.member).get(plan).content.decode()
    assert visit(hall.member).post(tick).status_code == 404
    for expected in (timezone.localdate(), None):
        visit(hall.secretary).post(tick)
        step.refresh_from_db()
        assert step.done_on == expected


def test_two_who_write_under_an_item_lose_nothing_without_a_script_either(hall):
    address = reverse("meeting_mode", args=[hall.other.pk])
    opened = visit(hall.chair).get(address).context["minutes"]["seen"].value()
    told = {"form": "minutes", "resolution": "", "seen": opened}

    visit(hall.secretary).post(address, {**told, "minutes": "Sekretærens ord."})
    answer = visit(hall.chair).post(address, {**told, "minutes": "Formandens ord."})

    page = answer.content.decode()
    assert "Sekretærens ord." in page
    assert "Formandens ord." in page
    hall.other.refresh_from_db()
    assert hall.other.minutes == "Sekretærens ord."
    again = {**told, "seen": answer.context["minutes"]["seen"].value()}
    visit(hall.chair).post(address, {**again, "minutes": "Formandens ord. Sekretærens ord."})
    hall.other.refresh_from_db()
    assert hall.other.minutes == "Formandens ord. Sekretærens ord."


def test_what_one_page_saves_twice_at_once_is_no_conflict_with_itself(hall):
    address = reverse("meeting_autosave", args=[hall.other.pk])
    told = {"form": "minutes", "resolution": "", "seen": "gammelt", "page": str(uuid.uuid4())}
    told["writer"] = hall.chair.pk
    mode = reverse("meeting_mode", args=[hall.other.pk])
    told["seen"] = visit(hall.chair).get(mode).context["minutes"]["seen"].value()

    sent = [visit(hall.chair).post(address, {**told, "minutes": word}) for word in ("Vi", "Vi to")]

    assert [answer.status_code for answer in sent] == [200, 200]
    elsewhere = {**told, "minutes": "Andet", "page": str(uuid.uuid4())}
    assert visit(hall.chair).post(address, elsewhere).status_code == 422


def test_a_service_worker_is_of_meetings_alone_and_logging_out_forgets(hall):
    answer = Client().get("/moeder/sw.js")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "no-store" in answer["Cache-Control"]
    assert "Service-Worker-Allowed" not in answer
    assert visit(hall.member).post(reverse("logout"))["Clear-Site-Data"] == '"storage"'


def test_what_a_device_keeps_is_what_the_person_may_read(hall):
    Board.objects.update(is_published=True)
    AgendaItem.objects.filter(pk=hall.other.pk).update(is_confidential=True)
    secret = reverse("meeting_mode", args=[hall.other.pk])

    def kept(person) -> str:
        return visit(person).get(hall.meeting.get_absolute_url()).context["page"].offline

    assert secret in kept(hall.member).split()
    assert secret not in kept(hall.leader).split()
    Meeting.objects.update(status=MeetingStatus.APPROVED, approved_on=timezone.localdate())
    assert kept(hall.member) == ""


def test_what_waited_and_was_asked_goes_when_its_meetings_would_have(hall, settings):
    settings.MINUTES_KEEP_DAYS = 365
    ask(hall.member, "item_ask", hall.item)
    ask(hall.member, "local_goal_ask", hall.goal)
    hall.other.set_aside(on=timezone.localdate())
    take_meetings()
    assert (BoardQuestion.objects.count(), AgendaItem.objects.count()) == (2, 2)

    old = timezone.now() - datetime.timedelta(days=400)
    BoardQuestion.objects.update(asked_at=old)
    AgendaItem.objects.filter(pk=hall.other.pk).update(waits_since=old.date())
    Meeting.objects.update(held_on=old.date())
    take_meetings()

    assert not BoardQuestion.objects.exists()
    assert not BoardQuestion.history.exists()
    assert not AgendaItem.objects.exists()


def test_what_was_asked_is_kept_from_members_when_the_agenda_is_taken_back(hall):
    ask(hall.member, "item_ask", hall.item)
    question = BoardQuestion.objects.get()
    assert visit(hall.another).get(question.get_absolute_url()).status_code == 200

    Meeting.objects.update(status=MeetingStatus.PLANNED)

    assert visit(hall.another).get(question.get_absolute_url()).status_code == 404
    assert visit(hall.secretary).get(question.get_absolute_url()).status_code == 200


def test_an_item_that_waited_is_taken_up_by_one_meeting_alone(hall):
    hall.other.set_aside(on=timezone.localdate())
    days = (timezone.localdate() + datetime.timedelta(days) for days in (30, 60))
    first, second = (MeetingFactory(board=hall.board, held_on=day) for day in days)
    chosen = {"forslag": [f"waiting-{hall.other.pk}"]}
    title = hall.other.title

    for meeting in (first, second):
        visit(hall.secretary).post(reverse("meeting_suggestions", args=[meeting.pk]), chosen)

    hall.other.refresh_from_db()
    assert hall.other.meeting == first
    assert title in read(hall.secretary, first)
    assert title not in read(hall.secretary, second)
    page = visit(hall.secretary).get(reverse("meeting_suggestions", args=[second.pk]))
    assert title not in page.content.decode()


def test_who_has_approved_is_not_asked_again_until_a_word_is_changed(hall):
    held(hall, "all")
    button = "Jeg godkender referatet"
    assert button in read(hall.member, hall.meeting)

    answer(hall, hall.member)
    assert button not in read(hall.member, hall.meeting)
    AgendaItem.objects.select_related("meeting").get(pk=hall.other.pk).write(minutes="Mere.")

    assert button in read(hall.member, hall.meeting)


def test_whoever_reads_item_by_item_asks_there_too_until_the_meeting_is_held(hall):
    address = reverse("meeting_mode", args=[hall.item.pk])
    way = f'href="{reverse("item_ask", args=[hall.item.pk])}"'

    assert way in visit(hall.member).get(address).content.decode()
    assert way not in visit(hall.secretary).get(address).content.decode()

    Meeting.objects.update(status=MeetingStatus.HELD)
    assert way not in visit(hall.member).get(address).content.decode()


def test_the_start_page_tells_a_member_of_minutes_that_await_them_until_they_approve(hall):
    waits = f"Referatet fra {hall.meeting.day} venter på din godkendelse"

    def told(person) -> bool:
        return waits in visit(person).get("/").content.decode()

    assert not told(hall.member)
    held(hall, "majority")
    assert told(hall.member)
    assert not told(hall.secretary)
    assert not told(hall.stranger)
    assert answer(hall, hall.member) == "held"
    assert not told(hall.member)
    assert told(hall.another)
