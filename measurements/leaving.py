"""What becomes of the files that a person was reading in when they leave."""

from functools import partial
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import transaction

from files.naming import names_person
from measurements.models import Import, ImportUnderWay

if TYPE_CHECKING:
    from accounts.models import User


def forget_previews(sender: object, person: "User", **kwargs: object) -> None:
    """Those that no task works on go; of the others the page, which says whose they are."""
    theirs = ImportUnderWay.objects.filter(user=person)
    theirs.exclude(stage__in=ImportUnderWay.WORKING).delete()
    theirs.update(preview=None)


def drop_kept_files(sender: object, name: str, email: str, **kwargs: object) -> None:
    """Kept files that name the person go, and their receipts stay."""
    for batch in Import.objects.exclude(raw_file=""):
        path = str(batch.raw_file.name)
        try:
            with default_storage.open(path) as file:
                is_named = names_person(file.read(), name=name, email=email)
        except FileNotFoundError:
            continue
        if is_named:
            Import.objects.filter(pk=batch.pk).update(raw_file="")
            transaction.on_commit(partial(default_storage.delete, path))
