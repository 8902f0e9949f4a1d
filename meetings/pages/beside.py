"""What the board found of a goal last, beside what its leader proposes that it finds now."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import numbers
from files.papers import PaperMark
from strategy.workflow import Assessment

if TYPE_CHECKING:
    from meetings.pages.annexes import Annex


@dataclass(frozen=True, slots=True)
class WordOfGoal:
    """A word about a goal, the day it was said, and why."""

    day: str
    mark: str
    word: str
    text: str

    @classmethod
    def of(cls, on: datetime.date | None, progress: str | None, text: str) -> Self | None:
        if on is None or not progress:
            return None
        day = date_format(on, "DATE_FORMAT")
        return cls(day, progress, str(Assessment(progress).label), text)

    @classmethod
    def thawed(cls, facts: dict[str, Any] | None) -> Self | None:
        return cls(**facts) if facts else None


@dataclass(frozen=True, slots=True)
class Beside:
    """The goals of an item, each with what was said last and what is proposed now."""

    goals: "tuple[Annex, ...]"

    @property
    def is_shown(self) -> bool:
        return any(goal.last or goal.proposed for goal in self.goals)

    @property
    def has_proposals(self) -> bool:
        return any(goal.proposed for goal in self.goals)

    @property
    def changed(self) -> tuple[int, ...]:
        """The numbers of the goals of which another word is proposed than was said last."""
        return tuple(
            goal.number
            for goal in self.goals
            if goal.proposed and goal.last and goal.last.mark != goal.proposed.mark
        )

    @property
    def first(self) -> tuple[int, ...]:
        """The numbers of the goals of which a word is proposed, and none was said before."""
        return tuple(goal.number for goal in self.goals if goal.proposed and not goal.last)

    @property
    def heading(self) -> str:
        """What is proposed, in a sentence."""
        proposed = sum(goal.proposed is not None for goal in self.goals)
        if not proposed:
            return _("The board's last assessment; the leader has proposed nothing yet")
        if not self.changed and self.first:
            return ngettext(
                "The leader proposes the first word about goal %(goals)s",
                "The leader proposes the first words about goals %(goals)s",
                len(self.first),
            ) % {"goals": numbers(self.first)}
        if not self.changed:
            return _("The leader proposes the same words as last")
        words = {"goals": numbers(self.changed)}
        return (
            ngettext(
                "The leader proposes another word than last about goal %(goals)s",
                "The leader proposes another word than last about goals %(goals)s",
                len(self.changed),
            )
            % words
        )

    @property
    def for_paper(self) -> dict[str, Any]:
        """The table of a printed agenda; no rows where nothing has been said."""
        columns = [_("Goal"), _("The board last")]
        if self.has_proposals:
            columns.append(_("The leader proposes now"))
        rows = [
            {
                "goal": goal.heading,
                "text": goal.text,
                "said": [_printed(each) for each in (goal.last, goal.proposed)[: len(columns) - 1]],
            }
            for goal in self.goals
        ]
        shown = self.is_shown
        return {
            "heading": self.heading if shown else "",
            "columns": columns,
            "rows": rows if shown else [],
        }


def _printed(said: WordOfGoal | None) -> dict[str, Any] | None:
    if said is None:
        return None
    note = ". ".join(part.rstrip(".") for part in (said.day, said.text) if part) + "."
    return {"mark": PaperMark(said.mark, said.word), "note": note}
