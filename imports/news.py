"""How far a file is that is read beside the pages: told in a small file that every process reads.

Not in the database: on SQLite nobody can write there while an import does. The file is told anew
every second for as long as its process lives, so an old one means that the process has died.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from django.core.files.storage import default_storage
from django.utils import timezone

from imports.diff import RowError
from imports.progress import ImportStage, reporting_to
from imports.tickets import FOLDER
from imports.under_way import FileUnderWay

SECONDS_BETWEEN = 1.0
#: After so long without news the process is dead.
SILENCE = timedelta(seconds=20)
#: So many errors are told of before the preview tells of all.
MOST_FAULTS = 20


class StoppedByUser(Exception):
    """The person who uploaded the file wants it read no further."""


@dataclass(slots=True)
class ImportNews:
    """What was told last. errors: address and sentence of the first ones."""

    stage: str = ImportStage.READING.value
    done: int = 0
    total: int = 0
    fault_count: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)
    began_at: str = ""
    told_at: str = ""

    @classmethod
    def of(cls, one: FileUnderWay) -> Self | None:
        """The last news of this attempt; None when nobody has begun."""
        try:
            return cls(**json.loads(_path(one.news).read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    @property
    def began(self) -> datetime:
        return datetime.fromisoformat(self.began_at)

    @property
    def told(self) -> datetime:
        return datetime.fromisoformat(self.told_at)

    def is_old(self, *, now: datetime) -> bool:
        """Whether whoever told it must be dead."""
        return now - self.told > SILENCE


@contextmanager
def told(one: FileUnderWay) -> Iterator[None]:
    """Whatever is read in meanwhile is told of, and stops when the person says so."""
    teller = _Teller(one)
    with teller, reporting_to(teller.hear):
        yield


def stop(one: FileUnderWay) -> None:
    """Ask whoever reads the file to stop."""
    path = _path(f"{one.news}.stop")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def _path(name: str) -> Path:
    return Path(default_storage.path(f"{FOLDER}/{name}"))


class _Teller(threading.Thread):
    """Hears how far the import is, and tells of it once a second from a thread of its own."""

    def __init__(self, one: FileUnderWay) -> None:
        super().__init__(daemon=True)
        self.path, self.stopped = _path(one.news), _path(f"{one.news}.stop")
        self.last = ImportNews(total=one.row_count, began_at=timezone.now().isoformat())
        self.over = threading.Event()

    def __enter__(self) -> Self:
        self.write()
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.over.set()
        self.join()

    def hear(self, stage: ImportStage, done: int, total: int, errors: Sequence[RowError]) -> None:
        if self.stopped.exists():
            raise StoppedByUser
        last = self.last
        last.stage, last.done, last.total = stage.value, done, total
        last.fault_count = len(errors) or last.fault_count
        if len(last.errors) < MOST_FAULTS:
            last.errors = [(fault.address, fault.message) for fault in errors[:MOST_FAULTS]]

    def run(self) -> None:
        while not self.over.wait(SECONDS_BETWEEN):
            self.write()

    def write(self) -> None:
        """In one go, so that nobody reads half of it."""
        self.last.told_at = timezone.now().isoformat()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self.last)), encoding="utf-8")
        draft.replace(self.path)
