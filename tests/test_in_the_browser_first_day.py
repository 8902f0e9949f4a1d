"""The first day on an empty database, from `createsuperuser` to a cluster page, in a browser.

Not the people: they have their own pages and tests. `docs/first-steps.md` tells what it costs.
"""

import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from dashboards.first_steps.facts import first_cluster_page
from indicators.models import Indicator
from indicators.snapshots import keeping
from measurements.models import Instrument, Measurement
from tests.browsing import WATCH, faults_in
from tests.first_day import EMAIL, PASSWORD, QUESTIONS, Walk, walk_it

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

#: What the day may cost a person at most; docs/first-steps.md has the figures of now.
MOST_CLICKS, MOST_FIELDS, MOST_MINUTES = 80, 50, 30
OWN_SURVEY = "Forældrenes stemme"


def test_an_empty_installation_has_a_cluster_page_within_half_an_hour(
    new_context, live_server, monkeypatch, tmp_path
):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("load_reference")
    call_command("createsuperuser", interactive=False, email=EMAIL, name="Anne Berg")
    keeping.rebuild()
    context = new_context(base_url=live_server.url)
    context.add_init_script(WATCH)
    page = context.new_page()
    visited = []
    page.on("framenavigated", lambda frame: visited.append(frame.url))
    faults = {}

    def look(step):
        if found := faults_in(page):
            faults[step] = found

    walk = Walk(page, look)
    walk_it(walk, timezone.localdate().year)

    expect(page.get_by_role("heading", level=1)).to_have_text("Dagtilbud Nord")
    expect(page.get_by_text(re.compile("4 af 6")).first).to_be_visible()
    survey = page.locator("section", has=page.get_by_role("heading", name=re.compile(OWN_SURVEY)))
    figure = survey.get_by_role("row", name=re.compile(re.escape(QUESTIONS[0])))
    expect(figure).to_have_text(re.compile(r"\d,\d\s+6"))  # the mean of its six institutions
    costs = (walk.steps, walk.clicks, walk.fields, walk.pages, walk.minutes, walk.seconds)
    (tmp_path / "costs").write_text(repr(costs))
    assert faults == {}
    assert not [address for address in visited if "/admin/" in address]
    assert Indicator.objects.count() == 5
    assert Instrument.objects.filter(name=OWN_SURVEY).exists()
    assert Measurement.objects.count() == 30 + 20 + 10 + 10
    assert str(first_cluster_page(timezone.localdate())) == "Dagtilbud Nord"
    assert walk.clicks <= MOST_CLICKS
    assert walk.fields <= MOST_FIELDS
    assert walk.minutes <= MOST_MINUTES
