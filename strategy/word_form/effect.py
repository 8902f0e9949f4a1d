"""The form's one cell “how and when” as the two answers we keep, and back again."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from strategy.days_in_words import MONTHS, PARTS, last_day
from strategy.form_fields import MEASURE, MEASURE_FIELDS
from strategy.models import LocalGoal

WHEN_LENGTH = 100  # letters of LocalGoal.when_text
#: Read whatever language the page is in: the form is Danish.
_LABELLED = re.compile(
    r"(?:^[ \t]*|(?<=[.;!?])[ ])(?P<label>hvordan(?:\s+måles(?:\s+effekten)?)?"
    r"|hvornår(?:\s+måles(?:\s+effekten)?)?)\s*[:?–-]\s*",
    re.I | re.M,
)
_NUMBER = re.compile(r"^[ \t]*(?:målt )?i tal[ \t]*[:?][ \t]*(?P<said>\S.*)$\n?", re.I | re.M)
NOTHING = "–"
#: Letters of LocalGoal.measure and unit.
_LONGEST = {"measure": 100, "unit": 30}
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÆØÅ])")
_DATE_FIRST = re.compile(r"^(?P<date>\d{1,2}\.\d{1,2}\.\d{4})\s*(?:\((?P<words>.*)\))?$")
_TIME_WORDS = frozenset(PARTS) | {
    *("i", "på", "ved", "af", "den", "d", "senest", "inden", "til", "og", "ca", "cirka"),
    *("primo", "medio", "ultimo", "udgangen", "slutningen", "midten", "begyndelsen", "starten"),
    *("løbet", "uge", "måned", "kvartal", "halvår", "år", "året", "skoleåret", "vinteren"),
    *("hver", "hvert", "først", "sidst"),
}


@dataclass(frozen=True, slots=True)
class EffectAnswer:
    """How and when the effect is measured. when_text: the words in which the day was written.

    measure: what is said of a number, name of the field → what the goal keeps; empty where nothing
    is, and then what the goal says stands.
    """

    how: str = ""
    measured_on: datetime.date | None = None
    when_text: str = ""
    measure: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "EffectAnswer":
        """Split the text of a cell. What cannot be told apart stays in `how`; nothing is lost."""
        text, measure = _without_number(text.strip())
        found = cls._in_words(text)
        return replace(found, measure=measure) if measure else found

    @classmethod
    def _in_words(cls, text: str) -> "EffectAnswer":
        labels = list(_LABELLED.finditer(text))
        if any(label["label"].casefold().startswith("hvornår") for label in labels):
            return cls._labelled(text, labels)
        day = last_day(text)
        if day is None:
            return cls(text)
        how, when = _apart(text)
        if len(when) > WHEN_LENGTH or last_day(when) != day:
            return cls(text, day)
        return cls(how, day, _unless_only_a_date(when))

    @classmethod
    def _labelled(cls, text: str, labels: list[re.Match[str]]) -> "EffectAnswer":
        how = [text[: labels[0].start()].strip()]
        when: list[str] = []
        ends = [label.start() for label in labels[1:]] + [len(text)]
        for label, end in zip(labels, ends, strict=True):
            part = text[label.end() : end].strip()
            is_when = label["label"].casefold().startswith("hvornår")
            (when if is_when else how).append(part)
        said = "\n".join(part for part in when if part)
        words, day = " ".join(said.split()), last_day(said)
        if match := _DATE_FIRST.match(words):
            words, day = (match["words"] or "").strip(), last_day(match["date"])
        if len(words) > WHEN_LENGTH:
            how.append(said)
            words = ""
        return cls("\n".join(filter(None, how)), day, _unless_only_a_date(words))


def written(goal: LocalGoal) -> str:
    """A local goal's answer as it stands in the form; `EffectAnswer.of` reads the same again."""
    day = goal.measured_on.strftime("%d.%m.%Y") if goal.measured_on else ""
    when = f"{day} ({goal.when_text})" if day and goal.when_text else day or goal.when_text
    told = goal.measure_text or (NOTHING if _NUMBER.search(goal.how) else "")
    number = f"I tal: {told}" if told else ""
    if when or last_day(goal.how):
        when = f"Hvornår: {when}"
    return "\n".join(filter(None, [goal.how.strip(), number, when])).strip()


def _without_number(text: str) -> tuple[str, dict[str, Any]]:
    """A text without its line “I tal: …”, and what that says; a line that cannot be kept stays."""
    line = next(reversed(list(_NUMBER.finditer(text))), None)
    if line is None:
        return text, {}
    if line["said"].strip() == NOTHING:
        return (text[: line.start()] + text[line.end() :]).strip(), {}
    row = {field.name: "" for field in MEASURE_FIELDS} | MEASURE.row(line["said"].strip())
    kept = MEASURE.values(row)
    is_long = any(len(row[name]) > longest for name, longest in _LONGEST.items())
    if is_long or not all(_has_room(name, kept[name]) for name in ("baseline", "target")):
        return text, {}
    return (text[: line.start()] + text[line.end() :]).strip(), kept


def _has_room(name: str, number: Decimal | None) -> bool:
    """Whether the goal keeps a number with so many digits."""
    field_of_number: Any = LocalGoal._meta.get_field(name)
    try:
        field_of_number.run_validators(number)
    except ValidationError:
        return False
    return True


def _parted(pieces: list[str], joint: str) -> tuple[str, str] | None:
    """The others, and the one that names a time; None where that is not one of several."""
    timed = [piece for piece in pieces if last_day(piece)]
    if len(pieces) < 2 or len(timed) != 1 or len(timed[0]) > WHEN_LENGTH:
        return None
    if joint == ", " and timed[0] is not pieces[-1]:
        return None
    rest = [piece for piece in pieces if piece is not timed[0]]
    return joint.join(rest).strip(), timed[0].strip()


def _apart(text: str) -> tuple[str, str]:
    """A text without its line, sentence or clause that names a time, and that one."""
    for pieces, joint in (
        (text.splitlines(), "\n"),
        (_SENTENCE_END.split(text), " "),
        (re.split(r"(?<=[^\d]),\s+|\s+[–-]\s+", text), ", "),
    ):
        if parted := _parted([piece for piece in pieces if piece.strip()], joint):
            return parted
    words = re.findall(r"[a-zæøå]+", text.casefold())
    if all(word in _TIME_WORDS or word in MONTHS for word in words):
        return "", text
    return text, ""


def _unless_only_a_date(words: str) -> str:
    """Words that say more than the day that is kept beside them."""
    words = words.strip().rstrip(".")
    return "" if re.fullmatch(r"(?:d\.|den)?\s*[\d.\-/]+", words) else words
