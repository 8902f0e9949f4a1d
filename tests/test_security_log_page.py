"""The page of the security log: read by administrators, taken along, changed by nobody."""

import ast
import datetime
import re

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.events import Kind, record
from accounts.models import SecurityEvent
from accounts.pages.log.words import CALLED
from institutions.granting import _told
from measurements.models import Import
from tests.conftest import ROOT
from tests.factories import ClusterFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True, name="Anna Administrator")
    client.force_login(user)
    return user


def page(client, **asked) -> str:
    answer = client.get(reverse("security_log"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_tells_in_words_who_did_what(client, administrator):
    leader = UserFactory(name="Birgit Hansen")
    MembershipFactory(area_head=True, user=leader)

    told = page(client, kind=Kind.RIGHTS_GIVEN)

    assert "Rettigheder givet" in told
    assert "person: Birgit Hansen; rolle: områdechef" in told
    assert "ingen logget ind" in told


def test_it_is_filtered_by_kind_person_and_day(client, administrator):
    leader = UserFactory(name="Birgit Hansen", email="birgit@example.com")
    old = timezone.now() - datetime.timedelta(days=40)
    SecurityEvent.objects.create(kind=Kind.KEY_MADE, actor=leader.pk, at=old)
    record(Kind.REFUSED, actor=leader.pk)
    record(Kind.SIGN_IN_REFUSED, about=leader)

    by_kind = client.get(reverse("security_log"), {"kind": "refused"}).context["log"]
    by_name = client.get(reverse("security_log"), {"person": "birgit@"}).context["log"]
    by_number = client.get(reverse("security_log"), {"person": str(leader.pk)}).context["log"]
    day = timezone.localtime(old).strftime("%d.%m.%Y")
    by_day = client.get(reverse("security_log"), {"day": day}).context["log"]

    assert (by_kind.count, by_name.count, by_number.count, by_day.count) == (1, 3, 3, 1)


@pytest.mark.parametrize(
    "asked",
    [
        {"side": "9" * 5000},
        {"side": "-1"},
        {"person": "9" * 5000},
        {"person": "\0"},
        {"person": "٣"},
        {"kind": "x"},
        {"day": "31.02.2026"},
        {"day": "1" * 5000},
    ],
)
def test_no_question_breaks_it(client, administrator, asked):
    for name in ("security_log", "security_log_file"):
        assert client.get(reverse(name), asked).status_code == 200


def test_the_file_opens_in_danish_excel_and_calculates_nothing(client, administrator):
    leader = UserFactory(name="=1+1")
    record(Kind.REFUSED, actor=leader.pk)

    answer = client.get(reverse("security_log_file"), {"kind": "refused"})

    content = answer.content.decode("utf-8")
    assert content.startswith("\ufeffHvornår;Hvad der skete;Hvem;")
    assert ";'=1+1;" in content
    assert content.count("\r\n") == 2
    assert SecurityEvent.objects.order_by("-pk")[0].where == "security_log_file"


def test_a_deleted_person_is_a_number(client, administrator):
    leader = UserFactory(name="Birgit Hansen")
    number = leader.pk
    record(Kind.REFUSED, actor=number)
    leader.delete()

    told = page(client)

    assert "Birgit" not in told
    assert f"person nr. {number}, slettet" in told


def test_reading_it_is_an_event_too(client, administrator):
    page(client)

    event = SecurityEvent.objects.order_by("-pk")[0]
    assert (event.kind, event.actor, event.where) == (
        Kind.PERSON_READ,
        administrator.pk,
        "security_log",
    )


def test_many_events_take_many_pages(client, administrator):
    SecurityEvent.objects.bulk_create(SecurityEvent(kind=Kind.REFUSED) for _n in range(250))

    told = page(client, kind="refused", side="2")

    assert "Side 2 af 3" in told
    assert "?kind=refused&amp;side=3" in told


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client, administrator, method):
    for name in ("security_log", "security_log_file"):
        assert getattr(client, method)(reverse(name)).status_code == 405


def test_its_cost_does_not_grow_with_the_events(client, administrator, queries_for):
    record(Kind.REFUSED, actor=administrator.pk)
    few = queries_for(reverse("security_log"))
    for _n in range(30):
        MembershipFactory(area_head=True)

    assert queries_for(reverse("security_log")) <= few + 1


# --- Every word of the program is said in Danish --------------------------------------------------

#: Where events are noted.
APPS = [one.label for one in apps.get_app_configs() if (ROOT / one.label).is_dir()]
#: Of `record` itself.
OWN = {"request", "about", "actor", "by", "facts"}  # and of that of a life-cycle


def details_noted() -> set[str]:
    """The names of all details that the program notes anywhere, read from its calls of `record`."""
    noted = set()
    for file in ROOT.glob("*/**/*.py"):
        if file.relative_to(ROOT).parts[0] in {"tests", ".venv", "var"} or file.match(
            "lifecycle/*"
        ):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                noted |= {one.arg for one in node.keywords if one.arg} - OWN
    return noted | set(_told(MembershipFactory.build(user=UserFactory.build())))


def test_every_detail_has_a_name_of_its_own():
    noted = details_noted()

    assert {"role", "provider", "format", "deputises_for", "how"} <= noted
    assert noted - set(CALLED) == set()


def test_what_a_detail_says_is_no_word_of_the_program(client, administrator):
    of = UserFactory(name="Gitte Mørk")
    cluster = ClusterFactory()
    days = {"from_on": datetime.date(2026, 3, 1), "to_on": datetime.date(2026, 4, 1)}
    deputy = {"cluster": cluster, "deputises_for": of, **days}
    MembershipFactory(cluster_leader=True, **deputy)
    UserFactory().groups.add(Group.objects.create(name="Brugeradministrator"))
    record(Kind.PERSON_READ, about=of, format="pdf")
    record(Kind.FACTOR_REMOVED, about=of, type="totp")
    record(Kind.KEY_MADE, owner=of.pk, scope="texts")
    Import.objects.create(
        file_name="t.csv", sha256="0" * 64, size=1, layout="tilsyn_wide", headers=["Institution"]
    )

    told = " ".join(row.details for row in client.get(reverse("security_log")).context["log"].rows)

    assert "stedfortræder for: Gitte Mørk; kommer fra: givet i hånden" in told
    assert "fra: 01.03.2026; til: 01.04.2026" in told
    assert "numre: Brugeradministrator" in told
    assert "fil: PDF" in told
    assert not re.search(r"\b[a-z]+_[a-z_]+\b|\b(?:totp|texts|by_hand)\b", told), told
