"""What becomes of the files that a person was reading in when they leave."""

from typing import TYPE_CHECKING

from measurements.models import ImportUnderWay

if TYPE_CHECKING:
    from accounts.models import User


def forget_previews(sender: object, person: "User", **kwargs: object) -> None:
    """Those that no task works on go; of the others the page, which says whose they are."""
    theirs = ImportUnderWay.objects.filter(user=person)
    theirs.exclude(stage__in=ImportUnderWay.WORKING).delete()
    theirs.update(preview=None)
