"""Which layout a file is written in, told by its headings alone."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from files.spreadsheets.danish_values import fold
from imports.arranging.joining import SHEET
from imports.errors import NotRecognised
from measurements.layouts.collection import ELSEWHERE, LAYOUTS
from measurements.layouts.columns import Layout, Meaning

NUMBERS = (Meaning.NUMBER, Meaning.STIL, Meaning.PRODUCTION)

#: Whether a folded heading names a topic of an instrument (by code), or an answer to one.
IsTopic = Callable[[str, str], bool]

#: The texts of a column (by index), folded, so many of them as tell what it is about.
TextsOf = Callable[[int], Collection[str]]

#: What a heading says beside the answer it names: “Generel indsats (%)”, “Antal tilfredse”.
UNIT = re.compile(
    r"\s*\(?\b(?:i\s+)?(?:antal|andel|procent|pct)\b\.?\)?\s*|\s+i\s*%\s*$", re.IGNORECASE
)

#: What says in a heading that how many answered so stands under it.
COUNTED = "antal"

#: What stands behind a heading in brackets: “Sygefravær (%)”, “Fuldtidsstillinger (årsværk)”.
# one with digits tells a scale apart, “(1-5)”, and a column's letter that it is read elsewhere
IN_BRACKETS = re.compile(r"\s*\((?!(?-i:[A-Z])\))[^()\d]*\)\s*$")


class SeveralLayoutsFit(NotRecognised):
    """The headings are those of several layouts. fitting: these."""

    def __init__(self, message: str, *, fitting: Iterable[Layout]) -> None:
        super().__init__(message)
        self.fitting = tuple(fitting)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file's headings understood: where each meaning stands (column index, from 0).

    topics: column index → heading, of topics that have a column each. unused: columns that mean
    nothing to the layout. missing: what the layout needs and the file lacks, as headings. answers:
    column index → folded name of the step that the column counts. aside: columns only kept.
    """

    layout: Layout
    columns: dict[Meaning, int]
    topics: dict[int, str]
    unused: tuple[int, ...] = ()
    missing: tuple[str, ...] = field(default=())
    answers: dict[int, str] = field(default_factory=dict)
    aside: tuple[int, ...] = ()

    @property
    def numbers(self) -> set[int]:
        """The columns of institutions' own numbers."""
        return {self.columns[meaning] for meaning in NUMBERS if meaning in self.columns}

    @property
    def found(self) -> int:
        """How many of the file's columns the layout understands."""
        return len(self.columns) + len(self.topics) + len(self.answers) + len(self.aside)


def recognise(
    headers: Sequence[str],
    *,
    layout: str = "auto",
    is_topic: IsTopic,
    is_answer: IsTopic = lambda _instrument, _folded: False,
    layouts: Mapping[str, Layout] = LAYOUTS,
    texts_of: TextsOf = lambda _index: (),
) -> Recognised:
    """The layout that fits the headings, or the one asked for by code. Raises `NotRecognised`.

    Where two fit, the one whose topics stand in the file is meant, then the one that understands
    more of the columns; with a tie we ask.
    """
    if layout != "auto":
        return _asked_for(layout, layouts, lambda one: _match(headers, one, is_topic, is_answer))
    tried = _tried(headers, layouts, is_topic, is_answer)
    meant = _whose_topics_stand_there([one for one in tried if not one.missing], texts_of, is_topic)
    fitting = sorted(meant, key=lambda one: -one.found)
    best = [one for one in fitting if one.found == fitting[0].found]
    if len(best) == 1:
        return best[0]
    if best:
        titles = [_("“%(heading)s”") % {"heading": one.layout.title} for one in best]
        raise SeveralLayoutsFit(
            _("The headings fit %(layouts)s. Choose which of them it is.")
            % {"layouts": pgettext("between alternatives", " or ").join(titles)},
            fitting=[one.layout for one in best],
        )
    raise NotRecognised(_why_none_fits(headers, [one for one in tried if not _is_any(one)]))


def _tried(
    headers: Sequence[str], layouts: Mapping[str, Layout], is_topic: IsTopic, is_answer: IsTopic
) -> list[Recognised]:
    """What the headings say to each layout they may be of.

    A list of reports says nothing else: with other columns it is hardly one, but results under
    headings nobody knows. Somebody may still say that it is.
    """
    tried = [_match(headers, known, is_topic, is_answer) for known in layouts.values()]
    return [one for one in tried if not (one.layout.lists_reports and one.unused)]


def _asked_for(
    code: str, layouts: Mapping[str, Layout], match: Callable[[Layout], Recognised]
) -> Recognised:
    """The layout of that code. Raises `NotRecognised` where the headings are not all there."""
    if code not in layouts:
        raise NotRecognised(_("There is no layout “%(code)s”.") % {"code": code})
    chosen = match(layouts[code])
    if chosen.missing:
        raise NotRecognised(_what_is_missing(chosen))
    return chosen


def _is_any(one: Recognised) -> bool:
    """Whether its headings are those of any instrument: the long form of one's own."""
    return one.layout.is_derived and not one.layout.topics_across


def _whose_topics_stand_there(
    fitting: Sequence[Recognised], texts_of: TextsOf, is_topic: IsTopic
) -> list[Recognised]:
    """Of layouts that name their topics in the rows, those of whose topics most are named.

    Where as many are, or none, those that have headings of their own.
    """
    named: dict[str, int] = {}
    for one in fitting:
        if not one.layout.topics_across and Meaning.TOPIC in one.columns:
            texts = texts_of(one.columns[Meaning.TOPIC])
            known = sum(is_topic(one.layout.instrument, text) for text in texts)
            named[one.layout.code] = known
    most = max(named.values(), default=0)
    best = [one for one in fitting if named.get(one.layout.code, most) == most]
    if most and all(map(_is_any, best)):
        return best
    return [one for one in best if not _is_any(one)]


def lacking(
    headers: Sequence[str],
    *,
    is_topic: IsTopic,
    is_answer: IsTopic,
    layouts: Mapping[str, Layout] = LAYOUTS,
) -> tuple[str, ...]:
    """The headings without which a file is in no layout; () where it is in one, or in none of ours.

    Of the layout of which most is there.
    """
    tried = _tried(headers, layouts, is_topic, is_answer)
    if any(not one.missing for one in tried) or _belongs_elsewhere(headers):
        return ()
    nearest = _nearest([one for one in tried if not _is_any(one)])
    of_any = [one for one in tried if _is_any(one) and _lacks_one(one)]
    if of_any and (best := _nearest(of_any)).found > nearest.found:
        nearest = best  # rows of any instrument, but for their year
    return nearest.missing if nearest.found >= 2 else ()


def _lacks_one(one: Recognised) -> bool:
    """Whether one thing is missing: the year beside it is told, or asked, once for the file."""
    years = {column.heading for column in one.layout.columns if column.meaning is Meaning.YEAR}
    return len(one.missing) == 1 or (len(one.missing) == 2 and bool(years & {*one.missing}))


def _nearest(tried: Sequence[Recognised]) -> Recognised:
    return max(tried, key=lambda one: one.found - 2 * len(one.missing))


def _belongs_elsewhere(headers: Sequence[str]) -> str:
    """The sentence about a file that is read in elsewhere; "" for others."""
    folded = set(map(fold, headers))
    for known in ELSEWHERE:
        if folded.issuperset(map(fold, known.headings)):
            return str(known.sentence)
    return ""


def _why_none_fits(headers: Sequence[str], tried: Sequence[Recognised]) -> str:
    if elsewhere := _belongs_elsewhere(headers):
        return elsewhere
    nearest = _nearest(tried)
    if nearest.found < 2 or len(nearest.missing) > 1:
        return _(
            "The headings fit none of the layouts we know. The file needs an institution"
            " number, a year or a date, and the results."
        )
    return _what_is_missing(nearest)


def _match(
    headers: Sequence[str], layout: Layout, is_topic: IsTopic, is_answer: IsTopic
) -> Recognised:
    columns = _columns(headers, layout)
    taken = set(columns.values())
    topics: dict[int, str] = {}
    answers: dict[int, str] = {}
    unused, aside = [], []
    kept = set(map(fold, (*layout.aside, SHEET)))
    others = [(i, heading) for i, heading in enumerate(headers) if heading and i not in taken]
    for index, heading in others:
        if layout.topics_across and is_topic(layout.instrument, fold(heading)):
            topics[index] = heading
        elif layout.topics_across and is_topic(layout.instrument, _without_unit(heading)):
            topics[index] = IN_BRACKETS.sub("", heading)
        elif layout.answers and is_answer(layout.instrument, step := answer_named(heading)):
            unused += _take_answer(index, heading, step, answers)
        elif fold(heading) in kept:
            aside.append(index)
        else:
            unused.append(index)
    missing = _missing(layout, columns, topics=topics, answers=answers)
    return Recognised(layout, columns, topics, tuple(unused), tuple(missing), answers, tuple(aside))


def _take_answer(index: int, heading: str, step: str, answers: dict[int, str]) -> list[int]:
    """Take a column for an answer, and tell the one that is not: a count goes before its share."""
    told = [at for at, one in answers.items() if one == step]
    if told and COUNTED not in heading.casefold():
        return [index]
    for at in told:
        del answers[at]
    answers[index] = step
    return told


def _columns(headers: Sequence[str], layout: Layout) -> dict[Meaning, int]:
    """Where the columns of the layout stand.

    A heading of our own wins over a synonym, wherever the two stand, and both over one that is ours
    but for its unit.
    """
    meanings: dict[str, Meaning] = {}
    for column in layout.columns:
        for heading in (column.heading, *column.synonyms):
            meanings.setdefault(fold(heading), column.meaning)
    first = {fold(column.heading): column.meaning for column in layout.columns}
    columns: dict[Meaning, int] = {}
    for names, told in ((first, fold), (meanings, fold), (meanings, _without_unit)):
        for index, heading in enumerate(headers):
            meaning = names.get(told(heading))
            if meaning and meaning not in columns and index not in columns.values():
                columns[meaning] = index
    return columns


def _missing(
    layout: Layout,
    columns: Mapping[Meaning, int],
    *,
    topics: Mapping[int, str],
    answers: Mapping[int, str],
) -> list[str]:
    """What the headings lack."""
    missing = [
        column.heading
        for column in layout.required
        if column.meaning not in columns
        and not (column.meaning is Meaning.VALUE and len(answers) > 1)  # its mean is worked out
    ]
    if not any(meaning in columns for meaning in (*NUMBERS, Meaning.NAME)):
        missing.insert(0, layout.columns[0].heading)
    needs_answers = layout.answers and not _has_value(layout)
    if needs_answers and not answers:
        missing.append(_("a column for each answer"))
    elif layout.topics_across and not (topics or needs_answers):
        missing.append(_("a column for each theme or area"))
    return missing


def answer_named(heading: str) -> str:
    """The folded answer that a heading names, without what it says of the unit."""
    return fold(UNIT.sub(" ", heading))


def _without_unit(heading: str) -> str:
    """A heading folded, without what stands in brackets at its end."""
    return fold(IN_BRACKETS.sub("", heading))


def _has_value(layout: Layout) -> bool:
    return any(column.meaning is Meaning.VALUE for column in layout.columns)


def _what_is_missing(nearest: Recognised) -> str:
    quoted = [_("“%(heading)s”") % {"heading": heading} for heading in nearest.missing]
    return ngettext(
        "The file looks like “%(layout)s”, but this column is missing: %(columns)s.",
        "The file looks like “%(layout)s”, but these columns are missing: %(columns)s.",
        len(quoted),
    ) % {"layout": nearest.layout.title, "columns": ", ".join(quoted)}
