"""What a comparison has found, and no more than the numbers can carry."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance import extremes
from chance import words as chance_words
from config.numbers import written
from config.phrases import in_words, listing, part_of

#: More names than this are not told one by one.
MOST_NAMES = 3
MOST_WARNED = 8


class NumbersFound(NamedTuple):
    """Numbers beside each other; clause: what chance has to do with it, empty where it is told."""

    told: str
    clause: str = ""

    @property
    def heading(self) -> str:
        return "; ".join(filter(None, self))


def numbers_found(
    rows: Sequence[tuple[str, Decimal, int | None]],
    *,
    least: Decimal | None,
    decimals: int,
    ends: tuple[Decimal | None, Decimal | None] = (None, None),
) -> NumbersFound:
    """From where to where they lie; who lies highest and lowest only where chance does not do as
    much.

    rows: (name, value, answers behind it, None for unknown). least: the smallest difference that
    means anything; None is unknown. ends: of the scale.
    """
    if len(rows) < 2:
        return NumbersFound(_("There is not enough to compare"))
    values = [value for _name, value, _of in rows]
    spread = max(values) - min(values)
    low, high = _number(min(values), decimals), _number(max(values), decimals)
    if spread == 0:
        return NumbersFound(_("All have the same: %(value)s") % {"value": low})
    if least is not None and spread < least:
        told = _("The differences are below %(least)s, and too small to call anybody higher")
        return NumbersFound(told % {"least": _number(least, decimals)})
    if low == high:
        return NumbersFound(_("All have about the same: %(value)s") % {"value": low})
    answers = [(value, of) for _name, value, of in rows]
    judged = extremes(answers, lowest=ends[0], highest=ends[1], least=least)
    if not judged.way:
        told = _("Between %(low)s and %(high)s") % {"low": low, "high": high}
        return NumbersFound(told, chance_words.clause(judged))
    told = _("%(first)s highest (%(high)s), %(last)s lowest (%(low)s)")
    return NumbersFound(
        told
        % {
            "first": _names([n for n, value, _of in rows if _number(value, decimals) == high]),
            "high": high,
            "last": _names([n for n, value, _of in rows if _number(value, decimals) == low]),
            "low": low,
        }
    )


def themes_heading(found: Sequence[NumbersFound]) -> str:
    """Several themes on one scale, never one beside another, and once what chance has to do with
    the institutions in each; where that differs from theme to theme, each says it itself.
    """
    if not found:
        return _("There is not enough to compare")
    told = ngettext(
        "%(count)s theme, by itself", "%(count)s themes, each by itself", len(found)
    ) % {"count": capfirst(in_words(len(found)))}
    return "; ".join(filter(None, (told, common_clause(found))))


def common_clause(found: Sequence[NumbersFound]) -> str:
    """What every theme would say of chance; empty where they do not say the same."""
    clauses = {one.clause for one in found}
    return clauses.pop() if len(clauses) == 1 else ""


def ratings_heading(rows: Sequence[tuple[str, int, int]], *, step: str) -> str:
    """How many have the best rating, in all and in each place, in the order the places stand.

    rows: (name, institutions with the best rating, institutions rated). Nobody is called first or
    last: of three and four institutions a share tells no more than chance does.
    """
    rated = [row for row in rows if row[2]]
    if len(rated) < 2:
        return _("There is not enough to compare")
    best, of = sum(row[1] for row in rated), sum(row[2] for row in rated)
    if best == 0:
        return _("Nobody has “%(step)s”") % {"step": step}
    if best == of:
        return _("All have “%(step)s” everywhere") % {"step": step}
    told = _("%(part)s institutions have “%(step)s”") % {"part": part_of(best, of), "step": step}
    if len(rated) > MOST_NAMES:
        return told
    each = [
        _("%(part)s in %(place)s") % {"part": part_of(count, whole), "place": name}
        for name, count, whole in rated
    ]
    return f"{told} ({', '.join(each)})"


def ratings_figures(rows: Sequence[tuple[str, int, int]]) -> dict[str, int]:
    """What `ratings_heading` counts in digits, by name; nothing where it says all or nobody."""
    rated = [row for row in rows if row[2]]
    best, of = sum(row[1] for row in rated), sum(row[2] for row in rated)
    return {"best": best, "rated": of} if len(rated) > 1 and 0 < best < of else {}


def units_heading(rows: Sequence[tuple[str, int]], *, step: str, best: int) -> str:
    """Of institutions: how many have the best rating. rows: (name, rank)."""
    if not rows:
        return _("There is not enough to compare")
    count = sum(rank == best for _name, rank in rows)
    return _("%(part)s institutions have “%(step)s”") % {
        "part": part_of(count, len(rows)),
        "step": step,
    }


def matrix_heading(themes: Sequence[tuple[str, int, int]], *, step: str) -> str:
    """In which themes all have the best rating, else how many ratings are it.

    themes: (name, institutions with the best rating, institutions rated).
    """
    full = [name for name, best, of in themes if of and best == of]
    best, of = sum(one[1] for one in themes), sum(one[2] for one in themes)
    told = _("%(part)s ratings are “%(step)s”") % {"part": part_of(best, of), "step": step}
    if not full or len(full) == len(themes):
        return told
    return _("%(told)s; all institutions have it in %(themes)s") % {
        "told": told,
        "themes": listing(full),
    }


def warnings(
    *,
    few: Sequence[tuple[str, int]],
    other_version: Sequence[str],
    hidden: Sequence[str],
    light: Sequence[str] = (),
    version: str = "",
) -> tuple[str, ...]:
    """What must be said before anybody compares. few: (name, institutions it rests on)."""
    told = []
    if few:
        names = [f"{name} ({count})" for name, count in few]
        told.append(
            _("Rests on few institutions, so that one of them decides: %(names)s.")
            % {"names": _some(names)}
        )
    if other_version:
        told.append(
            _("Measured in another version than %(version)s, and not compared: %(names)s.")
            % {"version": version, "names": _some(other_version)}
        )
    if light:
        told.append(_("Light inspection without ratings: %(names)s.") % {"names": _some(light)})
    if hidden:
        told.append(_("Hidden, because few have answered: %(names)s.") % {"names": _some(hidden)})
    return tuple(told)


def _some(names: Sequence[str]) -> str:
    """Names, the first of them where they are many: “a, b og 12 andre”."""
    if len(names) <= MOST_WARNED:
        return listing(names)
    others = _("%(count)s others") % {"count": len(names) - MOST_WARNED + 1}
    return listing([*names[: MOST_WARNED - 1], others])


def _names(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return _("%(count)s lie") % {"count": len(names)}
    return (
        _("%(names)s lies") % {"names": names[0]}
        if len(names) == 1
        else _("%(names)s lie") % {"names": listing(names)}
    )


def _number(value: Decimal, decimals: int) -> str:
    return written(value, decimals)
