"""A question and an answer to it in one heading, as two rows of headings make it."""

import re
from collections.abc import Mapping

from files.spreadsheets.danish_values import fold
from imports.arranging.cut_headings import Word
from imports.arranging.parts import LongForm, Said

#: So many words the answer has at most.
LONGEST_ANSWER = 4
#: What parts the two.
BETWEEN = " \t,;:/()[]–-"
#: The heading of questions, where no layout tells another.
QUESTION = "Spørgsmål"


def answer_in(
    text: str,
    names: Mapping[str, Word],
    topic_names: Mapping[str, str],
    long_forms: Mapping[str, tuple[LongForm, ...]],
    *,
    role: str,
) -> tuple[Word, Said] | None:
    """The answer that a heading ends with, and the question before it.

    role: that of answers. “Er du glad for at komme her? Nogle gange”.
    """
    starts = [found.start() for found in re.finditer(r"(?<=[\s?:–/-])\w", text)]
    for start in starts[-LONGEST_ANSWER:]:
        asked, said = text[:start].strip(BETWEEN), text[start:].strip(BETWEEN)
        word, topic = names.get(fold(said)), topic_names.get(fold(asked))
        if word is not None and word.role == role and topic is not None:
            forms = long_forms.get(fold(topic), ())
            return word, (forms[0].topic if forms else QUESTION, topic)
    return None
