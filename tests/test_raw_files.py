"""Imported files are kept for a while, and only administrators fetch them."""

import datetime
import hashlib

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from measurements.models import Import
from measurements.raw_files import keep_raw_file, purge
from tests.factories import ClusterFactory, InstitutionFactory, UserFactory
from tests.files import KEEP, WIDE, csv_bytes, inspected, upload
from tests.test_import_admin import CONFIRM, preview, ticket

pytestmark = pytest.mark.django_db

CONTENT = csv_bytes(WIDE, inspected("9101", KEEP))


@pytest.fixture(autouse=True)
def sunflower(reference, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return InstitutionFactory(name="Solsikken", number="9101", cluster=ClusterFactory())


@pytest.fixture
def batch(client):
    """An import by way of the pages."""
    client.force_login(UserFactory(administrator=True))
    client.post(CONFIRM, {"upload": ticket(preview(client, inspected("9101", KEEP)))})
    return Import.objects.get()


def stored():
    if not default_storage.exists("imports"):
        return []
    months = default_storage.listdir("imports")[0]
    return [name for month in months for name in default_storage.listdir(f"imports/{month}")[1]]


def test_the_receipt_leads_to_the_file_as_it_was_read_in(client, batch):
    address = reverse("import_file", args=[batch.pk])
    receipt = client.get(reverse("import_detail", args=[batch.pk]))

    answer = client.get(address)

    assert address in receipt.content.decode()
    content = b"".join(answer.streaming_content)
    assert content == CONTENT
    assert hashlib.sha256(content).hexdigest() == batch.sha256
    assert answer["Content-Disposition"] == 'attachment; filename="tilsyn.csv"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]


def test_a_file_is_fetched_by_administrators_only(client, batch):
    client.force_login(UserFactory(is_staff=True))

    answer = client.get(reverse("import_file", args=[batch.pk]))

    assert answer.status_code in (403, 404)


def test_the_command_line_keeps_the_file_too(tmp_path):
    path = tmp_path / "fra-en-mappe.csv"
    path.write_bytes(CONTENT)

    call_command("import_measurements", str(path))

    with Import.objects.get().raw_file.open() as file:
        assert file.read() == CONTENT


def test_nothing_is_kept_of_a_file_that_is_not_read_in(client):
    client.force_login(UserFactory(administrator=True))

    page = preview(client, inspected("9101", "?"))
    client.post(CONFIRM, {"upload": ticket(page)})

    assert not Import.objects.exists()
    assert stored() == []


def test_an_import_that_fails_at_the_end_has_no_receipt(monkeypatch, tmp_path):
    path = tmp_path / "tilsyn.csv"
    path.write_bytes(CONTENT)

    def fail(self, *args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.save", fail)
    with pytest.raises(Exception, match=r"disk is full|kan ikke åbnes"):
        call_command("import_measurements", str(path))

    assert not Import.objects.exists()


def test_files_are_thrown_out_when_their_time_is_over(client, batch, settings):
    settings.IMPORT_KEEP_FILES_DAYS = 30
    early = timezone.now() + datetime.timedelta(days=29)
    late = timezone.now() + datetime.timedelta(days=31)

    assert purge(now=early) == 0
    assert purge(now=late) == 1

    batch.refresh_from_db()
    assert (stored(), bool(batch.raw_file)) == ([], False)
    address = reverse("import_file", args=[batch.pk])
    assert client.get(address).status_code == 404
    receipt = client.get(reverse("import_detail", args=[batch.pk]))
    assert address not in receipt.content.decode()


def test_a_file_whose_import_never_came_to_be_is_thrown_out_a_day_later(batch):
    default_storage.save("imports/2026-11/orphan", upload(WIDE, inspected("9101", KEEP)))

    assert purge() == 0
    assert purge(now=timezone.now() + datetime.timedelta(days=2)) == 1

    assert stored() == [batch.sha256]


def test_a_municipality_may_choose_to_keep_none(settings):
    settings.IMPORT_KEEP_FILES_DAYS = 0
    batch = Import.objects.create(file_name="x.csv", sha256="0" * 64, size=1, layout="tilsyn_wide")

    keep_raw_file(batch, CONTENT)

    assert stored() == []


def test_the_command_tells_how_many_it_took_away(batch, settings, capsys):
    settings.IMPORT_KEEP_FILES_DAYS = 0

    call_command("purge_import_files")

    assert "Én fil" in capsys.readouterr().out
