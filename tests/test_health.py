import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from config import views


def test_a_process_that_answers_is_alive_and_asks_the_database_nothing(client):
    response = client.get("/healthz/live")

    assert response.status_code == 200  # without the db fixture, a query would have failed
    assert response.json() == {"status": "ok"}


def test_a_site_with_database_migrations_and_cache_is_ready(client, db):
    response = client.get("/healthz/ready")

    assert response.status_code == 200  # without the db fixture, a query would have failed
    assert response.json() == {"status": "ok"}


def test_a_site_without_its_database_lives_but_is_not_ready(client, monkeypatch):
    def gone():
        raise OperationalError("could not connect to secret-host")

    monkeypatch.setitem(views.READINESS, "database", gone)
    monkeypatch.setitem(views.READINESS, "migrations", gone)

    ready = client.get("/healthz/ready")

    assert ready.status_code == 503
    assert ready.json() == {"status": "unavailable", "reasons": ["database", "migrations"]}
    assert client.get("/healthz/live").status_code == 200


def test_a_site_whose_migrations_are_not_run_is_not_ready(client, db):
    MigrationRecorder.Migration.objects.filter(app="accounts").delete()

    response = client.get("/healthz/ready")

    assert response.status_code == 503
    assert response.json()["reasons"] == ["migrations"]


@pytest.mark.parametrize("address", ["/healthz/live", "/healthz/ready"])
def test_health_is_never_kept_in_caches(client, db, address):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_was_leads_to_the_accessibility_statement(client, db):
    response = client.get("/was")

    assert response.status_code == 302
    assert response["Location"] == "https://was.example.com/ledestjernen"


def test_was_says_so_when_there_is_no_statement(client, db, settings):
    settings.WAS_URL = ""

    response = client.get("/was")

    assert response.status_code == 404
    assert "ikke offentliggjort sin tilgængelighedserklæring" in response.content.decode()
