from dataclasses import dataclass
from typing import Any, Self

from institutions.access import Reader
from strategy.form_fields import GOAL_FIELDS
from strategy.models import AutosavedText, LocalGoal
from strategy.pages.local_goals.conflict import answers_of, unchanged_since


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a person has written in a local goal's form and not saved.

    current: the text the form goes on from. elsewhere: texts written in it on other devices or in
    other tabs. outdated: those written upon a version that another has changed since.
    """

    current: AutosavedText | None
    elsewhere: tuple[AutosavedText, ...]
    outdated: tuple[AutosavedText, ...]

    @classmethod
    def of(cls, goal: LocalGoal, *, user: Reader, chosen: str = "", but_page: str = "") -> Self:
        """Newest first. chosen: the id of the one to go on from; but_page: not that of this form,
        which is open already."""
        texts = AutosavedText.objects.visible_to(user).of_form(goal).select_related("institution")
        saved = saved_answers(goal)
        rows = [
            text
            for text in texts
            if str(text.page) != but_page and differs(text.answers, saved=saved)
        ]
        older = {text.based_on for text in rows} - {goal.version}
        good = {goal.version, *(unchanged_since(goal, older) if goal.pk and older else ())}
        fresh = [text for text in rows if goal.pk is None or text.based_on in good]
        outdated = [text for text in rows if text not in fresh]
        current = next((text for text in fresh if str(text.pk) == chosen), None)
        if current is None and fresh and not but_page:
            current = fresh[0]
        return cls(
            current=current,
            elsewhere=tuple(text for text in fresh if text != current),
            outdated=tuple(outdated),
        )


def saved_answers(goal: LocalGoal) -> dict[str, Any]:
    """What the goal says, as its form would; nothing while it has not been saved once."""
    return answers_of(goal) if goal.pk else {}


def differs(answers: dict[str, Any], *, saved: dict[str, Any]) -> bool:
    """Whether anything written is not what was saved, as it reads."""
    return any(
        field.kind.shown(answers[field.name]) != field.kind.shown(saved.get(field.name, ""))
        for field in GOAL_FIELDS
        if field.name in answers
    )
