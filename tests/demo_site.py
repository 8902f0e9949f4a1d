"""The demo, served as `make demo` serves it: for those who use it over the network."""

import contextlib
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Playwright

from tests.clock import moment_of_the_tests
from tests.demo_database import made_on_sqlite

PASSWORD = "ledestjernen-demo"
ROOT = Path(__file__).resolve().parent.parent

#: A Python for which it is the day of the tests.
PYTHON = (sys.executable, "-m", "tests.clock")

#: Whom the tests sign in as: the part of the address before @example.com.
PEOPLE = (
    "administrator",
    "omraadechef",
    "klyngeleder",
    "leder",
    "bestyrelse",
    "formand",
    "konsulent",
    "udvalg",
)


@dataclass
class DemoSite:
    """A running demo. signed_in: for each person the browser state of somebody signed in."""

    url: str
    folder: Path
    signed_in: dict[str, dict] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / "demo.sqlite3"

    def work(self) -> None:
        """What a worker does with the files that are to be read beside the pages."""
        command = [*PYTHON, "manage.py", "db_worker", "--batch", "--no-startup-delay"]
        subprocess.run([*command, "--verbosity=0"], cwd=ROOT, env=self.environment, check=True)

    def meet_today(self, meeting: int) -> None:
        """Have the day of a meeting be that of the tests: nothing is decided before its day."""
        today = moment_of_the_tests().date().isoformat()
        with contextlib.closing(_connect(self.database)) as connection, connection:
            connection.execute(
                "UPDATE meetings_meeting SET held_on = ? WHERE id = ?", (today, meeting)
            )

    def keep(self) -> None:
        """Remember the database as it stands."""
        with contextlib.closing(_connect(self.database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.database, self.folder / "kept.sqlite3")

    def restore(self) -> None:
        """Take the database back to what was remembered: the server opens it for each request."""
        with (
            contextlib.closing(_connect(self.folder / "kept.sqlite3")) as kept,
            contextlib.closing(_connect(self.database)) as live,
        ):
            kept.backup(live)


@contextmanager
def serve_demo(folder: Path, playwright: Playwright) -> Iterator[DemoSite]:
    """Copy the demo into `folder`, serve it on a free port, and sign everybody in."""
    port = _free_port()
    site = DemoSite(f"http://127.0.0.1:{port}", folder)
    environment = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        **os.environ,
        "VAR_DIR": str(folder / "var"),  # tests that run beside these collect static files, too
        "DATABASE_URL": f"sqlite:///{site.database}",
        "EMAIL_URL": "dummymail://",
        "HTTPS": "off",
        "DEBUG": "off",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "IMPORT_BACKGROUND_ROWS": "50",
        "FRESH_SIGN_IN_MINUTES": "600",  # whichever test comes last is asked no more than the first
    }
    site.environment = environment
    database, files = made_on_sqlite(environment)
    shutil.copy(database, site.database)
    shutil.copytree(files, folder / "var" / "media")
    collect = [*PYTHON, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    gunicorn = ["-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [*PYTHON, *gunicorn, "--threads=4", "--graceful-timeout=1"],
            cwd=ROOT,
            env=environment,
            stderr=log,
        ) as server,
    ):
        try:
            _wait_until_it_answers(site, server)
            for person in PEOPLE:
                site.signed_in[person] = sign_in(site, playwright, f"{person}@example.com")
            site.keep()
            yield site
        finally:
            server.terminate()


def sign_in(site: DemoSite, playwright: Playwright, email: str) -> dict:
    """The state of a browser in which somebody has signed in through the form."""
    request = playwright.request.new_context(base_url=site.url)
    page = request.get("/konto/log-ind/").text()
    secret = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = request.post(
        "/konto/log-ind/",
        form={"username": email, "password": PASSWORD, "csrfmiddlewaretoken": secret},
        headers={"Referer": site.url},
    )
    assert answer.url == f"{site.url}/", f"{email} cannot sign in"
    state = request.storage_state()
    request.dispose()
    return state


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_it_answers(site: DemoSite, server: subprocess.Popen) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{site.url}/healthz/live")  # noqa: S310 - our own server
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The demo does not start:\n" + (site.folder / "log").read_text())
