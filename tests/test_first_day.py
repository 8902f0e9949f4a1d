"""What the first day must not stumble over, beside the walk in a browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from measurements.reference import load_reference
from strategy.models import Strategy
from tests.factories import (
    ClusterFactory,
    IndicatorFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.messy.writing import xlsx

pytestmark = pytest.mark.django_db

OFFER = "Lav et måleredskab af filen"
TITLE = ["Forældrenes stemme 2026"]


@pytest.fixture(autouse=True)
def administrator(client):
    load_reference()
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def chosen(client, *rows) -> str:
    file = SimpleUploadedFile("stemme.xlsx", xlsx(rows))
    return client.post(reverse("measurement_import"), {"import_file": file}).content.decode()


@pytest.mark.parametrize("head", ["Inst.nr.", "Enhedsnr.", "Løbenr."])
def test_an_unknown_file_with_a_title_becomes_an_instrument(client, head):
    place = InstitutionFactory(cluster=ClusterFactory())
    row = ["8101", place.name, 4.1, 3.8]

    page = chosen(client, TITLE, [], [head, "Dagtilbud", "Er du tryg?", "Har du venner?"], row)

    assert OFFER in page
    ticket = page.split("?upload=")[1].split('"')[0]
    form = client.get(f"{reverse('own_instrument_create')}?upload={ticket}").context["form"]
    assert form.initial["questions"].splitlines() == ["Er du tryg?", "Har du venner?"]
    assert (form.initial["lowest"], form.initial["highest"]) == ("1", "5")
    page = client.get(f"{reverse('own_instrument_create')}?upload={ticket}").content.decode()
    assert "3,8" in page
    assert "4,1" in page


def test_a_known_file_is_not_offered_to_become_an_instrument(client):
    place = InstitutionFactory(cluster=ClusterFactory())
    number = place.identifiers.first()

    head = ["Inst.nr.", "Institution", "Sygefravær (pct.)"]
    page = chosen(client, TITLE, [], head, [number.value if number else "1", place.name, "6,1 %"])

    assert OFFER not in page


def test_the_first_text_of_a_place_begins_this_year_and_the_next_one_after_it(client):
    cluster, this_year = ClusterFactory(), timezone.localdate().year
    address = reverse("vision_begin", args=[cluster.slug])

    first = client.get(address).context["form"].initial
    Strategy.objects.create(
        cluster=cluster, kind="vision", title="V", from_year=this_year, to_year=this_year
    )
    second = client.get(address).context["form"].initial

    assert (first["from_year"], second["from_year"]) == (this_year, this_year + 1)
    assert str(cluster) in first["title"]


def test_what_is_done_on_the_way_leads_on_and_only_administrators_are_led(client):
    indicator = IndicatorFactory(goal__strategy__cluster=ClusterFactory())
    strategy = indicator.goal.strategy
    led = client.get(strategy.get_absolute_url()).context["next_step"]

    assert led.address == reverse("first_steps")
    leader = MembershipFactory(cluster_leader=True, cluster=strategy.cluster).user
    client.force_login(leader)
    assert client.get(strategy.get_absolute_url()).context["next_step"] is None
