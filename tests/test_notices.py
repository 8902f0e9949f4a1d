"""What happens is told to those concerned: once, when they want it, and of what they may read."""

import datetime
import re
import smtplib
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TransactionTestCase

from accounts import mail
from accounts.models import PersonNotice, User, WaitingMail
from accounts.told import sending
from accounts.told.kinds import tell
from accounts.told.reading import newest_lines
from accounts.told.sending import due_until, look_after, send_due
from accounts.told.stopping import token_of
from institutions.models import Membership
from meetings.workflow import MeetingStatus
from strategy.models import LocalGoal
from strategy.noticing import tell_of_rounds
from strategy.reminders import tell_of_measuring
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    BoardFactory,
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.factories.goal_rounds import GoalRoundFactory
from tests.factories.leadership import (
    ActionFactory,
    DevelopmentPlanFactory,
    FocusAreaFactory,
    PlanFollowUpFactory,
    TeamFactory,
)
from tests.factories.meetings import AgendaItemFactory, FollowUpFactory, MeetingFactory
from tests.mailing import deliver_mail
from tests.test_local_goal_workflow import at_once

pytestmark = pytest.mark.django_db
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
TODAY = timezone.localdate()
SITE = "https://ledestjernen.example.dk"
#: A Wednesday, at noon.
NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=COPENHAGEN)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def institution():
    return InstitutionFactory(name="Solsikken", cluster=ClusterFactory())


@pytest.fixture
def leader(institution):
    return MembershipFactory(
        leader=True, institution=institution, user__name="Line Bjerregaard"
    ).user


@pytest.fixture
def member(institution):
    return MembershipFactory(board_member=True, institution=institution, user__name="Bo Mark").user


def wants(person, choice):
    User.objects.filter(pk=person.pk).update(notices_by_mail=choice)


def kinds_of(person):
    return sorted(PersonNotice.objects.filter(person=person).values_list("kind", flat=True))


def send(now):
    with time_machine.travel(now, tick=False):
        send_due()
        deliver_mail()


def next_morning():
    return timezone.localtime().replace(hour=7, minute=5) + datetime.timedelta(days=1)


# --- Who is told of what ------------------------------------------------------------------------


def test_a_goal_that_is_sent_is_told_to_those_on_the_board_and_to_nobody_else(
    institution, leader, member
):
    cluster = institution.placements.get().cluster
    above = MembershipFactory(chair=True, cluster=cluster).user
    former = MembershipFactory(board_member=True, former=True, institution=institution).user
    elsewhere = MembershipFactory(board_member=True, institution=InstitutionFactory()).user
    goal = LocalGoalFactory(institution=institution)

    goal.transition(LocalGoalStatus.SENT, by=leader)

    assert set(PersonNotice.objects.values_list("person", flat=True)) == {member.pk, above.pk}
    assert kinds_of(member) == ["goal_sent"]
    assert [kinds_of(one) for one in (former, elsewhere, leader)] == [[], [], []]
    (line,) = newest_lines(member)
    assert "Solsikken" in line.sentence
    assert line.href == goal.get_absolute_url()
    assert goal.text not in line.sentence


@pytest.mark.parametrize(
    ("to", "kind"),
    [(LocalGoalStatus.RETURNED, "goal_returned"), (LocalGoalStatus.ADOPTED, "goal_adopted")],
)
def test_what_the_board_decides_is_told_to_the_leader(institution, leader, member, to, kind):
    goal = LocalGoalFactory(institution=institution, sent=True)

    goal.transition(to, by=member, comment="Skriv det kortere.")

    assert kinds_of(leader) == [kind]
    assert newest_lines(leader)[0].href == goal.get_absolute_url()


def test_a_move_that_is_taken_back_tells_nobody(institution, leader, member):
    goal = LocalGoalFactory(institution=institution)

    with transaction.atomic():
        goal.transition(LocalGoalStatus.SENT, by=leader)
        transaction.set_rollback(True)

    assert not PersonNotice.objects.exists()


def test_an_agenda_and_minutes_are_told_to_the_board_and_a_follow_up_to_whoever_it_is_of(
    institution, leader, member
):
    meeting = MeetingFactory(board=BoardFactory(institution=institution))
    item = AgendaItemFactory(meeting=meeting, is_confidential=True, title="Hemmeligt punkt")
    done_by = FollowUpFactory(item=item, person=leader, text="Ring til Karen")
    FollowUpFactory(item=item, person=None)

    meeting.transition(MeetingStatus.CALLED, by=leader, on=TODAY)
    assert kinds_of(member) == ["agenda_sent"]
    assert kinds_of(leader) == []
    type(item).objects.update(resolution="Drøftet.")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=40)):
        meeting.transition(MeetingStatus.HELD, by=member, on=timezone.localdate())
        told = newest_lines(leader)

    assert kinds_of(leader) == ["follow_up_mine"]
    assert [line.href for line in told] == [done_by.get_absolute_url()]
    for word in ("Hemmeligt", "Karen"):
        assert not any(word in line.sentence for line in told)


def test_a_plan_that_awaits_a_signature_is_told_to_the_head_of_its_area(leader):
    cluster = ClusterFactory()
    head = MembershipFactory(area_head=True, area=cluster.area).user
    MembershipFactory(area_head=True, area=ClusterFactory().area)
    plan = DevelopmentPlanFactory(team=TeamFactory(cluster=cluster))
    ActionFactory(focus=FocusAreaFactory(plan=plan))
    PlanFollowUpFactory(plan=plan)

    plan.transition("propose", by=MembershipFactory(cluster_leader=True, cluster=cluster).user)

    assert set(PersonNotice.objects.values_list("person", "kind")) == {(head.pk, "plan_to_sign")}
    assert [line.href for line in newest_lines(head)] == [plan.get_absolute_url()]


def test_a_round_is_told_of_when_it_opens_and_before_it_ends(leader, institution):
    week = datetime.timedelta(days=7)
    GoalRoundFactory(opens_on=TODAY - 4 * week, deadline_on=TODAY + week, closed_on=None)

    tell_of_rounds(TODAY - 4 * week - datetime.timedelta(days=1))
    assert kinds_of(leader) == []
    tell_of_rounds(TODAY - 4 * week)
    tell_of_rounds(TODAY - 3 * week - datetime.timedelta(days=1))
    assert kinds_of(leader) == ["round_opened"]
    tell_of_rounds(TODAY)
    tell_of_rounds(TODAY + week)

    assert kinds_of(leader) == ["round_closes", "round_opened"]


def test_a_day_of_measuring_is_told_of_14_3_and_0_days_before_and_not_between(leader, institution):
    day = TODAY + datetime.timedelta(days=20)
    LocalGoalFactory(institution=institution, measured_on=day, in_progress=True)
    told = []

    for days_left in range(20, -5, -1):
        before = PersonNotice.objects.count()
        tell_of_measuring(day - datetime.timedelta(days=days_left))
        if PersonNotice.objects.count() > before:
            told.append(days_left)

    assert told == [14, 3, 0]


def test_where_nobody_leads_the_institution_those_of_the_cluster_are_told(institution):
    head = MembershipFactory(cluster_leader=True, cluster=institution.placements.get().cluster).user
    MembershipFactory(leader=True, former=True, institution=institution)
    day = TODAY + datetime.timedelta(days=3)
    LocalGoalFactory(institution=institution, measured_on=day, in_progress=True)

    tell_of_measuring(TODAY)

    assert [notice.person for notice in PersonNotice.objects.all()] == [head]


def test_whose_role_has_ended_meanwhile_is_told_of_nothing_any_more(
    institution, leader, member, mailoutbox
):
    LocalGoalFactory(institution=institution).transition(LocalGoalStatus.SENT, by=leader)
    Membership.objects.filter(user=member).delete()

    send(next_morning())

    assert newest_lines(User.objects.get(pk=member.pk)) == ()
    assert mailoutbox == []
    assert PersonNotice.objects.get().state == PersonNotice.State.PAGE_ONLY


def test_the_start_page_tells_of_it_and_one_of_them_does_not_show_anothers(
    client, institution, leader, member
):
    goal = LocalGoalFactory(institution=institution, sent=True)
    client.force_login(leader)
    assert "Nyt til dig" not in client.get("/").content.decode()

    goal.transition(LocalGoalStatus.ADOPTED, by=member)

    page = client.get("/").content.decode()
    assert "Nyt til dig" in page
    assert f'href="{goal.get_absolute_url()}"' in page
    client.force_login(member)
    assert "Nyt til dig" not in client.get("/").content.decode()


# --- When ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "now", "until"),
    [
        ("at_once", (25, 12, 0), (25, 12, 0)),
        ("at_once", (25, 21, 30), (25, 20, 0)),
        ("at_once", (26, 6, 59), (25, 20, 0)),
        ("at_once", (26, 7, 0), (26, 7, 0)),
        ("daily", (25, 12, 0), (25, 7, 0)),
        ("daily", (26, 6, 59), (25, 7, 0)),
        ("weekly", (25, 12, 0), (23, 7, 0)),
        ("weekly", (23, 6, 59), (16, 7, 0)),
        ("weekly", (23, 7, 0), (23, 7, 0)),
    ],
)
def test_until_when_something_must_have_happened_to_be_sent_now(choice, now, until):
    day, hour, minute = now
    moment = datetime.datetime(2026, 11, day, hour, minute, tzinfo=COPENHAGEN)
    day, hour, minute = until

    found = due_until(choice, moment)

    assert found == datetime.datetime(2026, 11, day, hour, minute, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("choice", "sent_at"),
    [("at_once", "25. 12"), ("daily", "26. 07"), ("weekly", "30. 07"), ("never", "")],
)
def test_mail_comes_as_often_as_each_has_chosen(
    institution, leader, member, mailoutbox, choice, sent_at
):
    wants(member, choice)
    with time_machine.travel(NOON, tick=False):
        LocalGoalFactory(institution=institution).transition(LocalGoalStatus.SENT, by=leader)
    found = ""

    for hours in range(24 * 10):
        moment = NOON + datetime.timedelta(hours=hours)
        send(moment)
        if mailoutbox and not found:
            found = moment.strftime("%d. %H")

    assert found == sent_at
    assert len(mailoutbox) == bool(sent_at)
    assert len(newest_lines(member, now=NOON)) == 1


def test_all_that_is_new_goes_in_one_mail_with_links_and_without_texts(
    institution, leader, member, mailoutbox
):
    goals = LocalGoalFactory.create_batch(3, institution=institution)
    for goal in goals:
        goal.transition(LocalGoalStatus.SENT, by=leader)
    meeting = MeetingFactory(board=BoardFactory(institution=institution))
    AgendaItemFactory(meeting=meeting, title="Budget i fortrolighed")
    meeting.transition(MeetingStatus.CALLED, by=leader, on=TODAY)

    send(next_morning())

    (message,) = mailoutbox
    assert message.to == [member.email]
    assert "4 nye ting" in message.subject
    for body in (message.body, message.alternatives[0].content):
        assert "Bo" in body
        assert f"{SITE}{meeting.get_absolute_url()}" in body
        assert "Budget" not in body
        for goal in goals:
            assert f"{SITE}{goal.get_absolute_url()}" in body
            assert goal.text not in body
    assert set(PersonNotice.objects.values_list("state", flat=True)) == {PersonNotice.State.SENT}


def test_the_worker_tells_of_the_day_and_sends(institution, leader, mailoutbox):
    day = TODAY + datetime.timedelta(days=2)
    LocalGoalFactory(institution=institution, measured_on=day, in_progress=True)
    sending._told_for.clear()

    look_after()
    with time_machine.travel(next_morning(), tick=False):
        look_after()
        look_after()
        deliver_mail()

    assert len(mailoutbox) == 1
    assert "måles" in mailoutbox[0].body


# --- Never twice, and none lost -----------------------------------------------------------------


class TestNothingTwiceAndNothingLost(TransactionTestCase):
    """Whatever is told, however often the job runs, is killed, or the mail server fails."""

    steps = st.lists(
        st.one_of(
            st.tuples(st.just("tell"), st.integers(0, 3)),
            st.tuples(st.sampled_from(["run", "killed", "deliver", "refused"]), st.just(0)),
        ),
        max_size=12,
    )

    @given(steps=steps, choice=st.sampled_from(["at_once", "daily"]))
    def test_each_occasion_is_mailed_once(self, steps, choice):
        now = NOON
        institution = InstitutionFactory()
        member = MembershipFactory(board_member=True, institution=institution).user
        wants(member, choice)
        goals = LocalGoalFactory.create_batch(4, institution=institution, sent=True)
        told, delivered = set(), []

        def keep(message):
            delivered.extend(
                one.pk for one in goals if f"{one.get_absolute_url()}\n" in message.body
            )

        for step, number in steps:
            now += datetime.timedelta(minutes=7)
            with time_machine.travel(now, tick=False), pytest.MonkeyPatch.context() as patch:
                patch.setattr(mail, "_is_sent", lambda message: keep(message) is None)
                if step == "tell":
                    told.add(goals[number].pk)
                    tell("goal_sent", goals[number], [member.pk], occasion="once")
                elif step == "killed":
                    patch.setattr(sending, "queue", _killed)
                    send_due()
                elif step == "refused":
                    patch.setattr(mail, "_is_sent", lambda message: False)
                    deliver_mail()
                elif step == "run":
                    send_due()
                else:
                    deliver_mail()
        for hours in (24, 25, 26):
            later = now + datetime.timedelta(hours=hours)
            with time_machine.travel(later, tick=False), pytest.MonkeyPatch.context() as patch:
                patch.setattr(mail, "_is_sent", lambda message: keep(message) is None)
                send_due()
                deliver_mail()

        assert sorted(delivered) == sorted(told)
        assert not PersonNotice.objects.exclude(state=PersonNotice.State.SENT).exists()
        LocalGoal.objects.all().delete()
        PersonNotice.objects.all().delete()


def _killed(message, **kwargs):
    mail.queue(message, **kwargs)
    raise SystemError


@pytest.mark.django_db(transaction=True)
def test_of_several_sending_at_once_one_sends(leader, member, institution, mailoutbox):
    LocalGoalFactory(institution=institution).transition(LocalGoalStatus.SENT, by=leader)
    morning = next_morning()

    answers = at_once(lambda number: send_due(now=morning), 6)
    deliver_mail()

    assert sum(answers) == 1
    assert len(mailoutbox) == 1


def test_a_message_the_server_refuses_is_tried_again_and_counted_when_it_is_given_up(
    leader, member, institution, mailoutbox, monkeypatch
):
    LocalGoalFactory(institution=institution).transition(LocalGoalStatus.SENT, by=leader)

    def refuse(self, messages):
        raise smtplib.SMTPServerDisconnected

    morning = next_morning()
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        send(morning)
        assert PersonNotice.objects.get().state == PersonNotice.State.QUEUED
        send(morning + sending.WORTH + datetime.timedelta(minutes=1))

    assert WaitingMail.objects.count() == 0
    assert PersonNotice.objects.get().state == PersonNotice.State.FAILED


def test_one_whose_digest_cannot_be_made_stops_nobody_else(
    leader, member, institution, mailoutbox, monkeypatch
):
    other = MembershipFactory(board_member=True, institution=institution).user
    LocalGoalFactory(institution=institution).transition(LocalGoalStatus.SENT, by=leader)

    def fails(message, **kwargs):
        if message.to == [member.email]:
            raise OSError
        return mail.queue(message, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(sending, "queue", fails)
        send(next_morning())
    assert [message.to for message in mailoutbox] == [[other.email]]
    send(next_morning() + datetime.timedelta(minutes=1))

    assert [message.to for message in mailoutbox] == [[other.email], [member.email]]


# --- Stopping them ------------------------------------------------------------------------------


def test_one_click_in_a_mail_program_stops_them_without_signing_in(
    client, leader, member, institution, mailoutbox
):
    LocalGoalFactory(institution=institution).transition(LocalGoalStatus.SENT, by=leader)
    send(next_morning())
    headers = mailoutbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    strict = type(client)(enforce_csrf_checks=True)

    answer = strict.post(address, {"List-Unsubscribe": "One-Click"})

    member.refresh_from_db()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (answer.status_code, member.notices_by_mail) == (200, "never")
    assert "Du får ikke flere mails" in answer.content.decode()


def test_looking_at_the_link_stops_nothing(client, leader):
    page = client.get(f"/min-side/beskeder/stop/{token_of(leader)}/")

    leader.refresh_from_db()
    assert (page.status_code, leader.notices_by_mail) == (200, "daily")


@pytest.mark.parametrize("token", ["1", "1:falsk", "abc:def", "x" * 500])
def test_a_link_we_have_not_made_leads_nowhere(client, leader, token):
    assert client.post(f"/min-side/beskeder/stop/{token}/").status_code == 404


def test_a_link_in_a_mail_leads_there_after_signing_in(client, leader, institution):
    goal = LocalGoalFactory(institution=institution)

    answer = client.get(goal.get_absolute_url())

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={goal.get_absolute_url()}")


@pytest.mark.parametrize(
    ("chosen", "kept"), [("weekly", "weekly"), ("hourly", "daily"), ("", "daily")]
)
def test_each_chooses_on_their_own_page(client, leader, chosen, kept):
    client.force_login(leader)

    client.post("/min-side/beskeder/", {"notices": chosen})

    leader.refresh_from_db()
    assert leader.notices_by_mail == kept


def test_the_administration_counts_them_by_day(admin_client, leader):
    for about, state in enumerate(("sent", "sent", "failed", "waiting")):
        PersonNotice.objects.create(person=leader, kind="x", about=about, state=state)

    page = admin_client.get("/admin/accounts/personnotice/").content.decode()

    cells = re.findall(r"<td>(\d+)</td>", page)
    assert cells == ["1", "0", "2", "1", "0"]
