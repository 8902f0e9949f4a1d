"""One file with everything a municipality would miss: the database and the files kept beside it.

A backup is a .tar.gz of `manifest.json`, the database (`database.sqlite3`, or `database.sql` from
pg_dump) and `media/`. The manifest holds the number of rows and a fingerprint of every table at
that moment, so that a restore can be proven. Keys and settings are not in it: keep those elsewhere.
"""

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from config.planner import look_again

MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}

#: What PostgreSQL's programs are told as PGHOST, PGUSER …, of what the settings say.
PASSED_ON = {
    *("host", "port", "user", "password", "service", "passfile"),
    *("sslmode", "sslrootcert", "target_session_attrs"),
}

#: Table → [number of rows, fingerprint].
Fingerprints = dict[str, list[Any]]


class BackupFailed(Exception):
    """The backup cannot be made or restored; the message says why."""


def write_backup(path: Path) -> Fingerprints:
    """Write a backup to `path`, readable by its owner only; what stands in it, by table.

    The database is seen as it is at one moment, whoever writes meanwhile. A file that is there
    already is replaced when the new one is whole.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup") as name:
        folder = Path(name)
        database = folder / DATABASES[connection.vendor]
        dump = _dump_sqlite if connection.vendor == "sqlite" else _dump_postgresql
        tables = dump(database)
        manifest = {
            "made_at": timezone.now().isoformat(),
            "vendor": connection.vendor,
            "tables": tables,
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        archive = folder / "archive"
        archive.touch(mode=0o600)
        with (
            gzip.open(archive, "wb", compresslevel=6) as packed,
            tarfile.open(fileobj=packed, mode="w|") as tar,
        ):
            tar.add(folder / MANIFEST, MANIFEST)
            tar.add(database, database.name)
            for file in _media():
                tar.add(file, f"media/{file.relative_to(settings.MEDIA_ROOT)}", recursive=False)
        archive.replace(path)
    return tables


def restore_backup(path: Path) -> Fingerprints:
    """Put the database and the kept files back as they were; what should stand there, by table.

    The database is replaced whole or not at all. Raises BackupFailed, and then it is as before.
    """
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix=".restore") as name:
        folder = Path(name)
        manifest = _unpack(path, folder)
        if manifest["vendor"] != connection.vendor:
            raise BackupFailed(
                f"The backup is of {manifest['vendor']}, this database is {connection.vendor}."
            )
        database = folder / DATABASES[connection.vendor]
        (_load_sqlite if connection.vendor == "sqlite" else _load_postgresql)(database)
        _put_media_back(folder / "media")
    look_again()
    tables: Fingerprints = manifest["tables"]
    return tables


def fingerprints() -> Fingerprints:
    """How many rows each table holds now, and a fingerprint of them that knows no order."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return _sqlite_fingerprints(connection.connection)
    with _one_moment():
        return _postgresql_fingerprints()


def differences(wanted: Fingerprints, found: Fingerprints) -> list[str]:
    """The tables that are not as the backup says, in sentences."""
    told = [f"{table} is missing" for table in sorted(wanted.keys() - found.keys())]
    told += [f"{table} is not in the backup" for table in sorted(found.keys() - wanted.keys())]
    for table in sorted(wanted.keys() & found.keys()):
        rows, print_ = wanted[table]
        if found[table][0] != rows:
            told.append(f"{table} has {found[table][0]} rows instead of {rows}")
        elif found[table][1] != print_:
            told.append(f"{table} has other content")
    return told


# --- SQLite ---------------------------------------------------------------------------------------


def _dump_sqlite(target: Path) -> Fingerprints:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        return _sqlite_fingerprints(copy)


def _load_sqlite(source: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(source)) as kept:
        kept.execute("PRAGMA ignore_check_constraints = ON")  # they may need Django's functions
        if kept.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupFailed("The database in the backup is damaged.")
        kept.backup(connection.connection)
    connection.close()


def _sqlite_fingerprints(raw: sqlite3.Connection) -> Fingerprints:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    cursor = sqlite3.Cursor(raw)  # not Django's, whose placeholders are others
    tables = [name for (name,) in cursor.execute(named).fetchall()]
    found = {}
    for table in tables:
        columns = [row[1] for row in cursor.execute(f'PRAGMA table_info("{table}")').fetchall()]
        listed = ", ".join(f'typeof("{name}"), CAST("{name}" AS BLOB)' for name in sorted(columns))
        found[table] = _fingerprint(cursor.execute(f'SELECT {listed} FROM "{table}"'))  # noqa: S608
    return found


# --- PostgreSQL -----------------------------------------------------------------------------------


def _dump_postgresql(target: Path) -> Fingerprints:
    with _one_moment() as snapshot:
        _postgresql_tool(
            "pg_dump",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={target}",
        )
        return _postgresql_fingerprints()


def _load_postgresql(source: Path) -> None:
    connection.close()  # nobody of ours may hold a lock
    empty = source.with_name("empty.sql")
    empty.write_text("DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n", encoding="utf-8")
    _postgresql_tool(
        "psql",
        "--quiet",
        "--no-psqlrc",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        f"--file={empty}",
        f"--file={source}",
    )


@contextmanager
def _one_moment() -> Iterator[str]:
    """A transaction that sees nothing of what others write; gives the name others share it by."""
    connection.close()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _postgresql_fingerprints() -> Fingerprints:
    found = {}
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        columns = {
            table: sorted(
                column.name
                for column in connection.introspection.get_table_description(cursor, table)
            )
            for table in tables
        }
    for table, names in columns.items():
        listed = ", ".join(f'"{name}"::text' for name in names)
        with connection.chunked_cursor() as cursor:
            cursor.execute(f'SELECT {listed} FROM "{table}"')  # noqa: S608
            found[table] = _fingerprint(cursor)
    return found


def _postgresql_tool(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on this database, reached as the settings say."""
    reach = connection.get_connection_params()
    told = PASSED_ON & reach.keys()
    environment = {f"PG{key.upper().replace('_', '')}": str(reach[key]) for key in told}
    done = subprocess.run(  # noqa: S603 - the words are ours
        [_postgresql_binary(name), *arguments],
        env={**os.environ, **environment, "PGDATABASE": reach["dbname"]},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupFailed(f"{name} failed: {done.stderr.strip()}")


def _postgresql_binary(name: str) -> str:
    """The newest that Debian has installed, since an older one refuses; else what PATH finds."""
    newest = max(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdecimal() else 0,
        default=shutil.which(name),
    )
    if newest is None:
        raise BackupFailed(f"{name} is not installed: it comes with PostgreSQL's client programs.")
    return str(newest)


# --- Both -----------------------------------------------------------------------------------------


def _fingerprint(rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """[how many, the sum of their hashes]: the same for the same rows in any order."""
    count = total = 0
    for row in rows:
        told = json.dumps([_told(value) for value in row], ensure_ascii=False).encode()
        total += int.from_bytes(hashlib.sha256(told).digest(), "big")
        count += 1
    return [count, f"{total % 2**256:064x}"]


def _told(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def _media() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def _unpack(path: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(path, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        if not (folder / MANIFEST).is_file():
            raise BackupFailed(f"{path} is no backup of Ledestjernen.")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return manifest
    except FileNotFoundError:
        raise BackupFailed(f"There is no {path}.") from None
    except (OSError, EOFError, tarfile.TarError, ValueError) as fault:
        raise BackupFailed(f"{path} is no whole backup: {fault}") from fault


def _put_media_back(kept: Path) -> None:
    """Make MEDIA_ROOT hold exactly these files."""
    root = Path(settings.MEDIA_ROOT)
    wanted = {path.relative_to(kept) for path in kept.rglob("*") if path.is_file()}
    for file in _media():
        if file.relative_to(root) not in wanted:
            file.unlink()
    for name in wanted:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(kept / name, root / name)
