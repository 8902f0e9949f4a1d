"""What figures beside those of the year before say, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance import Judged, Movement, not_judged
from chance import words as chance_words
from config.phrases import in_words, number


def measured_heading(
    name: str,
    *,
    year: int,
    was_year: int | None,
    judged: Sequence[Judged],
    are_judged: bool,
    count: int,
) -> str:
    """How many are better and worse than the year before; how many there are where none was.

    judged: what may be said of each that was measured in both years. are_judged: whether their
    scales say what is good.
    """
    ups, downs = sum(one.way > 0 for one in judged), sum(one.way < 0 for one in judged)
    shifts = {one.shift for one in judged}
    values = {"name": name, "year": year, "before": was_year, "count": in_words(count)}
    if was_year is None:
        told = ngettext(
            "%(name)s %(year)s: one figure, the first of its kind",
            "%(name)s %(year)s: %(count)s figures, the first of their kind",
            count,
        )
        return told % values
    if not judged:
        told = ngettext(
            "%(name)s %(year)s: one figure, which cannot be compared with %(before)s",
            "%(name)s %(year)s: %(count)s figures, which cannot be compared with %(before)s",
            count,
        )
        return told % values
    if shifts == {Movement.SAME}:
        return _("%(name)s %(year)s: as in %(before)s") % values
    if not ups and not downs:
        told = _("%(name)s %(year)s beside %(before)s") % values
        worst = Movement.UNKNOWN if Movement.UNKNOWN in shifts else Movement.CHANCE
        return f"{told}; {chance_words.clause(not_judged(worst))}"
    values |= {"ups": number(ups), "downs": number(downs)}
    if shifts & {Movement.RATED_UP, Movement.RATED_DOWN}:
        told = _("%(name)s %(year)s: %(ups)s rated higher than in %(before)s, %(downs)s lower")
        return told % values
    if are_judged:
        return _("%(name)s %(year)s: %(ups)s better than in %(before)s, %(downs)s worse") % values
    return _("%(name)s %(year)s: %(ups)s higher than in %(before)s, %(downs)s lower") % values
