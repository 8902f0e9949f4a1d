"""What layouts follow from: each instrument that has questions, as it describes itself."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef

from measurements.models import Instrument, InstrumentVersion


class Described(NamedTuple):
    """An instrument as `layouts.derived` takes it. has_answers: whether one chooses
    among steps, be they numbers as well."""

    code: str
    name: str
    kind: str
    group_name: str
    has_answers: bool


def described() -> list[Described]:
    """Every instrument with questions; one query."""
    editions = InstrumentVersion.objects.filter(instrument=OuterRef("pk"))
    rows = (
        Instrument.objects.filter(versions__topics__isnull=False)
        .annotate(has_answers=Exists(editions.filter(scale__steps__isnull=False)))
        .distinct()
    )
    return [Described(*row) for row in rows.values_list(*Described._fields)]
