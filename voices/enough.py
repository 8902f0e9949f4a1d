"""Whether enough have answered for figures to be shown: told before a round is closed, and after.

A question may be left out, so that fewer can have answered it than have answered at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import shortened
from institutions.few import EVERY_READER, is_small, threshold_for
from measurements.suppression import Audience
from voices.models import UnitLink


@dataclass(frozen=True, slots=True)
class Enough:
    """How many have answered at each place, beside how many are needed before that is shown."""

    links: tuple[UnitLink, ...]
    needed: int
    needed_of_boards: int

    @classmethod
    def of(cls, links: Sequence[UnitLink], *, user: Audience) -> Self:
        return cls(tuple(links), threshold_for(user), threshold_for(EVERY_READER))

    @property
    def few(self) -> tuple[UnitLink, ...]:
        """The places where too few have answered."""
        return tuple(one for one in self.links if is_small(one.answered, threshold=self.needed))

    @property
    def shows_none(self) -> bool:
        return len(self.few) == len(self.links)

    @property
    def rule(self) -> str:
        """“At least 3 must answer before the figures are shown, and 5 before boards see them.”"""
        told = ngettext(
            "At least %(count)s must have answered at a place before its figures are shown.",
            "At least %(count)s must have answered at a place before its figures are shown.",
            self.needed,
        ) % {"count": self.needed}
        if self.needed_of_boards > self.needed:
            boards = _("Boards see them when at least %(count)s have.")
            told = f"{told} {boards % {'count': self.needed_of_boards}}"
        return told

    @property
    def before(self) -> list[str]:
        """What closing does here, before it is done."""
        counts = [
            _("%(place)s: %(count)s answered") % {"place": one.institution, "count": one.answered}
            for one in self.links
        ]
        told = [shortened(counts), self.rule]
        if self.few:
            names = shortened([str(one.institution) for one in self.few])
            told.append(_("No figures will be shown of %(names)s.") % {"names": names})
        return told

    @property
    def after(self) -> str:
        """What has come of a round that is closed."""
        if not self.few:
            return _("The round is closed, and its answers are figures now.")
        names = shortened([str(one.institution) for one in self.few])
        return _(
            "The round is closed. No figures are shown of %(names)s: fewer than %(count)s have"
            " answered."
        ) % {"names": names, "count": self.needed}

    @property
    def button(self) -> str:
        if self.shows_none:
            return _("Close the round without figures")
        return _("Close the round, and show the figures")
