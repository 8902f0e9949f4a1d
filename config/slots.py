"""Places on a lower floor's pages and in its work that upper floors fill.

A lower app declares a `Slot` in its `slots.py` and asks it where it is needed; an upper app fills
it in its AppConfig.ready. So the lower one knows neither the upper app nor whether there is one.
What has changed is told by Django's signals instead, declared in an app's `events.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(eq=False, slots=True)
class Slot(Generic[P, T]):
    """Functions of one shape, by the name of who fills it, in the order they came."""

    name: str
    _fillings: dict[str, Callable[P, T]] = field(default_factory=dict)

    def fill(self, name: str, filling: Callable[P, T]) -> None:
        """Once for each name: filled again by the same name, the newest counts."""
        self._fillings[name] = filling

    def all(self, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        """What each filling gives; nothing where nobody fills it."""
        return (filling(*args, **kwargs) for filling in self._fillings.values())

    def first(self, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What the first filling gives that gives something; None where none does."""
        return next((found for found in self.all(*args, **kwargs) if found is not None), None)


@dataclass(frozen=True, slots=True)
class SlotPart:
    """A piece of a page that fills a slot: a template and what it takes as `part`."""

    template: str
    facts: Any
