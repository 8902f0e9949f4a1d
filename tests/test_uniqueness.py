import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.forms import BaseModelForm
from django.urls import reverse

from indicators.models import Target
from leadership.models import MappingRound
from programmes.models import EvaluationPoint
from strategy.models import Method
from tests.catalogues import APPS
from tests.factories import (
    ClusterFactory,
    IndicatorFactory,
    InstitutionFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.leadership import MappingRoundFactory, TeamFactory
from tests.factories.programmes import EvaluationPointFactory
from tests.test_cpr_nowhere import Forms

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", [None, 2026])
@pytest.mark.parametrize("is_of_one_institution", [False, True])
def test_there_is_one_target_whichever_parts_of_the_key_are_empty(year, is_of_one_institution):
    institution = InstitutionFactory() if is_of_one_institution else None
    key = {"indicator": IndicatorFactory(), "year": year, "institution": institution}
    Target.objects.create(**key, value=10)

    with pytest.raises(ValidationError):
        Target(**key, value=12).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(**key, value=12)


def test_targets_of_different_years_and_institutions_live_side_by_side():
    indicator, institution = IndicatorFactory(), InstitutionFactory()
    for year in (None, 2025, 2026):
        for place in (None, institution):
            Target.objects.create(indicator=indicator, year=year, institution=place, value=10)

    assert indicator.targets.count() == 6


def test_everybodys_method_has_a_name_of_its_own():
    Method.objects.create(name="Børnemøde")
    Method.objects.create(name="Børnemøde", cluster=ClusterFactory())

    with pytest.raises(IntegrityError), transaction.atomic():
        Method.objects.create(name="Børnemøde")


def forms_of_rows(base: type = BaseModelForm) -> Iterator[type[BaseModelForm]]:
    """Every form of ours that writes a row."""
    for form in base.__subclasses__():
        yield from forms_of_rows(form)
        if form.__module__.partition(".")[0] in APPS:
            yield form


@pytest.fixture(scope="module")
def every_form() -> list[type[BaseModelForm]]:
    for app in APPS:
        for found in pkgutil.walk_packages(import_module(app).__path__, f"{app}."):
            if not {"migrations", "management"} & set(found.name.split(".")):
                import_module(found.name)
    return list(forms_of_rows())


def test_what_is_there_once_is_told_by_the_form_and_not_by_the_database(every_form):
    """A form that asks for a part of a key, and is given the rest, validates all of it."""
    silent = [
        f"{form.__module__}.{form.__name__}: {constraint.name}"
        for form in every_form
        if form._meta.model
        for constraint in form._meta.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and "id" not in constraint.fields
        if set(constraint.fields) & form.base_fields.keys()
        if set(constraint.fields) - form.base_fields.keys() - getattr(form, "validates_also", set())
    ]

    assert len(every_form) > 30
    assert silent == []


def test_no_form_waits_to_be_called_by_a_name_that_django_does_not_know(every_form):
    unknown = [form.__name__ for form in every_form if hasattr(form, "validate_constraints")]

    assert hasattr(BaseModelForm, "validate_unique")
    assert unknown == []


def answers(client, address: str) -> dict[str, str]:
    html = client.get(address).content.decode()
    return max((found for _action, found, _texts in Forms(html).found), key=len)


def test_a_second_mapping_of_a_year_is_refused_in_words(client):
    team = TeamFactory()
    mapping = MappingRoundFactory(team=team, year=2026)
    client.force_login(MembershipFactory(cluster_leader=True, cluster=team.cluster).user)
    address = reverse("mapping_create", args=[team.pk])
    sent = answers(client, address) | {"year": "2026", "closes_on": "31.12.2026"}

    page = client.post(address, sent)

    assert "Teamet har allerede en afdækning for det år." in page.content.decode()
    assert MappingRound.objects.get() == mapping


def test_a_second_point_of_a_name_is_refused_in_words(client):
    point = EvaluationPointFactory(name="Workshop 1")
    client.force_login(UserFactory(administrator=True))
    address = reverse("point_create", args=[point.programme.slug])

    page = client.post(address, answers(client, address) | {"name": "Workshop 1"})

    assert "Programmet har allerede en måling med dette navn." in page.content.decode()
    assert EvaluationPoint.objects.get() == point
