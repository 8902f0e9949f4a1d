"""Topics that headings tell by their number alone: “Tema 1”, “Tema 2” and so on."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from files.spreadsheets.danish_values import fold
from imports.arranging.alike import share, words_in
from imports.arranging.heading_years import YEAR_IN
from imports.arranging.numbered_editions import NumberedEdition
from imports.arranging.questions import Choice, FileQuestion
from imports.arranging.table_read import TableRead
from imports.arranging.words import LIKELY

#: A heading that says which of several it is, and nothing of what.
BY_NUMBER = re.compile(
    r"(?:tema|emne|pejlemærke|punkt|område|spørgsmål)\s*(?:nr\.?\s*)?(\d{1,2})[.:]?", re.IGNORECASE
)
#: So many of them stand beside one another.
ENOUGH = 3
#: The question, and the answer that the topics are others.
QUESTION, OTHERS = "numbered", "-"


class NumberedTopics(TableRead):
    """Columns that are called by numbers, as many as an edition has topics."""

    def topics_by_number(self) -> None:
        """Ask once whether they are the topics of an edition in their order."""
        numbers = dict(self._numbered())
        if len(numbers) < ENOUGH or sorted(numbers.values()) != [*range(1, len(numbers) + 1)]:
            return
        editions = self._fitting(len(numbers))
        if not editions:
            return
        first, *_others, last = (self.table.headers[index] for index in numbers)
        question = _asked(first, last, editions, len(numbers))
        self.found.questions.append(question)
        said = self.answers.get(QUESTION, "")
        chosen = next((one for one in editions if one.title == said), None)
        for index, number in numbers.items() if chosen else ():
            word = self.vocabulary.names.get(fold(chosen.topics[number - 1])) if chosen else None
            if word:
                self.take(index, word, LIKELY)

    def _numbered(self) -> Iterator[tuple[int, int]]:
        for index, heading in enumerate(self.table.headers):
            found = BY_NUMBER.fullmatch(heading.strip())
            if found and self.found.words[index] is None and not self.is_said(index):
                yield index, int(found[1])

    def _fitting(self, count: int) -> Sequence[NumberedEdition]:
        """The editions with as many topics: of the instrument and the year that the file tells."""
        texts = (*self.table.titles, self.table.grid.name, self.file)
        told, years = words_in(" ".join(texts)), [*map(int, YEAR_IN.findall(" ".join(texts)))]
        fitting = [one for one in self.vocabulary.numbered if len(one.topics) == count]
        named = [one for one in fitting if share(told, words_in(one.instrument))]
        holding = [one for one in named or fitting if all(map(one.holds_in, years))]
        return holding or named or fitting


def _asked(first: str, last: str, editions: Sequence[NumberedEdition], count: int) -> FileQuestion:
    choices = [Choice(one.title, f"{one.title}: {_in_order(one.topics)}") for one in editions]
    return FileQuestion(
        QUESTION,
        "header",
        _("Are %(first)s–%(last)s the topics of an edition in their order?")
        % {"first": first, "last": last},
        (*choices, Choice(OTHERS, _("No, they are others"))),
        count=count,
        because=_("The file has their numbers alone."),
    )


def _in_order(topics: Sequence[str]) -> str:
    return ", ".join(f"{number} {name}" for number, name in enumerate(topics, start=1))
