"""What the heat map has found, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import listing, part_of, shortened


def heading(indicators: Sequence[tuple[str, int, int]], *, institutions: int) -> str:
    """Which indicators every institution meets, of those that can be judged.

    indicators: (code, institutions that meet it, institutions judged). Parts of them are not set
    against each other: they are parts of different institutions, and of few.
    """
    if not institutions:
        return _("There are no institutions to show")
    judged = [one for one in indicators if one[2]]
    if not judged:
        return _("No institution can be judged yet")
    full = [code for code, met, of in judged if met == of]
    if len(judged) == 1:
        return _the_only(judged[0])
    if len(full) == len(judged):
        return _("Every indicator is reached in every institution that can be judged")
    if not any(met for _code, met, _of in judged):
        return _("No indicator is reached in any institution yet")
    if not full:
        return _("No indicator is reached in every institution that can be judged")
    return ngettext(
        "%(part)s indicators is reached in every institution that can be judged: %(codes)s",
        "%(part)s indicators are reached in every institution that can be judged: %(codes)s",
        len(full),
    ) % {"part": part_of(len(full), len(judged)), "codes": shortened(full)}


def _the_only(judged: tuple[str, int, int]) -> str:
    code, met, of = judged
    return ngettext(
        "%(code)s is reached in %(part)s institution",
        "%(code)s is reached in %(part)s institutions",
        of,
    ) % {"code": code, "part": part_of(met, of)}


def counted_as_a_whole(codes: Sequence[str]) -> str:
    """Which indicators have no column, and why; empty for none."""
    if not codes:
        return ""
    return ngettext(
        "%(codes)s is counted for the cluster as a whole, and stands on the page of the cluster.",
        "%(codes)s are counted for the cluster as a whole, and stand on the page of the cluster.",
        len(codes),
    ) % {"codes": listing(codes)}
