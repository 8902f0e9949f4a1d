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


class GoingOn(NamedTuple):
    """Where somebody goes on after what they have done."""

    label: str
    address: str


#: Where whoever sets the installation up goes on; None when they are done, or it is not they.
next_steps: "Slot[[User], GoingOn | None]" = Slot("next steps of setting up")


def next_step_of(person: User) -> GoingOn | None:
    return next(filter(None, next_steps.all(person)), None)


def open_to(person: User) -> tuple[WayIn, ...]:
    """Every page where a person may read files in."""
    ways = (way for ways in ways_in.all(person) for way in ways)
    return tuple(sorted(ways, key=lambda way: way.rank))
