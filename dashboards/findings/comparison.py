"""What a comparison has found, and no more than the numbers can carry."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from chance import extremes
from chance import words as chance_words
from config.numbers import written
from config.phrases import listing, part_of

#: More names than this are not told one by one.
MOST_NAMES = 3
MOST_WARNED = 8


def numbers_heading(
    rows: Sequence[tuple[str, Decimal, int | None]],
    *,
    least: Decimal | None,
    decimals: int,
    ends: tuple[Decimal | None, Decimal | None] = (None, None),
) -> str:
    """From where to where they lie; who lies highest and lowest only where chance does not do as
    much.

    rows: (name, value, answers behind it, None for unknown). least: the smallest difference that
    means anything; None is unknown. ends: of the scale.
    """
    if len(rows) < 2:
        return _("There is not enough to compare")
    values = [value for _name, value, _of in rows]
    spread = max(values) - min(values)
    if spread == 0:
        return _("All have the same: %(value)s") % {"value": _number(values[0], decimals)}
    if least is not None and spread < least:
        return _("The differences are below %(least)s, and too small to call anybody higher") % {
            "least": _number(least, decimals)
        }
    low, high = _number(min(values), decimals), _number(max(values), decimals)
    if low == high:
        return _("All have about the same: %(value)s") % {"value": low}
    answers = [(value, of) for _name, value, of in rows]
    judged = extremes(answers, lowest=ends[0], highest=ends[1], least=least)
    if not judged.way:
        told = _("Between %(low)s and %(high)s") % {"low": low, "high": high}
        return f"{told}; {chance_words.clause(judged)}"
    return _("%(first)s highest (%(high)s), %(last)s lowest (%(low)s)") % {
        "first": _names([name for name, value, _of in rows if _number(value, decimals) == high]),
        "high": high,
        "last": _names([name for name, value, _of in rows if _number(value, decimals) == low]),
        "low": low,
    }


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
