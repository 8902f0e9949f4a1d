"""What would change and what is new."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.moments import moment
from config.phrases import in_digits, in_words
from imports.previews import PreviewPart, rest
from measurements.importing import Arrival, MeasurementsDiff, ValueChange
from measurements.models import Import

SHOWN_CHANGES = 200


SHOWN_ARRIVALS = 500


def changes_part(changes: list[ValueChange], *, is_clean: bool) -> PreviewPart:
    if is_clean:
        heading = ngettext(
            "One value gets new content", "%(count)s values get new content", len(changes)
        )
    else:
        heading = ngettext(
            "One value gets new content once the file is without errors",
            "%(count)s values get new content once the file is without errors",
            len(changes),
        )
    words = in_words(len(changes))
    heading %= {"count": words[:1].upper() + words[1:]}
    return PreviewPart(heading, changes[:SHOWN_CHANGES], rest(len(changes), SHOWN_CHANGES))


def old_values_of(plan: MeasurementsDiff) -> str:
    batches = {stored.batch for stored, _observation in plan.changed if stored.batch}
    if not batches:
        return ""
    batch = Import.objects.get(pk=max(batches))
    return _(
        "The old values came from %(file)s, %(date)s. They are kept, and undoing the import brings"
        " them back."
    ) % {"file": batch.file_name, "date": moment(batch.imported_at)}


def arrivals_part(arrivals: list[Arrival], plan: MeasurementsDiff) -> PreviewPart:
    values = plan.new_count
    if plan.new_local_goals:
        heading = ngettext(
            "One local goal arrives as a draft",
            "%(count)s local goals arrive as drafts %(units)s",
            values,
        )
    elif values:
        heading = ngettext("One value arrives", "%(count)s values arrive %(units)s", values)
    else:
        heading = ngettext(
            "One inspection without ratings arrives",
            "%(count)s inspections without ratings arrive %(units)s",
            len(arrivals),
        )
    heading %= {
        "count": in_digits(values or len(arrivals)),
        "units": from_units(len({arrival.unit for arrival in arrivals})),
    }
    return PreviewPart(heading, arrivals[:SHOWN_ARRIVALS], rest(len(arrivals), SHOWN_ARRIVALS))


def from_units(units: int) -> str:
    return ngettext("from one institution", "from %(count)s institutions", units) % {
        "count": in_words(units)
    }


def first_of_each(arrivals: list[Arrival]) -> tuple[Arrival, ...]:
    first: dict[str, Arrival] = {}
    for arrival in arrivals:
        first.setdefault(arrival.unit, arrival)
    return tuple(first.values())[:20]
