"""What apps add to the page where files are read in."""

from typing import NamedTuple

from django.utils.functional import Promise

from accounts.models import User
from config.slots import Slot


class WayIn(NamedTuple):
    """A page where somebody may read files of a kind in. kind: its code; text: what it is for."""

    kind: str
    title: str | Promise
    text: str | Promise
    address: str


#: The pages that are open to a person.
ways_in: "Slot[[User], tuple[WayIn, ...]]" = Slot("ways in for files")


def open_to(person: User) -> tuple[WayIn, ...]:
    """Every page where a person may read files in."""
    return tuple(way for ways in ways_in.all(person) for way in ways)
