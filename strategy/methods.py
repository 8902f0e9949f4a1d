import datetime
import itertools
from dataclasses import dataclass
from typing import Self

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.collation import danish
from config.search import says
from institutions.access import Reader
from institutions.models import Institution
from strategy.models import Method, MethodUse


@dataclass(frozen=True, slots=True)
class UsedSince:
    """Institutions that took a method up on the same day."""

    day: datetime.date | None
    names: str


@dataclass(frozen=True, slots=True)
class SharedMethod:
    """A method and those who use it.

    own: uses by institutions the person leads. free: those they lead that do not use it.
    """

    method: Method
    uses: tuple[MethodUse, ...]
    own: tuple[MethodUse, ...]
    free: tuple[Institution, ...]

    @property
    def since(self) -> tuple[UsedSince, ...]:
        """Who uses it, by the day they began."""
        days = itertools.groupby(self.uses, key=lambda use: use.from_on)
        return tuple(
            UsedSince(day, ", ".join(str(use.institution) for use in uses)) for day, uses in days
        )


@dataclass(frozen=True, slots=True)
class MethodsPage:
    """The methods a person may read of, and their use today; four queries."""

    methods: tuple[SharedMethod, ...]
    may_add: bool
    search: str = ""

    @classmethod
    def build(cls, user: Reader, *, on: datetime.date, search: str = "") -> Self:
        uses = (
            MethodUse.objects.visible_to(user)
            .on(on)
            .select_related("institution")
            .order_by("from_on", danish("institution__name"))
        )
        led = {row.pk: row for row in Institution.objects.editable_by(user).open_on(on)}
        shown = Method.objects.visible_to(user).select_related("cluster")
        shown = shown.filter(says(search, "name", "description", "when_it_works", "contact"))
        return cls(
            tuple(
                _shared(method, method.current, led)  # type: ignore[attr-defined]  # prefetched below
                for method in shown.prefetch_related(Prefetch("uses", uses, to_attr="current"))
            ),
            may_add=bool(led),
            search=search,
        )

    @property
    def figures(self) -> dict[str, int]:
        """What the finding counts."""
        if not self.methods:
            return {}
        return {"used": sum(bool(row.uses) for row in self.methods), "methods": len(self.methods)}

    @property
    def finding(self) -> str:
        used = sum(bool(row.uses) for row in self.methods)
        if not self.methods and self.search:
            return _("No method fits “%(words)s”") % {"words": self.search}
        if not self.methods:
            return _("No methods have been written down yet")
        return ngettext(
            "%(used)s of %(count)s method is in use",
            "%(used)s of %(count)s methods are in use",
            len(self.methods),
        ) % {"used": used, "count": len(self.methods)}


def _shared(method: Method, uses: list[MethodUse], led: dict[int, Institution]) -> SharedMethod:
    own = tuple(use for use in uses if use.institution_id in led)
    using = {use.institution_id for use in own}
    free = tuple(row for pk, row in led.items() if pk not in using)
    return SharedMethod(method, tuple(uses), own, free)
