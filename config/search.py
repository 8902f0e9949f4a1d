"""Searching as a Dane expects it: æ, ø and å in either case, and a word in any of its forms.

PostgreSQL knows Danish inflections (its text search configuration “danish”); SQLite looks for the
word without its ending. On both a part of a word is found as well: “leg” finds “legegruppe”.
"""

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.sql.compiler import SQLCompiler

LONGEST, MOST = 100, 8  # letters and words that are looked for
#: Endings of Danish words, the longest first.
ENDINGS = (
    *("erendes", "erende", "hedens", "heden", "heder", "endes", "ernes", "erens", "erne", "eren"),
    *("erer", "ende", "enes", "eres", "ens", "ers", "ets", "ede", "ere", "ene", "er", "en", "et"),
    *("es", "e", "s"),
)
SHORTEST_STEM = 3
SHORTEST_HALF = 4
FROM, TO = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅÉÄÖÜ", "abcdefghijklmnopqrstuvwxyzæøåéäöü"


class Says(Func):
    """Whether a text says a word, in any of its forms. Use `says()`."""

    output_field = BooleanField()

    def __init__(self, field: str, word: str) -> None:
        super().__init__(F(field), Value(word), Value(f"%{_escaped(stem(word))}%"))

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        field, _word, pattern = self._compiled(compiler)
        return f"({field[0]} LIKE {pattern[0]} ESCAPE '!')", (*field[1], *pattern[1])

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        field, word, pattern = self._compiled(compiler)
        # Folded by hand: a server whose locale is C knows no capital Æ.
        text = f"translate({field[0]}, '{FROM}', '{TO}')"
        sql = (
            f"({text} LIKE {pattern[0]} ESCAPE '!' OR"
            f" to_tsvector('danish', {text}) @@ plainto_tsquery('danish', {word[0]}))"
        )
        return sql, (*field[1], *pattern[1], *field[1], *word[1])

    def _compiled(self, compiler: SQLCompiler) -> list[tuple[str, tuple[str | int, ...]]]:
        parts = (compiler.compile(part) for part in self.get_source_expressions())
        return [(sql, tuple(parameters)) for sql, parameters in parts]


def says(phrase: str, *fields: str) -> Q:
    """The condition that every word of a phrase is said in one of the fields.

    A field may look through a relation that gives one row; several rows need a subquery.
    """
    condition = Q()
    for word in words(phrase):
        condition &= _any(Q(Says(field, word)) for field in fields)
    return condition


def words(phrase: str) -> list[str]:
    """The words of what was typed into a search box."""
    return phrase.replace("\0", "").casefold()[:LONGEST].split()[:MOST]


def halves(word: str) -> list[tuple[str, str]]:
    """A word as the two it may be put together from: “sprog” and “vurdering”, without a joint s."""
    found = []
    for at in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1):
        first, rest = word[:at], word[at:]
        if first.endswith("s") and at > SHORTEST_HALF:
            found.append((first[:-1], rest))
        found.append((first, rest))
    return found


def stem(word: str) -> str:
    """A word without its ending: “grupperne” is “grupp”."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _escaped(text: str) -> str:
    for sign in "!%_":
        text = text.replace(sign, f"!{sign}")
    return text


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found
