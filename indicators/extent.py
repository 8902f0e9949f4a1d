"""How much of the municipality, or of an area of it, a page shows to its reader."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.filters import Filters
from institutions.access import Reader, scope_of
from institutions.models import Area, Institution


@dataclass(frozen=True, slots=True)
class Extent:
    """The open institutions that are counted, of those there are under the same filters."""

    shown: int
    whole: int
    place: str = "municipality"

    @classmethod
    def of(
        cls,
        shown: int,
        *,
        user: Reader,
        on: datetime.date,
        filters: Filters | None = None,
        area: Area | None = None,
        without: Collection[str] = (),
    ) -> Self:
        """shown: how many the page counts. One query, and none for those who read everything.

        without: kinds of institution that the page is not about.
        """
        place = f"area:{area.slug}" if area else "municipality"
        place += filters.query if filters else ""
        place += ", without " + ", ".join(sorted(without)) if without else ""
        if scope_of(user).reads.everything:
            return cls(shown, shown, place)
        there = (filters or Filters()).of_institutions(Institution.objects.open_on(on))
        there = there.exclude(kind__in=without) if without else there
        return cls(shown, (there.filter(area=area) if area else there).count(), place)

    @property
    def is_part(self) -> bool:
        return self.shown < self.whole

    @property
    def name(self) -> str:
        """What is counted here, as figures name it: a part of a place is not the place."""
        return f"{self.place}, in part" if self.is_part else self.place

    @property
    def words(self) -> str:
        """“Du ser 7 af 15 enheder”, or of a page that shows everything “15 enheder”."""
        if self.is_part:
            return _("You see %(shown)s of %(whole)s institutions") % {
                "shown": self.shown,
                "whole": self.whole,
            }
        return ngettext("%(n)s institution", "%(n)s institutions", self.shown) % {"n": self.shown}
