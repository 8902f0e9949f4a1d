"""“Sendt til …” is true of those it names: a mail goes out, or the page says that none does.

Either way those it was sent to find it on their start page.
"""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.told.rows import HowOften
from accounts.told.sending import look_after
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
from tests.factories.reports import StatusReportFactory
from tests.mailing import deliver_mail

pytestmark = pytest.mark.django_db


def an_agenda():
    cluster = ClusterFactory()
    day = timezone.localdate() + datetime.timedelta(days=10)
    meeting = MeetingFactory(board=BoardFactory(cluster=cluster), held_on=day)
    AgendaItemFactory(meeting=meeting)
    return (
        meeting,
        reverse("meeting_move", args=[meeting.pk, "called"]),
        {"sure": "yes"},
        MembershipFactory(cluster_leader=True, cluster=cluster).user,
        MembershipFactory(board_member=True, cluster=cluster).user,
    )


def a_goal():
    """A draft, sent from its page."""
    cluster = ClusterFactory()
    unit = InstitutionFactory(cluster=cluster)
    goal = LocalGoalFactory(institution=unit)
    return (
        goal,
        reverse("local_goal_move", args=[goal.pk, "sent"]),
        {"version": goal.version},
        MembershipFactory(leader=True, institution=unit).user,
        MembershipFactory(chair=True, cluster=cluster).user,
    )


def a_goal_in_its_form():
    """A draft, sent as it is written."""
    goal, _address, _data, leader, chair = a_goal()
    data = {
        "text": goal.text,
        "efforts": "Et børneråd",
        "how": "Børneinterview.",
        "measured_on": f"15.11.{timezone.localdate().year + 1}",
        "responsible": "Stuelederen",
        "version": goal.version,
        "key": goal.form_key,
        "action": "send",
    }
    return goal, reverse("local_goal_edit", args=[goal.pk]), data, leader, chair


def a_report():
    InstitutionFactory(cluster=ClusterFactory())
    report = StatusReportFactory(strategy=GoalFactory(strategy=StrategyFactory()).strategy)
    return (
        report,
        reverse("status_report_send", args=[report.pk]),
        {},
        MembershipFactory(consultant=True).user,
        MembershipFactory(board_member=True).user,
    )


@pytest.mark.parametrize("sent", [an_agenda, a_goal, a_goal_in_its_form, a_report])
def test_who_sends_is_not_made_to_believe_that_a_mail_goes_out(client, mailoutbox, settings, sent):
    settings.NOTICES_FROM_HOUR, settings.NOTICES_UNTIL_HOUR = 0, 24  # also where it is night now
    what, address, data, sender, receiver = sent()
    User.objects.update(notices_by_mail=HowOften.AT_ONCE)
    client.force_login(sender)

    page = client.post(address, data, follow=True).content.decode()

    look_after()
    deliver_mail()
    assert " sendt til " in page
    assert receiver.email in [to for mail in mailoutbox for to in mail.to] or (
        "Ingen får en mail om det" in page
    )
    client.force_login(receiver)
    assert f'href="{what.get_absolute_url()}' in client.get("/").content.decode()
