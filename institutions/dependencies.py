"""Which groups of tables something is made of: those that were read while it was made.

Nobody says it, so nobody can say it wrongly: the statements are looked at. What is made of things
that were remembered follows from what those were made of.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db import connection

from institutions.versions import follows_from, group_of

#: The group of tables whose changes are not noted: what is made of one is never kept.
NEVER_NOTED = "never noted"
#: What is written when the program is installed, and then stays as it is. Of groups it is the names
#: of those that say how far somebody reaches; who is in one is noted.
FIXED = {
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "institutions.DataVersion",
}

#: What is read just now: the innermost is the last.
_being_made: ContextVar[tuple["Reads", ...]] = ContextVar("being_made", default=())


class Reads:
    """The groups of tables that something is made of.

    known: of them what stands outside the parts it is put together from, and so may have come into
    any of the later ones.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.known = set(known)
        self.groups = set(known)


def known() -> frozenset[str]:
    """What may have come into anything that is made from here on."""
    being_made = _being_made.get()
    return frozenset(being_made[-1].known) if being_made else frozenset()


@contextmanager
def noted(given: Collection[str] | None = None) -> Iterator[Reads]:
    """Note what is read from here on. given: what may come in besides; all that is known here."""
    outer = _being_made.get()
    reads = Reads(known() if given is None else given)
    token = _being_made.set((*outer, reads))
    try:
        if outer:
            yield reads
        else:
            with connection.execute_wrapper(_look):
                yield reads
    finally:
        _being_made.reset(token)
        if outer:
            outer[-1].groups |= reads.groups


def note(groups: Iterable[str]) -> None:
    """Something that was made of these groups is used here."""
    being_made = _being_made.get()
    if being_made:
        being_made[-1].known.update(groups)
        being_made[-1].groups.update(groups)


def _look(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,
    context: Mapping[str, Any],
) -> Any:
    note(groups_in(sql))
    return execute(sql, params, many, context)


@lru_cache(maxsize=2_000)
def groups_in(sql: str) -> frozenset[str]:
    """The groups of the tables that a statement names, and maybe more."""
    words = set(re.findall(r"\w+", sql))
    watched = _watched()
    return frozenset(group for word in words & watched.keys() for group in watched[word])


@cache
def _watched() -> Mapping[str, Sequence[str]]:
    """Table → the groups that what is in it follows from; of what nobody notes `NEVER_NOTED`."""
    models = apps.get_models(include_auto_created=True)
    groups = {model: group_of(model) for model in models if model._meta.label not in FIXED}
    return {
        model._meta.db_table: [group] if group else follows_from(model) or [NEVER_NOTED]
        for model, group in groups.items()
    }
