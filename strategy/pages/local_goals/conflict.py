import datetime
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from strategy.bullets import items
from strategy.models import AutosavedText, KeptText, LocalGoal
from strategy.slots import evidence

#: The questions that may differ, in the form's order.
QUESTIONS = {
    "text": _("Which local goals are needed to reach goal %(number)s"),
    "efforts": _("Description of efforts"),
    "how": _("How"),
    "measured_on": _("When"),
    "when_text": _("When, in your own words"),
    "responsible": _("Responsible"),
    "indicators": _("Indicators the goal contributes to"),
}

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """One question with two answers. mine, theirs: with what stands in one of them only marked.

    suggested: the side that has changed since the writer opened the form; their own when both have.
    """

    name: str
    question: str
    mine: SafeString
    theirs: SafeString
    suggested: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two texts of one local goal: what somebody wrote, and what another has saved meanwhile.

    is_only_mine: nobody else has changed a word since the form was opened.
    """

    goal: LocalGoal
    answers: dict
    current: dict
    differences: tuple[Difference, ...]
    equal: tuple[str, ...]
    is_only_mine: bool
    opened_version: int

    @classmethod
    def of(cls, goal: LocalGoal, *, kept: KeptText | AutosavedText) -> Self:
        current = answers_of(goal)
        opened = _answers_then(goal, version=kept.based_on)
        answers = {name: answer for name, answer in kept.answers.items() if name in QUESTIONS}
        if goal.is_agreed:
            answers["text"] = current["text"]  # the board has adopted it meanwhile
        names = evidence().names([*answers.get("indicators", []), *current["indicators"]])
        differences, equal = [], []
        for name, question in QUESTIONS.items():
            if name not in answers:
                continue
            label = question % {"number": goal.goal.number} if name == "text" else question
            mine, theirs = (
                as_text(name, side[name], indicators=names) for side in (answers, current)
            )
            if mine == theirs:
                equal.append(str(label))
                continue
            changed = opened is None or as_text(name, opened[name], indicators=names) != mine
            differences.append(
                Difference(
                    name, str(label), *marked(mine, theirs), suggested=MINE if changed else THEIRS
                )
            )
        return cls(
            goal=goal,
            answers=answers,
            current=current,
            differences=tuple(differences),
            equal=tuple(equal),
            is_only_mine=opened is not None
            and all(opened[name] == current[name] for name in opened),
            opened_version=kept.based_on,
        )

    def chosen(self, choices: dict[str, str]) -> dict:
        """The answers with the chosen side of each difference; the suggested where none is."""
        answers = dict(self.current)
        for difference in self.differences:
            if choices.get(difference.name, difference.suggested) == MINE:
                answers[difference.name] = self.answers[difference.name]
        return answers

    def both(self) -> dict:
        """The answers with both texts wherever both can stand; else the writer's own."""
        answers = dict(self.current)
        for name in [difference.name for difference in self.differences]:
            mine, theirs = self.answers[name], self.current[name]
            if name == "indicators":
                answers[name] = sorted({*mine, *theirs})
            elif name in ("text", "how", "efforts"):
                answers[name] = "\n".join(filter(None, [mine, theirs]))
            elif name in ("when_text", "responsible"):
                answers[name] = " / ".join(filter(None, [mine, theirs]))
            else:
                answers[name] = mine
        return answers


def answers_of(goal: LocalGoal) -> dict:
    """What stands in a goal's form, as `KeptText.answers`."""
    return {
        "text": goal.text,
        "efforts": goal.efforts_text,
        "how": goal.how,
        "measured_on": goal.measured_on.isoformat() if goal.measured_on else "",
        "when_text": goal.when_text,
        "responsible": goal.responsible,
        "indicators": sorted(row.pk for row in evidence().tied(goal)),
    }


def unchanged_since(goal: LocalGoal, versions: Iterable[int]) -> set[int]:
    """Those of the versions after which nobody has changed a word; one query."""
    current = answers_of(goal)
    rows = goal.history.filter(version__in=list(versions)).order_by("history_date", "history_id")
    then = {row.version: _answers_in(row, goal) for row in rows}
    return {version for version, answers in then.items() if answers == current}


def _answers_then(goal: LocalGoal, *, version: int) -> dict | None:
    """What stood in the form in a version, indicators aside: history does not keep those."""
    row = goal.history.filter(version=version).order_by("-history_date", "-history_id").first()
    return None if row is None else _answers_in(row, goal)


def _answers_in(row, goal: LocalGoal) -> dict:
    return {
        "text": row.text,
        "efforts": row.efforts_text,
        "how": row.how,
        "measured_on": row.measured_on.isoformat() if row.measured_on else "",
        "when_text": row.when_text,
        "responsible": row.responsible,
        "indicators": sorted(row.pk for row in evidence().tied(goal)),
    }


def as_text(name: str, answer, *, indicators: dict[int, str] | None = None) -> str:
    """An answer as it is read, so that what reads the same counts as equal."""
    if name == "indicators":
        return "\n".join((indicators or {}).get(pk, "") for pk in answer)
    if name == "efforts":
        return "\n".join(items(answer))
    if name == "measured_on":
        return _day(answer)
    return answer.strip()


def _day(answer: str) -> str:
    try:
        return date_format(datetime.date.fromisoformat(answer), "d.m.Y")
    except ValueError:
        return answer.strip()  # no date, and shown as it was typed


def marked(one: str, other: str) -> tuple[SafeString, SafeString]:
    """Both texts, with the words that stand in one of them only in <mark>."""
    words, others = _words(one), _words(other)
    bare, others_bare = ([word.strip() for word in side] for side in (words, others))
    blocks = difflib.SequenceMatcher(None, bare, others_bare, autojunk=False).get_opcodes()
    return (
        _joined((words[a:b], tag != "equal") for tag, a, b, _c, _d in blocks),
        _joined((others[c:d], tag != "equal") for tag, _a, _b, c, d in blocks),
    )


def redlined(before: str, after: str) -> SafeString:
    """One text with what has gone in <del> and what has come in <ins>, told to who does not see."""
    words, others = _words(before), _words(after)
    bare, others_bare = ([word.strip() for word in side] for side in (words, others))
    blocks = difflib.SequenceMatcher(None, bare, others_bare, autojunk=False).get_opcodes()
    shown = []
    for tag, a, b, c, d in blocks:
        gone, come = "".join(words[a:b]), "".join(others[c:d])
        if tag == "equal":
            shown.append(conditional_escape(come))
            continue
        if gone:
            shown.append(_edited("del", gone, says=gettext("taken out:")))
        if come:
            shown.append(_edited("ins", come, says=gettext("put in:")))
    return mark_safe("".join(shown).strip())  # noqa: S308  each part has been escaped


def _edited(tag: str, text: str, *, says: str) -> SafeString:
    words = text.lstrip()
    return format_html(
        '{}<{}><span class="visually-hidden">{} </span>{}</{}>',
        text[: len(text) - len(words)],
        tag,
        says,
        words,
        tag,
    )


def _words(text: str) -> list[str]:
    """Words and signs, each with the space before it, so that joined they are the text."""
    return re.findall(r"\s*(?:\w+|[^\w\s])|\s+", text)


def _joined(parts: Iterable[tuple[list[str], bool]]) -> SafeString:
    shown = []
    for words, differs in parts:
        text = "".join(words)
        words_begin = len(text) - len(text.lstrip())
        space, text = text[:words_begin], text[words_begin:]
        shown.append(space)
        if text:
            shown.append(
                format_html("<mark>{}</mark>", text) if differs else conditional_escape(text)
            )
    return mark_safe("".join(shown))  # noqa: S308  each part has been escaped
