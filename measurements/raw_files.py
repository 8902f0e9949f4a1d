"""Imported files as they were read in, kept for administrators for as long as the settings say.

They lie in the default storage, which no address leads to but the receipt's. A file is there
before its receipt is: should the process die in between, it belongs to nobody and is thrown out
with those whose time is over.
"""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from config.retention import before, delete
from measurements.models import Import

FOLDER = "imports"
#: A file without a receipt may be that of an import which is under way.
UNDER_WAY = datetime.timedelta(days=1)


def keep_raw_file(batch: Import, content: bytes) -> None:
    """Keep the file with its receipt, in the transaction that reads it in."""
    if settings.IMPORT_KEEP_FILES_DAYS > 0:
        batch.raw_file.save(batch.sha256, ContentFile(content), save=False)
        batch.save(update_fields=["raw_file"])


def over(now: datetime.datetime) -> list[list[str]]:
    """The files whose time is over, and those that belong to nobody."""
    oldest = before(settings.IMPORT_KEEP_FILES_DAYS, now)
    there = Import.objects.exclude(raw_file="").values_list("raw_file", "imported_at")
    kept = dict(there.iterator())
    return [
        [path for path, at in kept.items() if at <= oldest],
        [
            path
            for path in _stored()
            if path not in kept and default_storage.get_modified_time(path) < now - UNDER_WAY
        ],
    ]


def purge(*, now: datetime.datetime | None = None) -> int:
    """Throw them out; how many. Receipts stay."""
    old = over(now or timezone.now())
    Import.objects.filter(raw_file__in=old[0]).update(raw_file="")
    return delete(old)


def _stored() -> Iterator[str]:
    """Every file there is, in the folder of each month."""
    try:
        months, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for month in months:
        _folders, names = default_storage.listdir(f"{FOLDER}/{month}")
        yield from (f"{FOLDER}/{month}/{name}" for name in names)
