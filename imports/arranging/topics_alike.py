"""Columns that are like a topic nobody has named, so that none is lost in silence."""

import re
from collections import Counter
from collections.abc import Container, Sequence

from django.utils.translation import gettext as _

from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import column_letters
from imports.arranging.alike import LONG_ENOUGH
from imports.arranging.cell_kinds import has_digits, is_day
from imports.arranging.heading_years import YEAR_IN
from imports.arranging.headings_alone import HeadingsAlone
from imports.arranging.heads import nameless
from imports.arranging.parts import part_in
from imports.arranging.words import ANSWER, LIKELY, NAME, NUMBER, TOPIC, VALUE, KnownWord

#: So many topics of an edition tell that the others are of it, too.
ENOUGH_TOPICS = 2
#: What words mean under which the first and the last day of something stand.
FIRST_DAY, LAST_DAY = "from", "to"
#: Fewer topics that are missing are offered, whatever they are called.
FEW_MISSING = 3
#: What a column is called by that tells how others have changed.
OF_A_CHANGE = re.compile(
    r"\b(?:udv(?:ikling)?|ændring|forskel|diff(?:erence)?|afvigelse|forbedring)\b", re.IGNORECASE
)
#: What is called so stands beside figures, and is none of its own.
OF_NO_TOPIC = re.compile(
    r"\b(?:mål(?:tal)?|benchmark|gns|gennemsnit|rang|nr|nummer|svarprocent|antal|n|plads|tlf)\b",
    re.IGNORECASE,
)
#: What tells that a figure is of one of many: “pr. fuldtidsansat”.
RATE = re.compile(r"\b(?:pr|per)\b", re.IGNORECASE)


def _are_alike(own: Sequence[str], texts: Container[str], steps: Container[str]) -> bool:
    """Whether texts of a column are steps, or such as stand under topics."""
    is_step = all(fold(one) in steps for one in own)
    return bool(own) and (is_step or all(one in texts for one in own))


def _is_another_rate(heading: str, word: KnownWord) -> bool:
    """Whether a topic is of one of many, and a heading that begins so may be of all of them."""
    return bool(RATE.search(word.heading)) and not RATE.search(heading)


class TopicsAlike(HeadingsAlone):
    """What a column may be by its neighbours, and by topics that are called nearly so."""

    def _lone_topics(self) -> None:
        """A heading that begins as the one topic does that is not there yet, of those beside it."""
        roles = (TOPIC, ANSWER)
        told = {word.heading for word in self.found.words if word and word.role in roles}
        told |= self._said()
        beside = max(self.vocabulary.editions, key=lambda one: len(one & told), default=frozenset())
        if len(beside & told) < ENOUGH_TOPICS:
            return
        alike = {index: self._topics_like(index) for index in range(len(self.table.headers))}
        times = Counter((word, self._year_of(at)) for at, words in alike.items() for word in words)
        for index, words in alike.items():
            missing = [word for word in words if word.heading in beside]
            is_one = len(missing) == 1 and times[missing[0], self._year_of(index)] == 1
            if is_one and not _is_another_rate(self.table.headers[index], missing[0]):
                self._take_topic(index, missing[0])
                self._keep_beside(index, missing[0])
                self.because[index] = _("It is the only one left of those that it is like.")

    def _word_said(self, said: str) -> KnownWord | None:
        """The word, or the topic without a column of its own, that an answer names."""
        long = (word for word in self.vocabulary.long_topics if word.heading == said)
        return self.vocabulary.names.get(fold(said)) or next(long, None)

    def _take_topic(self, index: int, word: KnownWord) -> None:
        known = self.vocabulary.find(word.heading)
        if known and known.says:
            self.found.says[index] = known.says
            self.take(index, known.word, LIKELY, known.text)
        else:
            self.take(index, word, LIKELY)

    def _keep_beside(self, index: int, word: KnownWord) -> None:
        """The year, or the part, that a heading tells beside what somebody said it measures."""
        heading = self.table.headers[index]
        years = YEAR_IN.findall(heading)
        if word.role not in (TOPIC, ANSWER) or not self.vocabulary.topics:
            return
        if len(years) == 1:
            self.found.years[index] = int(years[0])
        part = part_in(heading)
        if part and index not in self.found.says:
            self.found.says[index] = ((part.heading, part.said),)

    def _year_of(self, index: int) -> int | None:
        """The one year in a heading."""
        years = YEAR_IN.findall(self.table.headers[index])
        return int(years[0]) if len(years) == 1 else None

    def _is_told(self, word: KnownWord, index: int) -> bool:
        """Whether another column says a word, of the same year."""
        year, years = self._year_of(index), self.found.years
        return any(
            one == word and years.get(at) == (year if years else None)
            for at, one in enumerate(self.found.words)
        )

    def _is_spoken_for(self, index: int) -> bool:
        """Whether it is known what a column is, or that it only tells how others have changed."""
        found, table = self.found, self.table
        is_known = found.words[index] is not None or table.head.words[index] is not None
        is_known = is_known or self.is_said(index) or self._is_put_aside(index)
        part = part_in(table.headers[index])
        is_known = is_known or (part is not None and not part.rest)
        return is_known or index in found.says or bool(OF_A_CHANGE.search(table.headers[index]))

    def _is_put_aside(self, index: int) -> bool:
        """Whether another column says what stood in it."""
        return self.table.headers[index].endswith(f" ({column_letters(index)})")

    def _topics_beside(self, index: int) -> Sequence[KnownWord]:
        """The topics that are missing, for a column of the same steps as those beside it."""
        words, steps = self.found.words, self.vocabulary.steps
        is_beside = any(
            0 <= at < len(words) and (one := words[at]) and one.role == TOPIC
            for at in (index - 1, index + 1)
        )
        if words[index] is not None or not is_beside or not steps:
            return ()
        beside = [at for at, one in enumerate(words) if one and one.role == TOPIC]
        texts = {shown(cell) for at in beside for cell in self.content.filled(at)}
        own = [shown(cell) for cell in self.content.filled(index)]
        if any(map(has_digits, texts)) or not _are_alike(own, texts, steps):
            return ()
        told = {words[at].heading for at in beside}  # type: ignore[union-attr]
        edition = max(
            self.vocabulary.editions, key=lambda one: len(one & told), default=frozenset()
        )
        missing = [self._word_said(name) for name in edition - told]
        return sorted(filter(None, missing))

    def _topics_missing(self, index: int) -> Sequence[KnownWord]:
        """The topics that are missing, for figures between others: none goes in silence."""
        words, heading = self.found.words, self.table.headers[index]
        beside = {at for at, one in enumerate(words) if one and one.role in (TOPIC, ANSWER)}
        is_between = any(at < index for at in beside) and any(at > index for at in beside)
        is_called = not OF_NO_TOPIC.search(heading) and not heading.startswith(nameless(index))
        if not is_between or not is_called or self._is_spoken_for(index):
            return ()
        if next(self.content.those_of([index], has_digits), None) is None:
            return ()
        told = {one.heading for at in beside if (one := words[at])}
        editions = self.vocabulary.editions
        edition = max(editions, key=lambda one: len(one & told), default=frozenset())
        missing = [self._word_said(name) for name in edition - told]
        return sorted(filter(None, missing)) if edition & told else ()

    def _days_missing(self, index: int) -> Sequence[KnownWord]:
        """The first and the last day, for days nobody knows of persons and places."""
        if not self.vocabulary.is_of_persons or self._is_spoken_for(index):
            return ()
        if next(self.content.those_of([index], is_day), None) is None:
            return ()
        words = map(self.vocabulary.word_meaning, (FIRST_DAY, LAST_DAY))
        return [one for one in words if one and one not in self.found.words]

    def _is_new_question(self, index: int) -> bool:
        """Whether figures stand under a question nobody has, beside those of questions we know."""
        is_question = self.table.headers[index].rstrip().endswith("?")
        if not is_question or not self._said() or self._is_spoken_for(index):
            return False
        return next(self.content.those_of([index], has_digits), None) is not None

    def _topics_like(self, index: int) -> Sequence[KnownWord]:
        """Topics that a column may be which nothing is read of, so that none is lost in silence."""
        found, table = self.found, self.table
        if self._is_spoken_for(index):
            return ()
        is_long = not found.has(TOPIC) and not found.has(ANSWER) and bool(found.says)
        is_told = is_long or found.has(TOPIC) or found.has(ANSWER) or self._is_of_numbers(index)
        if not is_told or not self.content.says_something(index):
            return ()
        said = self._said()
        told = {word.heading for word in found.words if word and word.role == TOPIC}
        folded = fold(table.headers[index])
        if any(len(text) > LONG_ENOUGH and text in folded for text in map(fold, said | told)):
            return ()  # it says more of one that is there
        alike = self.vocabulary.topics_like(table.headers[index], is_long=is_long)
        free = [one for one in alike if not self._is_told(one, index) and one.heading not in said]
        return self._of_the_edition(free, said | told)

    def _of_the_edition(self, alike: Sequence[KnownWord], told: set[str]) -> Sequence[KnownWord]:
        """Of topics that a column may be, those of the edition of the columns beside it.

        Where none is, and few are missing there, those are meant as likely.
        """
        editions = self.vocabulary.editions
        edition = max(editions, key=lambda one: len(one & told), default=frozenset())
        if not edition & told:
            return alike
        if own := [one for one in alike if one.heading in edition]:
            return own
        missing = sorted(filter(None, map(self._word_said, edition - told)))
        is_few = alike and len(missing) <= FEW_MISSING and len(edition & told) >= ENOUGH_TOPICS
        return [*missing, *alike] if is_few else alike

    def _is_of_numbers(self, index: int) -> bool:
        """Whether numbers of places stand in a column, where nothing tells what any of them is."""
        found = self.found
        is_of_places = found.has(NUMBER) or found.has(NAME)
        means = {word.meaning for word in found.words if word}
        has_topics = means & {VALUE, TOPIC} or found.plain_years
        is_told = not is_of_places or has_topics or not self.vocabulary.topics
        return not is_told and next(self.content.those_of([index], has_digits), None) is not None
