"""Two texts of a strategy side by side: what is new, what was taken out, what got other words."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from strategy.authoring.text import StrategyText, ThemeText
from strategy.pages.local_goals.conflict import both_edited

#: Sentences more alike than this are the same sentence with other words.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class EditionSentence:
    """A sentence in both texts; None where it does not stand."""

    left: SafeString | None
    right: SafeString | None
    is_same: bool


@dataclass(frozen=True, slots=True)
class EditionPart:
    """A part of the text, with the rows that differ."""

    name: str
    rows: tuple[EditionSentence, ...]

    @property
    def differing(self) -> list[EditionSentence]:
        return [row for row in self.rows if not row.is_same]


@dataclass(frozen=True, slots=True)
class TwoEditions:
    """parts: those in which anything differs, unless all are asked for."""

    left: StrategyText
    right: StrategyText
    parts: tuple[EditionPart, ...]

    @property
    def same(self) -> int:
        """How many sentences are equal."""
        return sum(row.is_same for part in self.parts for row in part.rows)

    @property
    def differing(self) -> list[EditionPart]:
        return [part for part in self.parts if part.differing]

    @property
    def is_equal(self) -> bool:
        return not self.differing


def side_by_side(left: StrategyText, right: StrategyText) -> TwoEditions:
    """Theme beside theme: by its row where both have it, else by its words, else by its place."""
    parts = [
        EditionPart(
            _("The vision in one sentence"), tuple(sentence_rows([left.headline], [right.headline]))
        ),
        EditionPart(
            _("In more words"), tuple(sentence_rows(_lines(left.text), _lines(right.text)))
        ),
    ]
    for number, (one, other) in enumerate(_paired_themes(left.themes, right.themes), start=1):
        name = _("Theme %(number)s") % {"number": number}
        rows = [
            *sentence_rows([one.text] if one else [], [other.text] if other else []),
            *sentence_rows(one.statements if one else (), other.statements if other else ()),
            *sentence_rows(_measured(one), _measured(other)),
        ]
        parts.append(EditionPart(name, tuple(rows)))
    return TwoEditions(left, right, tuple(parts))


def _measured(theme: ThemeText | None) -> list[str]:
    return _lines(theme.measuring) if theme else []


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _paired_themes(
    left: Sequence[ThemeText], right: Sequence[ThemeText]
) -> Iterator[tuple[ThemeText | None, ThemeText | None]]:
    """In the order of the right one; those that were taken out come last."""
    there = {theme.key: theme for theme in left}
    partner: dict[int, ThemeText] = {t.key: there.pop(t.key) for t in right if t.key in there}
    for theme in right:
        if theme.key not in partner:
            match = max(there.values(), key=lambda old: _alike(old.text, theme.text), default=None)
            if match and _alike(match.text, theme.text) >= ALIKE:
                partner[theme.key] = there.pop(match.key)
    yield from ((partner.get(theme.key), theme) for theme in right)
    yield from ((theme, None) for theme in there.values())


def sentence_rows(left: Sequence[str], right: Sequence[str]) -> Iterator[EditionSentence]:
    """In the order of the right one; what was taken out comes last."""
    partners = dict(partners_of(left, right))
    for place, text in enumerate(right):
        old = partners.get(place)
        if old is None:
            if text:
                yield EditionSentence(None, format_html("<ins>{}</ins>", text), is_same=False)
        elif left[old] == text:
            if text:
                yield EditionSentence(
                    format_html("{}", text), format_html("{}", text), is_same=True
                )
        else:
            yield EditionSentence(*both_edited(left[old], text), is_same=False)
    for place, text in enumerate(left):
        if place not in partners.values() and text:
            yield EditionSentence(format_html("<del>{}</del>", text), None, is_same=False)


def partners_of(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(place in the right one, place in the left one): equal first, then what is most alike."""
    free = list(range(len(left)))
    lonely = []
    for place, text in enumerate(right):
        equal = next((old for old in free if left[old] == text), None)
        if equal is None:
            lonely.append(place)
        else:
            free.remove(equal)
            yield place, equal
    for place in lonely:
        best = max(free, key=lambda old: _alike(left[old], right[place]), default=None)
        if best is not None and _alike(left[best], right[place]) >= ALIKE:
            free.remove(best)
            yield place, best


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
