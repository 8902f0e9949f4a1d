"""When an institution comes to belong to another cluster, told to what follows from it above.

As in every app with events, `subscribers` are asked before anything is written, within the
transaction of the write, and what each answers with is told afterwards.
"""

from collections.abc import Callable

from config.row_events import tell_of_rows
from config.slots import Slot
from institutions.models import Placement

#: Is told the key of the institution.
Publish = Callable[[int], None]

subscribers: Slot[[], Publish] = Slot("placements of institutions")


def publish_rows() -> None:
    """Publish every placement saved or deleted by itself (called once, when the app is ready)."""
    tell_of_rows(
        "institutions",
        models={Placement: lambda placement, is_new: placement.institution_id},
        begin=_begin,
    )


def _begin() -> Publish:
    told = list(subscribers.all())

    def publish(institution: int) -> None:
        for subscriber in told:
            subscriber(institution)

    return publish
