"""A vision as it is read: its line, its text, and its themes with what they promise."""

from dataclasses import dataclass
from typing import Self

from institutions.access import Reader
from strategy.models import Strategy
from strategy.pages.statement import StatementRow, statements_of


@dataclass(frozen=True, slots=True)
class VisionTheme:
    """A theme as the vision says it; name: the short one."""

    number: int
    text: str
    name: str
    href: str
    promises: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class Vision:
    line: str
    paragraphs: tuple[str, ...]
    themes: tuple[VisionTheme, ...]

    @classmethod
    def of(cls, strategy: Strategy, *, user: Reader) -> Self:
        """Two queries."""
        rows = statements_of(user=user, goal__strategy=strategy.pk)
        themes = (
            VisionTheme(
                goal.number,
                goal.text,
                goal.short_name,
                goal.get_absolute_url(),
                tuple(row for row in rows if row.theme == goal.pk),
            )
            for goal in strategy.goals.all()
        )
        return cls(
            line=strategy.headline or strategy.title,
            paragraphs=tuple(part.strip() for part in strategy.text.split("\n\n") if part.strip()),
            themes=tuple(theme for theme in themes if theme.promises),
        )
