"""What the municipality page has found, in sentences."""

import datetime
from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from config.phrases import NBSP, clauses, in_digits, number, numbers, part_of, sentence, shortened


def goals_heading(*, clusters: int, complete: int, gaps: int, goals: int) -> str:
    """How many clusters have local goals everywhere, and how many are missing."""
    if not goals:
        return _("There are no common goals for this year")
    if not clusters:
        return _("There are no clusters to show")
    if not gaps:
        return _("Every institution has a local goal under every goal")
    second = ngettext(
        "%(number)s local goal is missing", "%(number)s local goals are missing", gaps
    ) % {"number": number(gaps, neuter=True)}
    if complete == clusters:
        return _("%(missing)s, all of them outside the clusters") % {"missing": capfirst(second)}
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


def data_heading(year: int, *, inspected: int, profiled: int, daycare: int, units: int) -> str:
    """How fresh the data are that are of daycare alone; schools are units, too."""
    if not units:
        return _("There are no institutions to show")
    if not daycare:
        return _("Tilsyn and KIDS are of daycare alone")
    words = {"year": year, "inspected": inspected, "units": daycare, "profiled": profiled}
    if daycare < units:
        return (
            _(
                "Tilsyn %(year)s is there for %(inspected)s of %(units)s places of daycare,"
                " and KIDS for %(profiled)s"
            )
            % words
        )
    return (
        _(
            "Tilsyn %(year)s is there for %(inspected)s of %(units)s institutions,"
            " and KIDS for %(profiled)s"
        )
        % words
    )


def agreed_in_brief(
    adopted: int, expected: int, *, awaiting: int = 0, total: int = 0, sent: int = 0
) -> tuple[str, str]:
    """(figure, what it counts): local goals adopted, of those every institution is to have.

    expected: one for each institution under each goal; what is neither adopted nor awaits the board
    is missing. total: the adopted goals themselves, of which an institution may have several.
    sent: so of those with a board.
    """
    if not expected:
        return pgettext("figure", "None"), _("There are no common goals for this year.")
    told = [_("expected local goals are adopted: one for each institution under each goal.")]
    told.append(sentence(not_adopted(awaiting, expected - adopted - awaiting)))
    if total > adopted:
        told.append(
            _("There are %(total)s adopted in all: some institutions have several under a goal.")
            % {"total": in_digits(total)}
        )
    if sent > awaiting:
        told.append(_in_all_with_boards(sent))
    return part_of(adopted, expected), " ".join(filter(None, told))


def _in_all_with_boards(sent: int) -> str:
    """Those beside a goal that is adopted already are expected of nobody, and await a board too."""
    return ngettext(
        "%(sent)s goal in all awaits a board, also where another is adopted.",
        "%(sent)s goals in all await a board, also where another is adopted.",
        sent,
    ) % {"sent": capfirst(number(sent, neuter=True))}


def not_adopted(awaiting: int, missing: int, *, neuter: bool = True) -> str:
    """“to venter på bestyrelsen, og 22 mangler”: the rest of what is expected; empty for none.

    neuter: of goals; otherwise of institutions.
    """
    told = []
    if awaiting:
        wording = ngettext("%(number)s awaits the board", "%(number)s await the board", awaiting)
        told.append(wording % {"number": number(awaiting, neuter=neuter)})
    if missing:
        wording = ngettext("%(number)s is missing", "%(number)s are missing", missing)
        told.append(wording % {"number": number(missing, neuter=neuter)})
    return clauses(told)


def reached_in_brief(reached: int, total: int, *, clusters: int) -> tuple[str, str]:
    """(figure, what it counts): indicators reached, cluster by cluster."""
    if not total:
        return pgettext("figure", "None"), _("The clusters have no indicators yet.")
    counted = ngettext(
        "counted in %(clusters)s cluster.", "counted in %(clusters)s clusters.", clusters
    ) % {"clusters": number(clusters)}
    text = ngettext(
        "indicator is reached, %(counted)s", "indicators are reached, %(counted)s", total
    )
    return part_of(reached, total), text % {"counted": counted}


def help_in_brief(
    lacking: Mapping[str, int], missed: Mapping[str, int], *, clusters: int, outside: int = 0
) -> tuple[str, str]:
    """(figure, what it counts): clusters that lack local goals, or have goals not achieved.

    lacking and missed: cluster → how many; those with none are left out. clusters: how many there
    are to see: a warning that covers all of them points nobody out, and names none. outside: local
    goals missing outside the clusters.
    """
    places = {*lacking, *missed}
    if not places:
        return pgettext("figure", "None"), _(
            "clusters lack local goals, or have local goals that were not achieved."
        )
    if len(places) == clusters:
        return _everywhere(sum(lacking.values()), sum(missed.values()), outside=outside)
    figure = ngettext("%(count)s cluster", "%(count)s clusters", len(places))
    told = []
    if lacking:
        total = sum(lacking.values())
        told.append(
            ngettext(
                "%(number)s local goal is missing there",
                "%(number)s local goals are missing there",
                total,
            )
            % {"number": number(total, neuter=True)}
        )
    told += _elsewhere(sum(missed.values()), outside=outside)
    return figure % {"count": len(places)}, " ".join(
        [
            _("may need help: %(places)s.")
            % {"places": shortened(sorted(places, key=lambda name: -lacking.get(name, 0)))},
            sentence(clauses(told)),
        ]
    )


def _everywhere(lacking: int, missed: int, *, outside: int) -> tuple[str, str]:
    """(figure, what it counts), where no cluster stands out: what there is to see to."""
    if not lacking:
        text = ngettext("local goal is not achieved", "local goals are not achieved", missed)
        told = clauses([text, *_elsewhere(0, outside=outside)])
        return in_digits(missed), f"{told}."
    text = ngettext(
        "local goal is missing in the clusters", "local goals are missing in the clusters", lacking
    )
    told = clauses([text, *_elsewhere(missed, outside=outside)])
    return in_digits(lacking), f"{told}."


def _elsewhere(missed: int, *, outside: int) -> list[str]:
    """What else there is to tell of: goals missing outside the clusters, goals not achieved."""
    told = []
    if outside:
        wording = ngettext(
            "%(number)s is missing outside the clusters",
            "%(number)s are missing outside the clusters",
            outside,
        )
        told.append(wording % {"number": number(outside, neuter=True)})
    if missed:
        wording = ngettext("%(number)s is not achieved", "%(number)s are not achieved", missed)
        told.append(wording % {"number": number(missed, neuter=True)})
    return told


def lines_heading(goals: Sequence[tuple[int, int, int]], *, awaiting: bool = False) -> str:
    """Under which goals every institution has a local goal: (number, covered, institutions).

    awaiting: whether some of those goals are with the board still.
    """
    counted = [goal for goal in goals if goal[2]]
    if not counted:
        return _("There are no goals to go through")
    full = [number_of for number_of, covered, units in counted if covered == units]
    if len(full) == len(counted):
        return _("No goal lacks local goals")
    second = _lacks_most([(goal, units - covered) for goal, covered, units in counted])
    if not full:
        return second
    if awaiting:
        first = ngettext(
            "Every institution has a local goal under goal %(goals)s, adopted or with the board",
            "Every institution has a local goal under goals %(goals)s, adopted or with the board",
            len(full),
        )
    else:
        first = ngettext(
            "Every institution has a local goal under goal %(goals)s",
            "Every institution has a local goal under goals %(goals)s",
            len(full),
        )
    first %= {"goals": numbers(full)}
    return f"{first}. {second}"


def _lacks_most(missing: Sequence[tuple[int, int]]) -> str:
    """The goal, or the goals, under which most institutions are without a local goal."""
    most = max(count for _goal, count in missing)
    goals = [goal for goal, count in missing if count == most]
    if len(goals) == 1:
        wording = ngettext(
            "Most lack goal %(goals)s: %(missing)s institution has no local goal",
            "Most lack goal %(goals)s: %(missing)s institutions have no local goal",
            most,
        )
    else:
        wording = ngettext(
            "Most lack goals %(goals)s: %(missing)s institution has none under each",
            "Most lack goals %(goals)s: %(missing)s institutions have none under each",
            most,
        )
    return wording % {"goals": numbers(goals), "missing": number(most)}


def lacking_text(lacking: Sequence[tuple[str, int]]) -> str:
    """“Klynge A (3), Klynge B (1)”: who lacks local goals, and how many."""
    return shortened([f"{name} ({count})" for name, count in lacking])


def well_text(well: Sequence[tuple[str, int, int]]) -> str:
    """“Klynge A (6 af 9)”: where the largest part of the agreed goals is on the way or achieved."""
    told = [(name, part_of(moving, agreed).replace(" ", NBSP)) for name, moving, agreed in well]
    return shortened([f"{name} ({part})" for name, part in told])


def approvals_heading(approved_on: datetime.date | None) -> str:
    if approved_on is None:
        return _("The committee has not approved the whole set of local goals yet")
    day = date_format(approved_on, "DATE_FORMAT")
    return _("The committee last approved the whole set of local goals on %(day)s") % {"day": day}
