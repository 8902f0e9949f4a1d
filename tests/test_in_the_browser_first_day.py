"""The first day on an empty database, from `createsuperuser` to a cluster page, in a browser.

`docs/first-steps.md` tells what it costs.
"""

import operator
import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import AccountInvitation, User
from dashboards.first_steps.facts import first_cluster_page
from indicators.models import Indicator
from indicators.snapshots import keeping
from institutions.models import Board, Membership
from institutions.roles import BOARD
from measurements.models import Instrument, Measurement
from tests.browsing import WATCH, faults_in
from tests.first_day import EMAIL, PASSWORD, QUESTIONS, invited, walk_it
from tests.first_day_files import (
    CLUSTERS,
    COUNCIL,
    LEADER,
    MEMBERS,
    NUMBERS,
    PARENT,
    PEOPLE,
)
from tests.mailing import deliver_mail
from tests.splitting import long_but
from tests.walking import Walk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

#: What the day may cost a person at most; docs/first-steps.md has the figures of now.
MOST_CLICKS, MOST_FIELDS, MOST_MINUTES = 85, 50, 30
#: And what it may cost each of those who are asked in.
MOST_OF_A_GUEST = (3, 2, 1.5)
OWN_SURVEY = "Forældrenes stemme"
LINK = re.compile(r"https?://[^/]+(/konto/invitation/\S+)")


@pytest.fixture
def walker(new_context, live_server, monkeypatch, settings):
    """A walk by somebody who has never been here, on an installation that is empty."""
    settings.SITE_URL = "https://ledestjernen.example.dk"
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("load_reference")
    call_command("createsuperuser", interactive=False, email=EMAIL, name="Anne Berg")
    keeping.rebuild()

    def walker(*, looks: bool):
        context = new_context(base_url=live_server.url)
        context.set_default_timeout(180_000)  # 145 people are written while other tests run
        context.add_init_script(WATCH)
        page = context.new_page()
        walk = Walk(page)
        walk.visited, walk.faults = [], {}
        page.on("framenavigated", lambda frame: walk.visited.append(frame.url))

        def look(step):
            if found := faults_in(page):
                walk.faults[step] = found

        if looks:
            walk.look = look
        return walk

    return walker


@pytest.mark.parametrize("looks", long_but(False, of=[False, True]), ids=["walks", "looks"])
def test_an_empty_installation_has_a_cluster_page_within_half_an_hour(walker, tmp_path, looks):
    _the_day_is_walked(walker, tmp_path, looks=looks)


@pytest.mark.sqlite
@pytest.mark.long("test_an_empty_installation_has_a_cluster_page_within_half_an_hour")
def test_the_day_is_the_same_on_sqlite(walker, tmp_path):
    _the_day_is_walked(walker, tmp_path, looks=False)


def _the_day_is_walked(walker, tmp_path, *, looks):
    walk = walker(looks=looks)
    walk_it(walk, timezone.localdate().year)

    page = walk.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Dagtilbud Nord")
    expect(page.get_by_text(re.compile("4 af 6")).first).to_be_visible()
    survey = page.locator("section", has=page.get_by_role("heading", name=re.compile(OWN_SURVEY)))
    figure = survey.get_by_role("row", name=re.compile(re.escape(QUESTIONS[0])))
    expect(figure).to_have_text(re.compile(r"\d,\d\s+6"))  # the mean of its six institutions
    guests = [_comes_in(walker(looks=looks), email) for email in (LEADER, PARENT)]

    costs = [(one.steps, one.clicks, one.fields, one.pages, one.minutes) for one in (walk, *guests)]
    (tmp_path / "costs").write_text(f"{costs!r} {walk.seconds}")
    assert [one.faults for one in (walk, *guests)] == [{}, {}, {}]
    assert not [address for address in walk.visited if "/admin/" in address]
    _everything_is_there()
    assert walk.clicks <= MOST_CLICKS
    assert walk.fields <= MOST_FIELDS
    assert walk.minutes <= MOST_MINUTES
    for guest in guests:
        cost = (guest.clicks, guest.fields, guest.minutes)
        assert all(map(operator.le, cost, MOST_OF_A_GUEST)), cost


def _comes_in(walk, email):
    """Somebody whom the file named, by the link of the mail; they see the same figures."""
    deliver_mail()
    assert len(mail.outbox) == PEOPLE
    [message] = [one for one in mail.outbox if one.to == [email]]
    invited(walk, LINK.search(message.body)[1])

    expect(walk.page.get_by_role("heading", level=1)).to_have_text("Dagtilbud Nord")
    expect(walk.page.get_by_text(re.compile("4 af 6")).first).to_be_visible()
    return walk


def _everything_is_there():
    """What the pages were told, in the database: nobody and nothing is lost on the way."""
    kinds = Instrument.objects.filter(versions__topics__indicators__isnull=False)
    assert kinds.values("kind").distinct().count() == 4
    assert Indicator.objects.count() == 5
    assert Indicator.objects.filter(source="manual").count() == 1
    assert Instrument.objects.filter(name=OWN_SURVEY).exists()
    assert Measurement.objects.count() == 30 + 20 + 10 + 20 + 10
    assert User.objects.exclude(email=EMAIL).count() == PEOPLE
    assert not AccountInvitation.objects.waiting().exists()
    seats = Membership.objects.filter(role__in=BOARD).order_by()
    held = seats.values_list("cluster__name", "institution__name").annotate(n=Count("pk"))
    expected = [(cluster, None, MEMBERS + 2) for cluster in CLUSTERS]
    expected += [(None, name, COUNCIL) for name in NUMBERS]
    assert sorted(held, key=str) == sorted(expected, key=str)
    assert set(Board.objects.values_list("cluster__name", "institution__name")) == {
        *((cluster, None) for cluster in CLUSTERS),
        (None, "Tumlehøj"),
    }
    assert str(first_cluster_page(timezone.localdate())) == "Dagtilbud Nord"
