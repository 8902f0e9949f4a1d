"""How many answered, told behind each question: a column of its own for every one of them."""

from collections.abc import Iterator

from files.spreadsheets.danish_values import fold
from imports.arranging.parts import Said
from imports.arranging.table_read import TableRead
from imports.arranging.words import LIKELY, RESPONDENTS, TOPIC, KnownWord

#: So many columns tell it.
ENOUGH = 2


class RespondentsOfEach(TableRead):
    """Columns of how many answered, each about the question to its left."""

    def respondents_of_each(self) -> None:
        """Have each question be a row, with its figure and how many answered it.

        Where nobody knows the questions, none of these columns tells it of the whole row.
        """
        columns = [*self._told_several_times()]
        if len(columns) < ENOUGH:
            return
        topics = {at: told for at in self._of_topics() if (told := self._in_rows(at))}
        if not all(at - 1 in topics for at in columns):
            for at in columns:
                self.read_no_more(at)
                self.found.words[at] = None
            return
        for at, (word, says, text) in topics.items():
            self.found.says[at] = says
            self.take(at, word, LIKELY, text)
        word = next(one.word for one in self.table.head.words if one and self._tells_it(one.word))
        for at in columns:
            self.found.says[at] = topics[at - 1][1]
            self.take(at, word, LIKELY, self.table.headers[columns[0]])

    def _told_several_times(self) -> Iterator[int]:
        for at, known in enumerate(self.table.head.words):
            is_plain = known is not None and not known.says and known.year is None
            if known and is_plain and self._tells_it(known.word) and not self.is_said(at):
                yield at

    @staticmethod
    def _tells_it(word: KnownWord) -> bool:
        return word.meaning == RESPONDENTS

    def _of_topics(self) -> Iterator[int]:
        for at, word in enumerate(self.found.words):
            if word and (word.role == TOPIC or at in self.found.says):
                yield at

    def _in_rows(self, at: int) -> tuple[KnownWord, tuple[Said, ...], str] | None:
        """How a row tells of the topic of a column; None where none does."""
        word = self.found.words[at]
        if word and at in self.found.says:
            return word, self.found.says[at], self.found.texts.get(at, self.table.headers[at])
        forms = self.vocabulary.long_forms.get(fold(word.heading), ()) if word else ()
        value = self.vocabulary.names.get(fold(forms[0].value)) if len(forms) == 1 else None
        if word is None or value is None:
            return None
        return value, ((forms[0].topic, word.heading),), forms[0].value
