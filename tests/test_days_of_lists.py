"""Days in lists of places and persons: none is lost in silence, whatever stands above it."""

import datetime

import pytest
from django.core.management import call_command

from institutions.models import Institution
from tests.factories import ClusterFactory, InstitutionFactory
from tests.messy.writing import xlsx

pytestmark = pytest.mark.django_db
NEXT_YEAR = datetime.date(2027, 1, 1)


@pytest.mark.parametrize("heading", ["Gælder fra", "Gyldig fra", "Virkning fra"])
def test_an_institution_moves_on_the_day_that_the_list_gives(heading, tmp_path, capsys):
    old, new = ClusterFactory(name="Klynge Nord"), ClusterFactory(name="Klynge Syd")
    InstitutionFactory(number="8101", name="Tumlehøj", cluster=old)
    head = ("Institutionsnummer", "Institution", "Klynge", heading)
    file = tmp_path / "struktur.xlsx"
    file.write_bytes(xlsx([head, ("8101", "Tumlehøj", "Klynge Syd", "2027-01-01")]))

    call_command("import_file", "institutions", file)

    placements = Institution.objects.get(name="Tumlehøj").placements.order_by("from_on")
    assert [(one.cluster, one.to_on) for one in placements] == [
        (old, NEXT_YEAR - datetime.timedelta(days=1)),
        (new, None),
    ]
