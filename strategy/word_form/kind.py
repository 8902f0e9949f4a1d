"""The municipality's form in Word, as it is declared to the engine that reads files in."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from files.word import Document, read
from imports.diff import RowError
from imports.errors import ImportRefused
from imports.kinds import FileKind, ImportChoices
from institutions.access import scope_of
from institutions.models import Institution
from strategy.models import LocalGoal
from strategy.word_form.importing import LocalGoalsDiff
from strategy.word_form.planned import PlannedGoal, State

#: A form as it came, or its rows as somebody has corrected them.
FormSource = Document | Sequence[PlannedGoal]


class LocalGoalsForm(FileKind[FormSource, LocalGoalsDiff]):
    """Local goals, begun as drafts or brought up to date.

    It has no receipt: a draft is its leader's text from the first moment, and is deleted on its own
    page. by: who writes; only what that person writes is read in.
    """

    code = "local_goals_form"
    title = gettext_lazy("The form in Word")
    can_be_undone = False

    @classmethod
    def for_command(
        cls, about: str, *, by: User | None, choices: ImportChoices
    ) -> "LocalGoalsForm":
        if by is not None and not scope_of(by).edits:
            raise ImportRefused(_("%(email)s writes no local goals here.") % {"email": by.email})
        return cls(by=by, choices=choices)

    def open(self, content: bytes, name: str) -> Document:
        return read(content, name=name)

    def compare(self, source: FormSource) -> LocalGoalsDiff:
        """Raises `NotTheForm`."""
        if not isinstance(source, Document):
            return LocalGoalsDiff.beside(source)
        writable = Institution.objects.editable_by(self.by) if self.by else None
        return LocalGoalsDiff.of(source, writable=writable)

    def write(self, diff: LocalGoalsDiff) -> list[LocalGoal]:
        """Save the new and the changed as drafts."""
        return [goal.write(by=cast(User, self.by)) for goal in diff.to_write]

    def as_contract(self, diff: LocalGoalsDiff, receipt: Any) -> dict[str, Any]:
        return {
            "goals": [_as_json(goal) for goal in diff.goals],
            "not_understood": [*diff.not_understood],
        }

    def refused_contract(self, error: RowError) -> dict[str, Any]:
        return {"goals": [], "not_understood": [error.message]}

    def told(self, diff: LocalGoalsDiff) -> Iterator[str]:
        for goal in diff.goals:
            yield f"{goal.row.goal or '–'} · {goal.name}: {goal.row.text}"
        yield from diff.not_understood
        if refused := diff.count(State.REFUSED):
            yield _("%(refused)s not read in") % {"refused": refused}


def _as_json(planned: PlannedGoal) -> dict[str, Any]:
    row = planned.row
    return {
        "goal": row.goal,
        "institution": planned.name,
        "text": row.text,
        "efforts": list(row.efforts),
        "how_and_when": row.how_and_when,
    }
