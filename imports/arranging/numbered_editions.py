"""The topics of an edition in their order, for files that have nothing but their numbers."""

from typing import NamedTuple


class NumberedEdition(NamedTuple):
    """An edition and its topics in their order. until: its last year, None for one that holds."""

    title: str
    instrument: str
    topics: tuple[str, ...]
    since: int
    until: int | None = None

    def holds_in(self, year: int) -> bool:
        return self.since <= year and (self.until is None or year <= self.until)
