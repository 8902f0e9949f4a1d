"""What apps add to the page where files are read in."""

from typing import NamedTuple

from django.utils.functional import Promise

from accounts.models import User
from config.slots import Slot


class WayIn(NamedTuple):
    """A page where somebody may read files of a kind in. kind: its code; text: what it is for.

    rank: the lower it is, the higher up the page stands among the others.
    """

    kind: str
    title: str | Promise
    text: str | Promise
    address: str
    rank: int = 5


#: The pages that are open to a person.
ways_in: "Slot[[User], tuple[WayIn, ...]]" = Slot("ways in for files")


def open_to(person: User) -> tuple[WayIn, ...]:
    """Every page where a person may read files in."""
    ways = (way for ways in ways_in.all(person) for way in ways)
    return tuple(sorted(ways, key=lambda way: way.rank))
