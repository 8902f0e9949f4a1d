"""A message that counts names what it counts: in its header, and on the words of its page."""

import datetime
import re
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.told.sending import COUNTED, send_due
from config.counts import HEADER
from strategy.reminders import tell_of_measuring
from tests.factories import ClusterFactory, InstitutionFactory, LocalGoalFactory, MembershipFactory
from tests.mailing import deliver_mail
from tests.test_counts_agree import Figures

TEMPLATES = Path(__file__).parent.parent / "templates"
#: The messages whose words count something; what others say is names, days and addresses.
COUNTING = {"accounts/told/mail.txt", "accounts/told/mail.html"}


def test_the_messages_that_count_are_those_below():
    counts = re.compile(r"blocktranslate[^%]* count |\|length|_count\b|\.count\b")
    found = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*mail*")
        if counts.search(path.read_text(encoding="utf-8"))
    }

    assert len(list(TEMPLATES.rglob("*mail*"))) > len(COUNTING)
    assert found == COUNTING


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_reminder_counts_what_it_lists_and_says_so(mailoutbox, settings, count):
    settings.SITE_URL = "https://ledestjernen.example.dk"
    institution = InstitutionFactory(cluster=ClusterFactory())
    MembershipFactory(leader=True, institution=institution)
    today = timezone.localdate()
    for days in range(count):
        day = today + datetime.timedelta(days=days)
        LocalGoalFactory(institution=institution, measured_on=day, in_progress=True)

    tell_of_measuring(today)
    send_due(now=timezone.now() + datetime.timedelta(days=1))
    deliver_mail()

    (message,) = mailoutbox
    page = message.alternatives[0].content
    parser = Figures()
    parser.feed(page)
    assert message.extra_headers[HEADER] == f"{COUNTED}: notices={count}"
    assert page.count("<li>") == message.body.count("/lokale-maal/") == count
    assert parser.told == ([(COUNTED, "notices", count)] if count > 1 else [])
    for counts, text in parser.texts:
        assert str(counts["notices"]) in text
        assert text in " ".join(message.body.split())
        assert str(count) in message.subject
