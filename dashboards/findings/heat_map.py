"""What the heat map has found, in a sentence."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import part_of, shortened


def heading(indicators: Sequence[tuple[str, int, int]], *, institutions: int) -> str:
    """Where most meet the target, and where fewest do.

    indicators: (code, institutions that meet it, institutions judged).
    """
    if not institutions:
        return _("There are no institutions to show")
    judged = [one for one in indicators if one[2]]
    if not judged:
        return _("No institution can be judged yet")
    shares = [Fraction(met, of) for _code, met, of in judged]
    if len(set(shares)) == 1:
        return _all_alike(judged)
    told = [f"{code} ({part_of(met, of)})" for code, met, of in judged]
    best, least = max(shares), min(shares)
    return _(
        "%(first)s is reached in the largest part of the institutions, %(last)s in the smallest"
    ) % {
        "first": shortened([one for one, share in zip(told, shares, strict=True) if share == best]),
        "last": shortened([one for one, share in zip(told, shares, strict=True) if share == least]),
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
