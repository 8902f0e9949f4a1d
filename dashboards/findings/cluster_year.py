"""What comes in a cluster."""

import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import (
    clauses,
    day,
    number,
)


def next_heading(
    *,
    today: datetime.date,
    awaiting: int,
    overdue: int,
    under_way: int,
    meets_on: datetime.date | None,
    next_on: datetime.date | None,
    hearings: int = 0,
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
    if hearings and awaiting:
        answered = ngettext(
            "%(number)s hearing to answer", "%(number)s hearings to answer", hearings
        )
        found.append(f"{found.pop()} {_('and')} {answered % {'number': number(hearings)}}")
    elif hearings:
        found.append(
            ngettext(
                "the board has %(number)s hearing to answer",
                "the board has %(number)s hearings to answer",
                hearings,
            )
            % {"number": number(hearings)}
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
