"""What becomes of the files that a person was reading in when they leave."""

from measurements.models import ImportUnderWay


def forget_previews(sender, person, **kwargs) -> None:
    """Those that no task works on go; of the others the page, which says whose they are."""
    theirs = ImportUnderWay.objects.filter(user=person)
    theirs.exclude(stage__in=ImportUnderWay.WORKING).delete()
    theirs.update(preview=None)
