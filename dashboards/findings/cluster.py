"""What the cluster page has found, in sentences."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from config.phrases import clauses, listing, number, numbers, part_of, sentence
from strategy.pages.local_goal_findings import moving_states
from strategy.progress import GoalTally


def indicators_in_brief(
    *, reached: int, open_: int, without_target: int, unknown: int
) -> tuple[str, str]:
    """(figure, what it counts): how many indicators are reached, and what holds for the others."""
    total = reached + open_ + without_target + unknown
    if not total:
        return pgettext("figure", "None"), _("The strategy has no indicators yet.")
    text = ngettext("indicator is reached.", "indicators are reached.", total)
    rest = clauses(
        [
            wording % {"number": number(count, neuter=True)}
            for count, wording in [
                (
                    open_,
                    ngettext(
                        "%(number)s is not reached yet", "%(number)s are not reached yet", open_
                    ),
                ),
                (
                    without_target,
                    ngettext(
                        "%(number)s has no target", "%(number)s have no target", without_target
                    ),
                ),
                (
                    unknown,
                    ngettext(
                        "%(number)s has no result yet", "%(number)s have no results yet", unknown
                    ),
                ),
            ]
            if count
        ]
    )
    return part_of(reached, total), " ".join(filter(None, [text, sentence(rest)]))


def local_goals_in_brief(tally: GoalTally) -> tuple[str, str]:
    """(figure, what it counts): how many of the agreed local goals move."""
    if not tally.agreed:
        return "0", _("local goals have been adopted so far.")
    text = ngettext("local goal is %(states)s.", "local goals are %(states)s.", tally.agreed)
    text %= {"states": moving_states(tally)}
    missed, waiting = tally.count("missed"), tally.count("waiting")
    rest = []
    if missed:
        rest.append(ngettext("%(number)s is not achieved", "%(number)s are not achieved", missed))
        rest[-1] %= {"number": number(missed, neuter=True)}
    if waiting:
        rest.append(ngettext("%(number)s is not started", "%(number)s are not started", waiting))
        rest[-1] %= {"number": number(waiting, neuter=True)}
    return part_of(tally.moving, tally.agreed), " ".join(
        filter(None, [text, sentence(clauses(rest))])
    )


def awaiting_in_brief(
    count: int, *, institutions: Sequence[str], overdue: int, hearings: int = 0
) -> tuple[str, str]:
    """(figure, what it counts): what awaits the board, and which steps of the plan are late."""
    figure = ngettext("%(count)s local goal", "%(count)s local goals", count) % {"count": count}
    text = ngettext("awaits the decision of the board.", "await the decision of the board.", count)
    if 0 < len(institutions) <= 3:
        text = ngettext(
            "awaits the decision of the board, from %(places)s.",
            "await the decision of the board, from %(places)s.",
            count,
        ) % {"places": listing(institutions)}
    besides = []
    if hearings:
        besides.append(
            ngettext(
                "%(number)s hearing awaits its answer",
                "%(number)s hearings await its answer",
                hearings,
            )
            % {"number": number(hearings)}
        )
    if overdue:
        besides.append(
            ngettext(
                "%(number)s step of the process plan is overdue",
                "%(number)s steps of the process plan are overdue",
                overdue,
            )
            % {"number": number(overdue, neuter=True)}
        )
    return figure, " ".join(filter(None, [text, sentence(clauses(besides))]))


def matrix_heading(
    goals: Sequence[int], *, missing: Mapping[int, Sequence[str]], units: int
) -> str:
    """Where local goals are missing. missing: number of the goal → names of the institutions."""
    if not units:
        return _("The cluster has no open institutions")
    if not goals:
        return _("There are no common goals for this year")
    complete = [goal for goal in goals if not missing.get(goal)]
    everywhere = ngettext(
        "The institution has local goals under goal %(goals)s",
        "All institutions have local goals under goal %(goals)s",
        units,
    ) % {"goals": numbers(complete)}
    if len(complete) == len(goals):
        return everywhere
    if all(len(missing.get(goal, ())) == units for goal in goals):
        return _("No institution has a local goal yet")
    return _found_missing(goals, missing, [everywhere] if complete else [])


def _found_missing(
    goals: Sequence[int], missing: Mapping[int, Sequence[str]], found: list[str]
) -> str:
    """After what was found already: which institutions lack which goals, if that can be told."""
    by_names: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for goal in (goal for goal in goals if missing.get(goal)):
        by_names[tuple(missing[goal])].append(goal)
    told = [*found, *(_missing(names, which) for names, which in by_names.items())]
    if len(told) <= 3:
        return ". ".join(told)
    return _lacking_somewhere(len({name for names in by_names for name in names}))


def _lacking_somewhere(institutions: int) -> str:
    return ngettext(
        "%(number)s institution lacks local goals under one or more of the goals",
        "%(number)s institutions lack local goals under one or more of the goals",
        institutions,
    ) % {"number": capfirst(number(institutions))}


def _missing(names: Sequence[str], goals: Sequence[int]) -> str:
    values = {"goals": numbers(goals)}
    if len(names) <= 2:
        values["places"] = listing(names)
        return (
            ngettext(
                "%(places)s lacks a local goal under goal %(goals)s",
                "%(places)s lacks local goals under goals %(goals)s",
                len(goals),
            )
            % values
        )
    values["places"] = capfirst(number(len(names)))
    return (
        ngettext(
            "%(places)s institutions lack a local goal under goal %(goals)s",
            "%(places)s institutions lack local goals under goals %(goals)s",
            len(goals),
        )
        % values
    )


def indicators_heading(
    *,
    reached: Sequence[str],
    lacking: Sequence[tuple[str, int]],
    others: Sequence[str],
    without_target: Sequence[str] = (),
) -> str:
    """Which indicators are reached, and how many units the others lack.

    reached: their names. lacking: (name, units that do not meet it). others: not reached, but not
    counted by unit: their names. without_target: the names of those that nothing says when they
    would be reached.
    """
    found = []
    if reached:
        found.append(
            ngettext("%(names)s is reached", "%(names)s are reached", len(reached))
            % {"names": listing(reached)}
        )
    if lacking:
        (name, units), *rest = lacking
        first = ngettext(
            "%(number)s institution does not meet %(name)s yet",
            "%(number)s institutions do not meet %(name)s yet",
            units,
        ) % {"number": number(units), "name": name}
        further = [
            pgettext("institutions that do not meet", "%(number)s not %(name)s")
            % {"number": number(count), "name": other}
            for other, count in rest
        ]
        found.append(listing([first, *further]))
    if others and not reached and not lacking:
        found.append(_("no indicator is reached yet"))
    elif others:
        found.append(
            ngettext("%(names)s is not reached yet", "%(names)s are not reached yet", len(others))
            % {"names": listing(others)}
        )
    if without_target:
        found.append(
            ngettext("%(names)s has no target", "%(names)s have no target", len(without_target))
            % {"names": listing(without_target)}
        )
    if not found:
        return _("There are no results yet")
    return capfirst("; ".join(found))
