"""Things kept in the memory of a process for as long as the tables they were made of stay."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

from institutions.versions import Versions

Thing = TypeVar("Thing")
Key = tuple[object, ...]


class KeptThing(NamedTuple, Generic[Thing]):
    """Something, and the versions that the groups of tables it was made of had then."""

    thing: Thing
    made_of: Mapping[str, int]
    weight: int

    def holds(self, now: Versions) -> bool:
        return all(now.get(name) == version for name, version in self.made_of.items())


class MemoryCache(Generic[Thing]):
    """Things by their keys, until they weigh more than `most`: those longest unused go first."""

    def __init__(self, *, most: int) -> None:
        self.most = most
        self._things: OrderedDict[Key, KeptThing[Thing]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: Key, now: Versions) -> KeptThing[Thing]:
        """What is kept and still holds; KeyError where nothing does."""
        with self._lock:
            kept = self._things[key]
            if not kept.holds(now):
                raise KeyError(key)
            self._things.move_to_end(key)
            return kept

    def keep(self, key: Key, kept: KeptThing[Thing]) -> None:
        """Instead of what was kept under the key; what is heavier than all may be, is not kept."""
        if kept.weight > self.most:
            return
        with self._lock:
            before = self._things.pop(key, None)
            self._weight += kept.weight - (before.weight if before else 0)
            self._things[key] = kept
            while self._weight > self.most:
                self._weight -= self._things.popitem(last=False)[1].weight

    def forget(self) -> None:
        with self._lock:
            self._things.clear()
            self._weight = 0
