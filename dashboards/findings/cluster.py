"""What the cluster page has found, in sentences."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dashboards.findings.words import (
    clauses,
    day,
    listing,
    number,
    numbers,
    part_of,
    quoted,
    sentence,
)
from dashboards.progress import Tally

#: How a goal goes by the board's assessment, best first.
_ASSESSED = ("reached", "partly", "onway", "started", "waiting", "missed", None)


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


def local_goals_in_brief(tally: Tally) -> tuple[str, str]:
    """(figure, what it counts): how many of the agreed local goals move."""
    if not tally.agreed:
        return "0", _("local goals have been adopted so far.")
    text = ngettext(
        "local goal is on the way or achieved.",
        "local goals are on the way or achieved.",
        tally.agreed,
    )
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


def awaiting_in_brief(count: int, *, institutions: Sequence[str], overdue: int) -> tuple[str, str]:
    """(figure, what it counts): what awaits the board, and which steps of the plan are late."""
    figure = ngettext("%(count)s goal", "%(count)s goals", count) % {"count": count}
    text = ngettext("awaits the decision of the board.", "await the decision of the board.", count)
    if 0 < len(institutions) <= 3:
        text = ngettext(
            "awaits the decision of the board, from %(places)s.",
            "await the decision of the board, from %(places)s.",
            count,
        ) % {"places": listing(institutions)}
    late = ""
    if overdue:
        late = ngettext(
            "%(number)s step of the process plan is overdue",
            "%(number)s steps of the process plan are overdue",
            overdue,
        ) % {"number": number(overdue, neuter=True)}
    return figure, " ".join(filter(None, [text, sentence(late)]))


def goals_heading(assessed: Sequence[tuple[int, str | None]]) -> str:
    """How the goals go, by the board's newest words: (number of the goal, progress or None)."""
    if not assessed:
        return _("There are no common goals for this year")
    if all(progress is None for _number, progress in assessed):
        return _("The board has not assessed the goals yet")
    wordings = {
        "reached": lambda n: ngettext(
            "Goal %(goals)s is achieved", "Goals %(goals)s are achieved", n
        ),
        "partly": lambda n: ngettext(
            "Goal %(goals)s is partly achieved", "Goals %(goals)s are partly achieved", n
        ),
        "onway": lambda n: ngettext(
            "Goal %(goals)s is on the way", "Goals %(goals)s are on the way", n
        ),
        "started": lambda n: ngettext(
            "Goal %(goals)s is under way, but without a clear effect so far",
            "Goals %(goals)s are under way, but without a clear effect so far",
            n,
        ),
        "waiting": lambda n: ngettext(
            "Goal %(goals)s is not started", "Goals %(goals)s are not started", n
        ),
        "missed": lambda n: ngettext(
            "Goal %(goals)s is not achieved", "Goals %(goals)s are not achieved", n
        ),
        None: lambda n: ngettext(
            "Goal %(goals)s is not assessed", "Goals %(goals)s are not assessed", n
        ),
    }
    found = []
    for key in _ASSESSED:
        which = [goal for goal, progress in assessed if progress == key]
        if which:
            found.append(wordings[key](len(which)) % {"goals": numbers(which)})
    return ". ".join(found)


def board_wrote(text: str, *, on: datetime.date) -> str:
    """A comment of the board, quoted, and of which day it is."""
    return _("The board wrote on %(date)s: %(quote)s") % {
        "date": date_format(on, "DATE_FORMAT"),
        "quote": quoted(text.strip()),
    }


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
    found = []
    if complete:
        found.append(everywhere)
    by_names: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for goal in goals:
        if missing.get(goal):
            by_names[tuple(missing[goal])].append(goal)
    found += [_missing(names, which) for names, which in by_names.items()]
    if len(found) > 3:
        places = {name for names in by_names for name in names}
        return ngettext(
            "%(number)s institution lacks local goals under one or more of the goals",
            "%(number)s institutions lack local goals under one or more of the goals",
            len(places),
        ) % {"number": capfirst(number(len(places)))}
    return ". ".join(found)


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
    *, reached: Sequence[str], lacking: Sequence[tuple[str, int]], others: int
) -> str:
    """Which indicators are reached, and how many units the others lack.

    reached: their names. lacking: (name, units that do not meet it). others: not reached, but not
    counted by unit.
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
    elif others and not reached:
        found.append(_("no indicator is reached yet"))
    if not found:
        return _("There are no results yet")
    return capfirst("; ".join(found))


def since_heading(
    since: datetime.date,
    *,
    today: datetime.date,
    ratings: int = 0,
    reached: int = 0,
    evaluated: int = 0,
    adopted: int = 0,
    sent: int = 0,
    methods: int = 0,
    updates: int = 0,
) -> str:
    """What has happened since a day: at most three kinds of news, the weightiest first."""
    told = [
        (
            ratings,
            False,
            ngettext(
                "%(number)s rating of tilsyn has changed",
                "%(number)s ratings of tilsyn have changed",
                ratings,
            ),
        ),
        (
            reached,
            True,
            ngettext("%(number)s goal is achieved", "%(number)s goals are achieved", reached),
        ),
        (
            evaluated,
            True,
            ngettext("%(number)s goal is evaluated", "%(number)s goals are evaluated", evaluated),
        ),
        (
            adopted,
            True,
            ngettext("%(number)s goal is adopted", "%(number)s goals are adopted", adopted),
        ),
        (
            sent,
            True,
            ngettext(
                "%(number)s goal is sent to the board",
                "%(number)s goals are sent to the board",
                sent,
            ),
        ),
        (
            methods,
            False,
            ngettext(
                "%(number)s method is in use in more institutions",
                "%(number)s methods are in use in more institutions",
                methods,
            ),
        ),
        (
            updates,
            True,
            ngettext(
                "%(number)s goal has news of how it goes",
                "%(number)s goals have news of how they go",
                updates,
            ),
        ),
    ]
    found = [
        wording % {"number": number(count, neuter=neuter)}
        for count, neuter, wording in told
        if count
    ][:3]
    date = day(since, today=today)
    if not found:
        return _("Nothing new has been noted since %(date)s") % {"date": date}
    return _("Since %(date)s: %(news)s") % {"date": date, "news": clauses(found)}


def next_heading(
    *,
    today: datetime.date,
    awaiting: int,
    overdue: int,
    under_way: int,
    meets_on: datetime.date | None,
    next_on: datetime.date | None,
) -> str:
    """What comes: decisions, steps late or under way, and the next meeting or else deadline."""
    found = []
    if awaiting:
        found.append(
            ngettext(
                "the board has %(number)s local goal to decide on",
                "the board has %(number)s local goals to decide on",
                awaiting,
            )
            % {"number": number(awaiting, neuter=True)}
        )
    if overdue:
        found.append(
            ngettext(
                "%(number)s step of the plan is overdue",
                "%(number)s steps of the plan are overdue",
                overdue,
            )
            % {"number": number(overdue, neuter=True)}
        )
    if under_way and not overdue:
        found.append(
            ngettext(
                "%(number)s step of the plan is under way",
                "%(number)s steps of the plan are under way",
                under_way,
            )
            % {"number": number(under_way, neuter=True)}
        )
    if meets_on:
        found.append(_("the board meets on %(date)s") % {"date": day(meets_on, today=today)})
    elif next_on:
        found.append(_("the next deadline is %(date)s") % {"date": day(next_on, today=today)})
    if not found:
        return _("The process plan has no more steps")
    return capfirst(clauses(found[:3]))
