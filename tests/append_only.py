"""Tests that empty every table after themselves take the guard of the security log away for it."""

from django.db import connection
from django.test import TransactionTestCase

from accounts import append_only

_empty_every_table = TransactionTestCase._fixture_teardown


def let_tests_empty_it() -> None:
    """Have `transactional_db` lift the guard while it flushes, from now on."""
    TransactionTestCase._fixture_teardown = _unguarded


def _unguarded(case) -> None:
    append_only.lift(connection)
    try:
        _empty_every_table(case)
    finally:
        append_only.guard(connection)
