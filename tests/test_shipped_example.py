"""The example: loaded where nothing is, looked at, and removed without a trace."""

import datetime

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.models import User
from dashboards import example
from dashboards.first_steps import FirstSteps
from indicators.evaluation import attainments
from indicators.models import Indicator
from indicators.snapshots import keeping, truth
from institutions import versions
from institutions.models import Area, Cluster, Institution, Placement, ShippedExample
from measurements.models import Import
from measurements.raw_files import keep_raw_file
from measurements.reference import load_reference
from strategy.models import Goal
from tests.factories import (
    AreaFactory,
    LocalGoalFactory,
    MembershipFactory,
    StatusUpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 23)
#: What happened stays told where nothing can be taken back; tokens are of the database's own.
APART = {"accounts.SecurityEvent"}


@pytest.fixture
def administrator():
    """Of an installation made as docs/configuration.md says, with nothing in it."""
    load_reference()
    keeping.rebuild()
    return UserFactory(administrator=True)


def rows() -> dict[str, list[tuple]]:
    """Every row of every table, histories and log and links too, but for the tokens."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields if field.name != "token"]
        if model._meta.label not in APART:
            found[model._meta.label] = sorted(
                model._base_manager.order_by().values_list(*names), key=repr
            )
    return found


def counted(found: dict[str, list[tuple]]) -> dict[str, int]:
    return {label: len(kept) for label, kept in found.items()}


def use_it(by: User) -> None:
    """What people do while they look: write, correct, upload, and delete."""
    unit = Institution.objects.get(name="Kastanjen")
    goal = LocalGoalFactory(institution=unit, goal=Goal.objects.first())
    StatusUpdateFactory(local_goal=goal)
    unit.name = "Kastanien"
    unit.save()
    Placement.objects.filter(institution__name="Engen").delete()
    Placement.objects.filter(institution__name="Stranden").first().delete()
    keep_raw_file(Import.objects.first(), b"number;name")
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(Institution),
        object_id=str(unit.pk),
        object_repr="Kastanien",
        action_flag=CHANGE,
    )


def test_nothing_of_it_is_left_in_any_table(administrator, django_capture_on_commit_callbacks):
    for model in apps.get_models(include_auto_created=True):
        ContentType.objects.get_for_model(model)
    versions.fold()
    before, files = rows(), default_storage.listdir("")
    example.load(by=administrator, on=TODAY)
    during = counted(rows())
    use_it(administrator)
    with django_capture_on_commit_callbacks(execute=True):
        example.remove()
    left = rows()
    assert sum(during.values()) > sum(counted(before).values()) + 500
    assert counted(left) == counted(before)
    assert _without_keys(left) == _without_keys(before)
    assert default_storage.listdir("")[1] == files[1]
    assert not any(map(len, default_storage.listdir("imports"))) or not Import.objects.exists()


def _without_keys(found: dict[str, list[tuple]]) -> dict[str, list[tuple]]:
    """Tokens are folded into new rows: their keys say nothing."""
    name = "institutions.DataVersion"
    return found | {name: sorted(row[1:] for row in found[name])}


def test_what_is_ones_own_stays_where_something_was_made_meanwhile(administrator):
    example.load(by=administrator, on=TODAY)
    area = AreaFactory(name="Vores eget område")
    leader = MembershipFactory(role="leader", institution=Institution.objects.first()).user
    example.remove()
    assert list(Area.objects.all()) == [area]
    assert User.objects.filter(pk=leader.pk).exists()
    assert not leader.memberships.exists()


@pytest.mark.parametrize("is_second", [True, False])
def test_it_is_refused_where_anything_is_there(administrator, is_second):
    if is_second:
        example.load(by=administrator, on=TODAY)
    else:
        AreaFactory()
    before = counted(rows())
    with pytest.raises(example.ExampleRefused):
        example.load(by=administrator, on=TODAY)
    assert counted(rows()) == before


@pytest.mark.parametrize("on", [TODAY, datetime.date(2029, 2, 1)])
def test_its_cluster_page_has_figures_in_any_year(administrator, on):
    example.load(by=administrator, on=on)
    cluster = Cluster.objects.get(name="Klynge Skoven")
    rules = Indicator.objects.filter(goal__strategy__cluster=cluster, parent=None)
    found = attainments(rules, cluster=cluster, on=on)
    told = {result.code: result.counted for result in found.values()}
    assert told["MP4"] >= 4
    assert told["MP5"] >= 4
    assert truth.are_true()


def test_it_has_no_people_and_sends_nothing(administrator):
    example.load(by=administrator, on=TODAY)
    assert list(User.objects.all()) == [administrator]
    assert not mail.outbox


def test_the_installation_lacks_what_it_lacked_while_it_is_looked_at(administrator):
    before = FirstSteps.build(TODAY).steps
    example.load(by=administrator, on=TODAY)
    found = FirstSteps.build(TODAY)
    assert found.steps == before
    assert found.as_contract()["example"] is True
    assert not found.is_whole


def test_from_the_page_to_the_example_and_back(client, administrator):
    client.force_login(administrator)
    assert reverse("example_load") in client.get("/").content.decode()
    home = client.post(reverse("example_load"), follow=True).content.decode()
    cluster = Cluster.objects.get(name="Klynge Skoven")
    assert cluster.get_absolute_url() in home
    assert home.count("btn-primary") == 1
    page = client.get(cluster.get_absolute_url()).content.decode()
    assert "example-band" in page
    assert "Tilsyn" in page or "tilsyn" in page
    asked = client.post(reverse("example_remove")).content.decode()
    assert ShippedExample.objects.exists()
    assert "deres historik" in asked
    gone = client.post(reverse("example_remove"), {"sure": "yes"}, follow=True).content.decode()
    assert "example-band" not in gone
    assert not Institution.objects.exists()


def test_who_has_data_of_their_own_is_not_offered_it(client, administrator):
    AreaFactory()
    client.force_login(administrator)
    assert reverse("example_load") not in client.get("/").content.decode()


@pytest.mark.parametrize("role", ["area_head", "board_member"])
def test_a_reader_of_the_example_sees_that_it_is_one_and_cannot_remove_it(
    client, administrator, role
):
    example.load(by=administrator, on=TODAY)
    client.force_login(MembershipFactory(role=role).user)
    for address in ("/", "/kommunen/", Cluster.objects.first().get_absolute_url()):
        page = client.get(address).content.decode()
        assert "example-band" in page
        assert reverse("example_remove") not in page
    assert client.post(reverse("example_remove"), {"sure": "yes"}).status_code == 404
    example.remove()
    assert "example-band" not in client.get("/").content.decode()
