"""The papers of many institutions in one file, made some at a time.

Each step makes a few and adds them to the file, so that no request is long, nothing runs in the
background, and what is made is told as it goes. Whoever asked keeps the list in the session.
"""

import datetime
import secrets
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from config.retention import delete
from dashboards.papers.institution import institution_paper
from files.papers import file_name
from institutions.models import Institution

AT_A_TIME = 8
KEPT = datetime.timedelta(days=1)
SESSION_KEY = "papers"
FOLDER = "papers"


@dataclass(frozen=True, slots=True)
class Batch:
    """Which institutions (ids), how many of them are done, and where the file lies.

    rights: what the person was when it was begun; made: the institutions whose paper is in it.
    """

    secret: str
    institutions: tuple[int, ...]
    rights: str
    done: int = 0
    made: tuple[int, ...] = ()

    @classmethod
    def begin(cls, institutions: Iterable[int], *, user: User) -> Self:
        """A new file; those of others that nobody fetched within a day are taken away."""
        _folder().mkdir(parents=True, exist_ok=True)
        delete(unfetched(timezone.now()))
        return cls(secrets.token_urlsafe(24), tuple(institutions), rights_of(user))

    @classmethod
    def of(cls, session: dict[str, Any], *, user: User) -> Self | None:
        """The batch somebody has begun. It ends, file and all, with a right it was made by."""
        kept = session.get(SESSION_KEY)
        if not kept:
            return None
        if "rights" in kept:
            places = {name: tuple(kept[name]) for name in ("institutions", "made")}
            batch = cls(**kept | places)
            if batch.may_be_read_by(user):
                return batch
            batch.file.unlink(missing_ok=True)
        del session[SESSION_KEY]
        return None

    def may_be_read_by(self, user: User) -> bool:
        """Whether the person has the rights it was begun with, and reads all that is in it."""
        readable = Institution.objects.visible_to(user).filter(pk__in=self.made)
        return self.rights == rights_of(user) and readable.count() == len(self.made)

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

    def step(self, *, user: User, on: datetime.date) -> Self:
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
        made = (*self.made, *(pk for pk in some if pk in found))
        return replace(self, done=self.done + len(some), made=made)


def rights_of(user: User) -> str:
    """A word that changes with the person's roles."""
    roles = user.memberships.current().order_by("pk")
    told = list(roles.values_list("pk", "role", "area", "cluster", "institution"))
    return sha256(repr((user.pk, user.is_superuser, told)).encode()).hexdigest()[:32]


def unfetched(now: datetime.datetime) -> list[list[str]]:
    """The files nobody fetched within a day."""
    oldest = (now - KEPT).timestamp()
    old = [file for file in _folder().glob("*.zip") if file.stat().st_mtime < oldest]
    return [[f"{FOLDER}/{file.name}" for file in old]]


def batch_name(on: datetime.date, word: str) -> str:
    return file_name(on, settings.MUNICIPALITY_NAME, word, suffix="zip")


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER
