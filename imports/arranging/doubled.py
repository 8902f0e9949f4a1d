"""Columns that say the same of their rows in other figures: which of them is meant is asked."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from imports.arranging.questions import Choice, FileQuestion
from imports.arranging.table_read import TableRead
from imports.arranging.words import ASK, TOPIC, VALUE, KnownHeading


class DoubledColumns(TableRead):
    """Of columns with the same word one is read: the one that somebody chose, else the first."""

    def passed_over(self) -> set[int]:
        """The columns of which nothing is read, since another one says the same."""
        left: set[int] = set()
        for columns in self._doubled():
            question = self._which(columns)
            self.found.questions.append(question)
            said = self.answers.get(question.id, "")
            chosen = next((one for one in columns if self.table.headers[one] == said), columns[0])
            left |= {*columns} - {chosen}
        return left

    def _doubled(self) -> Iterator[list[int]]:
        """The columns of each word that has several, unless they hold the same figures."""
        told: dict[object, list[int]] = {}
        for index, known in enumerate(self.table.head.words):
            if known and self._tells_figures(index, known):
                told.setdefault((known.word, known.year, known.says), []).append(index)
        for columns in told.values():
            figures = {tuple(row.cells[index] for row in self.table.rows) for index in columns}
            if len(columns) > 1 and len(figures) > 1:
                yield columns

    def _tells_figures(self, index: int, known: KnownHeading) -> bool:
        is_figure = known.word.role == TOPIC or known.word.meaning == VALUE
        is_read = known.confidence != ASK and not self.is_said(index)
        return is_figure and is_read and not self.is_a_share_beside(index)

    def _which(self, columns: list[int]) -> FileQuestion:
        headings = [self.table.headers[index] for index in columns]
        word = self.table.head.words[columns[0]]
        title = word.word.title if word else ""
        return FileQuestion(
            f"double:{title}",
            "header",
            _("Several columns tell “%(heading)s”, and not the same. Which one is meant?")
            % {"heading": title},
            tuple(Choice(one, one) for one in headings),
            because=_("One figure is kept of each."),
        )
