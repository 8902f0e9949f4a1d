"""Leaders are reminded of the days of measuring: in time, once, and only if they want to be."""

import datetime
import smtplib

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import mail
from accounts.models import WaitingMail
from strategy import reminders
from strategy.models import Reminder
from strategy.reminders import digests, send_reminders, token_of
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
)
from tests.mailing import deliver_mail
from tests.test_local_goal_workflow import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SITE = "https://ledestjernen.example.dk"


@pytest.fixture
def institution():
    return InstitutionFactory(name="Solsikken", cluster=ClusterFactory())


@pytest.fixture
def leader(institution):
    return MembershipFactory(
        leader=True, institution=institution, user__name="Line Bjerregaard"
    ).user


def due_in(days: int, institution, **fields):
    day = TODAY + datetime.timedelta(days=days)
    fields = fields or {"in_progress": True}
    return LocalGoalFactory(institution=institution, measured_on=day, **fields)


def send(on=TODAY):
    sent = send_reminders(on=on, site=SITE)
    deliver_mail()
    return sent


def test_a_goal_is_reminded_of_14_3_and_0_days_before_and_not_between(
    leader, institution, mailoutbox
):
    due_in(20, institution)
    told = []

    for days_left in range(20, -5, -1):
        send(on=TODAY + datetime.timedelta(days=20 - days_left))
        if len(mailoutbox) > len(told):
            told.append(days_left)

    assert told == [14, 3, 0]


def test_a_message_holds_all_that_is_new_with_links_and_without_texts(
    leader, institution, mailoutbox
):
    goals = [due_in(3, institution), due_in(0, institution), due_in(14, institution, adopted=True)]

    sent = send()

    (message,) = mailoutbox
    html = message.alternatives[0].content
    assert (sent.messages, sent.reminders, sent.failed) == (1, 3, 0)
    assert message.to == [leader.email]
    assert "3 lokale mål" in message.subject
    for body in (message.body, html):
        assert "Line" in body
        assert ("i dag" in body, "om 3 dage" in body, "om 14 dage" in body) == (True,) * 3
        for goal in goals:
            assert f"{SITE}{goal.get_absolute_url()}" in body
            assert goal.text not in body


def test_running_it_again_sends_nothing(leader, institution, mailoutbox):
    due_in(3, institution)
    send()

    again = send()

    assert (again.messages, len(mailoutbox), Reminder.objects.count()) == (0, 1, 1)


def test_a_new_goal_and_a_moved_day_are_reminded_of_alone(leader, institution, mailoutbox):
    goal, _other = due_in(3, institution), due_in(3, institution)
    send()
    goal.measured_on = TODAY + datetime.timedelta(days=10)
    goal.save()

    sent = send()

    assert sent.reminders == 1
    assert goal.get_absolute_url() in mailoutbox[1].body


def test_a_day_on_which_nothing_was_sent_is_made_up_for(leader, institution, mailoutbox):
    due_in(9, institution)

    send()

    assert "om 9 dage" in mailoutbox[0].body


@pytest.mark.parametrize(
    "status", [{"sent": True}, {"returned": True}, {"reached": True}, {"discontinued": True}]
)
def test_only_of_goals_that_are_to_be_measured(leader, institution, status):
    due_in(3, institution, **status)

    assert digests(on=TODAY) == {}


def test_where_nobody_leads_the_institution_those_of_the_cluster_are_reminded(institution):
    cluster = institution.placements.get().cluster
    head = MembershipFactory(cluster_leader=True, cluster=cluster).user
    MembershipFactory(leader=True, former=True, institution=institution)
    MembershipFactory(board_member=True, cluster=cluster)
    due_in(3, institution)

    assert set(digests(on=TODAY)) == {head.pk}


@pytest.mark.parametrize("change", [{"wants_reminders": False}, {"is_active": False}])
def test_who_does_not_want_them_or_is_gone_gets_none(leader, institution, change):
    due_in(3, institution)
    type(leader).objects.filter(pk=leader.pk).update(**change)

    assert digests(on=TODAY) == {}


def test_who_to_remind_is_asked_in_three_queries(leader, institution, django_assert_num_queries):
    for _number in range(5):
        due_in(3, institution)

    with django_assert_num_queries(3):
        digests(on=TODAY)


def test_what_could_not_be_sent_is_tried_again_and_stops_nobody_else(
    leader, institution, mailoutbox, monkeypatch
):
    other = InstitutionFactory()
    MembershipFactory(leader=True, institution=other)
    due_in(3, institution)
    due_in(3, other)
    works = EmailBackend.send_messages

    def refuses(self, given):
        if given[0].to == [leader.email]:
            raise smtplib.SMTPRecipientsRefused({})
        return works(self, given)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        monkeypatch.setattr(EmailBackend, "send_messages", refuses)
        sent = send()
        assert (sent.messages, sent.failed) == (2, 0)
        assert (len(mailoutbox), WaitingMail.objects.get().tries) == (1, 1)

        monkeypatch.setattr(EmailBackend, "send_messages", works)
        clock.shift(61)
        assert send().messages == 0  # they are not reminded again: the message is on its way

    assert [message.to for message in mailoutbox[1:]] == [[leader.email]]
    assert mailoutbox[1].alternatives[0].mimetype == "text/html"
    assert "List-Unsubscribe" in mailoutbox[1].extra_headers
    assert (Reminder.objects.count(), WaitingMail.objects.count()) == (2, 0)


def test_a_message_that_cannot_be_made_leaves_no_reminder_and_stops_nobody_else(
    leader, institution, mailoutbox, monkeypatch
):
    other = InstitutionFactory()
    MembershipFactory(leader=True, institution=other)
    due_in(3, institution)
    due_in(3, other)

    def fails(message, **kwargs):
        if message.to == [leader.email]:
            raise OSError
        return mail.queue(message, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "queue", fails)
        with pytest.raises(CommandError, match="1 messages could not be made"):
            call_command("send_reminders", verbosity=0)
    call_command("send_reminders", verbosity=0)
    deliver_mail()

    assert (len(mailoutbox), Reminder.objects.count()) == (2, 2)


def test_the_links_lead_to_the_site_that_is_set_or_to_the_first_host(
    leader, institution, mailoutbox, settings
):
    settings.SITE_URL = ""
    settings.ALLOWED_HOSTS = ["*", "ledestjernen.example.dk"]
    due_in(3, institution)

    call_command("send_reminders", verbosity=0)
    deliver_mail()

    assert "http://ledestjernen.example.dk/lokale-maal/" in mailoutbox[0].body
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(CommandError, match="SITE_URL"):
        call_command("send_reminders", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_of_several_sending_at_once_one_sends(leader, institution, mailoutbox):
    due_in(3, institution)

    answers = at_once(lambda number: send_reminders(on=TODAY, site=SITE), 6)
    deliver_mail()

    assert sum(answer.messages for answer in answers) == 1
    assert len(mailoutbox) == 1
    assert Reminder.objects.count() == 1


# --- Stopping them ------------------------------------------------------------------------------


def test_one_click_in_a_mail_program_stops_them_without_signing_in(
    client, leader, institution, mailoutbox
):
    due_in(3, institution)
    send()
    headers = mailoutbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    strict = type(client)(enforce_csrf_checks=True)

    answer = strict.post(address, {"List-Unsubscribe": "One-Click"})

    leader.refresh_from_db()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (answer.status_code, leader.wants_reminders) == (200, False)
    assert "Du får ikke flere påmindelser" in answer.content.decode()


def test_looking_at_the_link_stops_nothing(client, leader):
    page = client.get(f"/paamindelser/stop/{token_of(leader)}/")

    leader.refresh_from_db()
    assert (page.status_code, leader.wants_reminders) == (200, True)


@pytest.mark.parametrize("token", ["1", "1:falsk", "abc:def", "x" * 500])
def test_a_link_we_have_not_made_leads_nowhere(client, leader, token):
    assert client.post(f"/paamindelser/stop/{token}/").status_code == 404


def test_each_chooses_on_their_own_page(client, leader):
    client.force_login(leader)

    client.post("/min-side/paamindelser/")
    leader.refresh_from_db()
    assert not leader.wants_reminders

    client.post("/min-side/paamindelser/", {"wants": "on"})
    leader.refresh_from_db()
    assert leader.wants_reminders
