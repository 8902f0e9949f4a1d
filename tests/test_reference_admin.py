"""Looking after reference data and indicators in the administration."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from indicators.models import Indicator, ManualResult
from indicators.vision import load_indicators
from measurements.models import Inspection, Scale
from measurements.reference import load_reference
from tests.factories import (
    ClusterFactory,
    GoalFactory,
    IndicatorFactory,
    InspectionFactory,
    InstitutionFactory,
    ManualResultFactory,
    MembershipFactory,
    StrategyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MODELS = [
    "instrument", "instrumentversion", "scale", "topic", "indicator", "manualresult", "inspection",
]  # fmt: skip


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(administrator=True))


OURS = ("measurements", "indicators")


def address(model, page, *arguments):
    app = "indicators" if model in ("indicator", "manualresult") else "measurements"
    return reverse(f"admin:{app}_{model}_{page}", args=arguments)


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(client, administrator, model):
    load_reference()
    vision = StrategyFactory(vision=True, cluster=ClusterFactory())
    for number in range(1, 5):
        GoalFactory(strategy=vision, number=number)
    load_indicators(vision)
    ManualResultFactory(indicator=Indicator.objects.get(code="MP2"))
    InspectionFactory()

    assert client.get(address(model, "changelist"), {"q": "a"}).status_code == 200
    assert client.get(address(model, "add")).status_code == 200


def test_the_limits_of_kids_are_set_in_the_administration(client, administrator):
    load_reference()
    scale = Scale.objects.get(code="kids-2020")
    bands = list(scale.bands.order_by("lower"))
    data = {
        "name": scale.name, "code": scale.code, "kind": scale.kind, "decimals": "1",
        "steps-TOTAL_FORMS": 0, "steps-INITIAL_FORMS": 0,
        "bands-TOTAL_FORMS": len(bands), "bands-INITIAL_FORMS": len(bands),
    }  # fmt: skip
    for number, (band, lower) in enumerate(zip(bands, ["1", "2", "3", "4,2"], strict=True)):
        values = {"id": band.pk, "scale": scale.pk, "lower": lower, "label": band.label}
        values |= {"short_label": band.short_label}
        data |= {f"bands-{number}-{name}": value for name, value in values.items()}

    response = client.post(address("scale", "change", scale.pk), data)

    assert response.status_code == 302, response.context["errors"]
    assert str(scale.bands.get(label="God").lower) == "4.200"


def test_an_indicator_s_rule_has_its_history(client, administrator):
    indicator = IndicatorFactory()
    indicator.unrated = Indicator.Unrated.MET
    indicator.save()

    page = client.get(address("indicator", "history", indicator.pk))

    assert page.status_code == 200
    assert indicator.history.count() == 2


@pytest.mark.parametrize("model", [Indicator, ManualResult, Inspection])
def test_staff_who_are_no_administrators_see_their_own_places(client, model):
    here, there = ClusterFactory(), ClusterFactory()
    rows = []
    for cluster in (here, there):
        unit = InstitutionFactory(cluster=cluster)
        indicator = IndicatorFactory(goal__strategy__cluster=cluster)
        rows.append(
            {
                Indicator: indicator,
                ManualResult: ManualResultFactory(indicator=indicator, institution=unit),
                Inspection: InspectionFactory(institution=unit),
            }[model]
        )
    person = MembershipFactory(cluster_leader=True, cluster=here, user__is_staff=True).user
    person.user_permissions.set(Permission.objects.filter(content_type__app_label__in=OURS))
    client.force_login(person)
    name = model._meta.model_name

    listed = client.get(address(name, "changelist")).context["cl"].queryset

    assert list(listed) == [rows[0]]
    assert client.get(address(name, "change", rows[0].pk)).status_code == 200
    assert client.get(address(name, "change", rows[1].pk)).status_code == 302
