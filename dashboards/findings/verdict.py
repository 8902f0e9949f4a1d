"""Whether a cluster is on course, by the words of its board and never by targets."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import in_words, number
from dashboards.findings.cluster_goals import by_words
from strategy.workflow import Assessment

#: The words of a goal that is on course, or further.
ON_COURSE = frozenset({Assessment.ON_WAY, Assessment.PARTLY, Assessment.REACHED})


@dataclass(frozen=True, slots=True)
class CourseVerdict:
    """A judgement in one sentence, and in another what one must know to understand it.

    figures: what the sentence counts, by name.
    """

    sentence: str
    then: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        assessed: Sequence[tuple[int, str | None]],
        *,
        years: tuple[int, int] | None,
        on: datetime.date,
        has_local_goals: bool,
    ) -> Self | None:
        """assessed: (number of the goal, its newest word or None). years: of the common goals.

        None where there are no goals to be on course with.
        """
        if not assessed:
            return None
        judged = [progress for _number, progress in assessed if progress]
        if not judged:
            return cls._without_words(years, on=on, has_local_goals=has_local_goals)
        good = sum(progress in ON_COURSE for progress in judged)
        rest = [(number, word) for number, word in assessed if word not in ON_COURSE]
        is_late = _is_half_over(years, on)
        sentence = _judged(good, len(assessed), is_late=is_late)
        counted = {"goals_on_course": good, "goals": len(assessed)}
        return cls(sentence, by_words(rest), counted)

    @classmethod
    def _without_words(
        cls, years: tuple[int, int] | None, *, on: datetime.date, has_local_goals: bool
    ) -> Self:
        if not has_local_goals:
            then = _("No local goal is adopted under the common goals yet")
            return cls(_("We cannot say whether we are on course."), then)
        if years and on.year == years[0]:
            return cls(_("We have just begun."), _("The board has not assessed the goals yet"))
        return cls(_("The board has not assessed the course yet."))


def _judged(good: int, count: int, *, is_late: bool) -> str:
    if good == count:
        return ngettext(
            "We are on course with the one goal.",
            "We are on course with all %(count)s goals.",
            count,
        ) % {"count": in_words(count)}
    if count == 1:
        return (
            _("We are not on course with the one goal.")
            if is_late
            else _("We are not on course with the one goal yet.")
        )
    part = {"good": number(good, neuter=True), "count": in_words(count)}
    if good * 2 >= count or not is_late:
        if not good:
            return _("We are not on course with any of the %(count)s goals yet.") % part
        return _("We are on course with %(good)s of %(count)s goals.") % part
    if not good:
        return _("We are not on course: none of the %(count)s goals is on the way.") % part
    return (
        ngettext(
            "We are not on course: %(good)s of %(count)s goals is on the way.",
            "We are not on course: %(good)s of %(count)s goals are on the way.",
            good,
        )
        % part
    )


def _is_half_over(years: tuple[int, int] | None, on: datetime.date) -> bool:
    """Whether half of the years of the goals have passed."""
    if years is None:
        return False
    first, last = years
    begins, ends = datetime.date(first, 1, 1), datetime.date(last + 1, 1, 1)
    return (on - begins) * 2 >= ends - begins
