"""What the heat map has found, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.findings.words import part_of


def heading(indicators: Sequence[tuple[str, int, int]], *, institutions: int) -> str:
    """Where most meet the target, and where fewest do.

    indicators: (code, institutions that meet it, institutions judged).
    """
    if not institutions:
        return _("There are no institutions to show")
    judged = [one for one in indicators if one[2]]
    if not judged:
        return _("No institution can be judged yet")
    first = max(judged, key=lambda one: (one[1] / one[2], one[2]))
    last = min(judged, key=lambda one: (one[1] / one[2], -one[2]))
    if first[1] * last[2] == last[1] * first[2]:
        return _all_alike(judged)
    return _(
        "%(first)s is reached in most institutions (%(most)s), %(last)s in fewest (%(fewest)s)"
    ) % {
        "first": first[0],
        "most": part_of(first[1], first[2]),
        "last": last[0],
        "fewest": part_of(last[1], last[2]),
    }


def _all_alike(judged: Sequence[tuple[str, int, int]]) -> str:
    """All indicators are reached in the same share of institutions."""
    met, of = sum(one[1] for one in judged), sum(one[2] for one in judged)
    if len(judged) == 1:
        return ngettext(
            "%(code)s is reached in %(part)s institution",
            "%(code)s is reached in %(part)s institutions",
            of,
        ) % {"code": judged[0][0], "part": part_of(met, of)}
    if met == of:
        return _("Every indicator is reached in every institution that can be judged")
    if not met:
        return _("No indicator is reached in any institution yet")
    return _("The indicators are reached in equally many institutions")
