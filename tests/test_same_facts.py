"""What is worked out once for the same facts is worked out anew for others."""

import pytest

from accounts.models import User
from indicators.models import Indicator
from institutions import page_cache
from measurements.models import Measurement, ScaleStep

pytestmark = pytest.mark.django_db

CLUSTER = "/klynger/fyrtaarnet/"


@pytest.fixture
def rated(demo):
    """A rating that an indicator of the cluster goes by, and the indicator."""
    indicator = Indicator.objects.filter(
        source="topics", goal__strategy__cluster__slug="fyrtaarnet", parent=None
    ).earliest("number")
    rating = Measurement.objects.filter(
        topic__in=indicator.topics.all(),
        institution__placements__cluster__slug="fyrtaarnet",
        step__isnull=False,
    ).latest("year", "pk")
    return indicator, rating


@pytest.mark.parametrize("path", [CLUSTER, "/maalepunkter/", "indicator", "institution"])
def test_every_new_figure_is_told_as_if_nothing_had_been_kept(client_of_leader, rated, path):
    indicator, rating = rated
    address = {
        "indicator": indicator.get_absolute_url(),
        "institution": rating.institution.get_absolute_url(),
    }.get(path, path)
    told = set()
    client_of_leader.get(address)
    for step in ScaleStep.objects.filter(scale=rating.step.scale_id).order_by("rank"):
        rating.step, rating.raw = step, ""
        rating.save()
        kept = client_of_leader.get(address)
        page_cache.forget()
        fresh = client_of_leader.get(address)
        assert kept.headers["ETag"] == fresh.headers["ETag"]
        told.add(kept.headers["ETag"])
    assert len(told) > 1


@pytest.fixture
def client_of_leader(demo, client):
    client.force_login(User.objects.get(email="klyngeleder@example.com"))
    return client


def test_another_rule_is_gone_by_at_once(client_of_leader, rated):
    """Of a rule that no kept standing tells of: what it says of its source."""
    indicator, _rating = rated
    client_of_leader.get("/maalepunkter/")
    for note in ("Første kilde", "Anden kilde"):
        indicator.source_note = note
        indicator.save()
        assert note in client_of_leader.get("/maalepunkter/").content.decode()
