"""How indicators stood before and after a programme, in the units that took part.

What is measured before and after a course tells nothing of what caused it, and the page says so.
The years are held against each other by the one rule of the house (`indicators.evaluation`).
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance import Judged
from chance import words as chance_words
from indicators.evaluation import RuleEvidence, YearComparison, YearResult, evaluate
from indicators.evaluation.comparing import compare, with_value
from indicators.evaluation.rules import UNIT_BY_UNIT
from indicators.models import Indicator
from institutions.access import Reader
from institutions.models import Cluster, Placement
from programmes.models import Course, Programme


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """One indicator in one cluster. why: said where it cannot be held against itself."""

    indicator: Indicator
    cluster: Cluster
    course: Course
    units: int
    comparison: YearComparison | None
    why: str
    is_of_units: bool = False

    @property
    def judged(self) -> Judged | None:
        return self.comparison.judged if self.comparison else None

    @property
    def sentence(self) -> str:
        """“3,1 i 2023, 3,4 i 2026”; what may be said of it stands beside."""
        told = self.comparison
        if told is None:
            return self.why
        words: dict[str, object] = {
            "before": told.before.year,
            "was": told.was_text,
            "after": told.after.year,
            "became": told.became_text,
        }
        if not told.was_text:
            return chance_words.word(told.judged)
        if self.is_of_units:
            words["units"] = told.units
            return (
                _("Met by %(was)s of %(units)s in %(before)s, by %(became)s in %(after)s") % words
            )
        return _("%(was)s in %(before)s, %(became)s in %(after)s") % words

    @property
    def measured_both_times(self) -> str:
        if self.comparison is None:
            return ""
        return ngettext(
            "%(of)s of the %(units)s institution that took part is measured both times",
            "%(of)s of the %(units)s institutions that took part are measured both times",
            self.units,
        ) % {"of": self.comparison.units, "units": self.units}


@dataclass(frozen=True, slots=True)
class Effect:
    """The indicators that the theory of change names, in the clusters with a course in it."""

    rows: tuple[BeforeAndAfter, ...]

    @classmethod
    def build(cls, programme: Programme, *, user: Reader, on: datetime.date) -> Self:
        """One query where the theory names no indicator; else some for each cluster of ours."""
        indicators = list(
            Indicator.objects.visible_to(user)
            .filter(theory__programme=programme)
            .select_related("goal__strategy")
            .distinct()
        )
        if not indicators:
            return cls(())
        courses = (
            Course.objects.visible_to(user)
            .filter(programme=programme, starts_on__lte=on, cluster__isnull=False)
            .select_related("cluster")
            .order_by("starts_on", "number")
        )
        first: dict[int, Course] = {}
        for course in courses:
            first.setdefault(course.cluster_id or 0, course)
        rows = [
            row
            for course in first.values()
            for row in _of_course(course, programme, indicators, user=user, on=on)
        ]
        return cls(tuple(rows))

    @property
    def heading(self) -> str:
        compared = [row for row in self.rows if row.comparison]
        if not compared:
            return _("Nothing has been measured both before and after a course yet")
        told = sum(bool(row.judged and row.judged.way) for row in compared)
        if not told:
            return _("Before and after: no difference can be told from chance")
        return ngettext(
            "Before and after: %(count)s indicator differs by more than chance",
            "Before and after: %(count)s indicators differ by more than chance",
            told,
        ) % {"count": told}


def ends_on(course: Course, programme: Programme) -> datetime.date:
    """The first day of the month after its last."""
    month = course.starts_on.month - 1 + programme.months
    return datetime.date(course.starts_on.year + month // 12, month % 12 + 1, 1)


def before_and_after(
    trend: Sequence[YearResult], *, begun: int, ended: int
) -> tuple[YearResult, YearResult] | None:
    """The last year before that of the start, and the first after that of the end, on one scale."""
    known = with_value(trend)
    before = [year for year in known if year.year < begun]
    after = [year for year in known if year.year > ended]
    return (before[-1], after[0]) if before and after else None


def _of_course(
    course: Course,
    programme: Programme,
    indicators: Sequence[Indicator],
    *,
    user: Reader,
    on: datetime.date,
) -> Iterator[BeforeAndAfter]:
    """Those of the cluster's own vision, and of goals common to all."""
    cluster = course.cluster
    if cluster is None:
        return
    own = [one for one in indicators if one.goal.strategy.cluster_id in (None, cluster.pk)]
    if not own:
        return
    placed = Placement.objects.on(course.starts_on).filter(cluster=cluster)
    took_part = set(placed.values_list("institution", flat=True))
    evidence = RuleEvidence.load(own, clusters=[cluster], user=user, on=on, within=took_part)
    for indicator in own:
        rule = evidence.rules[indicator.pk]
        trend = evaluate(rule, evidence.facts[cluster.pk]).trend
        years = before_and_after(
            trend, begun=course.starts_on.year, ended=ends_on(course, programme).year
        )
        found = compare(rule, *years) if years else None
        why = "" if found else _why(trend)
        units = rule.aggregation in UNIT_BY_UNIT and not rule.counts_things
        yield BeforeAndAfter(indicator, cluster, course, len(took_part), found, why, units)


def _why(trend: Sequence[YearResult]) -> str:
    if any(year.is_break for year in trend):
        return _("The instrument got another edition meanwhile, so the years cannot be compared")
    return _("Not measured both before and after")
