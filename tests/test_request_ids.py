"""A request has one number, from the proxy to the last mail that follows from it."""

import json
import logging
import uuid

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from accounts import mail
from config import request_ids, running, upkeep
from config.logs import JsonFormatter
from config.models import RegularJob

GIVEN = "4bf92f3577b34da6a3ce929d0e0e4736"
HEADER = request_ids.HEADER


@pytest.fixture
def lines():
    """What is logged, as the log has it."""
    told: list[dict] = []

    class Noting(logging.Handler):
        def emit(self, record):
            told.append(json.loads(JsonFormatter().format(record)))

    handler = Noting()
    logging.getLogger().addHandler(handler)
    yield told
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("given", [GIVEN, GIVEN.upper(), str(uuid.UUID(GIVEN))])
def test_the_number_of_a_proxy_is_kept(client, given):
    answer = client.get("/healthz/live", headers={HEADER: given})

    assert answer[HEADER] == given.lower()


@pytest.mark.parametrize(
    "given",
    ["", "0101901234", "Ane Jensen", "a" * 500, GIVEN + "0", GIVEN[:-1] + "g", f"{GIVEN}\n{GIVEN}"],
)
def test_what_is_no_such_number_is_not_taken(client, given, lines):
    answer = client.get("/findes/ikke/", headers={HEADER: given, "sec-fetch-dest": "image"})

    assert request_ids.WELL_FORMED.fullmatch(answer[HEADER])
    assert answer[HEADER] != given
    assert not given or given not in json.dumps(lines)


def test_each_request_has_a_number_of_its_own(client):
    assert client.get("/healthz/live")[HEADER] != client.get("/healthz/live")[HEADER]
    assert request_ids.current() == ""


def test_lines_of_the_log_have_it(client, lines):
    answer = client.get("/findes/ikke/", headers={"sec-fetch-dest": "image"})

    (line,) = (line for line in lines if line["logger"] == "django.request")
    assert line["request"] == answer[HEADER]


def test_a_page_that_failed_tells_the_number(client, db, monkeypatch, lines):
    def fail(*arguments, **named):
        raise ZeroDivisionError("of the test")

    monkeypatch.setattr("guides.views.guides_of", fail)
    client.raise_request_exception = False

    answer = client.get("/hjaelp/")

    assert answer.status_code == 500
    number = answer[HEADER]
    assert f"<code>{number}</code>" in answer.content.decode()
    assert [line["request"] for line in lines if "ZeroDivisionError" in str(line)] == [number]


@task
def say_something() -> None:
    logging.getLogger("of.the.test").warning("done")


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_worker_goes_on_with_the_number_of_what_queued_the_task(lines):
    with request_ids.numbered(GIVEN):
        say_something.enqueue()
    say_something.enqueue()  # follows from no request

    work()

    first, second = (line["request"] for line in lines if line["message"] == "done")
    assert first == GIVEN
    assert second != GIVEN
    assert request_ids.WELL_FORMED.fullmatch(second)
    assert request_ids.current() == ""
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_mail_that_is_sent_at_once_tells_it(db):
    with request_ids.numbered(GIVEN):
        mail.send_soon(EmailMessage("Emne", "Tekst", to=["ane@example.com"]))

    assert django_mail.outbox[0].extra_headers[HEADER] == GIVEN


@pytest.mark.django_db(transaction=True)
def test_mail_that_waits_for_a_worker_tells_it(lines):
    with request_ids.numbered(GIVEN):
        mail.queue(EmailMessage("Emne", "Tekst", to=["ane@example.com"]))

    work()

    assert django_mail.outbox[0].extra_headers[HEADER] == GIVEN


@pytest.mark.django_db(transaction=True)  # the thread that sends writes on its own connection
def test_mail_that_could_not_be_sent_is_told_of_by_the_number(monkeypatch, lines):
    def refuse(self, fail_silently=False):
        raise OSError("no server")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    with request_ids.numbered(GIVEN):
        mail.send_soon(EmailMessage("Emne", "Tekst", to=["ane@example.com"]))

    (line,) = (line for line in lines if line["message"] == "A message could not be sent")
    assert line["request"] == GIVEN


def test_a_job_that_runs_by_itself_has_a_number_for_all_it_does(db, monkeypatch):
    seen = []
    job = upkeep.Job(lambda: seen.append(request_ids.current()), "of the test")
    monkeypatch.setattr(upkeep, "JOBS", {"one": job, "two": job})

    running.begin()
    RegularJob.objects.update(try_at=timezone.now())
    running.run_due(minutely=True)

    assert len(set(seen)) == 2
    assert all(map(request_ids.WELL_FORMED.fullmatch, seen))
    assert request_ids.current() == ""
