import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.models import Target
from strategy.models import Method
from tests.factories import ClusterFactory, IndicatorFactory, InstitutionFactory

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
