"""The guard of the security log in tests: by their clock, and away where they empty it."""

import time

import time_machine
from django.db import connection
from django.test import TransactionTestCase

from accounts import append_only

_empty_every_table = TransactionTestCase._fixture_teardown


def let_tests_empty_it() -> None:
    """Have `transactional_db` lift the guard while it flushes, from now on."""
    TransactionTestCase._fixture_teardown = _unguarded


def guard_by_the_clock_of_tests() -> None:
    """The databases know the day of the machine; have their guard know that of the tests."""
    ahead = round(time.time() - time_machine.escape_hatch.time.time())
    clocks = {
        "datetime('now', ": f"datetime('now', '{ahead} seconds', ",
        "now() - ": f"now() + make_interval(secs => {ahead}) - ",
    }
    for vendor, statements in append_only.GUARDS.items():
        for theirs, ours in clocks.items():
            statements = tuple(each.replace(theirs, ours) for each in statements)
        assert statements != append_only.GUARDS[vendor]
        append_only.GUARDS[vendor] = statements
    renew_the_guard()


def renew_the_guard() -> None:
    """Have the database that the connection leads to refuse by the clock of the tests."""
    append_only.lift(connection)
    append_only.guard(connection)


def _unguarded(case) -> None:
    append_only.lift(connection)
    try:
        _empty_every_table(case)
    finally:
        append_only.guard(connection)
