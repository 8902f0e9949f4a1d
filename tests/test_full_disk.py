"""A disk that is full, or a database that is gone, takes no text and no file with it."""

import errno

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError

from strategy.models import LocalGoal
from tests.factories import GoalFactory, InstitutionFactory, MembershipFactory

WRITTEN = "Børnene <b>vælger</b> selv\r\nhvilken leg de vil lege"


class FullDisk(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"the first part"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_that_could_not_be_written_whole_leaves_nothing(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(OSError, match="No space left"):
        default_storage.save("attachments/2026-11/abc", FullDisk(b""))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_that_was_there_stays_when_another_cannot_be_written(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("attachments/abc", ContentFile(b"whole"))

    with pytest.raises(OSError, match="No space left"):
        default_storage.save("attachments/abc", FullDisk(b""))

    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"whole"]


@pytest.fixture
def form(db, client):
    """Address and answers of a new local goal, as its leader sends them."""
    institution, goal = InstitutionFactory(), GoalFactory()
    client.force_login(
        MembershipFactory(role="leader", institution=institution).user,
        "django.contrib.auth.backends.ModelBackend",
    )
    address = f"/lokale-maal/nyt/?maal={goal.pk}&institution={institution.slug}"
    assert client.get(address).status_code == 200
    return address, {"text": WRITTEN, "efforts": "Vi leger", "password": "not-to-be-seen"}


@pytest.fixture
def full(monkeypatch):
    def save(self, *args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(LocalGoal, "save", save)


def test_a_text_that_could_not_be_stored_is_given_back_whole(form, full, client, caplog):
    address, answers = form
    client.raise_request_exception = False

    response = client.post(address, answers, headers={"Accept": "text/html"})

    page = response.content.decode()
    assert response.status_code == 503
    assert "kunne ikke gemmes lige nu" in page
    assert "&lt;b&gt;vælger&lt;/b&gt;" in page
    assert "<b>vælger" not in page
    assert f'action="{address.replace("&", "&amp;")}"' in page
    assert "not-to-be-seen" not in page
    assert "database or disk is full" in caplog.text  # “is noted”, the page says


def test_what_a_script_sent_is_told_in_its_own_way(form, full, client):
    address, answers = form
    client.raise_request_exception = False

    response = client.post(address, answers, headers={"Accept": "application/json"})

    assert response.status_code == 500
