"""A vision as it is read: its line, its text, and its themes with what they promise."""

from dataclasses import dataclass
from typing import Self

from strategy.models import Statement, Strategy


@dataclass(frozen=True, slots=True)
class Vision:
    line: str
    paragraphs: tuple[str, ...]
    themes: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, strategy: Strategy) -> Self:
        """One query."""
        themes: dict[str, list[str]] = {}
        statements = Statement.objects.filter(goal__strategy=strategy).order_by(
            "goal__number", "number"
        )
        for theme, statement in statements.values_list("goal__text", "text"):
            themes.setdefault(theme, []).append(statement)
        return cls(
            line=strategy.headline or strategy.title,
            paragraphs=tuple(part.strip() for part in strategy.text.split("\n\n") if part.strip()),
            themes=tuple((theme, tuple(promises)) for theme, promises in themes.items()),
        )
