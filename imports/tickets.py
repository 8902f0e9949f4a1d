"""A file between its preview and its confirmation.

It is kept in the default storage, which every server process shares, and not in the system's
temporary folder, where another process or container might not find it. What the browser gets is a
signed ticket; nobody else's ticket opens a file, and after a day it is gone.
"""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from import_export.tmp_storages import MediaStorage

from accounts.models import User
from config.retention import delete
from files.naming import names_person
from imports.errors import FileGone

FOLDER = "uploads"
KEPT_FOR = datetime.timedelta(days=1)
SALT = "imports.tickets"


@dataclass(frozen=True, slots=True)
class Upload:
    """The ticket to a kept file. fingerprint: of the plan that was shown, if it had no errors.

    answers: what had been said of the file when it was shown. unremembered: those of them that hold
    for this file only.
    """

    key: str
    name: str
    user: int
    layout: str = "auto"
    fingerprint: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    unremembered: tuple[str, ...] = ()

    @classmethod
    def keep(
        cls,
        content: bytes,
        *,
        name: str,
        user: AbstractBaseUser,
        layout: str = "auto",
        fingerprint: str = "",
        answers: Mapping[str, str] | None = None,
        unremembered: tuple[str, ...] = (),
    ) -> Self:
        """Keep a file, and throw out the old ones."""
        delete(unconfirmed(timezone.now()))
        storage = MediaStorage(MEDIA_FOLDER=FOLDER)
        storage.save(content)
        return cls(
            storage.name, name, user.pk, layout, fingerprint, dict(answers or {}), unremembered
        )

    @classmethod
    def of(cls, ticket: str, *, user: AbstractBaseUser) -> Self:
        """The upload a ticket is for. Raises `FileGone`."""
        try:
            upload = cls(**signing.loads(ticket, salt=SALT, max_age=KEPT_FOR))
        except (signing.BadSignature, TypeError) as error:
            raise FileGone from error
        upload = replace(upload, unremembered=tuple(upload.unremembered))  # JSON has lists only
        if upload.user != user.pk:
            raise FileGone
        return upload

    @property
    def ticket(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    def read(self) -> bytes:
        """The file's content. Raises `FileGone`."""
        try:
            return self._storage.read()
        except FileNotFoundError as error:
            raise FileGone from error

    def forget(self) -> None:
        """Keep it no longer."""
        self._storage.remove()

    @property
    def _storage(self) -> MediaStorage:
        return MediaStorage(name=self.key, MEDIA_FOLDER=FOLDER)


def unconfirmed(now: datetime.datetime) -> list[list[str]]:
    """The files nobody has confirmed in time."""
    found = []
    for path in _stored():
        try:
            if default_storage.get_modified_time(path) < now - KEPT_FOR:
                found.append(path)
        except FileNotFoundError:  # another process was faster
            continue
    return [found]


def drop_naming(sender: object, name: str, email: str, **kwargs: object) -> None:
    """Files that wait and name somebody who leaves (a receiver of `person_anonymised`)."""
    for path in _stored():
        try:
            with default_storage.open(path) as file:
                is_named = names_person(file.read(), name=name, email=email)
        except FileNotFoundError:
            continue
        if is_named:
            transaction.on_commit(lambda path=path: default_storage.delete(path))  # type: ignore[misc]


def waiting_naming(person: User) -> tuple[str, list[dict[str, str]]]:
    """Those that name somebody, for who asks what is held: when it came, and when it goes."""
    found = []
    for path in _stored():
        try:
            came = default_storage.get_modified_time(path)
            with default_storage.open(path) as file:
                is_named = names_person(file.read(), name=person.name, email=person.email)
        except FileNotFoundError:
            continue
        if is_named:
            found.append(
                {_("Uploaded"): _told(came), _("Deleted at the latest"): _told(came + KEPT_FOR)}
            )
    return _("Files that wait to be confirmed"), found


def _told(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _stored() -> list[str]:
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    return [f"{FOLDER}/{name}" for name in names]
