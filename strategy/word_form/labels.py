"""What the headings of the form's columns and rows mean, however they are worded."""

import enum
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

LONGEST = 160  # letters of a heading; what is longer is an answer


class Kind(enum.Enum):
    """What stands under a heading."""

    NUMBER = _("the strategic goal's number")
    INSTITUTION = _("Name of the institution")
    GOAL = _("Which local goals are needed")
    EFFORTS = _("Description of efforts")
    HOW = _("How and when is the effect measured")
    WHEN = _("When is the effect measured")
    RESPONSIBLE = _("Responsible")


#: The four columns every form has.
FOUR = (Kind.INSTITUTION, Kind.GOAL, Kind.EFFORTS, Kind.HOW)


@dataclass(frozen=True, slots=True)
class Label:
    """A heading: what it is of, which strategic goal it names, and whether it can be nothing else.

    What is not sure may be an answer in which the same words are used.
    """

    kind: Kind
    number: int | None = None
    is_sure: bool = False


_PLACE = r"(?:institution|enhed|dagtilbud|daginstitution|børnehus|børnehave|hus|afdeling|skole|afd)"
_PLACE_NAME = re.compile(
    rf"(?:(?:navn(?:et)?|på|og|eller|for|den|jeres|din|{_PLACE}(?:dets|ets|ens|et|en|ns|n|s)?)\s?)+"
)
_NUMBER = re.compile(
    r"(?:strategiske?\s)?mål\s?(?:nr|nummer|no)|målnummer|målnr|nr"
    r"|(?:strategiske?|overordnede?) mål"
)
_WHEN = re.compile(r"\bhvornår\b|\btidspunkt|\btidsplan|\bdato\b|\bfrist\b|\bdeadline\b")
_HOW = re.compile(
    r"\beffekt|\bmåles?\b|\bmålt\b|\bmåling|\bevaluer|\bfølge[rs]?\b.*\bop\b|\bopfølgning|\bvirke[rt]"
    r"|\bkan (?:vi|i) se\b|\bved (?:vi|i)\b|\bresultat|\bsucceskriteri"
)
_EFFORTS = re.compile(
    r"\bindsats|\btiltag|\baktivitet|\bhandling|\bhvad gør\b|\bhvad vil (?:vi|i) gøre|\bmetode"
)
_GOAL = re.compile(r"\bmål(?:et|ene|sætning\w*)?\b|\blokalmål")
_RESPONSIBLE = re.compile(r"(?:hvem er )?ansvarlig|tovholder|hvem har ansvaret")
_SURE = {
    Kind.GOAL: re.compile(
        r"hvilket? lokalt?e? mål.*"
        r"|(?:institutionens |enhedens |vores |jeres )?lokalt?e? mål(?: (?:til|for|under|der)\b.*)?"
        r"(?: \d+)?"
    ),
    Kind.EFFORTS: re.compile(r"(?:beskrivelse af |konkrete? |vores |jeres )*(?:indsats|tiltag)\w*"),
    Kind.HOW: re.compile(r"hvordan og hvornår.*|hvordan måles.*|effektmåling|måling af effekt\w*"),
    Kind.WHEN: re.compile(r"hvornår måles.*"),
}
_GOAL_NUMBER = re.compile(r"\bmål\s*(?:nr\.?|nummer)?\s*(\d{1,2})\b(?!\s*(?:[-–,/&]|og|til)\s*\d)")
_ORDINAL = re.compile(r"\b(\d{1,2})\.\s*(?:strategiske\s+)?mål\b")
_HEADING = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*)?(?:(?:strategiske?|fælles|overordnede?|kommunens)\s+)*mål\s*"
    r"(?:nr\.?|nummer)?\s*(?P<number>\d{1,2})\b(?!\s*(?:[-–,/&]|og|til)\s*\d)"
    r"(?!\s+(?:er|har|handler|skal|kan|vil|blev|var|og)\b)"
)


def plain(text: str) -> str:
    """A text for comparison: small letters, single spaces, no punctuation, no hyphenation."""
    text = unicodedata.normalize("NFC", text).casefold().replace("\xad", "")
    text = re.sub(r"(?<=\w)[-‑–]\s*\n?\s*(?=\w)", "", text)
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


def label_of(text: str) -> Label | None:
    """What a heading is of, or None when it is none of the form's."""
    words = plain(text[: 4 * LONGEST])
    if not words or len(words) > LONGEST:
        return None
    kind = _kind(words)
    if kind is None:
        return None
    number = goal_number(text) if kind in (Kind.GOAL, Kind.EFFORTS, Kind.HOW) else None
    sure = kind in (Kind.INSTITUTION, Kind.NUMBER)
    if kind in _SURE:
        sure = bool(_SURE[kind].fullmatch(words))
    return Label(kind, number, sure)


def _kind(words: str) -> Kind | None:
    if words in ("hvordan", "hvordan måles"):
        return Kind.HOW
    if _RESPONSIBLE.match(words):
        return Kind.RESPONSIBLE
    if _PLACE_NAME.fullmatch(words):
        return Kind.INSTITUTION
    if _NUMBER.fullmatch(words):
        return Kind.NUMBER
    if re.match(r"hvilket? lokal", words):
        return Kind.GOAL
    if _WHEN.search(words) and "hvordan" not in words:
        return Kind.WHEN
    if _HOW.search(words) or (_WHEN.search(words) and "hvordan" in words):
        return Kind.HOW
    if _EFFORTS.search(words):
        return Kind.EFFORTS
    return Kind.GOAL if _GOAL.search(words) else None


def goal_number(text: str) -> int | None:
    """The number of the strategic goal a heading speaks of: “… for at opnå mål 2” is 2."""
    text = text.casefold().replace("\xa0", " ")
    found = _GOAL_NUMBER.search(text) or _ORDINAL.search(text)
    return int(found[1]) if found else None


def heading_number(text: str, *, is_heading: bool) -> int | None:
    """The number in the heading over a table: “Strategisk mål 2: Alle dagtilbud …” is 2.

    A heading by its looks alone (not by its style) must begin so, and not go on as a sentence.
    """
    text = " ".join(text.casefold().replace("\xa0", " ").split())
    if match := _HEADING.match(text):
        return int(match["number"]) if is_heading or len(text) <= 300 else None
    return goal_number(text) if is_heading else None
