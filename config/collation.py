"""Danish order and search, the same on SQLite and PostgreSQL.

PostgreSQL sorts by ICU's Danish collation. SQLite knows neither Danish order nor that Æ and æ are
one letter, so every new connection is taught both. A PostgreSQL that was built without ICU sorts
by an expression that gives the same order for Danish letters.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler

# What ICU ignores the least comes last: space, punctuation, digits, letters, and then æ, ø and å.
_PUNCTUATION = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_PLACES = {ord(mark): chr(place) for place, mark in enumerate(_PUNCTUATION, start=1)} | {
    ord("æ"): "{",
    ord("ø"): "|",
    ord("å"): "}",
}
_KIN = str.maketrans({"ä": "æ", "ö": "ø", "ü": "y", "ð": "d", "þ": "th", "œ": "oe"})


@functools.lru_cache(maxsize=20_000)
def danish_key(text: str) -> tuple[str, str]:
    """The key that sorts texts as a Danish reader expects, for `sorted(names, key=danish_key)`.

    Æ ø å come last, aa is å, and case counts only between texts that are otherwise equal.
    """
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_KIN)
    plain = "".join(
        letter if letter == "å" else unicodedata.normalize("NFKD", letter)[0] for letter in folded
    )
    return plain.translate(_PLACES), text


class Danish(Func):
    """A text as Danish sorts it. Use `danish()`."""

    arity = 1

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        template = "(%(expressions)s COLLATE danish)"
        sql, values = self.as_sql(compiler, connection, template=template, **context)
        return sql, tuple(values)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Sequence[Any]]:
        if _has_icu.get(_server(connection), True):
            template = '(%(expressions)s COLLATE "da-x-icu")'
        else:
            template = (
                "(translate(replace(lower(translate(%(expressions)s, 'ÆØÅÄÖÜ', 'æøåæøy')),"
                " 'aa', 'å'), 'æøåäöüé', '{|}{|ye') COLLATE \"C\")"
            )
        return self.as_sql(compiler, connection, template=template, **context)


def danish(field: str) -> Danish:
    """An ordering by the named text field in Danish order, for `order_by` and `Meta.ordering`.

    Turn it round with `danish("name").desc()`; look through relations with `danish("area__name")`.
    """
    return Danish(field)


# --- What each new connection is taught ---------------------------------------------------------

_has_icu: dict[tuple[str, str], bool] = {}


def teach_danish(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Teach a new database connection Danish (a receiver of `connection_created`)."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation("danish", _compare)
        connection.connection.create_function("like", 2, _like, deterministic=True)
        connection.connection.create_function("like", 3, _like, deterministic=True)
    elif connection.vendor == "postgresql" and _server(connection) not in _has_icu:
        with connection.connection.cursor() as cursor:  # the driver's own: no query of the page
            cursor.execute("SELECT EXISTS (SELECT FROM pg_collation WHERE collname = 'da-x-icu')")
            _has_icu[_server(connection)] = cursor.fetchone()[0]


def _server(connection: BaseDatabaseWrapper) -> tuple[str, str]:
    return connection.settings_dict["HOST"], str(connection.settings_dict["PORT"])


def _compare(one: str, other: str) -> int:
    one_key, other_key = danish_key(one), danish_key(other)
    return (one_key > other_key) - (one_key < other_key)


def _like(pattern: object, text: object, escape: str | None = None) -> bool | None:
    """SQL's LIKE without regard to case in any alphabet; SQLite's own knows only a to z."""
    if pattern is None or text is None:
        return None
    return _pattern(str(pattern), escape).fullmatch(str(text).casefold()) is not None


@functools.lru_cache(maxsize=500)
def _pattern(pattern: str, escape: str | None) -> re.Pattern[str]:
    """The regular expression of a LIKE pattern, to be matched with casefolded text."""
    wildcards = {"%": ".*", "_": "."}
    parts, escaped = [], False
    for letter in pattern:
        if escaped or (letter != escape and letter not in wildcards):
            parts.append(re.escape(letter.casefold()))
            escaped = False
        elif letter == escape:
            escaped = True
        else:
            parts.append(wildcards[letter])
    return re.compile("".join(parts), re.DOTALL)
