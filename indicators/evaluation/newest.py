"""Which years are enough to tell a status from, so that a whole town can be told at once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from indicators.evaluation.evaluating import looks_back
from indicators.evaluation.rules import Rule


class NewestYears(NamedTuple):
    """Only the newest years are wanted. year: the one asked for. parts: indicators of which every
    year is read, since a composite has only the years that enough of its parts have.
    """

    year: int | None
    parts: frozenset[int]

    @classmethod
    def of_rules(cls, rules: Iterable[Rule], year: int | None) -> Self:
        return cls(year, frozenset(part.indicator_id for rule in rules for part in rule.parts))

    def may_skip(self, rule: Rule) -> bool:
        return rule.indicator_id not in self.parts

    def skippable(self, rules: Iterable[Rule]) -> list[Rule]:
        return [rule for rule in rules if self.may_skip(rule)]

    def count(self, rule: Rule) -> int:
        """How many of a cluster's newest years a status follows from, beside the one asked for."""
        if looks_back(rule):
            return 2
        return 0 if self.year or rule.year else 1

    def of(self, rule: Rule, years: Sequence[int]) -> set[int]:
        """Of the years in which the town has anything, sorted, those to read first."""
        count = self.count(rule)
        asked = {self.year or rule.year} - {None}
        return {*asked, *(years[-count:] if count else ())}  # type: ignore[arg-type]  # None is taken out above
