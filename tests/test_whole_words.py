"""What somebody writes comes through whole: long words, long headings, days and times."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.days import day_written
from meetings.forms.agenda import TimeInput
from meetings.models import AgendaItem
from tests.factories import BoardFactory, ClusterFactory, MembershipFactory
from tests.factories.meetings import MeetingFactory


@pytest.mark.django_db
def test_a_heading_that_is_too_long_comes_back_with_every_word():
    cluster = ClusterFactory()
    meeting = MeetingFactory(board=BoardFactory(cluster=cluster), held_on=timezone.localdate())
    client = Client()
    person = MembershipFactory(cluster_leader=True, cluster=cluster).user
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    address = reverse("agenda_item_create", args=[meeting.pk])
    title = "Et meget langt punkt " * 12

    page = client.get(address).content.decode()
    answer = client.post(address, {"kind": "decision", "title": title}).content.decode()

    assert 'name="title"' in page
    assert "maxlength" not in page
    assert title.strip() in answer
    assert "200" in answer
    assert not AgendaItem.objects.exists()


DAY = datetime.date(2026, 11, 30)


@pytest.mark.parametrize(
    "written",
    ["30.11.2026", "30/11-2026", "30/11 2026", "30-11-26", "30. 11. 2026.", "2026-11-30"],
)
def test_a_day_is_read_as_danes_write_it(written):
    assert day_written(written) == DAY


@pytest.mark.parametrize("written", ["31.11.2026", "i morgen", "30.11", "2026", "1.2.3.4"])
def test_what_is_no_day_is_none(written):
    assert day_written(written) is None


@pytest.mark.parametrize(
    ("written", "told"),
    [("17", "17:00"), ("17.30", "17:30"), ("kl. 17", "17:00"), ("1730", "17:30"), ("9", "9:00")],
)
def test_a_time_is_read_as_danes_write_it(written, told):
    assert TimeInput().value_from_datadict({"at": written}, {}, "at") == told
