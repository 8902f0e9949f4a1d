"""What figures beside those of the year before say, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import in_words, number


def measured_heading(
    name: str,
    *,
    year: int,
    was_year: int | None,
    shifts: Sequence[int],
    are_judged: bool,
    count: int,
) -> str:
    """How many are better and worse than the year before; how many there are where none was.

    shifts: 1 better, -1 worse, 0 neither, of those measured in both years; higher and lower where
    their scales do not say what is good.
    """
    ups, downs = sum(one > 0 for one in shifts), sum(one < 0 for one in shifts)
    values = {"name": name, "year": year, "before": was_year, "count": in_words(count)}
    if not shifts or was_year is None:
        told = ngettext(
            "%(name)s %(year)s: one figure, and none to hold it against",
            "%(name)s %(year)s: %(count)s figures, and none to hold them against",
            count,
        )
        return told % values
    if not ups and not downs:
        return _("%(name)s %(year)s: as in %(before)s") % values
    values |= {"ups": number(ups), "downs": number(downs)}
    if are_judged:
        return _("%(name)s %(year)s: %(ups)s better than in %(before)s, %(downs)s worse") % values
    return _("%(name)s %(year)s: %(ups)s higher than in %(before)s, %(downs)s lower") % values
