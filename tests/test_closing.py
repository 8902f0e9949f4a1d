"""An institution that closes leaves its cluster on its last day, by whatever door."""

import datetime

import pytest
from django.urls import reverse

from institutions.models import Placement
from tests.factories import ClusterFactory, InstitutionFactory, PlacementFactory, UserFactory

pytestmark = pytest.mark.django_db

LAST = datetime.date(2026, 6, 30)


def periods(institution) -> list[tuple]:
    rows = Placement.objects.filter(institution=institution).order_by("from_on")
    return list(rows.values_list("from_on", "to_on"))


@pytest.fixture
def institution():
    institution = InstitutionFactory()
    PlacementFactory(
        institution=institution, cluster=ClusterFactory(), from_on=datetime.date(2020, 1, 1)
    )
    return institution


def test_the_placement_ends_with_the_institution(institution):
    institution.closed_on = LAST
    institution.save()
    assert periods(institution) == [(datetime.date(2020, 1, 1), LAST)]
    newest = Placement.history.filter(institution_id=institution.pk).first()
    assert newest.to_on == LAST


def test_a_move_that_lies_after_it_never_comes_about(institution):
    begun = Placement.objects.get(institution=institution)
    begun.to_on = datetime.date(2026, 12, 31)
    begun.save()
    PlacementFactory(
        institution=institution, cluster=ClusterFactory(), from_on=datetime.date(2027, 1, 1)
    )
    institution.closed_on = LAST
    institution.save()
    assert periods(institution) == [(datetime.date(2020, 1, 1), LAST)]


def test_one_that_has_ended_before_stays_as_it_was(institution):
    ended = datetime.date(2024, 7, 31)
    Placement.objects.update(to_on=ended)
    institution.closed_on = LAST
    institution.save()
    assert periods(institution) == [(datetime.date(2020, 1, 1), ended)]


def test_opening_it_again_says_nothing_of_where(institution):
    institution.closed_on = LAST
    institution.save()
    institution.closed_on = None
    institution.save()
    assert periods(institution) == [(datetime.date(2020, 1, 1), LAST)]


def test_the_administration_closes_both_in_one_step(client, institution):
    client.force_login(UserFactory(administrator=True))
    address = reverse("admin:institutions_institution_change", args=[institution.pk])
    form = client.get(address).context["adminform"].form
    sent = {name: form.initial.get(name) or "" for name in form.fields}
    sent |= {"closed_on": "30.06.2026", "area": institution.area_id}
    for formset in client.get(address).context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        count = formset.formset.initial_form_count()
        sent |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": count}
        for row in formset.formset.initial_forms:
            sent |= {f"{row.prefix}-{name}": row.initial.get(name) or "" for name in row.fields}
            sent[f"{row.prefix}-institution"] = institution.pk
            sent[f"{row.prefix}-id"] = row.instance.pk
    answer = client.post(address, sent)
    assert answer.status_code == 302
    assert periods(institution) == [(datetime.date(2020, 1, 1), LAST)]
