"""What “my work” has found, in sentences."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import clauses, number, overdue_among


def tasks_heading(tasks: int, *, overdue: int) -> str:
    """How much awaits the person, and how much of it is late."""
    if not tasks:
        return _("Nothing awaits you right now")
    awaiting = ngettext("%(number)s thing awaits you", "%(number)s things await you", tasks)
    return _with_overdue(awaiting % {"number": number(tasks)}, overdue, of=tasks)


def team_heading(tasks: int, *, overdue: int) -> str:
    """The same of what the leadership team expects; never the words of `tasks_heading`."""
    awaiting = ngettext(
        "%(number)s thing for the leadership team awaits you",
        "%(number)s things for the leadership team await you",
        tasks,
    )
    return _with_overdue(awaiting % {"number": number(tasks)}, overdue, of=tasks)


def stale_heading(count: int) -> str:
    """Figures one is responsible for, which should have been renewed."""
    return ngettext(
        "%(count)s figure you are responsible for should have been renewed",
        "%(count)s figures you are responsible for should have been renewed",
        count,
    ) % {"count": count}


def watched_heading(points: int, *, overdue: int) -> str:
    """The same of what the person is to keep an eye on in programmes."""
    awaiting = ngettext(
        "%(number)s attention point is yours", "%(number)s attention points are yours", points
    )
    told = awaiting % {"number": number(points, neuter=True)}
    return _with_overdue(told, overdue, of=points, neuter=True)


def hearings_heading(hearings: int, *, overdue: int) -> str:
    """The same of the hearings that the person is to answer for a board."""
    awaiting = ngettext(
        "%(number)s hearing awaits an answer", "%(number)s hearings await an answer", hearings
    )
    return _with_overdue(awaiting % {"number": number(hearings)}, overdue, of=hearings)


def _with_overdue(awaiting: str, overdue: int, *, of: int, neuter: bool = False) -> str:
    late = overdue_among(overdue, of, neuter=neuter) if overdue else ""
    return capfirst(clauses([awaiting, *filter(None, [late])]))


def decisions_heading(goals: int, *, reports: int = 0, hearings: int = 0) -> str:
    """What awaits the committee and the board: reports, local goals, answers to hearings."""
    found = []
    if reports:
        awaiting = ngettext(
            "%(number)s status report awaits the approval of the committee",
            "%(number)s status reports await the approval of the committee",
            reports,
        )
        found.append(awaiting % {"number": number(reports)})
    if goals:
        awaiting = ngettext(
            "%(number)s local goal awaits the decision of the board",
            "%(number)s local goals await the decision of the board",
            goals,
        )
        found.append(awaiting % {"number": number(goals, neuter=True)})
    if hearings:
        awaiting = ngettext(
            "%(number)s hearing awaits the answer of the board",
            "%(number)s hearings await the answer of the board",
            hearings,
        )
        found.append(awaiting % {"number": number(hearings)})
    return capfirst(clauses(found)) if found else _("No local goal awaits the board")


def support_heading(clusters: int, *, in_need: int, matters: int = 0) -> str:
    """How many clusters have a reason to be called; where all have, only how much there is.

    matters: what there is to see to, in all of them.
    """
    if not clusters:
        return _("There are no clusters to show")
    if not in_need:
        return _("All clusters have local goals and data in place")
    if in_need == clusters:
        return ngettext(
            "%(number)s matter to follow up in the clusters",
            "%(number)s matters to follow up in the clusters",
            matters,
        ) % {"number": capfirst(number(matters, neuter=True))}
    return ngettext(
        "%(part)s of %(whole)s cluster may need help",
        "%(part)s of %(whole)s clusters may need help",
        clusters,
    ) % {"part": capfirst(number(in_need)), "whole": number(clusters)}


def data_heading(*, instruments: int, fresh: int, year: int) -> str:
    """How many instruments have data from this year."""
    if not instruments:
        return _("No data have been imported yet")
    return ngettext(
        "%(part)s of %(whole)s instrument has data from %(year)s",
        "%(part)s of %(whole)s instruments have data from %(year)s",
        instruments,
    ) % {
        "part": capfirst(number(fresh, neuter=True)),
        "whole": number(instruments, neuter=True),
        "year": year,
    }


def gaps(count: int) -> str:
    return ngettext(
        "%(number)s local goal is missing", "%(number)s local goals are missing", count
    ) % {"number": number(count, neuter=True)}


def missed(count: int) -> str:
    return ngettext(
        "%(number)s local goal is not achieved", "%(number)s local goals are not achieved", count
    ) % {"number": number(count, neuter=True)}


def overdue(count: int) -> str:
    return ngettext(
        "the day of measuring has passed for %(number)s local goal",
        "the day of measuring has passed for %(number)s local goals",
        count,
    ) % {"number": number(count, neuter=True)}


def open_indicators(count: int) -> str:
    return ngettext(
        "%(number)s indicator is not reached yet",
        "%(number)s indicators are not reached yet",
        count,
    ) % {"number": number(count, neuter=True)}


def uninspected(count: int) -> str:
    return ngettext(
        "%(number)s institution has no tilsyn this year",
        "%(number)s institutions have no tilsyn this year",
        count,
    ) % {"number": number(count)}


def told_heading(count: int) -> str:
    """“Tre ting er nye for dig”."""
    return ngettext("%(number)s thing is new to you", "%(number)s things are new to you", count) % {
        "number": capfirst(number(count))
    }
