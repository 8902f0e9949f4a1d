"""The words of the house, explained: one glossary for `/ordliste/` and for where they stand.

What the program itself calls things is told here; what one measures with is told by its
`Instrument`, which the municipality words in the administration, as it may word ours
(`GlossaryWording`).
"""

from dataclasses import replace

from django.db.models import F, Value
from django.utils.text import capfirst
from simple_history.utils import bulk_create_with_history

from institutions.remembering import rows_kept
from measurements.models import GlossaryWording, Instrument
from measurements.models.wordings import MUNICIPAL
from measurements.own_words import OWN, OWN_KEYS, GlossaryWord


def is_a_word(key: str) -> bool:
    """Whether it is a word of texts, in whatever letters, and no name of an instrument."""
    return key in OWN_KEYS or key.startswith(MUNICIPAL)


def all_words() -> list[GlossaryWord]:
    """Every word, by its name in the reader's language."""
    return sorted(words_by_key().values(), key=lambda word: str(word.name).casefold())


def words_by_key() -> dict[str, GlossaryWord]:
    """Every word, the program's own as the municipality words them; one query."""
    worded = {word.key: word for word in _worded()}
    own = {
        word.key: replace(word, meaning=worded[word.key].meaning) if word.key in worded else word
        for word in OWN
    }
    return worded | own


def load_wordings() -> int:
    """Give every word of the program a row, to be worded in the administration."""
    missing = OWN_KEYS.difference(GlossaryWording.objects.values_list("key", flat=True))
    rows = [GlossaryWording(key=key) for key in sorted(missing)]
    bulk_create_with_history(rows, GlossaryWording)
    return len(missing)


def _worded() -> tuple[GlossaryWord, ...]:
    """What the municipality has worded: instruments, words of the program, and its own."""
    instruments = Instrument.objects.order_by().exclude(description="")
    wordings = GlossaryWording.objects.order_by().exclude(meaning="")
    rows = rows_kept(
        lambda: instruments.values_list("code", "short_name", "name", "description").union(
            wordings.annotate(short=F("own_name"), name=Value("")).values_list(
                "key", "short", "name", "meaning"
            ),
            all=True,
        ),
        "worded",
    )
    return tuple(
        GlossaryWord(
            code,
            capfirst(short.partition("|")[0]) or code,
            told if name in {"", short} else f"{name}. {told}",
            # »Personale« says what it is itself
            forms=short if short.isupper() or code.startswith(MUNICIPAL) else "",
        )
        for code, short, name, told in sorted(rows)
    )
