"""From a cell to what it says: a rating on a scale, a number, a year, a date, yes or no."""

import datetime
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from config.numbers import rounded
from files.spreadsheets import Cell
from files.spreadsheets.danish_values import (
    NotUnderstood,
    danish_date,
    danish_decimal,
    fold,
    is_missing,
    shown,
)
from imports.arranging.parts import whole_round
from imports.arranging.questions import Choice
from imports.arranging.times import part_of_year
from measurements.importing.known import KnownScale
from measurements.importing.suggestions import nearest_label, not_on_scale
from measurements.models import Inspection

T = TypeVar("T")

YEARS = range(1990, 2101)
#: Nine digits before the point and three behind it are kept.
LARGEST = Decimal("999999999.999")

KINDS = {
    Inspection.Kind.ORDINARY: ("ordinært tilsyn", "ordinært", "ordinær", "anmeldt tilsyn"),
    Inspection.Kind.LIGHT: ("light-tilsyn", "light", "lighttilsyn", "opsamling på light-tilsyn"),
    Inspection.Kind.UNANNOUNCED: ("uanmeldt tilsyn", "uanmeldt"),
    Inspection.Kind.FOLLOW_UP: ("opfølgende tilsyn", "opfølgende", "opfølgning"),
    Inspection.Kind.ENHANCED: ("skærpet tilsyn", "skærpet"),
}
KIND_WORDS = {fold(word): kind for kind, words in KINDS.items() for word in words}
ROUNDS = {
    word.format(number): number
    for number, season in ((1, "foraar"), (2, "efteraar"))
    for word in (season, "{}runde", "runde{}", "{}")
}
ROUND = re.compile(rf"(?P<first>[0-9]{{4}})?(?P<season>{'|'.join(ROUNDS)})(?P<year>[0-9]{{4}})?")
YES = {"ja", "j", "x", "sand", "true", "1"}
NO = {"nej", "n", "falsk", "false", "0"}


class Wrong(ValueError):
    """A cell that cannot be right. Its text is the sentence for the user.

    offered: what may be meant; proposed: the one that is all but written.
    """

    def __init__(self, sentence: str, offered: Iterable[str] = (), proposed: str = "") -> None:
        super().__init__(sentence)
        self.offered = tuple(Choice(label, label) for label in offered)
        self.proposed = proposed


class AnsweredOnce(dict[Any, T]):
    """What a function says of each different cell, asked once: a file says most things often."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, cell: Any) -> T:
        value = self[cell] = self.function(cell)
        return value


class Value(NamedTuple):
    """What a cell under a topic says: a number or a step of the scale."""

    number: Decimal | None
    step: int | None


class Values:
    """Understands cells, each different one once."""

    def __init__(self) -> None:
        self.ratings: dict[tuple[int, Cell], Value | Wrong] = {}
        self.dates: dict[Cell, datetime.date] = {}

    def rating(self, cell: Cell, scale: KnownScale) -> Value:
        """The value on the scale. Raises `Wrong`."""
        key = (scale.pk, cell)
        known = self.ratings.get(key)
        if known is None:
            try:
                known = _rating(cell, scale)
            except Wrong as wrong:
                known = wrong
            self.ratings[key] = known
        if isinstance(known, Wrong):
            raise known
        return known

    def date(self, cell: Cell) -> datetime.date:
        """The day in the cell. Raises `Wrong`."""
        known = self.dates.get(cell)
        if known is None:
            try:
                known = self.dates[cell] = danish_date(cell)
            except NotUnderstood as error:
                raise Wrong(str(error)) from error
        return known


def year_in(cell: Cell) -> int:
    """The year in the cell. Raises `Wrong`."""
    try:
        year = int(cell) if isinstance(cell, str | int | float) else 0
    except ValueError:
        year = 0
    if year not in YEARS or (isinstance(cell, float) and year != cell):
        raise Wrong(_("“%(text)s” is not a year. Write it as 2026.") % {"text": shown(cell)})
    return year


def is_round(cell: Cell) -> bool:
    """Whether a cell names a round of a year."""
    return ROUND.fullmatch(fold(whole_round(shown(cell)) or shown(cell))) is not None


def part_in(cell: Cell) -> tuple[str, int] | None:
    """The period and year of a month, a quarter or a week: “Marts 2026” is 2026-03."""
    told = part_of_year(cell) if isinstance(cell, str) else None
    if told is None or told.year is None or told.year not in YEARS:
        return None
    return told.period, told.year


def year_told(cell: Cell) -> int:
    """The year in the cell, be it that of a month, a quarter or a week. Raises `Wrong`."""
    part = part_in(cell)
    return part[1] if part else year_in(cell)


def round_in(cell: Cell) -> tuple[str, int]:
    """The period and year of a round: “Forår 2026” is 2026-1, “2026” the whole year.

    Raises `Wrong`.
    """
    match = ROUND.fullmatch(fold(whole_round(shown(cell)) or shown(cell)))
    try:
        if match is None:
            year = year_in(cell)
            return str(year), year
        year = year_in(match["year"] or match["first"] or "")
    except Wrong:
        sentence = _("“%(text)s” is not a round. Write it as Forår 2026.")
        raise Wrong(sentence % {"text": shown(cell)[:80]}) from None
    return f"{year}-{ROUNDS[match['season']]}", year


def kind_in(cell: Cell) -> str:
    """The kind of inspection the cell names. Raises `Wrong`."""
    kind = KIND_WORDS.get(fold(str(cell)))
    if kind is None:
        sentence = _("“%(text)s” is not a kind of inspection.") % {"text": shown(cell)[:80]}
        if close := get_close_matches(fold(str(cell)), KIND_WORDS, n=1, cutoff=0.75):
            label = Inspection.Kind(KIND_WORDS[close[0]]).label
            sentence += " " + _("Did you mean “%(label)s”?") % {"label": label}
        labels = ", ".join(str(kind.label) for kind in Inspection.Kind)
        raise Wrong(sentence + " " + _("Write one of these: %(labels)s.") % {"labels": labels})
    return kind


def yes_in(cell: Cell) -> bool:
    """Whether the cell says yes. Raises `Wrong`."""
    word = fold(shown(cell))
    if word in YES:
        return True
    if word in NO:
        return False
    raise Wrong(_("“%(text)s” is neither yes nor no. Write Ja or Nej.") % {"text": shown(cell)})


def address_in(cell: Cell) -> str:
    """The web address in the cell. Raises `Wrong`."""
    text = shown(cell)
    if not text.startswith(("https://", "http://")) or " " in text or len(text) > 200:
        raise Wrong(
            _("“%(text)s” is not a web address. It begins with https://.") % {"text": text[:80]}
        )
    return text


def count_in(cell: Cell) -> int | None:
    """The whole number in the cell; None when nothing stands there. Raises `Wrong`."""
    if is_missing(cell):
        return None
    try:
        number = danish_decimal(cell)
    except NotUnderstood as error:
        raise Wrong(str(error)) from error
    if number < 0 or number != int(number) or number > LARGEST:
        raise Wrong(_("“%(text)s” is not a whole number.") % {"text": shown(cell)})
    return int(number)


def number_in(cell: Cell) -> Decimal:
    """The number in the cell, with as many digits as are kept. Raises `Wrong`."""
    try:
        number = danish_decimal(cell)
    except NotUnderstood as error:
        raise Wrong(str(error)) from error
    if abs(number) > LARGEST:
        raise Wrong(_("“%(text)s” is too large a number.") % {"text": shown(cell)[:40]})
    return rounded(number, 3)


def _rating(cell: Cell, scale: KnownScale) -> Value:
    if scale.is_ordinal:
        step = scale.words.get(fold(shown(cell)))
        if step is None:
            text = shown(cell)[:80]
            labels = [one.label for one in scale.steps]
            raise Wrong(not_on_scale(text, scale), labels, nearest_label(text, scale))
        return Value(None, step.pk)
    number = number_in(cell)
    _refuse_outside(number, cell, scale)
    return Value(number, None)


def _refuse_outside(number: Decimal, cell: Cell, scale: KnownScale) -> None:
    lowest, highest = scale.lowest, scale.highest
    is_too_high = highest is not None and number > highest and not scale.highest_is_usual
    if (lowest is None or number >= lowest) and not is_too_high:
        return
    if lowest is None or highest is None or scale.highest_is_usual:
        limit = highest or Decimal() if lowest is None else lowest
        sentence = _("“%(text)s” is outside the scale, which ends at %(limit)s.") % {
            "text": shown(cell),
            "limit": plain(limit),
        }
    else:
        sentence = _(
            "“%(text)s” is outside the scale. Write a number from %(lowest)s to %(highest)s."
        ) % {"text": shown(cell), "lowest": plain(lowest), "highest": plain(highest)}
        tenth = number / 10
        if lowest <= tenth <= highest:
            sentence += " " + _("Did you mean %(number)s?") % {"number": plain(tenth)}
    raise Wrong(sentence)


def plain(number: Decimal) -> str:
    """A number as Danes write it, without zeros at its end: 5, 3,4."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
