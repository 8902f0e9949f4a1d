"""What the pages of the value base show: the whole, one role, two roles, what a search finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.access import Reader
from leadership.models import BasedOn, Chapter, Commitment, JobRole, ValueArea, ValueBase
from leadership.value_base.chapters import ChapterRow, chapter_rows, goals_in_words
from leadership.value_base.contents import (
    CellRow,
    Contents,
    GroupRows,
    RoleRow,
    commitments_in_words,
)

SHORTEST_SEARCH = 2
CORE_TASK = "kerneopgave"


@dataclass(frozen=True, slots=True)
class FoundCommitment:
    """A commitment that a search has found; text: with what was searched for marked."""

    role: JobRole
    area: ValueArea
    commitment: Commitment
    text: SafeString


@dataclass(frozen=True, slots=True)
class FoundChapter:
    """A chapter that a search has found; text: with what was searched for marked."""

    chapter: Chapter
    text: SafeString


@dataclass(frozen=True, slots=True)
class ValueBasePage:
    """The value base, perhaps searched; nine queries. contents None: there is none yet."""

    contents: Contents | None
    versions: tuple[ValueBase, ...]
    search: str
    found: tuple[FoundCommitment, ...]
    found_chapters: tuple[FoundChapter, ...]
    current: ValueBase | None
    chapters: tuple[ChapterRow, ...]

    @classmethod
    def build(
        cls,
        base: ValueBase | None,
        *,
        versions: tuple[ValueBase, ...],
        current: ValueBase | None,
        user: Reader,
        search: str = "",
    ) -> Self:
        contents = Contents.of(base) if base else None
        search = " ".join(search.split())
        found = tuple(_search(contents, search)) if contents and search else ()
        chapters = tuple(_chapters_with(contents, search)) if contents and search else ()
        rows = chapter_rows(contents.chapters if contents else (), user=user)
        return cls(contents, versions, search, found, chapters, current, rows)

    @property
    def is_current(self) -> bool:
        return bool(self.contents and self.contents.base == self.current)

    @property
    def finding(self) -> str:
        contents = self.contents
        if contents is None:
            return _("No value base has been taken into use yet")
        roles = len(list(contents.roles))
        return ngettext(
            "%(count)s role commits itself to %(commitments)s",
            "%(count)s roles commit themselves to %(commitments)s",
            roles,
        ) % {"count": roles, "commitments": commitments_in_words(contents.count)}

    @property
    def mentions_of_core_task(self) -> int:
        """How many commitments name the core task."""
        cells = self.contents.cells if self.contents else ()
        return sum(CORE_TASK in row.text.casefold() for cell in cells for row in cell.commitments)

    @property
    def search_heading(self) -> str:
        if len(self.search) < SHORTEST_SEARCH:
            return _("Search for at least two letters")
        count = len(self.found)
        if not count:
            return _("No commitment has “%(words)s”") % {"words": self.search}
        return ngettext(
            "%(count)s commitment has “%(words)s”", "%(count)s commitments have “%(words)s”", count
        ) % {"count": count, "words": self.search}

    @property
    def chapters_heading(self) -> str:
        count = len(self.found_chapters)
        return ngettext(
            "%(count)s chapter has “%(words)s”", "%(count)s chapters have “%(words)s”", count
        ) % {"count": count, "words": self.search}

    @property
    def unwritten(self) -> tuple[CellRow, ...]:
        cells = self.contents.cells if self.contents else ()
        return tuple(cell for cell in cells if cell.is_being_written)


@dataclass(frozen=True, slots=True)
class RolePage:
    """What one role commits itself to, and with all of its group; nine queries.

    uses: local goals within the reader's reach that build on it.
    """

    contents: Contents
    group: GroupRows
    own: RoleRow
    uses: tuple[BasedOn, ...]

    @classmethod
    def build(cls, role: JobRole, *, base: ValueBase, user: Reader) -> Self:
        contents = Contents.of(base)
        uses = BasedOn.objects.visible_to(user).filter(commitment__cell__role=role)
        return cls(
            contents,
            contents.group_of(role),
            contents.row_of(role),
            tuple(
                uses.with_goals()
                .select_related("commitment__cell")
                .order_by("commitment__cell__area__number", "commitment__number", "pk")
            ),
        )

    @property
    def uses_heading(self) -> str:
        return goals_in_words(len({row.local_goal_id for row in self.uses}))

    @property
    def shared(self) -> RoleRow | None:
        """What holds for the whole group, where the role is not that group itself."""
        everybody = self.group.everybody
        return None if everybody is None or everybody.role == self.own.role else everybody

    @property
    def place(self) -> str:
        """What is counted here, as figures name it."""
        return f"job-role:{self.own.role.pk}"

    @property
    def figures(self) -> dict[str, int]:
        """What the finding counts."""
        if not self.own.count:
            return {}
        shared = {"shared": self.shared.count} if self.shared is not None else {}
        return {"own": self.own.count, **shared}

    @property
    def finding(self) -> str:
        own = self.own.count
        if not own:
            return _("What the role commits itself to is being written")
        if self.shared is None:
            return commitments_in_words(own)
        return _("%(own)s of its own, and %(shared)s together with everybody") % {
            "own": commitments_in_words(own),
            "shared": self.shared.count,
        }


@dataclass(frozen=True, slots=True)
class RoleComparison:
    """Two roles side by side, area by area; seven queries. None: not chosen yet."""

    contents: Contents | None
    one: RoleRow | None
    other: RoleRow | None

    @classmethod
    def build(cls, base: ValueBase | None, *, one: str, other: str) -> Self:
        contents = Contents.of(base) if base else None
        rows = {str(row.role.pk): row for row in contents.roles} if contents else {}
        return cls(contents, rows.get(one), rows.get(other))

    @property
    def is_chosen(self) -> bool:
        return self.one is not None and self.other is not None

    @property
    def areas(self) -> tuple[tuple[ValueArea, CellRow, CellRow], ...]:
        if self.one is None or self.other is None:
            return ()
        return tuple(
            (one.area, one, other)
            for one, other in zip(self.one.cells, self.other.cells, strict=True)
        )


def _search(contents: Contents, words: str) -> Iterator[FoundCommitment]:
    """The commitments that hold every word, wherever it stands and however it is written."""
    wanted = _wanted(words)
    for cell in contents.cells:
        for row in cell.commitments:
            if _has(row.text, wanted):
                yield FoundCommitment(cell.role, cell.area, row, _marked(row.text, wanted))


def _chapters_with(contents: Contents, words: str) -> Iterator[FoundChapter]:
    """The chapters that hold every word, in heading or text."""
    wanted = _wanted(words)
    for row in contents.chapters:
        if _has(f"{row.name} {row.text}", wanted):
            yield FoundChapter(row, _marked(row.text, wanted))


def _wanted(words: str) -> list[str]:
    return words.casefold().split() if len(words) >= SHORTEST_SEARCH else []


def _has(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return bool(wanted) and all(word in folded for word in wanted)


def _marked(text: str, words: list[str]) -> SafeString:
    """The text with each of the words marked. Case folding keeps the length of Danish letters."""
    folded = text.casefold()
    if len(folded) != len(text):
        return conditional_escape(text)
    ends, at = [], 0
    while at < len(text):
        word = max((word for word in words if folded.startswith(word, at)), key=len, default="")
        ends.append((text[at : at + len(word)], True) if word else (text[at], False))
        at += len(word) or 1
    return mark_safe(  # noqa: S308  (every part is escaped)
        "".join(
            f"<mark>{conditional_escape(part)}</mark>" if hit else conditional_escape(part)
            for part, hit in ends
        )
    )
