"""What part of the municipality a page shows, as it stands in its address: so it can be shared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from indicators.models import Indicator
from institutions.models import InstitutionKind, Ownership
from institutions.models.places import InstitutionQuerySet
from measurements.models import Instrument

#: As they are called in the address.
YEAR, INSTRUMENT, KIND, OWNERSHIP = "aar", "redskab", "type", "ejer"
#: How many years back one may ask for.
YEARS = 20


@dataclass(frozen=True, slots=True)
class FilterQuestion:
    """One question of the filter with its answers: (value, words, chosen)."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; None and "" ask for everything. What nobody offers counts as not asked."""

    year: int | None = None
    instrument: str = ""
    kind: str = ""
    ownership: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], *, this_year: int) -> Self:
        """From the parameters of an address."""
        year = asked.get(YEAR, "")
        known = year.isascii() and year.isdigit() and 0 <= this_year - int(year[:4]) <= YEARS
        kind, ownership = asked.get(KIND, ""), asked.get(OWNERSHIP, "")
        return cls(
            year=int(year) if known and len(year) == 4 else None,
            instrument=asked.get(INSTRUMENT, "")[:50],
            kind=kind if kind in InstitutionKind.values else "",
            ownership=ownership if ownership in Ownership.values else "",
        )

    def __bool__(self) -> bool:
        return bool(self.year or self.instrument or self.kind or self.ownership)

    @property
    def query(self) -> str:
        """The same as parameters of an address, with its question mark; empty for no filter."""
        asked = {
            YEAR: self.year,
            INSTRUMENT: self.instrument,
            KIND: self.kind,
            OWNERSHIP: self.ownership,
        }
        chosen = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    def of_institutions(self, institutions: InstitutionQuerySet) -> InstitutionQuerySet:
        """Those of the kind and ownership asked for."""
        if self.kind:
            institutions = institutions.filter(kind=self.kind)
        if self.ownership:
            institutions = institutions.filter(ownership=self.ownership)
        return institutions

    def of_indicators(self, indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
        """Those measured with the instrument asked for, alone or in one of their parts."""
        if not self.instrument:
            return indicators
        code = self.instrument
        own = Indicator.objects.filter(topics__version__instrument__code=code)
        parents = own.exclude(parent=None).values("parent")
        return indicators.filter(pk__in=own.values("pk")) | indicators.filter(pk__in=parents)

    def choices(self, *, this_year: int, with_year: bool = True) -> tuple[FilterQuestion, ...]:
        """The form of the filter; one query."""
        used = Instrument.objects.filter(versions__topics__indicators__isnull=False).distinct()
        instruments = list(used.values_list("code", "short_name"))
        years = [(str(year), str(year)) for year in range(this_year, this_year - 8, -1)]
        if self.year and str(self.year) not in dict(years):
            years.append((str(self.year), str(self.year)))
        found = [
            choice(INSTRUMENT, _("Instrument"), _("All"), instruments, self.instrument),
            choice(KIND, _("Kind"), _("All"), InstitutionKind.choices, self.kind),
            choice(OWNERSHIP, _("Ownership"), _("All"), Ownership.choices, self.ownership),
        ]
        if with_year:
            year = str(self.year or "")
            found.insert(0, choice(YEAR, _("Year"), _("The newest"), years, year))
        return tuple(found)

    @property
    def words(self) -> tuple[str, ...]:
        """What is asked for, in words, for the page's facts and its print."""
        found = []
        if self.year:
            found.append(str(self.year))
        if self.kind:
            found.append(str(InstitutionKind(self.kind).label))
        if self.ownership:
            found.append(str(Ownership(self.ownership).label))
        return tuple(found)


def choice(
    name: str, label: str, everything: str, options: Iterable[tuple[object, object]], chosen: str
) -> FilterQuestion:
    """A question with its answers, everything first."""
    listed = [("", everything), *((str(value), str(words)) for value, words in options)]
    return FilterQuestion(
        name, label, tuple((value, words, value == chosen) for value, words in listed)
    )
