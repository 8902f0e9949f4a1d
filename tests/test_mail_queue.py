"""All mail goes by one queue: none is sent where a failure would lose it or keep a page waiting."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.mail import HELD, keep_waiting, queue, send_again
from accounts.models import WaitingMail
from tests.catalogues import APPS
from tests.conftest import ROOT
from tests.mailing import deliver_mail, sent_past_the_queue
from tests.regular import do_upkeep
from tests.test_local_goal_workflow import at_once

QUEUE = ROOT / "accounts" / "mail.py"


def test_no_mail_is_sent_past_the_queue():
    modules = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules
        if path != QUEUE
        for line in sent_past_the_queue(path.read_text(encoding="utf-8"))
    }

    assert len(modules) > 300
    assert found == set()
    assert sent_past_the_queue(QUEUE.read_text(encoding="utf-8"))  # where it is right


@pytest.mark.parametrize(
    "line",
    [
        "from django.core.mail import send_mail",
        "from django.core.mail import EmailMessage, get_connection",
        "from django.core.mail.message import EmailMessage",
        "from django.core import mail",
        "import django.core.mail",
        "import smtplib",
        "from smtplib import SMTP",
        "message.send()",
        "make_message(user).send(fail_silently=True)",
        "connection.send_messages([message])",
        "user.email_user(subject, text)",
    ],
)
def test_each_way_of_sending_is_found(line):
    assert sent_past_the_queue(line) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "from django.core.mail import EmailMessage",
        "imported.send(sender=type(row), row=row)",
        "generator.send(value)",
        "queue(message)",
    ],
)
def test_what_sends_no_mail_is_let_be(line):
    assert sent_past_the_queue(line) == []


@pytest.fixture
def message():
    made = EmailMultiAlternatives(
        "Emne æøå",
        "Tekst",
        to=["leder@example.com"],
        headers={"List-Unsubscribe": "<https://x.dk>"},
    )
    made.attach_alternative("<p>Tekst</p>", "text/html")
    return made


def test_the_worker_sends_what_was_queued_as_it_was(db, message, mailoutbox):
    queue(message)
    assert mailoutbox == []

    deliver_mail()

    (sent,) = mailoutbox
    assert (sent.subject, sent.body, sent.to) == ("Emne æøå", "Tekst", ["leder@example.com"])
    assert [tuple(part) for part in sent.alternatives] == [("<p>Tekst</p>", "text/html")]
    assert sent.extra_headers["List-Unsubscribe"] == "<https://x.dk>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert not WaitingMail.objects.exists()


def test_a_subject_cannot_begin_a_header_of_its_own(db, mailoutbox):
    queue(EmailMessage("tilsyn.csv\r\nBcc: everybody@example.com", "Tekst", to=["a@example.com"]))

    deliver_mail()

    (sent,) = mailoutbox
    assert sent.subject == "tilsyn.csv Bcc: everybody@example.com"
    assert sent.message()["Bcc"] is None


def test_a_transaction_that_fails_sends_nothing(db, message, mailoutbox):
    with transaction.atomic():
        queue(message)
        transaction.set_rollback(True)

    deliver_mail()

    assert mailoutbox == []


def test_mail_that_fails_is_tried_later_and_later(db, message, mailoutbox, monkeypatch):
    def refuse(self, **kwargs):
        tried.append(timezone.now())
        raise ConnectionRefusedError

    tried: list = []
    monkeypatch.setattr(EmailMessage, "send", refuse)
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        queue(message)
        for _minute in range(20):
            deliver_mail()
            clock.shift(60)

    minutes = [round((at - tried[0]).total_seconds() / 60) for at in tried]
    assert minutes == [0, 1, 3, 7, 15]
    assert mailoutbox == []


def test_mail_whose_worker_was_killed_over_it_is_sent_all_the_same(db, message, mailoutbox):
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        queue(message)
        DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
        clock.shift(9 * 60)
        do_upkeep()
        deliver_mail()
        assert mailoutbox == []  # a slow mail server may still have it
        clock.shift(2 * 60)
        do_upkeep()
        do_upkeep()
        deliver_mail()

    assert len(mailoutbox) == 1


def test_who_takes_a_message_that_is_in_hand_leaves_it(db, message, monkeypatch):
    """The second worker comes while the first is talking with the mail server."""

    def slowly(self, **kwargs):
        sent.append(self)
        if len(sent) < 3:
            do_upkeep()
            send_again.func(pk)

    sent: list = []
    monkeypatch.setattr(EmailMessage, "send", slowly)
    queue(message)
    pk = WaitingMail.objects.get().pk

    send_again.func(pk)

    assert len(sent) == 1
    assert not WaitingMail.objects.exists()


def test_a_message_whose_holder_was_killed_is_taken_by_another(db, message, mailoutbox):
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        queue(message)
        DBTaskResult.objects.all().delete()
        mail = WaitingMail.objects.get()
        assert mail.claim(timezone.now() + HELD)  # and killed
        for _minute in range(17):
            do_upkeep()
            deliver_mail()
            clock.shift(60)

    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_take_a_message_at_the_same_moment_one_sends_it(message, monkeypatch):
    """Each has a connection of its own, on PostgreSQL."""
    sent: list = []
    monkeypatch.setattr(EmailMessage, "send", lambda self, **kwargs: sent.append(self))
    for number in range(1, 11):
        queue(message)
        pk = WaitingMail.objects.get().pk

        at_once(lambda _number, pk=pk: send_again.func(pk), 6)

        assert len(sent) == number
    assert not WaitingMail.objects.exists()


def test_mail_that_failed_beside_the_page_waits_a_minute(db, message, mailoutbox):
    with time_machine.travel("2026-11-23 12:00+00:00", tick=False) as clock:
        keep_waiting(message, timezone.now() + datetime.timedelta(days=1))
        deliver_mail()
        assert mail.outbox == []
        clock.shift(61)
        deliver_mail()

    assert len(mail.outbox) == 1
