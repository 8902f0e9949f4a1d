"""What a kind of file knows of the words in it: the headings it understands, and its places."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from files.spreadsheets import Cell
from files.spreadsheets.danish_values import fold, shown
from imports.arranging.alike import LONG_ENOUGH, words_in
from imports.arranging.answers_in import answer_in
from imports.arranging.cells_told import ReadsCells, reads_nothing
from imports.arranging.cut_headings import abbreviated, begun, cut_off, like_headings
from imports.arranging.english import IN_ENGLISH
from imports.arranging.heading_years import YEAR_IN, without_year
from imports.arranging.numbered_editions import NumberedEdition
from imports.arranging.parts import AGE_HEADING, LongForm, Said, part_in
from imports.arranging.places_known import NUMBERED, KnowsPlaces, bare_topic
from imports.arranging.questions import Choice
from imports.arranging.times import part_of_year
from imports.arranging.units import IN_BRACKETS, PIVOTED, bared

SURE, LIKELY, ASK, SKIP = "sure", "likely", "ask", "skip"

#: What a word means under which a rating stands, and under which the number of those behind it.
VALUE, GROUP = "value", "group"
RESPONDENTS = "respondents"  # how many answered
ALL_OF_THEM = frozenset(("ialt", "total", "antal", "samlet", "alle"))
#: What a column may be to the row it stands in.
NUMBER, NAME, PLACE, YEAR, DATE, TOPIC, ANSWER, ACROSS, OTHER = (
    *("number", "name", "place", "year", "date"),
    *("topic", "answer", "across", "other"),
)
#: Columns that say what a row is about: where they are blank, what stands above may be meant.
ABOUT = frozenset({NUMBER, NAME, PLACE, YEAR, DATE})

#: What stands behind a heading that tells of all there is, beside parts of it.
OF_THE_WHOLE = re.compile(
    r"[\s,;:(–-]+(?:i\s?alt|total(?:t|en)?|samlet|hele året|året(?: i alt)?)\)?\s*$", re.IGNORECASE
)
#: The scale of what stands below, behind a heading: “Score (1-5)”.
ON_A_SCALE = re.compile(r"\s*\(\s*\d\s*(?:-|–|til)\s*\d{1,2}\s*\)\s*$")
#: Between two headings in one, and how a number is called there; so long is such a heading at most.
TWO_IN_ONE = re.compile(r"\s*/\s*|\s+(?:og|eller|&)\s+|,\s*", re.IGNORECASE)
NUMBERS = frozenset(("nr", "nummer", "instnr", "id"))
MOST_OF_TWO = 40
#: What may stand before a step.
SMALL_WORD = re.compile(r"^\s*(?:i|er|på|antal|heraf)\s+(?=\S)", re.IGNORECASE)
#: What a word means under which the part of a year stands that a row is about.
PART = "part_of_year"
#: What may stand beside a name in one cell.
TELLING = frozenset((NUMBER, NAME, PLACE))
#: How alike two headings must be for one to be the other, misspelt.
ALIKE = 0.88


class KnownWord(NamedTuple):
    """A heading that is understood. heading: our own way to write it; role: one of those above.

    texts: all that can stand under it, folded, where these are few; empty where it may be anything.
    """

    heading: str
    meaning: str
    title: str
    role: str = OTHER
    texts: frozenset[str] = frozenset()


class KnownHeading(NamedTuple):
    """A heading of a file and what it says. text: as it is understood, without what stands about.

    year: which the column is about, where it tells. says: what else, under headings of ours.
    """

    word: KnownWord
    confidence: str
    text: str
    year: int | None = None
    says: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary(KnowsPlaces):
    """The words of a kind of file.

    names: folded heading → word. numbers: those of places, as text; places: folded name → number.
    lacks: headings → the words without which no row is understood; () where all are there.
    unitless: what a heading is without its unit, and the unit's kind → the one word that is so.
    topics: what numbers under years may be. is_of_persons: rows may be about one person each.
    is_row: whether a record is surely a row, whatever else it looks like. wholes: folded names of
    what several places make up. long_forms: folded topic → how rows tell of it; long_topics: those
    that have no column of their own with us. sections: what lines between the rows say of those
    below them, from the outer to the inner. editions: headings of topics that belong together.
    topic_names, steps: every folded way to write one → its name. makes_places: whether rows are new
    places. placed: whether it is known already where such places lie. abbreviated: folded code →
    the heading that this file says it stands for. asides: folded headings that are only kept.
    unread: headings → those, folded, of which its layout reads nothing. of_nobody: headings and the
    cells below them → why a row is left out that looks like one (`reason_of`); "" for no such row.
    own_to_each: what each row says for itself. by_content: words that texts below them tell.
    told_by_sheets: meaning → how a sheet, or what stands above its table, says it of all its rows.
    numbered: editions whose topics may be called by their numbers alone.
    names_a_board: whether a line names the board that the people below it are on.
    """

    names: Mapping[str, KnownWord]
    numbers: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(default_factory=dict)
    lacks: Callable[[Sequence[str]], Sequence[KnownWord]] = lambda _headings: ()
    unitless: Mapping[tuple[str, str], KnownWord] = field(default_factory=dict)
    cells: ReadsCells = reads_nothing
    topics: tuple[KnownWord, ...] = ()
    is_of_persons: bool = False
    is_row: Callable[[Sequence[Cell]], bool] = lambda _cells: False
    wholes: frozenset[str] = frozenset()
    long_forms: Mapping[str, tuple[LongForm, ...]] = field(default_factory=dict)
    sections: tuple[KnownWord, ...] = ()
    long_topics: tuple[KnownWord, ...] = ()
    by_words: Mapping[frozenset[str], KnownWord] = field(default_factory=dict)
    editions: tuple[frozenset[str], ...] = ()
    topic_names: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    makes_places: bool = False
    placed: Callable[[Sequence[Cell]], bool] = lambda _places: False
    abbreviated: Mapping[str, str] = field(default_factory=dict)
    asides: frozenset[str] = frozenset()
    unread: Callable[[Sequence[str]], frozenset[str]] = lambda _headings: frozenset()
    of_nobody: Callable[[Sequence[str], Sequence[Cell]], str] = lambda _headings, _cells: ""
    own_to_each: frozenset[str] = frozenset()
    by_content: tuple[KnownWord, ...] = ()
    told_by_sheets: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    numbered: tuple[NumberedEdition, ...] = ()
    names_a_board: Callable[[str], bool] = lambda _text: False

    def find(self, heading: Cell) -> KnownHeading | None:
        """What a heading says, its unit and its number aside."""
        text = shown(heading)
        if word := self.names.get(fold(text)):
            return KnownHeading(word, SURE, text)
        if full := self.abbreviated.get(fold(text)) or IN_ENGLISH.get(fold(text)):
            known = self.find(full)
            return known._replace(confidence=LIKELY) if known else None
        text = text.replace("_", " ")  # as a database writes it
        if found := answer_in(text, self.names, self.topic_names, self.long_forms, role=ANSWER):
            return KnownHeading(found[0], LIKELY, found[0].heading, None, (found[1],))
        return (
            self._of_an_age(text)
            or self._without_unit(text)
            or self._of_a_year(text)
            or self._of_a_topic(text)
            or self._of_a_part(text)
            or self._of_the_whole(text)
            or self._of_two(text)
            or self._of_an_answer(text)
        )

    def _without_unit(self, text: str) -> KnownHeading | None:
        """A heading we know with another number before it, or another way to write its unit."""
        numberless = text if part_of_year(text) else NUMBERED.sub("", PIVOTED.sub("", text))
        if word := self.names.get(fold(numberless)):
            return KnownHeading(word, LIKELY, text if word.role == ANSWER else numberless)
        bare, unit = bared(numberless)
        word = self.names.get(fold(bare))
        is_mean = unit == "mean"  # of shares, or of days: the same unit still
        if word and word.role != ANSWER and (is_mean or bared(word.heading)[1] in ("", unit)):
            return KnownHeading(word, LIKELY, bare)
        if word and word.role == ANSWER:
            return KnownHeading(word, LIKELY, text)
        word = self.unitless.get((fold(bare), unit)) if unit else self._whatever_the_unit(bare)
        word = word or self.by_words.get(words_in(text)) or abbreviated(bare, self.names)
        known = self.names.get(fold(IN_BRACKETS.sub("", text)))
        if not word and known and known.role == TOPIC:  # of which instrument, others tell
            return KnownHeading(known, LIKELY, IN_BRACKETS.sub("", text))
        word = word or known or self._on_a_scale(text) or cut_off(bare, self.names)
        return KnownHeading(word, LIKELY, word.heading) if word else None

    def _of_an_answer(self, text: str) -> KnownHeading | None:
        """The step behind a small word: “I grøn”, “Er gule”."""
        rest = SMALL_WORD.sub("", text)
        word = self.names.get(fold(rest)) if rest != text else None
        word = word or self._begun_answer(rest)
        is_answer = word is not None and word.role == ANSWER
        return KnownHeading(word, LIKELY, word.heading) if word and is_answer else None

    def _begun_answer(self, text: str) -> KnownWord | None:
        """The one step that a text begins, where it begins no other heading."""
        word = begun(text, (one for one in self.names.values() if one.role == ANSWER))
        others = (name for name, one in self.names.items() if one != word)
        return None if any(name.startswith(fold(text)) for name in others) else word

    def _of_two(self, text: str) -> KnownHeading | None:
        """A place and what else its cells tell of it: “Navn og nr.”, “Hus/stue”."""
        pieces = [one for one in TWO_IN_ONE.split(text) if one.strip()]
        if len(pieces) != 2 or len(text) > MOST_OF_TWO:
            return None
        words = [self.names.get(fold(one)) for one in pieces]
        name = next((one for one in words if one and one.role == NAME), None)
        is_told = all(map(_tells_more, pieces, words))
        return KnownHeading(name, LIKELY, name.heading) if name and is_told else None

    def _whatever_the_unit(self, bare: str) -> KnownWord | None:
        """The one topic that is called so, whose unit a heading does not tell."""
        if len(bare) < LONG_ENOUGH:
            return None
        found = {word for (name, _unit), word in self.unitless.items() if name == fold(bare)}
        return found.pop() if len(found) == 1 else None

    def _on_a_scale(self, text: str) -> KnownWord | None:
        """The word of a rating with its scale behind it."""
        word = self.names.get(fold(ON_A_SCALE.sub("", text)))
        return word if word and word.meaning == VALUE else None

    def _of_a_year(self, text: str) -> KnownHeading | None:
        years = YEAR_IN.findall(text)
        if len(years) != 1 or not self.topics:
            return None
        known = self.find(without_year(text))
        if known is None or not (known.word.role in (TOPIC, ANSWER) or known.says):
            return None
        return known._replace(confidence=LIKELY, year=int(years[0]))

    def _of_a_topic(self, text: str) -> KnownHeading | None:
        """A topic that has no column of its own with us: the column is its value."""
        topic = bare_topic(text)
        topic = next((w.heading for w in self.long_topics if fold(w.heading) == fold(topic)), topic)
        if fold(topic) not in self.long_forms and (cut := begun(topic, self.long_topics)):
            topic = cut.heading if "." in topic else topic
        forms = self.long_forms.get(fold(topic), ())
        if len(forms) != 1:
            return None
        word = self.names.get(fold(forms[0].value))
        says = ((forms[0].topic, topic),)
        return KnownHeading(word, LIKELY, forms[0].value, None, says) if word else None

    def _of_an_age(self, text: str) -> KnownHeading | None:
        """What is of an age group, before a heading is taken whose numbers tell nothing."""
        part = part_in(text)
        return self._of_a_part(text) if part and part.rest and part.heading == AGE_HEADING else None

    def _of_a_part(self, text: str) -> KnownHeading | None:
        """What we know, and beside it an age group or a round."""
        part = part_in(text) if self.topics else None
        known = self.find(part.rest) if part and part.rest else None
        if part and known is None and fold(part.rest) in ALL_OF_THEM:
            word = self.word_meaning(RESPONDENTS)  # how many there are in all, of one part
            known = KnownHeading(word, LIKELY, word.heading) if word else None
        if part is None or known is None or known.word.role not in (TOPIC, ANSWER, OTHER):
            return None
        return known._replace(confidence=LIKELY, says=(*known.says, (part.heading, part.said)))

    def word_of(self, role: str) -> KnownWord | None:
        """The first word for what a column is to its row."""
        return next((one for one in self.names.values() if one.role == role), None)

    def word_meaning(self, meaning: str) -> KnownWord | None:
        """The first word that means so."""
        return next((one for one in self.names.values() if one.meaning == meaning), None)

    def _of_the_whole(self, text: str) -> KnownHeading | None:
        """What we know, and beside it that it is all of it: “Sygefravær i procent, hele året”."""
        rest = OF_THE_WHOLE.sub("", text)
        known = self.find(rest) if rest and rest != text else None
        return known._replace(confidence=LIKELY) if known and known.word.role == TOPIC else None

    def topics_like(self, heading: str, *, is_long: bool = False) -> tuple[KnownWord, ...]:
        """The topics and answers that share a word with a heading nobody knows, or begin so.

        is_long: of those that have no column of their own with us.
        """
        own = (word for word in self.names.values() if word.role in (TOPIC, ANSWER))
        return like_headings(heading, dict.fromkeys(self.long_topics if is_long else own))

    def misspelt(self, text: str) -> KnownHeading | None:
        """What a heading may be with a slip of the finger, to be asked; also beside a year."""
        if word := self._nearly(text):
            return KnownHeading(word, ASK, word.heading)
        word = self._nearly(without_year(text)) if YEAR_IN.search(text) else None
        is_topic = word is not None and word.role in (TOPIC, ANSWER)
        return KnownHeading(word, ASK, word.heading) if word and is_topic else None

    def _nearly(self, text: str) -> KnownWord | None:
        """The one heading that a text nearly is."""
        folded = fold(text)
        if len(folded) < LONG_ENOUGH or len(folded) > 80:
            return None
        close = get_close_matches(folded, self.names, n=2, cutoff=ALIKE)
        words = {self.names[one] for one in close}
        return words.pop() if len(words) == 1 else None

    def choices(self, words: Iterable[KnownWord]) -> tuple[Choice, ...]:
        """These words as answers, each once."""
        return tuple(Choice(word.heading, word.title) for word in dict.fromkeys(words))


def _tells_more(piece: str, word: KnownWord | None) -> bool:
    """Whether a piece of a heading is of a place, its number or a part of it."""
    if word is None:
        return fold(piece) in NUMBERS
    return word.role in TELLING or word.meaning == GROUP
