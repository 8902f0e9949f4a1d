import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from strategy.answer_kinds import FormField, RowAnswer, TiedAnswer
from strategy.form_fields import EFFORTS, GOAL_FIELDS
from strategy.merging import PairOfRows, Side, side_by_side
from strategy.models import AutosavedText, KeptText, LocalGoal
from strategy.slots import evidence

#: Name of the question → the answer, as `KeptText.answers`.
FormAnswers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One question with two answers, or one effort. mine, theirs: with what differs marked.

    name: of its choice; the efforts are chosen one by one, `efforts-1`, and so on.
    suggested: the side that has changed since the writer opened the form; their own when both have.
    """

    name: str
    question: str
    mine: SafeString
    theirs: SafeString
    suggested: Side


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two texts of one local goal: what somebody wrote, and what another has saved meanwhile.

    efforts: row beside row. is_only_mine: nobody else has changed a word since the form was opened.
    """

    goal: LocalGoal
    answers: FormAnswers
    current: FormAnswers
    efforts: tuple[PairOfRows, ...]
    differences: tuple[Difference, ...]
    equal: tuple[str, ...]
    is_only_mine: bool
    opened_version: int

    @classmethod
    def of(cls, goal: LocalGoal, *, kept: KeptText | AutosavedText) -> Self:
        current = answers_of(goal)
        opened = _answers_then(goal, version=kept.based_on)
        answers = {name: answer for name, answer in kept.answers.items() if name in current}
        if goal.is_agreed:
            answers["text"] = current["text"]  # the board has adopted it meanwhile
        names = evidence().names([*answers.get("indicators", []), *current["indicators"]])
        efforts = _efforts_of(answers, current, opened)
        differences: list[Difference] = []
        equal = []
        for field in GOAL_FIELDS:
            if field.name not in answers:
                continue
            question = str(field.question) % {"number": goal.goal.number}
            sides = (answers[field.name], current[field.name], (opened or {}).get(field.name))
            found = _of_efforts(efforts, question) if field.kind is EFFORTS else []
            # efforts that are the same, in another order, are chosen as a whole
            found = found or _of_field(field, question, sides, names)
            differences += found
            equal += [] if found else [question]
        return cls(
            goal,
            answers,
            current,
            efforts,
            tuple(differences),
            tuple(equal),
            is_only_mine=opened is not None and _read_the_same(opened, current),
            opened_version=kept.based_on,
        )

    def chosen(self, choices: Mapping[str, str]) -> FormAnswers:
        """The answers with the chosen side of each difference; the suggested where none is.

        A choice for `efforts` is one for each of them.
        """
        sides = {
            each.name: Side(_choice(choices, each.name) or each.suggested)
            for each in self.differences
        }
        answers = dict(self.current)
        for name, side in sides.items():
            if name in self.answers and side is Side.MINE:
                answers[name] = self.answers[name]
        if sides.get("efforts") is Side.THEIRS:
            return answers
        rows = [
            pair.of(sides.get(f"efforts-{number}", Side.MINE))
            for number, pair in enumerate(self.efforts, start=1)
        ]
        return answers | {"efforts": [row for row in rows if row is not None]}

    def both(self) -> FormAnswers:
        """The answers with both texts wherever both can stand; else the writer's own."""
        answers = dict(self.current)
        for field in GOAL_FIELDS:
            if field.kind is not EFFORTS and any(
                each.name == field.name for each in self.differences
            ):
                answers[field.name] = field.kind.both(
                    self.answers[field.name], self.current[field.name]
                )
        return answers | {"efforts": [row for pair in self.efforts for row in _both(pair)]}


def _choice(choices: Mapping[str, str], name: str) -> str:
    question, _row, _number = name.partition("-")
    chosen = choices.get(name) or choices.get(question, "")
    return chosen if chosen in list(Side) else ""


def _efforts_of(
    answers: FormAnswers, current: FormAnswers, opened: FormAnswers | None
) -> tuple[PairOfRows, ...]:
    """The efforts of both; of what was there when the form was opened nothing may be known."""
    theirs = EFFORTS.rows(current["efforts"])
    mine = EFFORTS.rows(answers["efforts"]) if "efforts" in answers else theirs
    return side_by_side(mine, theirs, EFFORTS.rows(opened["efforts"]) if opened else ())


def _of_field(
    field: FormField, question: str, sides: Iterable[Any], names: Mapping[int, str]
) -> list[Difference]:
    """sides: mine, theirs, and what stood there when the form was opened; None where unknown."""
    mine, theirs, before = (
        None if answer is None else as_text(field, answer, indicators=names) for answer in sides
    )
    if mine == theirs:
        return []
    suggested = Side.THEIRS if before == mine else Side.MINE
    return [Difference(field.name, question, *marked(mine or "", theirs or ""), suggested)]


def _of_efforts(pairs: Sequence[PairOfRows], question: str) -> list[Difference]:
    differ = [(number, pair) for number, pair in enumerate(pairs, start=1) if not pair.is_same]
    return [
        Difference(
            f"efforts-{number}",
            gettext("%(question)s, no. %(number)s") % {"question": question, "number": number},
            *marked(*pair.lines),
            pair.suggested,
        )
        for number, pair in differ
    ]


def _both(pair: PairOfRows) -> Iterable[RowAnswer]:
    if pair.mine is not None:
        yield pair.mine
    if pair.theirs is not None and not pair.is_same:
        yield pair.theirs | ({"row": ""} if pair.mine is not None else {})


def answers_of(goal: LocalGoal) -> FormAnswers:
    """What stands in a goal's form, as `KeptText.answers`."""
    return goal.answers | {"indicators": sorted(row.pk for row in evidence().tied(goal))}


def unchanged_since(goal: LocalGoal, versions: Iterable[int]) -> set[int]:
    """Those of the versions after which nobody has changed a word; one query."""
    current = goal.answers
    rows = goal.history.filter(version__in=list(versions)).order_by("history_date", "history_id")
    then = {row.version: row.answers for row in rows}
    return {version for version, answers in then.items() if _read_the_same(answers, current)}


def _answers_then(goal: LocalGoal, *, version: int) -> FormAnswers | None:
    """What stood in the form in a version; history does not keep the indicators of then."""
    row: Any = goal.history.filter(version=version).order_by("-history_date", "-history_id").first()
    if row is None:
        return None
    then: FormAnswers = row.answers
    return then | {"indicators": sorted(tied.pk for tied in evidence().tied(goal))}


def _read_the_same(one: FormAnswers, other: FormAnswers) -> bool:
    return all(
        field.kind.shown(one[field.name]) == field.kind.shown(other[field.name])
        for field in GOAL_FIELDS
        if field.name in one and field.name in other
    )


def as_text(field: FormField, answer: Any, *, indicators: Mapping[int, str] | None = None) -> str:
    """An answer as it is read, so that what reads the same counts as equal."""
    if isinstance(field.kind, TiedAnswer) and indicators is not None:
        return "\n".join(indicators.get(pk, "") for pk in answer)
    return field.kind.shown(answer)


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


def both_edited(before: str, after: str) -> tuple[SafeString, SafeString]:
    """The same in two texts side by side: the first with <del>, the second with <ins>."""
    words, others = _words(before), _words(after)
    bare, others_bare = ([word.strip() for word in side] for side in (words, others))
    blocks = difflib.SequenceMatcher(None, bare, others_bare, autojunk=False).get_opcodes()
    left, right = [], []
    for tag, a, b, c, d in blocks:
        gone, come = "".join(words[a:b]), "".join(others[c:d])
        is_equal = tag == "equal"
        if gone:
            told = gettext("taken out:")
            left.append(conditional_escape(gone) if is_equal else _edited("del", gone, says=told))
        if come:
            told = gettext("put in:")
            right.append(conditional_escape(come) if is_equal else _edited("ins", come, says=told))
    return (
        mark_safe("".join(left).strip()),  # noqa: S308  each part has been escaped
        mark_safe("".join(right).strip()),  # noqa: S308
    )


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
