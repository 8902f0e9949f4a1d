"""Lists, filters, forms, inlines, suggestions and histories name nothing that is out of reach.

Every text of every row that a person does not see is made one that stands nowhere else; then the
person looks at all of the administration, and finds none of it.
"""

import datetime
import logging
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from indicators.models import Indicator, Target
from institutions.models import Cluster, Institution
from meetings.models import Meeting
from strategy.models import Strategy
from tests.admin_rows import address, more_rows, people, registered, version_of
from tests.factories import GoalFactory, IndicatorFactory, PlacementFactory, StrategyFactory
from tests.markup import without_secrets

pytestmark = pytest.mark.django_db

MARK = "Zqx"
#: So many rows of a kind are opened; lists are read whole.
OPENED = 2
#: Written once and for all; the database, or the model, lets nobody change it.
UNCHANGEABLE = {"accounts.SecurityEvent", "strategy.Approval"}

#: What the database asks for where such a text stands.
BESIDE = {
    "hearings.HearingAnswer": {"receiver": None},
    "programmes.EvaluationPoint": {"not_sent_on": datetime.date(1999, 1, 1)},
}


@pytest.fixture(scope="module")
def staff(demo, django_db_blocker):
    """The people of the table, where all that the leaders do not see carries the mark."""
    with django_db_blocker.unblock():
        more_rows()
        staff = people()
        _point_out_of_reach(staff["leader, change"])
        assert sum(_mark(model, staff["leader, change"]) for model in apps.get_models()) > 50
        return staff


def _point_out_of_reach(leader) -> None:
    """Rows the leader sees, and what hangs on them and belongs elsewhere."""
    own = Institution.objects.visible_to(leader).order_by("pk")[0]
    other = Cluster.objects.exclude(pk__in=Cluster.objects.visible_to(leader))[0]
    elsewhere = Institution.objects.in_cluster(other)[0]
    long_ago = {"from_on": datetime.date(1999, 1, 1), "to_on": datetime.date(1999, 12, 31)}
    PlacementFactory(institution=own, cluster=other, **long_ago)
    indicator = Indicator.objects.visible_to(leader).order_by("pk")[0]
    Target.objects.create(indicator=indicator, institution=elsewhere, year=2031, value=1)
    draft = GoalFactory(strategy=StrategyFactory(cluster=other, stage=Strategy.Stage.DRAFT))
    IndicatorFactory(goal=draft, parent=indicator)


def _mark(model, user) -> int:
    """Give each hidden row of a model words of its own, in its history too: how many rows."""
    if not hasattr(model._default_manager, "visible_to") or model._meta.label in UNCHANGEABLE:
        return 0
    named_to = getattr(model._default_manager, "named_to", model._default_manager.visible_to)
    seen = named_to(user)
    if model is Meeting:
        seen = seen.attended_by(user)
    hidden = set(model._base_manager.values_list("pk", flat=True))
    hidden -= set(seen.values_list("pk", flat=True))
    words = Concat(Value(MARK), Cast("pk", CharField()), output_field=CharField())
    told = dict.fromkeys(_texts_of(model), words)
    if not hidden or not told:
        return 0
    if name := getattr(model._meta, "simple_history_manager_attribute", None):
        own = Concat(Value(MARK), Cast(model._meta.pk.attname, CharField()))
        versions = getattr(model, name).filter(**{f"{model._meta.pk.attname}__in": hidden})
        versions.update(**dict.fromkeys(told, own))
    beside = BESIDE.get(model._meta.label, {})
    return model._base_manager.filter(pk__in=hidden).update(**told, **beside)


def _texts_of(model) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if type(field) in {models.CharField, models.TextField}
        and not field.choices
        and (field.max_length or 99) >= 12
    ]


@pytest.fixture(autouse=True)
def not_counting_queries(client, settings):
    """Here it matters what is answered; how often the database is asked is told elsewhere."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "frugality" not in name]
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def _lists():
    for model in registered():
        yield f"{address(model, 'changelist')}?_facets=True"


def _forms(user):
    """To add a row of each kind, and to change, delete and look back on some that are seen."""
    for model in registered():
        yield address(model, "add")
        rows = model._default_manager.order_by("pk")
        if hasattr(rows, "visible_to"):
            rows = rows.filter(pk__in=rows.visible_to(user).values("pk"))
        keys = list(rows.values_list("pk", flat=True))
        for pk in keys[:: max(1, len(keys) // OPENED)][:OPENED]:
            yield from (address(model, page, pk) for page in ("change", "delete", "history"))
            if version := version_of(model, pk):
                yield address(model, "simple_history", pk, version)


def _suggestions():
    for own in admin.site._registry.values():
        for one in (own, *(inline(own.model, admin.site) for inline in own.inlines)):
            for name in one.autocomplete_fields:
                meta = one.model._meta
                asked = f"app_label={meta.app_label}&model_name={meta.model_name}&field_name={name}"
                yield f"{reverse('admin:autocomplete')}?{asked}&term={MARK}"
                yield f"{reverse('admin:autocomplete')}?{asked}&term="


def _told(client, addresses) -> list[tuple[str, str]]:
    """Where the mark stands, and in which words."""
    found = []
    for url in addresses:
        answer = client.get(url)
        text = without_secrets(answer.text)  # in which the mark stands now and then
        if at := re.search(f".{{0,80}}{MARK}.{{0,20}}", text, re.DOTALL):
            found.append((url, at[0]))
    return found


@pytest.mark.thorough
def test_nothing_out_of_reach_is_named(staff, client):
    leader = staff["leader, change"]
    client.force_login(leader)

    assert _told(client, _lists()) == []
    assert _told(client, _forms(leader)) == []
    assert _told(client, _suggestions()) == []


@pytest.mark.thorough
def test_nothing_out_of_reach_is_named_where_a_row_is_only_shown(staff, client):
    leader = staff["leader, view"]
    client.force_login(leader)

    assert _told(client, (url for url in _forms(leader) if url.endswith("/change/"))) == []


@pytest.mark.thorough
def test_the_same_pages_name_it_to_those_who_reach_it(staff, client):
    """The marks stand where the test would find them."""
    client.force_login(staff["administrator, change"])

    assert len(_told(client, _lists())) > 25
    assert len(_told(client, _suggestions())) > 10
