"""From one version to the next: all of it, or back to what was there.

A backup is made first, and a note of it stands in VAR_DIR until the new version was found well.
What fails is taken back from the backup at once. What is killed leaves the note: `upgrade` begins
anew from the backup, and `upgrade --back` puts it back and stops there.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils import timezone

from config import health
from config.backups import BackupFailed, differences, fingerprints, restore_backup, write_backup

#: So many backups made before an upgrade are kept.
KEPT = 3
#: What must be well at the end; the rest of `health` is of a server that runs.
WELL = ("database", "migrations", "writing", "disk", "standings")

Tell = Callable[[str], object]


class UpgradeFailed(CommandError):
    """The new version could not be taken into use; the message says why, and what stands now."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """One upgrade. tell: who is told of each step. may_lose_rows: whether that is meant so."""

    tell: Tell
    may_lose_rows: bool = False

    def run(self) -> None:
        """Take the new version into use, or put the old state back and raise UpgradeFailed."""
        with _alone():
            if (left := _unfinished()) is not None:
                self.tell(f"An upgrade was cut short: back to {left} first")
                self._put_back(left)
            step = "check"
            try:
                self._check()
                step = "backup"
                before = self._back_up()
                for step in ("migrate", "load_reference", "rebuild_standings", "collectstatic"):
                    self.tell(step)
                    _run(step)
                step = "verify"
                self._verify(before)
            except Exception as fault:
                self._after(fault, step)
            _note().unlink(missing_ok=True)
            self.tell("The new version is in place. Start the services.")

    def go_back(self) -> None:
        """Put back what was there before an upgrade that was cut short."""
        with _alone():
            left = _unfinished()
            if left is None:
                raise UpgradeFailed("No upgrade was cut short. For another backup: restore FILE.")
            self._put_back(left)
            self.tell(
                "What was there before the upgrade is back. Put the former version back, too."
            )

    def _check(self) -> None:
        self.tell("check")
        call_command("check", databases=["default"], verbosity=0)

    def _back_up(self) -> dict[str, int]:
        """A backup of what is there, noted; how many rows each table has. Nothing if all is new."""
        if not connection.introspection.table_names():
            self.tell("An empty database: there is nothing to back up")
            return {}
        folder = Path(settings.BACKUP_DIR)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"before-upgrade-{timezone.localtime():%Y%m%d-%H%M%S}.tar.gz"
        self.tell(f"backup: {path}")
        tables = write_backup(path)
        for old in sorted(folder.glob("before-upgrade-*.tar.gz"))[:-KEPT]:
            old.unlink()
        _write_whole(_note(), json.dumps({"backup": str(path)}))
        return {table: count for table, (count, _print) in tables.items()}

    def _verify(self, before: dict[str, int]) -> None:
        self.tell("verify")
        if fewer := _fewer_rows(before):
            if not self.may_lose_rows:
                raise UpgradeFailed(f"Rows are gone: {'; '.join(fewer)}. (--may-lose-rows)")
            self.tell(f"Rows are gone, as was agreed to: {'; '.join(fewer)}")
        asked = {name: health.READINESS[name] for name in WELL if name in health.READINESS}
        if unwell := health.missing_of(asked):
            raise UpgradeFailed(f"Not well: {', '.join(unwell)}.")

    def _after(self, fault: Exception, step: str) -> None:
        """Raise what an upgrade ends with that failed, once the old state is back."""
        left = _unfinished()
        if left is None:
            raise UpgradeFailed(f"{step}: {fault} Nothing was changed.") from fault
        self.tell(f"{step} failed: {fault}")
        try:
            self._put_back(left)
        except (BackupFailed, OSError, UpgradeFailed) as worse:
            raise UpgradeFailed(
                f"{step}: {fault} And the way back failed: {worse} Run: upgrade --back"
            ) from fault
        raise UpgradeFailed(
            f"{step}: {fault} What was there before is back: put the former version back, too."
        ) from fault

    def _put_back(self, backup: Path) -> None:
        self.tell(f"Back to {backup}")
        connections.close_all()
        wanted = restore_backup(backup)
        if told := differences(wanted, fingerprints()):
            raise UpgradeFailed("Not as in the backup: " + "; ".join(told))
        _note().unlink()


def _run(step: str) -> None:
    if step == "rebuild_standings":
        call_command(step, if_needed=True, verbosity=0)
    elif step == "load_reference":
        call_command(step, verbosity=0)
    else:
        call_command(step, interactive=False, verbosity=0)


def _fewer_rows(before: dict[str, int]) -> list[str]:
    """The tables that are still there and hold fewer rows than before, in words."""
    there = set(connection.introspection.table_names())
    told = []
    with connection.cursor() as cursor:
        for table in sorted(before.keys() & there):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if (count := cursor.fetchone()[0]) < before[table]:
                told.append(f"{table} has {count} rows instead of {before[table]}")
    return told


def _note() -> Path:
    return Path(settings.VAR_DIR) / "upgrade-under-way.json"


def _unfinished() -> Path | None:
    """The backup to go back to, of an upgrade that has not come to its end."""
    try:
        return Path(json.loads(_note().read_text(encoding="utf-8"))["backup"])
    except FileNotFoundError:
        return None


def _write_whole(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


@contextmanager
def _alone() -> Iterator[None]:
    """One upgrade at a time on a VAR_DIR; ends with the process, however that ends."""
    with (Path(settings.VAR_DIR) / "upgrade.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise UpgradeFailed("Another upgrade is under way.") from taken
        lock.write(str(os.getpid()))
        yield
