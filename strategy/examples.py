"""Good examples: local goals that institutions share with everybody who signs in."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.asked import whole_number
from config.search import Says, says, words
from institutions.access import Reader
from institutions.models import Group, Institution, InstitutionKind
from strategy.common_goals import common_goals
from strategy.models import Effort, Goal, LocalGoal
from strategy.querysets import LocalGoalQuerySet
from strategy.workflow import Outcome

#: Which kinds of institutions have children of an age.
AGES: dict[str, tuple[str, ...]] = {
    Group.AgeBand.YOUNG.value: (
        InstitutionKind.NURSERY,
        InstitutionKind.INTEGRATED,
        InstitutionKind.FAMILY_DAYCARE,
    ),
    Group.AgeBand.OLD.value: (InstitutionKind.KINDERGARTEN, InstitutionKind.INTEGRATED),
    "6+": (InstitutionKind.SCHOOL, InstitutionKind.AFTER_SCHOOL),
}
AGE_WORDS = {
    Group.AgeBand.YOUNG.value: Group.AgeBand.YOUNG.label,
    Group.AgeBand.OLD.value: Group.AgeBand.OLD.label,
    "6+": gettext_lazy("6 years and older"),
}
MOST = 50


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for: words, a strategic goal's number, an age. Empty is anything."""

    words: str = ""
    goal: str = ""
    age: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.goal or self.age)

    def among(self, examples: LocalGoalQuerySet) -> LocalGoalQuerySet:
        """The examples that fit."""
        number = whole_number(self.goal)
        if number is not None:
            examples = examples.filter(goal__number=number)
        if self.age in AGES:
            examples = examples.filter(institution__kind__in=AGES[self.age])
        for word in words(self.words):
            in_efforts = Exists(
                Effort.objects.filter(Q(Says("text", word)), local_goal=OuterRef("pk"))
            )
            examples = examples.filter(
                says(word, "text", "how", "institution__name", "goal__text") | Q(in_efforts)
            )
        return examples


@dataclass(frozen=True, slots=True)
class ExamplesPage:
    """The shared goals that fit a search, the reached ones first; four queries."""

    search: Search
    examples: tuple[LocalGoal, ...]
    goals: tuple[Goal, ...]
    institutions: tuple[Institution, ...]

    @classmethod
    def build(cls, user: Reader, *, search: Search) -> Self:
        shared = search.among(LocalGoal.objects.shared()).with_progress()
        shared = shared.select_related("goal", "institution").prefetch_related("efforts")
        found = sorted(
            shared.order_by("-shared_at", "pk")[:MOST],
            key=lambda goal: goal.outcome != Outcome.REACHED,
        )
        goals = sorted(common_goals().items())
        return cls(
            search,
            tuple(found),
            tuple(goal for _number, goal in goals),
            tuple(Institution.objects.editable_by(user).open()),
        )

    @property
    def finding(self) -> str:
        if not self.examples:
            if self.search:
                return _("No example fits")
            return _("Nobody has shared a goal yet")
        return ngettext(
            "%(count)s goal to learn from", "%(count)s goals to learn from", len(self.examples)
        ) % {"count": len(self.examples)}

    @property
    def ages(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in AGE_WORDS.items()]
