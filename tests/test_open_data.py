"""Open data: public is what somebody saw and chose, byte for byte, and nothing before or after."""

import csv
import hashlib
import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from dashboards.cluster import ClusterDashboard
from dashboards.example.removing import remove
from indicators.models import Indicator, OpenRelease
from institutions.models import Area, Cluster, ShippedExample
from measurements.models import Measurement
from tests.factories import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

PUBLIC = ["open_data", "open_data_csv", "open_data_catalogue"]
BY = "https://creativecommons.org/licenses/by/4.0/"
CHOOSE, WITHDRAW = "/aabne-data/vaelg/", "/aabne-data/traek-tilbage/"
CSV = "/aabne-data/maalepunkter.csv"


def signed_in(email: str = "administrator@example.com") -> Client:
    client = Client()
    person = User.objects.get(email=email)
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def an_indicator() -> Indicator:
    return Indicator.objects.whole().in_use().order_by("pk").first()


def previewed(client: Client, *indicators, licence: str = BY):
    return client.post(CHOOSE, {"indicators": [one.pk for one in indicators], "licence": licence})


def publish(client: Client, *indicators):
    draft = previewed(client, *indicators).context["draft"]
    told = {"indicators": [one.pk for one in indicators], "licence": BY, "agreed": draft.sha256}
    return draft, client.post(CHOOSE, told)


def rows_of(content: bytes):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def statuses(client: Client):
    return [client.get(reverse(name)).status_code for name in PUBLIC]


def test_nothing_is_public_until_somebody_has_chosen():
    assert statuses(Client()) == [404, 404, 404]
    assert statuses(signed_in()) == [404, 404, 404]
    assert "no-store" in Client().get(CSV)["Cache-Control"]


def test_a_preview_makes_nothing_public():
    answer = previewed(signed_in(), an_indicator())

    assert answer.context["rows"]
    assert not OpenRelease.objects.exists()
    assert statuses(Client()) == [404, 404, 404]


def test_what_was_previewed_is_public_byte_for_byte():
    indicator = an_indicator()

    draft, _answer = publish(signed_in(), indicator)

    public = Client().get(CSV)
    assert public.content == draft.content
    assert {row["code"] for row in rows_of(public.content)} == {indicator.code}
    assert public["Cache-Control"] == "public, max-age=300"
    assert public["Content-Type"] == "text/csv; charset=utf-8"
    again = Client().get(CSV, headers={"If-None-Match": public["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert statuses(Client()) == [200, 200, 200]


def test_figures_that_change_later_are_not_public_by_themselves():
    client, indicator = signed_in(), an_indicator()
    draft, _answer = publish(client, indicator)

    Measurement.objects.all().delete()

    assert Client().get(CSV).content == draft.content


def test_figures_that_changed_since_the_preview_are_shown_again_before_they_are_public():
    client, indicator = signed_in(), an_indicator()
    told = {"indicators": [indicator.pk], "licence": BY, "agreed": "0" * 64}

    answer = client.post(CHOOSE, told)

    assert answer.context["draft"] is not None
    assert not OpenRelease.objects.exists()


def test_another_licence_than_the_one_that_was_seen_is_not_agreed_to():
    client, indicator = signed_in(), an_indicator()
    draft = previewed(client, indicator).context["draft"]
    free = "https://creativecommons.org/publicdomain/zero/1.0/"

    client.post(CHOOSE, {"indicators": [indicator.pk], "licence": free, "agreed": draft.sha256})

    assert not OpenRelease.objects.exists()


def test_it_is_withdrawn_with_one_question_and_who_did_it_is_kept():
    client = signed_in()
    publish(client, an_indicator())

    client.get(WITHDRAW)
    assert statuses(Client()) == [200, 200, 200]
    client.post(WITHDRAW, {"sure": "yes"})

    assert statuses(Client()) == [404, 404, 404]
    release = OpenRelease.objects.get()
    administrator = User.objects.get(email="administrator@example.com")
    assert (release.made_by, release.withdrawn_by) == (administrator, administrator)
    page = client.get(CHOOSE)
    assert list(page.context["releases"]) == [release]
    assert page.context["form"].initial["indicators"] == release.indicators


def test_a_new_release_takes_the_place_of_the_one_before():
    client = signed_in()
    first, second = Indicator.objects.whole().in_use().order_by("pk")[:2]
    publish(client, first)

    publish(client, first, second)

    codes = {row["code"] for row in rows_of(Client().get(CSV).content)}
    assert codes == {first.code, second.code}
    assert OpenRelease.objects.filter(withdrawn_at=None).count() == 1
    assert OpenRelease.objects.count() == 2


def test_the_public_reads_what_a_board_reads_and_no_more():
    """A result that a board is not told has no number in the file either."""
    chosen = Indicator.objects.whole().in_use()

    draft = previewed(signed_in(), *chosen).context["draft"]

    chair = User.objects.get(email="formand@example.com")
    cluster = Cluster.objects.get(slug="fyrtaarnet")
    board = ClusterDashboard.build(cluster, user=chair, on=timezone.localdate())
    shown = {row.attainment.code: row.attainment.value for row in board.indicators}
    told = {
        row["code"]: row["value"]
        for row in rows_of(draft.content)
        if row["cluster"] == "fyrtaarnet"
    }
    assert set(told) == set(shown) != set()
    for code, value in told.items():
        assert (value == "") == (shown[code] is None), code


def test_no_name_of_a_person_is_in_the_file():
    draft = previewed(signed_in(), *Indicator.objects.whole().in_use()).context["draft"]

    text = draft.content.decode()
    for user in User.objects.all():
        assert user.name not in text
        assert user.email not in text


@pytest.mark.parametrize("email", ["klyngeleder@example.com", "formand@example.com"])
def test_others_neither_choose_nor_withdraw(email):
    publish(signed_in(), an_indicator())
    client = signed_in(email)

    assert client.get(CHOOSE).status_code == 404
    assert client.post(WITHDRAW, {"sure": "yes"}).status_code == 404
    assert statuses(client) == [200, 200, 200]


def test_a_head_of_the_whole_municipality_chooses_and_of_one_area_does_not():
    of_all = MembershipFactory(area_head=True, area=None).user
    of_one = MembershipFactory(area_head=True, area=Area.objects.first()).user

    assert signed_in(of_all.email).get(CHOOSE).status_code == 200
    assert signed_in(of_one.email).get(CHOOSE).status_code == 404


def test_the_catalogue_is_dcat_ap():
    """What DCAT-AP asks of a catalogue, a data set and a distribution is there, and true."""
    publish(signed_in(), an_indicator())
    content = Client().get(CSV).content

    answer = Client().get(reverse("open_data_catalogue"))

    assert answer["Content-Type"] == "application/ld+json"
    catalogue = json.loads(answer.content)
    data_set = catalogue["dcat:dataset"]
    file = data_set["dcat:distribution"]
    assert [one["@type"] for one in (catalogue, data_set, file)] == [
        "dcat:Catalog",
        "dcat:Dataset",
        "dcat:Distribution",
    ]
    for one in (catalogue, data_set):
        assert one["dct:title"]["@value"]
        assert one["dct:description"]["@value"]
        assert one["dct:publisher"]["foaf:name"]
        assert one["dct:issued"]["@type"] == "xsd:dateTime"
    used = {key for one in (catalogue, data_set, file) for key in one if ":" in key}
    assert {key.partition(":")[0] for key in used} <= set(catalogue["@context"])
    assert file["dcat:downloadURL"]["@id"] == f"http://testserver{CSV}"
    assert file["dct:license"]["@id"] == BY
    assert file["dcat:byteSize"]["@value"] == str(len(content))
    digest = file["spdx:checksum"]["spdx:checksumValue"]["@value"]
    assert digest == hashlib.sha256(content).hexdigest()
    nodes = [one["@id"] for one in (catalogue, data_set, file, data_set["dct:publisher"])]
    assert len(set(nodes)) == 4


def test_what_is_public_of_the_example_is_withdrawn_when_the_example_is_removed():
    indicator = an_indicator()
    publish(signed_in(), indicator)
    roots = {"strategy.strategy": [indicator.goal.strategy_id]}
    ShippedExample.objects.create(roots=roots)

    remove()

    assert statuses(Client()) == [404, 404, 404]
    assert OpenRelease.objects.get().withdrawn_by is None
