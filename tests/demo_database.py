"""The demo in a database beside the empty one, made once for each day and state of the program.

Loading the demo costs seconds, copying it almost nothing. While `in_the_demo` lasts, the connection
of the tests leads to a copy, and what they write there goes with it.
"""

import datetime
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from tests import template_database
from tests.append_only import renew_the_guard
from tests.catalogues import APPS
from tests.clock import moment_of_the_tests
from tests.template_database import FOLDER, ROOT, one_at_a_time

#: Nothing in the demo may be younger than the tests that read it.
BEFORE_THE_TESTS = datetime.timedelta(minutes=5)
#: What of an app the demo does not follow from.
LEFT_OUT = {"__pycache__", "static", "templates"}
IN_MEMORY = "file:memorydb_demo?mode=memory&cache=shared"


@contextmanager
def in_the_demo() -> Iterator[None]:
    """Have the connection lead to a copy of the demo, which is thrown away in the end.

    A module's own rows are committed to it: what makes tables in a transaction that lasts has
    SQLite read the schema anew, for milliseconds, whenever something in it is taken back.
    """
    on_sqlite = connection.vendor == "sqlite"
    with _copied_on_sqlite() if on_sqlite else _copied_on_postgresql():
        shutil.copytree(_files(), settings.MEDIA_ROOT, dirs_exist_ok=True)
        renew_the_guard()
        yield


@contextmanager
def _copied_on_sqlite() -> Iterator[None]:
    with one_at_a_time("demo"):
        made = _file_with_the_demo()
    with _leading_to(IN_MEMORY):
        _read(made)
        yield


@contextmanager
def _copied_on_postgresql() -> Iterator[None]:
    own = f"{connection.settings_dict['NAME']}_demo"
    with connection.creation._nodb_cursor() as cursor:
        with one_at_a_time("demo"):
            cursor.execute(f"DROP DATABASE IF EXISTS {own}")
            cursor.execute(f"CREATE DATABASE {own} TEMPLATE {_database_with_the_demo(cursor)}")
        try:
            with _leading_to(own):
                yield
        finally:
            cursor.execute(f"DROP DATABASE {own} WITH (FORCE)")


def made_on_sqlite(environment: dict[str, str]) -> tuple[Path, Path]:
    """The file of the demo and the folder of its files, to be copied for a server.

    environment: of the server. Where they are not there yet, they are made by its commands.
    """
    # not what the tests read, where passwords are kept in a way that no server knows
    template, files = FOLDER / f"demo-{_name()}-served.sqlite3", _files("served")
    with one_at_a_time("demo"):
        if not template.exists() or not files.is_dir():
            _remove_what_is_old()
            _remove_old_files("served")
            being_made, folder = template.with_suffix(".new"), FOLDER / "demo-being-made"
            for left in FOLDER.glob(f"{being_made.name}*"):
                left.unlink()  # by a run that was stopped
            shutil.rmtree(files, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copy(template_database.sqlite_template(), being_made)
            at = f"{moment_of_the_tests() - BEFORE_THE_TESTS:%Y-%m-%dT%H:%M}"
            own = {"DATABASE_URL": f"sqlite:///{being_made}", "VAR_DIR": str(folder)}
            for command in (["load_reference"], ["demo_data", "--force"]):
                subprocess.run(
                    [sys.executable, "-m", "tests.clock", "manage.py", *command, "--verbosity=0"],
                    cwd=ROOT,
                    env=environment | own | {"TEST_DAY": at},
                    check=True,
                )
            (folder / "media").rename(files)
            shutil.rmtree(folder)
            being_made.rename(template)
    return template, files


def _remove_what_is_old() -> None:
    for old in FOLDER.glob("demo-*"):
        if old.is_file() and not old.name.startswith(f"demo-{_state()}"):
            old.unlink()


def _file_with_the_demo() -> str:
    template = FOLDER / f"demo-{_name()}.sqlite3"
    if not template.exists() or not _files().is_dir():
        _remove_what_is_old()
        being_made = template.with_suffix(".new")
        being_made.unlink(missing_ok=True)
        with _leading_to(IN_MEMORY):
            _read(str(template_database.sqlite_template()))
            _load()
            with closing(sqlite3.connect(being_made)) as file:
                connection.connection.backup(file)
        being_made.rename(template)
    return str(template)


def _database_with_the_demo(cursor) -> str:
    template = f"demo_{_name()}"
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
    if not cursor.fetchone() or not _files().is_dir():
        cursor.execute(f"DROP DATABASE IF EXISTS {template}")
        being_made = f"{template}_new"
        cursor.execute(f"DROP DATABASE IF EXISTS {being_made}")
        migrated = template_database.postgresql_template(cursor, os.environ["DATABASE_URL"])
        cursor.execute(f"CREATE DATABASE {being_made} TEMPLATE {migrated}")
        with _leading_to(being_made):
            _load()
        cursor.execute(f"ALTER DATABASE {being_made} RENAME TO {template}")
    return template


@contextmanager
def _leading_to(name: str) -> Iterator[None]:
    """Have the connection lead to another database meanwhile, and be as it was afterwards."""
    before, its_name = connection.connection, connection.settings_dict["NAME"]
    connection.connection = None
    connection.settings_dict["NAME"] = name
    try:
        connection.ensure_connection()
        yield
    finally:
        if connection.connection is not None:
            connection.connection.close()
        connection.connection = before
        connection.settings_dict["NAME"] = its_name


def _files(vendor: str = "") -> Path:
    """Where the files that are attached in the demo lie, as the database beside them names them."""
    return FOLDER / f"files-{vendor or connection.vendor}-{_name()}"


def _read(file: str) -> None:
    with closing(sqlite3.connect(file)) as made:
        made.backup(connection.connection)


def _load() -> None:
    _remove_old_files(connection.vendor)
    _files().mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)  # for what follows a migration
    with (
        time_machine.travel(moment_of_the_tests() - BEFORE_THE_TESTS, tick=True),
        override_settings(MEDIA_ROOT=_files()),
    ):
        call_command("load_reference", verbosity=0)
        call_command("demo_data", force=True, verbosity=0)


def _remove_old_files(vendor: str) -> None:
    for old in FOLDER.glob(f"files-{vendor}-*"):
        if not old.name.startswith(f"files-{vendor}-{_state()}"):
            shutil.rmtree(old)


def _name() -> str:
    """Of the state of the program and the day, as part of the name of a database."""
    return f"{_state()}_{moment_of_the_tests():%Y%m%d%H%M}"


@cache
def _state() -> str:
    """A short name for what the demo follows from; another one after any change of it."""
    digest = hashlib.sha256(template_database.state().encode())
    folders = [*(ROOT / app for app in APPS), ROOT / "locale"]
    for path in sorted(path for folder in folders for path in folder.rglob("*.*")):
        if path.is_file() and not LEFT_OUT.intersection(path.parts):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    digest.update(repr(sorted(_said_by_the_environment())).encode())
    return digest.hexdigest()[:12]


def _said_by_the_environment() -> list[tuple[str, str]]:
    names = ("MUNICIPALITY_NAME", "WAS_URL", "SMALL_N_ANY", "SMALL_N_BOARD")
    return [(name, os.environ.get(name, "")) for name in names]
