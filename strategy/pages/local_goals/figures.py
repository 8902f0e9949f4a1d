from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts import LineChart, line_chart
from config.numbers import rounded, written_plainly
from institutions.access import Reader
from institutions.few import is_small, threshold_for
from institutions.statements import rows_of
from strategy.models import LocalGoal, LocalGoalFigure
from strategy.models.measures import is_reached_by


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What a local goal's own measurement has said, as far as a reader may see it; newest first.

    hidden: how many figures are about too few. is_reached: what the newest of all says (decision
    30), so that page and indicator say the same; None where it is hidden.
    """

    rows: tuple[LocalGoalFigure, ...] = ()
    hidden: int = 0
    is_reached: bool | None = None
    target: Decimal | None = None

    @property
    def chart(self) -> LineChart | None:
        """Them over time, against the goal's own target; none of a single one.

        Of wholes that differ it is the shares. No line is drawn from one that is out of something
        to one that is not.
        """
        if len(self.rows) < 2:
            return None
        oldest_first = self.rows[::-1]
        if self.is_of_shares:
            return line_chart(
                [
                    (date_format(row.measured_on, "SHORT_DATE_FORMAT"), _share(row))
                    for row in oldest_first
                ],
                lowest=0,
                highest=100,
            )
        return line_chart(
            [
                (date_format(row.measured_on, "SHORT_DATE_FORMAT"), row.value)
                for row in oldest_first
            ],
            target=self.target,
            gaps=[
                place
                for place, (before, row) in enumerate(pairwise(oldest_first), start=1)
                if before.out_of != row.out_of
            ],
        )

    @property
    def is_of_shares(self) -> bool:
        """Whether each is out of some, and not out of as many: then numbers cannot be compared."""
        wholes = {row.out_of for row in self.rows}
        return None not in wholes and len(wholes) > 1

    @property
    def summary(self) -> str:
        """The chart in a sentence."""
        newest, oldest = self.rows[0], self.rows[-1]
        told = {
            "first": oldest.text,
            "from": date_format(oldest.measured_on, "DATE_FORMAT"),
            "newest": newest.text,
            "to": date_format(newest.measured_on, "DATE_FORMAT"),
        }
        sentence = _("%(first)s on %(from)s, %(newest)s on %(to)s.") % told
        if self.is_of_shares:
            drawn = _("Drawn in per cent, as they are not out of equally many.")
            return f"{sentence} {drawn}"
        if self.target is None:
            return sentence
        target = _("The target figure is %(target)s.") % {"target": written_plainly(self.target)}
        return f"{sentence} {target}"

    @classmethod
    def of(cls, goal: LocalGoal, *, user: Reader) -> Self:
        """One query, none where nothing is counted. is_reached: None where nobody can tell."""
        if not goal.measure:
            return cls()
        every = tuple(
            rows_of(
                lambda: LocalGoalFigure.objects.filter(local_goal=goal.pk),
                *("figures of", goal.pk),
                reader=None,
            )
        )
        fewest = threshold_for(user)
        rows = tuple(row for row in every if not is_small(row.respondents, threshold=fewest))
        newest = next(((row.value, row.respondents) for row in every), None)
        reached = is_reached_by(
            newest, baseline=goal.baseline, target=goal.target, threshold=fewest
        )
        return cls(rows, len(every) - len(rows), reached, goal.target)


def _share(row: LocalGoalFigure) -> Decimal:
    return rounded(100 * row.value / (row.out_of or 1), 1)
