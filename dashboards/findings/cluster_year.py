"""What has happened in a cluster since a day, and what comes."""

import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import (
    clauses,
    day,
    number,
)


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
