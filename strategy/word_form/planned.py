"""A row of a form that was read, beside the rows of the database."""

import enum
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from institutions.models import Institution
from strategy.models import Goal, LocalGoal
from strategy.word_form.effect import EffectAnswer
from strategy.word_form.reading import FormRow


class State(enum.Enum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlannedGoal:
    """A row of the form beside the rows of the database.

    why: a row is refused, in a sentence. like: a draft in nearly the same words; whether the row is
    it, is asked on the page, and without an answer it is not read into it.
    """

    row: FormRow
    effect: EffectAnswer
    goal: Goal | None = None
    institution: Institution | None = None
    existing: LocalGoal | None = None
    state: State = State.NEW
    why: str = ""
    like: LocalGoal | None = None

    @property
    def beside_draft(self) -> str:
        """The draft that says nearly the same, and would stay beside the new one, in a sentence."""
        if self.like is None or self.state is not State.NEW:
            return ""
        return _(
            "%(where)s: %(institution)s has a draft under goal %(number)s that says nearly the"
            " same: “%(text)s”. It stays, beside the new one."
        ) % {
            "where": self.row.where,
            "institution": self.name,
            "number": self.goal.number if self.goal else "",
            "text": Truncator(" ".join(self.like.text.split())).chars(90),
        }

    @property
    def name(self) -> str:
        """The institution as we know it, or as it is written."""
        return self.institution.name if self.institution else " ".join(self.row.institution.split())

    @property
    def is_correctable(self) -> bool:
        """Whether it is to be read in, or lacks only an institution or a goal to choose."""
        is_lost = self.institution is None or self.goal is None
        return self.state in (State.NEW, State.CHANGED) or (is_lost and not self.why)

    def write(self, *, by: User) -> LocalGoal:
        """Make the draft, or bring the one that is there up to date."""
        goal = self.existing or LocalGoal(goal=self.goal, institution=self.institution)
        goal.text = self.row.text
        goal.how, goal.measured_on = self.effect.how, self.effect.measured_on
        goal.when_text = self.effect.when_text
        for name, answer in self.effect.measure.items():
            setattr(goal, name, answer)
        goal.responsible = self.row.responsible or goal.responsible
        goal.write(by=by, efforts=self.row.efforts)
        return goal
