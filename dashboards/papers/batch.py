"""The papers of many institutions in one file, made some at a time.

Each step makes a few and adds them to the file, so that no request is long, nothing runs in the
background, and what is made is told as it goes. Whoever asked keeps the list in the session.
"""

import datetime
import secrets
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.utils import timezone

from dashboards.papers.institution import institution_paper
from institutions.models import Institution
from papers import file_name

AT_A_TIME = 8
KEPT = datetime.timedelta(days=1)
SESSION_KEY = "papers"


@dataclass(frozen=True, slots=True)
class Batch:
    """Which institutions (ids), how many of them are done, and where the file lies."""

    secret: str
    institutions: tuple[int, ...]
    done: int = 0

    @classmethod
    def begin(cls, institutions: Iterable[int]) -> Self:
        """A new file; those of others that nobody fetched within a day are taken away."""
        _folder().mkdir(parents=True, exist_ok=True)
        purge()
        return cls(secrets.token_urlsafe(24), tuple(institutions))

    @classmethod
    def of(cls, session: dict[str, Any]) -> Self | None:
        """The batch somebody has begun."""
        kept = session.get(SESSION_KEY)
        return cls(**kept | {"institutions": tuple(kept["institutions"])}) if kept else None

    def keep(self, session: dict[str, Any]) -> None:
        session[SESSION_KEY] = asdict(self)

    @property
    def total(self) -> int:
        return len(self.institutions)

    @property
    def is_done(self) -> bool:
        return self.done >= self.total

    @property
    def file(self) -> Path:
        return _folder() / f"{self.secret}.zip"

    @property
    def is_there(self) -> bool:
        """Whether it is complete, and not taken away since."""
        return self.is_done and self.file.exists()

    def step(self, *, user, on: datetime.date) -> Self:
        """The batch with some papers more: those the person may still read."""
        some = self.institutions[self.done : self.done + AT_A_TIME]
        found = Institution.objects.visible_to(user).in_bulk(some)
        with zipfile.ZipFile(self.file, "a", zipfile.ZIP_DEFLATED) as target:
            known = set(target.namelist())
            for pk in some:
                if pk not in found:
                    continue
                paper = institution_paper(found[pk], user=user, on=on)
                name = paper.name
                if name in known:  # two institutions may share a name
                    name = f"{pk}_{name}"
                if name not in known:
                    target.writestr(name, paper.content)
                    known.add(name)
        return replace(self, done=self.done + len(some))


def purge(*, now: datetime.datetime | None = None) -> int:
    """Throw out the files nobody fetched within a day; how many."""
    oldest = ((now or timezone.now()) - KEPT).timestamp()
    over = [file for file in _folder().glob("*.zip") if file.stat().st_mtime < oldest]
    for file in over:
        file.unlink(missing_ok=True)
    return len(over)


def batch_name(on: datetime.date, word: str) -> str:
    return file_name(on, settings.MUNICIPALITY_NAME, word, suffix="zip")


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "papers"
