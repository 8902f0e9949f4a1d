"""What a cluster is called here: every Danish sentence says the word of the setting, inflected.

The catalogue is written with »klynge«. Where a municipality says dagtilbud or distrikt, the
translations are changed as they are loaded, once for each process: so no page, mail or paper can
be forgotten, nor a sentence that is written tomorrow. Addresses stay as they are, and so does what
people have written, and the heading »Klynge« in files, which is read whatever the word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.django_private import forget_translations, translations_to

USUAL = "klynge"


@dataclass(frozen=True, slots=True)
class Word:
    """A Danish noun: dagtilbud, dagtilbuddet, dagtilbud, dagtilbuddene, and dagtilbuds(leder)."""

    singular: str
    definite: str
    plural: str
    definite_plural: str
    compound: str

    @property
    def is_neuter(self) -> bool:
        return self.definite.endswith("t")


KNOWN = {
    word.singular: word
    for word in (
        Word("klynge", "klyngen", "klynger", "klyngerne", "klynge"),
        Word("dagtilbud", "dagtilbuddet", "dagtilbud", "dagtilbuddene", "dagtilbuds"),
        Word("distrikt", "distriktet", "distrikter", "distrikterne", "distrikts"),
        Word("netværk", "netværket", "netværk", "netværkene", "netværks"),
        Word("gruppe", "gruppen", "grupper", "grupperne", "gruppe"),
    )
}
#: Words before a noun that agree with it, and the same before a neuter one.
NEUTER = {
    "en": "et",
    "ingen": "intet",
    "din": "dit",
    "sin": "sit",
    "min": "mit",
    "hver": "hvert",
    "den": "det",
    "denne": "dette",
    "anden": "andet",
    "egen": "eget",
    "hvilken": "hvilket",
    "åben": "åbent",
}
BEFORE = re.compile(
    rf"\b(?P<before>(?:(?:{'|'.join(NEUTER)})\s+)+)(?P<between>(?:gamle|nye|hele)\s+)?"
    r"(?=klynges?\b)",
    re.IGNORECASE,
)
NOUN = re.compile(r"(?<!»)\bklynge(?P<ending>rnes|rne|rs|r|ns|n|s)?\b|\bklynge(?=[a-zæøå])", re.I)


def word_of(setting: str) -> Word:
    """The word of the setting: one that is known here, or five forms with / between them."""
    forms = [form.strip().lower() for form in setting.split("/")]
    if len(forms) == 1 and forms[0] in KNOWN:
        return KNOWN[forms[0]]
    if len(forms) == len(Word.__slots__) and all(forms):
        return Word(*forms)
    raise ImproperlyConfigured(
        f"CLUSTER_WORD: “{setting}” is none of {', '.join(KNOWN)}. Write another word in its five"
        " forms: dagtilbud/dagtilbuddet/dagtilbud/dagtilbuddene/dagtilbuds"
    )


def said(text: str, word: Word) -> str:
    """A Danish text with the word in the place of »klynge«."""
    if word.singular == USUAL or USUAL not in text.lower():
        return text
    if word.is_neuter:
        text = BEFORE.sub(_agreeing, text)
    return NOUN.sub(_instead(word), text)


def _agreeing(found: re.Match[str]) -> str:
    words = re.split(r"(\s+)", found["before"])
    changed = [_as_written(NEUTER.get(one.lower(), one), one) for one in words]
    return "".join(changed) + (found["between"] or "")


def _instead(word: Word) -> Callable[[re.Match[str]], str]:
    forms = {
        "": word.singular,
        "s": _genitive(word.singular),
        "n": word.definite,
        "ns": _genitive(word.definite),
        "r": word.plural,
        "rs": _genitive(word.plural),
        "rne": word.definite_plural,
        "rnes": _genitive(word.definite_plural),
    }

    def instead(found: re.Match[str]) -> str:
        is_compound = found["ending"] is None and found.string[found.end() :][:1].isalpha()
        form = word.compound if is_compound else forms[(found["ending"] or "").lower()]
        return _as_written(form, found[0])

    return instead


def _genitive(form: str) -> str:
    return f"{form}’" if form.endswith("s") else f"{form}s"


def _as_written(form: str, example: str) -> str:
    return form[:1].upper() + form[1:] if example[:1].isupper() else form


def use_the_word() -> None:
    """Have the Danish translations of this process say the word of the setting."""
    word = word_of(settings.CLUSTER_WORD)
    forget_translations("da")
    if word.singular == USUAL:
        return
    for messages in translations_to("da"):
        for key, message in messages.items():
            messages[key] = said(message, word)
