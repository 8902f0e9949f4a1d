"""Test databases copied from one that is migrated once, and again when a migration changes.

Running the migrations costs many seconds, copying what they made almost nothing. The copy is
migrated, too: with nothing to do, that only sets up what `post_migrate` does.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.postgresql.creation import DatabaseCreation as OnPostgreSQL
from django.db.backends.sqlite3.creation import DatabaseCreation as OnSQLite

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "test-databases"

#: What the migrations import of ours, and so depend on.
BUILT_ON = (
    "accounts/append_only.py",
    "accounts/schema.py",
    "config/collation.py",
    "config/first_migration.py",
    "institutions/belonging.py",
    "institutions/periods.py",
    "institutions/schema.py",
    "institutions/triggers.py",
    "institutions/versions.py",
)


def copy_instead_of_migrating() -> None:
    """Have Django make its test databases from a template from now on."""
    OnSQLite.create_test_db = _on_sqlite
    OnPostgreSQL.create_test_db = _on_postgresql


def _on_sqlite(creation, verbosity=1, autoclobber=False, serialize=True, keepdb=False) -> str:
    """As Django's `create_test_db`, in memory, filled from the template's file."""
    template = sqlite_template()
    name = creation._get_test_db_name()
    creation._create_test_db(verbosity, autoclobber, keepdb)
    _use(creation, name)
    creation.connection.ensure_connection()
    with closing(sqlite3.connect(template)) as made:
        made.backup(creation.connection.connection)
    call_command("migrate", verbosity=0, interactive=False, database=creation.connection.alias)
    return name


def sqlite_template() -> Path:
    """The file of a migrated database; made where it is not there yet."""
    template = FOLDER / f"{state()}.sqlite3"
    with one_at_a_time("sqlite"):
        if not template.exists():
            for old in FOLDER.glob("*.sqlite3"):
                old.unlink()
            being_made = template.with_suffix(".new")
            being_made.unlink(missing_ok=True)
            _migrate(f"sqlite:///{being_made}")
            being_made.rename(template)
    return template


def _on_postgresql(creation, verbosity=1, autoclobber=False, serialize=True, keepdb=False) -> str:
    """As Django's `create_test_db`, `WITH TEMPLATE` of the database that is migrated once."""
    with creation._nodb_cursor() as cursor:
        template = postgresql_template(cursor, os.environ["DATABASE_URL"])
        creation.connection.settings_dict["TEST"]["TEMPLATE"] = template
        creation._create_test_db(verbosity, autoclobber, keepdb)
    name = creation._get_test_db_name()
    _use(creation, name)
    call_command("migrate", verbosity=0, interactive=False, database=creation.connection.alias)
    return name


def postgresql_template(cursor, url: str) -> str:
    """The name of a migrated database on the server of a URL; made where it is not there yet."""
    template = f"template_{state()}"
    with one_at_a_time("postgresql"):
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if not cursor.fetchone():
            being_made = f"{template}_new"
            cursor.execute(f"DROP DATABASE IF EXISTS {being_made}")
            cursor.execute(f"CREATE DATABASE {being_made}")
            path = urlsplit(url).path
            _migrate(url.replace(f"{path}?", f"/{being_made}?", 1))
            cursor.execute(f"ALTER DATABASE {being_made} RENAME TO {template}")
    return template


def _use(creation: BaseDatabaseCreation, name: str) -> None:
    creation.connection.close()
    connections.settings[creation.connection.alias]["NAME"] = name
    creation.connection.settings_dict["NAME"] = name


@cache
def state() -> str:
    """A short name for what the migrations make; another one after any change of them."""
    digest = hashlib.sha256()
    paths = [*ROOT.glob("*/migrations/*.py"), *(ROOT / path for path in BUILT_ON)]
    for path in [*sorted(paths), ROOT / "requirements.txt"]:
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _migrate(database_url: str) -> None:
    """Run every migration on an empty database, in a process of its own."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url},
        check=True,
    )


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Of the processes that test side by side, one makes the template; the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
