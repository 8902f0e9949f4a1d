"""Whether the kept snapshots are those of the data as they are.

They are when the data they follow from have the token they had when the snapshots were written. So
whoever writes past every door makes pages slower, never wrong: they work things out themselves
until somebody rebuilds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction

from institutions.versions import EVERYWHERE, DataVersion, Versions, versions

#: Where the version that the snapshots were written for is kept.
NAME = "standings"

#: The data that snapshots follow from.
FOLLOWS_FROM = ("rules", "figures", "placements")

#: Counted up when the same data come to other snapshots: what was kept before is then not shown.
RULES = 2

#: Whether a set-based write is going on that looks after the snapshots itself.
_in_sets: ContextVar[bool] = ContextVar("in_sets", default=False)


def are_true(known: Versions | None = None) -> bool:
    """Whether the snapshots may be shown. known: the versions, where somebody has asked."""
    known = versions() if known is None else known
    return NAME in known and known[NAME] == of_data(known)


def of_data(known: Versions) -> int | None:
    """What snapshots written now would be the snapshots of; None where nobody can tell."""
    if not known.keys() >= set(FOLLOWS_FROM):
        return None
    limits = settings.SMALL_N_ANY, settings.SMALL_N_BOARD
    told = repr(([known[name] for name in FOLLOWS_FROM], limits, RULES))
    return int.from_bytes(sha256(told.encode()).digest()[:6])


def declare() -> None:
    """Say that the snapshots are those of the data as they are now."""
    true = of_data(versions())
    if true is not None:
        DataVersion.objects.update_or_create(name=NAME, place=EVERYWHERE, defaults={"token": true})


def were_true() -> bool:
    """Whether the snapshots hold before something is written; others wait until that is done."""
    if connection.in_atomic_block and connection.features.has_select_for_update:
        data = DataVersion.objects.select_for_update().filter(name__in=FOLLOWS_FROM)
        list(data.order_by("name"))
    return are_true()


@contextmanager
def writing() -> Iterator[bool]:
    """A write of many rows, which keeps the snapshots itself and yields whether they held.

    Within it nothing is kept row by row. Whoever has yielded True calls `keep` for what was written
    and so makes the snapshots true again.
    """
    before = _in_sets.set(True)
    try:
        with transaction.atomic():
            yield were_true()
    finally:
        _in_sets.reset(before)


def is_writing() -> bool:
    """Whether a write of many rows is going on."""
    return _in_sets.get()
