"""What may make a local goal easier to measure: friendly questions to whoever writes it.

Pure functions: the answers in, `Hint`s out. None of them stands in the way of saving or sending.
"""

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from strategy.days_in_words import last_day
from strategy.names import child_named_in

ALIKE = 0.85  # of all letters: a word or two has been changed
YEARS_STANDING = 2
VAGUE = re.compile(
    r"\b(?:løbende|hen ad vejen|efter behov|når det giver mening|jævnligt|fra tid til anden)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class FormHints:
    """What stands in the form. earlier: texts of the same place and strategic goal, by year."""

    text: str = ""
    efforts: Sequence[str] = ()
    how: str = ""
    measured_on: datetime.date | None = None
    when_text: str = ""
    year: int = 0
    is_of_daycare: bool = True
    earlier: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to consider. field: the question it is about."""

    field: str
    text: str


def what_to_use(is_of_daycare: bool) -> str:
    """What an effect may be seen by: a school is not asked for what is of daycare alone."""
    if not is_of_daycare:
        return _(
            "Choose something you already do, such as interviews with the children or observation."
        )
    return _(
        "Choose something you already do, such as TOPI, KIDS, language assessment, interviews with"
        " children or observation."
    )


def hints(answers: FormHints) -> tuple[Hint, ...]:
    """The hints for a goal, in the order of the form's questions; none while it has no text."""
    if not answers.text.strip():
        return ()
    asked = (rule(answers) for rule in RULES)
    return tuple(hint for hint in asked if hint is not None)


def _stands_for_years(answers: FormHints) -> Hint | None:
    alike = [year for year, text in answers.earlier if _alike(text, answers.text)]
    first = min(alike, default=answers.year)
    if answers.year - first < YEARS_STANDING:
        return None
    sentence = _("The goal has stood almost word for word since %(year)s. What is new this time?")
    return Hint("text", sentence % {"year": first})


def _names_a_child(answers: FormHints) -> Hint | None:
    for field, text in _texts(answers):
        if name := child_named_in(text):
            sentence = _(
                "“%(name)s” looks like the name of a child. Write nothing that can be traced to"
                " individual children."
            )
            return Hint(field, sentence % {"name": name})
    return None


def _names_no_effort(answers: FormHints) -> Hint | None:
    if answers.efforts:
        return None
    return Hint("efforts", _("No effort is named. What do you do, how often, and who takes part?"))


def _cannot_be_measured_without_how(answers: FormHints) -> Hint | None:
    if answers.how.strip():
        return None
    if not answers.is_of_daycare:
        sentence = _("How will you see that it works? Choose something you already do.")
        return Hint("how", sentence)
    return Hint(
        "how",
        _("How will you see that it works? Choose something you already do, such as TOPI or KIDS."),
    )


def _is_measured_all_the_time(answers: FormHints) -> Hint | None:
    vague = VAGUE.search(answers.how) or VAGUE.search(answers.when_text)
    if not vague or answers.measured_on:
        return None
    sentence = _("“%(word)s” does not say when you know whether it works. Choose a day.")
    return Hint("how", sentence % {"word": vague[0]})


def _cannot_be_measured_without_when(answers: FormHints) -> Hint | None:
    if answers.measured_on or _is_measured_all_the_time(answers):
        return None
    day = last_day(f"{answers.when_text}\n{answers.how}")
    if day:
        sentence = _("You write a time in words. Write the day, too, such as %(day)s.")
        return Hint("measured_on", sentence % {"day": f"{day:%d.%m.%Y}"})
    return Hint(
        "measured_on", _("When do you have the result? Without a day nobody can follow up.")
    )


#: In the order of the questions.
RULES: tuple[Callable[[FormHints], Hint | None], ...] = (
    _stands_for_years,
    _names_a_child,
    _names_no_effort,
    _cannot_be_measured_without_how,
    _is_measured_all_the_time,
    _cannot_be_measured_without_when,
)


def _texts(answers: FormHints) -> Iterable[tuple[str, str]]:
    yield "text", answers.text
    for effort in answers.efforts:
        yield "efforts", effort
    yield "how", answers.how
    yield "when_text", answers.when_text


def _alike(one: str, other: str) -> bool:
    one, other = (" ".join(text.casefold().split())[:1_000] for text in (one, other))
    match = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE
