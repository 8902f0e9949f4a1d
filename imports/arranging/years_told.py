"""The one year that a file tells of all its rows: above its table, in its names, or below it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from files.spreadsheets.danish_values import MONTHS
from imports.arranging.heading_years import YEAR_IN
from imports.arranging.parts import ROUND, round_told
from imports.arranging.times import MONTH, QUARTER, part_of_year

#: A sheet of a year may be called so, beside one of another.
SHORT_YEAR = re.compile(r"\s*'?([12]\d)\s*")
#: What a line says that tells when, and by whom, a file was made.
MADE = re.compile(
    r"\b(?:kilde|opdateret|ajourført|udtræk\w*|udtrukket|trukket|kørt|kørsel|rettet|samlet af"
    r"|udskrevet|hentet|dannet|lavet|udarbejdet|version|senest|gemt|printet|udskrift|sendt|bestilt|deadline)\b",
    re.IGNORECASE,
)
#: Behind these words stands another year than that of the rows.
OTHER_YEAR = re.compile(
    r"(?:\b(?:siden|fra|efter|før|til|mod|ift\.?|i forhold til|sammenlign\w*(?: med)?|end|inden"
    r"|vedtaget|gældende|skala|mål(?:et|tal|sætning\w*)?(?: for)?|forrige\w*|sidste|næste"
    r"|budget|kommende|og|\+|&)"
    r"\W*(?:år(?:et)?\s+)?|\d\s*[-–/.]\s*)$",
    re.IGNORECASE,
)
#: In front of a year that is one of several, or half of one.
GOES_ON = re.compile(
    r"\s*(?:[-–/.]\s*\d|(?:og|til|samt|\+|&|mod|vs\.?|eller)\s+(?:år\s+)?\d)", re.I
)
#: A day in figures or with its month in words; the day of a count is behind “pr.”.
DAY = re.compile(
    r"(?P<count>\b(?:pr\.?|den)\s+)?"
    r"\b(?:\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./]\s*(?P<year>(?:19|20)\d\d)\b"
    rf"|\d{{1,2}}\.?\s+(?:{'|'.join(one[:3] for one in MONTHS)})[a-zæøå]*\.?"
    r"\s+(?P<word>(?:19|20)\d\d)\b"
    r"|(?P<iso>(?:19|20)\d\d)-\d\d(?:-\d\d)?\b)",
    re.IGNORECASE,
)
#: A line that says which time the rows are of, wherever it stands.
OF_TIME = re.compile(r"\b(?:år|årstal|periode\w*|kalenderår)\b(?:\s+er)?\s*[:=]?\s", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\([^()]*\)")


class ToldTime(NamedTuple):
    """What a year, or a round, was told by."""

    said: str
    text: str


def year_told(above: Sequence[str], below: Sequence[str]) -> ToldTime | None:
    """The one year that nothing else in the file speaks against; None where it has to be asked.

    above: what stands over the table, and the names of its sheet and its file. below: its notes.
    """
    told = _of_time(above, below) or _of_titles(above)
    doubtful = {year for text in above for year in _doubtful(text)}
    if len(told) != 1:
        return None
    year = next(iter(told))
    return ToldTime(year, told[year]) if all(other < year for other in doubtful) else None


def _of_time(above: Sequence[str], below: Sequence[str]) -> dict[str, str]:
    """The years of lines that say which time the rows are of."""
    lines = (text for text in (*above, *below) if _is_of_time(text))
    return {year: text for text in lines for year in YEAR_IN.findall(text)}


def _of_titles(above: Sequence[str]) -> dict[str, str]:
    lines = (text for text in above if not _is_made(text))
    return {year: text for text in lines for year in _plain(_bare(text))}


def rounds_told(above: Sequence[str]) -> ToldTime | None:
    """The one round that is told of all rows, where no other year is."""
    rounds = {round_told(found): text for text in above for found in ROUND.finditer(text)}
    years = {year for text in above for year in YEAR_IN.findall(DAY.sub(" ", text))}
    if len(rounds) != 1:
        return None
    said = next(iter(rounds))
    return ToldTime(said, rounds[said]) if years <= {said[-4:]} else None


def part_told(above: Sequence[str]) -> ToldTime | None:
    """The one round, quarter or month, with its year, that is told of all rows."""
    found: dict[str, str] = {}
    years: set[str] = set()
    for text in above:
        if not _is_made(text):
            bare = DAY.sub(" ", text)
            years |= {*YEAR_IN.findall(bare)}
            found |= dict.fromkeys(_parts_in(bare), text)
    said = next(iter(found), "")
    is_one = len(found) == 1 and years == {*YEAR_IN.findall(said)} != set()
    return ToldTime(said, found[said]) if is_one else None


def _parts_in(text: str) -> Iterator[str]:
    """The rounds, quarters and months of a line."""
    yield from map(round_told, ROUND.finditer(text))
    for pattern in (QUARTER, MONTH):
        parts = (part_of_year(one[0]) for one in pattern.finditer(text))
        yield from (one.said for one in parts if one)


def _is_of_time(text: str) -> bool:
    return bool(OF_TIME.search(text)) and len({*YEAR_IN.findall(text)}) == 1


def _is_made(text: str) -> bool:
    """Whether a line tells when, or by whom, the file was made."""
    return MADE.search(IN_BRACKETS.sub(" ", text)) is not None


def _bare(text: str) -> str:
    """A line without days on which it was written; the day of a count is its year."""

    def year_of(found: re.Match[str]) -> str:
        is_meant = (found["count"] or "").lower().startswith("pr")
        return f" {found['year'] or found['word'] or found['iso']} " if is_meant else " "

    return DAY.sub(year_of, text)


def _plain(text: str) -> Iterable[str]:
    """The years that a line is about."""
    without = IN_BRACKETS.sub(" ", text)
    for found in YEAR_IN.finditer(without):
        before, after = without[: found.start()], without[found.end() :]
        if not OTHER_YEAR.search(before) and not GOES_ON.match(after):
            yield found[0]


def _doubtful(text: str) -> Iterable[str]:
    """The other years of a line: in brackets, behind “siden”; a range speaks against all."""
    if _is_of_time(text) or _is_made(text):
        return
    bare = _bare(text)
    plain = [*_plain(bare)]
    for found in YEAR_IN.finditer(bare):
        before, after = bare[: found.start()], bare[found.end() :]
        if GOES_ON.match(after) or re.search(r"\d\s*[-–/]\s*$", before):
            yield "9999"
        elif found[0] not in plain:
            yield found[0]


def short_years(names: Iterable[str]) -> list[list[str]]:
    """The years that all of several sheets are called by, in two digits: “25” and “26”."""
    found = [SHORT_YEAR.fullmatch(name) for name in names]
    years = [one[1] for one in found if one]
    is_each = len(found) > 1 and len({*years}) == len(found)
    return [[f"20{one}"] for one in years] if is_each else []
