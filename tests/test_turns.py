"""Imports happen one after the other; who would have to wait too long is told so."""

import psycopg2
import pytest
from django.db import OperationalError, connection

from config import turns
from imports.turns import LOCK, in_turn
from indicators.imports.effects import effects
from measurements.importing import commit_diff, prepare
from measurements.models import Import, Measurement
from measurements.reference import load_reference
from tests.factories import ClusterFactory, IndicatorFactory, InstitutionFactory, UserFactory
from tests.files import KEEP, WIDE, inspected, sheet
from tests.test_import_admin import CONFIRM, preview, ticket

pytestmark = pytest.mark.django_db

SENTENCE = "En anden er i gang med at indlæse en fil. Prøv igen om et minut."


@pytest.fixture(autouse=True)
def administrator(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_reference()
    cluster = ClusterFactory()
    InstitutionFactory(name="Solsikken", number="9101", cluster=cluster)
    IndicatorFactory(goal__strategy__cluster=cluster)
    client.force_login(UserFactory(administrator=True))


@pytest.fixture
def somebody_else(monkeypatch):
    """An import that goes on for long; call what it gives to end it."""
    if connection.vendor == "postgresql":
        monkeypatch.setattr(turns, "PATIENCE", 0.1)
        other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
        other.cursor().execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield other.close
        other.close()
        return

    def locked():
        raise OperationalError("database is locked")  # as SQLite says it after its timeout

    for module in ("imports.kinds", "measurements.importing.trial"):
        monkeypatch.setattr(f"{module}.wait_for_other_imports", locked)
    yield monkeypatch.undo


def test_who_would_wait_too_long_is_told_and_can_try_again(client, somebody_else):
    page = preview(client, inspected("9101", KEEP))

    refused = client.post(CONFIRM, {"upload": ticket(page)})

    assert SENTENCE in refused.content.decode()
    assert not Import.objects.exists()
    somebody_else()
    client.post(CONFIRM, {"upload": ticket(refused)})
    assert Import.objects.count() == 1


def test_a_preview_beside_another_import_goes_without_what_it_means(client, somebody_else):
    page = preview(client, inspected("9101", KEEP))

    assert page.status_code == 200
    assert ticket(page)


def test_what_a_file_means_is_left_out_when_somebody_has_read_in_the_same():
    plan = prepare(sheet(WIDE, inspected("9101", KEEP)))
    assert effects(plan) != []
    commit_diff(plan)

    assert effects(plan) == []

    assert (Import.objects.count(), Measurement.objects.count()) == (1, 1)


def test_other_faults_of_the_database_are_not_taken_for_that():
    with pytest.raises(OperationalError, match="disk"), in_turn():
        raise OperationalError("disk I/O error")
