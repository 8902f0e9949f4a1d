"""Where the figures of a paper come from, and how old they are."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from institutions.access import Reader
from measurements.models import Inspection, Instrument, Measurement
from measurements.rounds_of_year import PERIOD_LENGTH, ROUND, round_said


@dataclass(frozen=True, slots=True)
class MeasuredInstrument:
    """An instrument as far as it has been measured at some institutions."""

    name: str
    newest_on: datetime.date | None
    year: int
    when: str
    institutions: int
    file: str
    imported_on: datetime.date | None

    @property
    def age(self) -> str:
        """“KIDS 13.02.2026”, or the round or the year where no day is known."""
        day = date_format(self.newest_on, "SHORT_DATE_FORMAT") if self.newest_on else self.when
        return f"{self.name} {day}"


def sources_of(
    institutions: Iterable[int], *, user: Reader, on: datetime.date
) -> tuple[MeasuredInstrument, ...]:
    """The newest round of each instrument, in the order of their names; two queries."""
    ids = list(institutions)
    rows = (
        Measurement.objects.visible_to(user)
        .filter(institution__in=ids, year__lte=on.year)
        .annotate(period_length=PERIOD_LENGTH, round=ROUND)
        .order_by("topic__version__instrument__short_name", "-year", "-round")
        .values(
            *("topic__version__instrument__short_name", "topic__version__instrument__kind"),
            *("year", "round"),
        )
        .annotate(
            newest_on=Max("measured_on"),
            places=Count("institution", distinct=True),
            file=Max("batch__file_name"),
            imported_at=Max("batch__imported_at"),
        )
    )
    closed = Inspection.objects.visible_to(user).filter(institution__in=ids, closed_on__lte=on)
    closed_on = dict(closed.order_by().values_list("year").annotate(Max("closed_on")))
    found: dict[str, MeasuredInstrument] = {}
    for row in rows:
        is_inspected = row["topic__version__instrument__kind"] == Instrument.Kind.INSPECTION
        imported_at = row["imported_at"]
        source = MeasuredInstrument(
            name=row["topic__version__instrument__short_name"],
            newest_on=closed_on.get(row["year"]) if is_inspected else row["newest_on"],
            year=row["year"],
            when=round_said(row["round"], row["year"]),
            institutions=row["places"],
            file=row["file"] or "",
            imported_on=timezone.localdate(imported_at) if imported_at else None,
        )
        found.setdefault(source.name, source)
    return tuple(found.values())


def dates_line(sources: Iterable[MeasuredInstrument], *, on: datetime.date) -> str:
    """How old the data are, for the foot of a paper."""
    told = ", ".join(source.age for source in sources)
    values = {"date": date_format(on, "DATE_FORMAT"), "sources": told}
    if not told:
        return _("As of %(date)s") % values
    return _("As of %(date)s: %(sources)s") % values
