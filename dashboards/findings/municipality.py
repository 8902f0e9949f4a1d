"""What the municipality page has found, in sentences."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.findings.words import number


def goals_heading(*, clusters: int, complete: int, gaps: int, goals: int) -> str:
    """How many clusters have local goals everywhere, and how many are missing."""
    if not goals:
        return _("There are no common goals for this year")
    if not clusters:
        return _("There are no clusters to show")
    if complete == clusters:
        return _("Every institution has a local goal under every goal")
    second = ngettext(
        "%(number)s local goal is missing", "%(number)s local goals are missing", gaps
    ) % {"number": number(gaps, neuter=True)}
    if clusters == 1:
        return capfirst(second)
    if not complete:
        first = _("No cluster has local goals in all institutions under all goals")
        return f"{first}; {second}"
    first = ngettext(
        "%(part)s of %(whole)s cluster has local goals in all institutions under all goals",
        "%(part)s of %(whole)s clusters have local goals in all institutions under all goals",
        clusters,
    ) % {"part": capfirst(number(complete)), "whole": number(clusters)}
    return f"{first}; {second}"


def data_heading(year: int, *, inspected: int, profiled: int, units: int) -> str:
    """How fresh the data are."""
    if not units:
        return _("There are no institutions to show")
    return _(
        "Tilsyn %(year)s is there for %(inspected)s of %(units)s institutions,"
        " and KIDS for %(profiled)s"
    ) % {"year": year, "inspected": inspected, "units": units, "profiled": profiled}
