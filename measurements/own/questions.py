"""Questions as people paste them, and why some of them could not be told apart in a file."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.bullets import items
from files.spreadsheets.danish_values import fold
from files.spreadsheets.table import is_error_value
from measurements.layouts.declared import INSTITUTION
from measurements.layouts.derived import ANSWERED, PARTS, QUESTION, RESULT, YEAR

MOST, LONGEST = 300, 200

#: What the other columns of a file are called.
HEADINGS = {
    fold(heading)
    for column in (*INSTITUTION, YEAR, ANSWERED, QUESTION, RESULT)
    for heading in (column.heading, *column.synonyms)
} | set(map(fold, PARTS))


def questions_in(text: str) -> list[str]:
    """One question a line, without bullets. Raises `ValidationError` with all that is wrong."""
    questions = items(text)
    if not questions:
        raise ValidationError(_("Write at least one question, one on each line."))
    if faults := faults_in(questions):
        raise ValidationError(faults)
    return questions


def faults_in(questions: Sequence[str], *, others: Iterable[str] = ()) -> list[str]:
    """A sentence about each question that cannot be one. others: headings of the instrument."""
    faults = []
    if len(questions) > MOST:
        faults.append(_("There can be at most %(most)s questions.") % {"most": MOST})
    reserved = HEADINGS | set(map(fold, others))
    seen: set[str] = set()
    for question in questions:
        told = {"text": question[:80]}
        folded = fold(question)
        if len(question) > LONGEST:
            limit = {"limit": LONGEST}
            sentence = _("“%(text)s …” is too long: a question has at most %(limit)s characters.")
            faults.append(sentence % (told | limit))
        elif not folded:
            faults.append(_("“%(text)s” has neither letters nor digits.") % told)
        elif folded in seen:
            faults.append(_("“%(text)s” stands there twice.") % told)
        elif folded in reserved:
            sentence = _("“%(text)s” is what another column of the file is called. Call it more.")
            faults.append(sentence % told)
        elif is_error_value(question):
            faults.append(is_an_error(question))
        seen.add(folded)
    return faults


def is_an_error(text: str) -> str:
    """Why nothing can be called what a spreadsheet shows where it cannot count, as “#REF!”."""
    sentence = _("“%(text)s” is what spreadsheets show for an error. Call it something else.")
    return sentence % {"text": text}


def words_in(text: str) -> list[str]:
    """Other ways to write something, one a line, each once."""
    return list({fold(word): word for word in items(text) if fold(word)}.values())
