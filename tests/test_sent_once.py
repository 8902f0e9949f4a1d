"""A form that is sent twice from one page does its work once."""

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import once
from config.models import SentForm
from meetings.models import BoardQuestion
from tests.factories import BoardFactory, ClusterFactory, MembershipFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    cluster = ClusterFactory()
    meeting = MeetingFactory(
        board=BoardFactory(cluster=cluster), called=True, held_on=timezone.localdate()
    )
    return AgendaItemFactory(meeting=meeting)


@pytest.fixture
def member(item):
    person = MembershipFactory(board_member=True, cluster=item.meeting.board.cluster).user
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


QUESTION = {"kind": "question", "text": "Hvad koster det?", "csrfmiddlewaretoken": "a" * 64}


def test_what_is_sent_twice_from_one_page_is_one_row_and_leads_to_the_same_place(item, member):
    address = reverse("item_ask", args=[item.pk])

    first, second = (member.post(address, QUESTION) for _time in range(2))

    assert BoardQuestion.objects.count() == 1
    assert first["Location"] == second["Location"]
    told = [message.level_tag for message in member.get(second["Location"]).context["messages"]]
    assert told == ["success", "info"]


def test_the_same_from_another_page_is_meant(item, member):
    address = reverse("item_ask", args=[item.pk])

    for token in "ab":
        member.post(address, QUESTION | {"csrfmiddlewaretoken": token * 64})

    assert BoardQuestion.objects.count() == 2


def test_what_was_refused_may_be_sent_again(item, member):
    address = reverse("item_ask", args=[item.pk])

    for _time in range(2):
        assert member.post(address, QUESTION | {"text": ""}).status_code == 200
    assert not SentForm.objects.exists()


def test_after_a_while_the_same_is_done_again(item, member):
    address = reverse("item_ask", args=[item.pk])
    member.post(address, QUESTION)
    SentForm.objects.update(sent_at=timezone.now() - once.KEPT_FOR * 2)

    member.post(address, QUESTION)

    assert BoardQuestion.objects.count() == 2


def test_whoever_is_cut_off_does_not_stand_in_the_way_of_the_next(item, member, monkeypatch):
    address = reverse("item_ask", args=[item.pk])
    monkeypatch.setattr(once, "PATIENCE", 0.2)
    member.post(address, QUESTION)
    BoardQuestion.objects.all().delete()
    SentForm.objects.update(led_to="")  # as it stands while the first is answered

    member.post(address, QUESTION)

    assert BoardQuestion.objects.count() == 1


def test_a_row_tells_neither_who_nor_what(item, member):
    member.post(reverse("item_ask", args=[item.pk]), QUESTION)

    row = SentForm.objects.get()
    assert len(row.key) == 64
    assert "koster" not in f"{row.key}{row.led_to}"


def test_whoever_sends_again_waits_for_the_first_also_where_the_database_has_one_writer(
    item, member, monkeypatch
):
    address = reverse("item_ask", args=[item.pk])
    member.post(address, QUESTION)
    kept, tries = SentForm.objects.create, []

    def busy_at_first(**row):
        tries.append(row)
        if len(tries) == 1:
            raise OperationalError("database is locked")
        return kept(**row)

    monkeypatch.setattr(SentForm.objects, "create", busy_at_first)

    second = member.post(address, QUESTION)

    assert second.status_code == 302
    assert len(tries) == 2
    assert BoardQuestion.objects.count() == 1


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_apologies_sent_twice_are_sent_once_from_two_pages_too(item, member, is_withdrawn):
    address = reverse("meeting_apologise", args=[item.meeting.pk])
    told = {"withdraw": "1"} if is_withdrawn else {"instead": "Bo"}
    if is_withdrawn:
        member.post(address, {"instead": "Bo", "csrfmiddlewaretoken": "z" * 64})

    answers = [
        member.post(address, told | {"csrfmiddlewaretoken": token * 64})
        for token in ("a", "a", "b")
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert item.meeting.apologies.exists() != is_withdrawn
