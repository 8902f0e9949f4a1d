"""Reading lists of institutions in and taking them back, one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext as _

from config.turns import waited_too_long


class Refused(Exception):
    """What may not be done. Its text is one sentence for the user."""


class Busy(Refused):
    """Somebody else is writing to the places, and for too long."""


@contextmanager
def in_turn() -> Iterator[None]:
    """What is done in turn with other imports. Raises `Busy` when one has to wait too long."""
    try:
        yield
    except OperationalError as error:
        if not waited_too_long(error):
            raise
        raise Busy(
            _("Somebody else is reading in a file at this moment. Try again in a minute.")
        ) from error
