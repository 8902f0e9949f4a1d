"""Numbers, lists and dates as they are written in a sentence."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from config.numbers import grouped, written

#: A space that no line is broken at.
NBSP = "\u00a0"

#: Of more names than this, and one, the others are told as a number.
MOST_NAMES = 3

#: What a sentence ends with.
STOPS = (".", "?", "!", "…")

NONE = pgettext_lazy("number", "no")

TWO_TO_TWELVE = (
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)


def number(count: int, *, neuter: bool = False) -> str:
    """A count as a word up to twelve, in digits beyond. Danish has two words for one."""
    if count == 0:
        return str(NONE)
    if count == 1:
        return pgettext("neuter", "one") if neuter else pgettext("common gender", "one")
    return str(TWO_TO_TWELVE[count - 2]) if count <= 12 else in_digits(count)


def number_among(count: int, of: int, *, neuter: bool = False) -> str:
    """The same of several: both or all where it is they; of one it is a sentence of its own."""
    if 1 < count == of:
        return _("both") if of == 2 else _("all")
    return number(count, neuter=neuter)


def overdue_among(count: int, of: int, *, neuter: bool = False) -> str:
    """“én er forsinket”, and of the only one: “den er forsinket”."""
    if count == of == 1:
        if neuter:
            return pgettext("neuter", "it is overdue")
        return pgettext("common gender", "it is overdue")
    told = {"number": number_among(count, of, neuter=neuter)}
    return ngettext("%(number)s is overdue", "%(number)s are overdue", count) % told


def in_words(count: int) -> str:
    """A count from two to twelve as a word, others in digits. Sentences about one are their own."""
    return str(TWO_TO_TWELVE[count - 2]) if 2 <= count <= 12 else in_digits(count)


def in_digits(count: int) -> str:
    """A count with its thousands apart: 12.600."""
    return grouped(count)


def part_of(part: int, whole: int) -> str:
    """A count of a whole, as a figure: “4 af 6”."""
    return _("%(part)s of %(whole)s") % {"part": in_digits(part), "whole": in_digits(whole)}


def in_per_cent(share: Decimal) -> str:
    """A share in whole per cent, rounded."""
    return written(share * 100, 0)


def quoted(text: str) -> str:
    """“Samspil”, in the quotation marks of the language."""
    return pgettext("quotation", "“%(text)s”") % {"text": text}


def stop_behind(text: str) -> str:
    """The stop that a sentence still lacks: what is asked or quoted may have its own."""
    return "" if text.rstrip("»«”“ ").endswith(STOPS) else "."


def listing(items: Sequence[str]) -> str:
    """“a”, “a og b”, “a, b og c”."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def shortened(names: Sequence[str]) -> str:
    """Names, the first few of them where they are many: “a, b, c og 4 andre”."""
    if len(names) <= MOST_NAMES + 1:
        return listing(names)
    others = len(names) - MOST_NAMES
    return listing([*names[:MOST_NAMES], _("%(count)s others") % {"count": others}])


def clauses(parts: Sequence[str]) -> str:
    """Half sentences with a subject of their own, put together: “a, b, og c”."""
    if len(parts) < 2:
        return "".join(parts)
    return pgettext("clauses", "%(first)s, and %(last)s") % {
        "first": ", ".join(parts[:-1]),
        "last": parts[-1],
    }


def numbers(values: Sequence[int]) -> str:
    """Numbers of goals: “2”, “2 og 4”, “1–3”, “1–3 og 5”."""
    runs: list[list[int]] = []
    for value in sorted(values):
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    written: list[str] = []
    for run in runs:
        written += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return listing(written)


def sentence(text: str) -> str:
    """A text with a capital at the beginning and a full stop at the end, if it is not empty."""
    return f"{capfirst(text)}." if text else ""


def day(date: datetime.date, *, today: datetime.date) -> str:
    """A date in running text; its year only when it is not this one."""
    return date_format(date, "MONTH_DAY_FORMAT" if date.year == today.year else "DATE_FORMAT")


def stretch(first: datetime.date, last: datetime.date, *, today: datetime.date) -> str:
    """Days or whole months in a narrow column: “8. dec.”, “maj–nov.”, “jan. 2027”."""
    year = "" if last.year == today.year else f" {last.year}"
    if first == last:
        return f"{_short_day(first)}{year}"
    is_whole = first.day == 1 and (last + datetime.timedelta(days=1)).day == 1
    begin, end = (
        (_month(first), _month(last)) if is_whole else (_short_day(first), _short_day(last))
    )
    if begin == end:
        return f"{end}{year}"
    if first.year != last.year:
        begin = f"{begin} {first.year}"
        year = f" {last.year}"
    return f"{begin}–{end}{year}"


def _month(date: datetime.date) -> str:
    return date_format(date, "N").lower()


def _short_day(date: datetime.date) -> str:
    words = {"day": date.day, "month": _month(date)}
    return (pgettext("day and month", "%(month)s %(day)s") % words).replace(" ", NBSP)
