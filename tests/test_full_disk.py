"""A disk that is full, or a database that is gone, takes no text and no file with it."""

import errno
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ConnectionHandler, OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client

from accounts.models import SecurityEvent
from config.storage import rows_with_files
from strategy.models import Attachment, AutosavedText, LocalGoal
from tests.factories import GoalFactory, InstitutionFactory, LocalGoalFactory, MembershipFactory
from tests.pdf_files import pdf

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


def test_a_file_goes_with_the_rows_that_could_not_be_written(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    @rows_with_files()
    def write(*, fails: bool) -> None:
        with rows_with_files():
            default_storage.save(f"attachments/within-{fails}", ContentFile(b"whole"))
        default_storage.save(f"attachments/beside-{fails}", ContentFile(b"whole"))
        if fails:
            raise OperationalError("database or disk is full")

    write(fails=False)
    with pytest.raises(OperationalError):
        write(fails=True)

    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"within-False", "beside-False"}


def test_what_is_attached_where_the_database_is_full_leaves_no_file(
    client, db, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    client.raise_request_exception = False
    institution = InstitutionFactory()
    goal = LocalGoalFactory(in_progress=True, institution=institution)
    client.force_login(MembershipFactory(leader=True, institution=institution).user)

    def full(self, *args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Attachment, "save", full)
    told = {"progress": "onway", "narrative": WRITTEN, "next_step": ""}
    file = SimpleUploadedFile("plan.pdf", pdf())

    response = client.post(f"/lokale-maal/{goal.pk}/status/", told | {"attachment": file})

    assert response.status_code == 503
    assert "&lt;b&gt;vælger&lt;/b&gt;" in response.content.decode()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


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


def given_back(client, form) -> str:
    """The page that answers what could not be stored: with its text, and a button to try again."""
    address, answers = form
    client.raise_request_exception = False

    response = client.post(address, answers, headers={"Accept": "text/html"})

    page = response.content.decode()
    assert response.status_code == 503
    assert "&lt;b&gt;vælger&lt;/b&gt;" in page
    assert f'action="{address.replace("&", "&amp;")}"' in page
    return page


def test_a_text_that_could_not_be_stored_is_given_back_whole(form, full, client, caplog):
    page = given_back(client, form)

    assert "kunne ikke gemmes lige nu" in page
    assert "<b>vælger" not in page
    assert "not-to-be-seen" not in page
    assert "database or disk is full" in caplog.text  # “is noted”, the page says


@pytest.fixture
def refused(monkeypatch):
    """Two writers wait for each other, and the database lets this one go."""

    def save(self, *args, **kwargs):
        if connection.vendor == "postgresql":
            connection.cursor().execute("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$")
        raise OperationalError("database is locked")

    monkeypatch.setattr(LocalGoal, "save", save)


def test_a_text_that_met_another_writer_is_given_back_to_be_sent_again(form, refused, client):
    assert "kunne ikke gemmes lige nu" in given_back(client, form)


@pytest.fixture
def gone(form):
    """The database is gone after the form was shown: whoever asks it anything hears so."""

    def fail(self, *args, **kwargs):
        raise OperationalError("could not connect to server")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.backends.utils.CursorWrapper._execute", fail)
        yield


def test_a_text_is_given_back_where_the_database_cannot_even_say_who_is_there(form, gone, client):
    given_back(client, form)


def test_what_another_site_made_somebody_send_gets_no_secret(form, gone, client):
    address, answers = form
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = client.cookies

    response = strict.post(address, answers, headers={"Accept": "text/html"})

    assert response.status_code == 503
    assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.fixture
def seen_long_ago(db, client):
    """Somebody signed in who has not been seen for two minutes: the next page notes it."""
    client.force_login(
        MembershipFactory(role="leader", institution=InstitutionFactory()).user,
        "django.contrib.auth.backends.ModelBackend",
    )
    session = client.session
    session["seen_at"] -= 120
    session.save()
    return session["seen_at"]


@pytest.mark.sqlite  # PostgreSQL looks after its own
def test_a_page_leaves_the_log_of_writes_where_it_is(db, settings, tmp_path):
    """Where the disk is full nobody could make it anew, and so nobody could read."""
    own = {**settings.DATABASES["default"], "NAME": str(tmp_path / "own.sqlite3")}
    used = ConnectionHandler({"default": own})["default"]
    used.cursor().execute("CREATE TABLE things (number integer)")

    used.close_if_unusable_or_obsolete()  # what ends each request

    assert (tmp_path / "own.sqlite3-shm").exists()
    used.close()


def test_pages_are_read_where_nothing_can_be_noted(client, seen_long_ago, read_only):
    response = client.get("/min-side/")

    assert response.status_code == 200
    assert client.session["seen_at"] == seen_long_ago


def test_it_is_noted_where_it_can_be(client, seen_long_ago):
    assert client.get("/min-side/").status_code == 200

    assert client.session["seen_at"] > seen_long_ago


def test_what_a_script_sent_is_told_in_its_own_way(form, full, client):
    address, answers = form
    client.raise_request_exception = False

    response = client.post(address, answers, headers={"Accept": "application/json"})

    assert response.status_code == 503


#: What is asked for, and what it answers where nothing can be written.
WRITING = "/lokale-maal/nyt/?maal={goal}&institution={place}"
READING = ["/", "/kommunen/", WRITING, "/konto/log-ind/"]
PAPER = "/institutioner/{place}/papir.pdf"
NOTHING_SAVED = "Intet af dette blev gemt"


@pytest.fixture
def cannot_write(db, monkeypatch):
    """A disk that is read-only: each row is refused, as SQLite says it."""
    execute = CursorWrapper._execute

    def refuse(self, sql, *args):
        if sql.lstrip().split(None, 1)[0] in {"INSERT", "UPDATE", "DELETE", "REPLACE"}:
            raise OperationalError("attempt to write a readonly database")
        return execute(self, sql, *args)

    client = Client(raise_request_exception=False, headers={"Accept": "text/html"})
    place, goal = InstitutionFactory(), GoalFactory()
    leader = MembershipFactory(leader=True, institution=place).user
    client.force_login(leader, "django.contrib.auth.backends.ModelBackend")
    client.leader, client.names = leader, {"place": place.slug, "goal": goal.pk}
    monkeypatch.setattr(CursorWrapper, "_execute", refuse)
    return client


def test_on_a_read_only_disk_pages_are_read(cannot_write):
    for address in READING:
        answer = cannot_write.get(address.format(**cannot_write.names))

        assert answer.status_code in {200, 302}, address


def test_a_file_that_cannot_be_noted_does_not_leave(cannot_write):
    """What leaves is noted first (`accounts.watching`); where it cannot be, that is said."""
    answer = cannot_write.get(PAPER.format(**cannot_write.names))

    connection.set_rollback(False)
    assert answer.status_code == 503
    assert NOTHING_SAVED in answer.content.decode()
    assert SecurityEvent.objects.filter(kind="exported").count() == 0


@pytest.mark.parametrize("sends", ["a form", "autosave", "out", "in"])
def test_on_a_read_only_disk_nothing_is_said_to_be_saved(cannot_write, sends):
    writing = WRITING.format(**cannot_write.names)
    if sends == "in":
        cannot_write.cookies.clear()
    address, answers, accepts = {
        "a form": (writing, {"text": WRITTEN, "efforts": "Vi leger"}, "text/html"),
        "autosave": (
            writing.replace("nyt/", "nyt/gem-undervejs/"),
            {"text": WRITTEN, "page": str(uuid.uuid4())},
            "application/json",
        ),
        "out": ("/konto/log-ud/", {}, "text/html"),
        "in": (
            "/konto/log-ind/",
            {"username": cannot_write.leader.email, "password": "ledestjernen-demo"},
            "text/html",
        ),
    }[sends]

    answer = cannot_write.post(address, answers, headers={"Accept": accepts})

    connection.set_rollback(False)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert ("kunne ikke gemmes lige nu" if accepts == "text/html" else NOTHING_SAVED) in page
    assert ("&lt;b&gt;vælger&lt;/b&gt;" in page) == (sends == "a form")
    assert "sessionid" not in answer.cookies
    assert LocalGoal.objects.count() == AutosavedText.objects.count() == 0


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OSError(errno.EROFS, "Read-only file system"), 503),
        (OSError(errno.ENOSPC, "No space left on device"), 503),
        (FileNotFoundError(errno.ENOENT, "No such file"), 500),
        (ValueError("a fault of ours"), 500),
    ],
)
def test_a_fault_of_ours_stays_one(client, seen_long_ago, monkeypatch, error, status):
    client.raise_request_exception = False

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("dashboards.views.pages.render", fail)

    assert client.get("/kommunen/").status_code == status
