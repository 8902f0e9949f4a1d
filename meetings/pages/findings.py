"""What has happened since a day, in a sentence."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from config.phrases import clauses, day, number

#: Kinds of news, the weightiest first: what tells of a count of them, and whether it is neuter.
TOLD = {
    "ratings": (
        ngettext_lazy(
            "%(number)s rating of tilsyn has changed",
            "%(number)s ratings of tilsyn have changed",
            "count",
        ),
        False,
    ),
    "reached": (
        ngettext_lazy("%(number)s goal is achieved", "%(number)s goals are achieved", "count"),
        True,
    ),
    "evaluated": (
        ngettext_lazy("%(number)s goal is evaluated", "%(number)s goals are evaluated", "count"),
        True,
    ),
    "adopted": (
        ngettext_lazy("%(number)s goal is adopted", "%(number)s goals are adopted", "count"),
        True,
    ),
    "sent": (
        ngettext_lazy(
            "%(number)s goal is sent to the board",
            "%(number)s goals are sent to the board",
            "count",
        ),
        True,
    ),
    "methods": (
        ngettext_lazy(
            "%(number)s method is in use in more institutions",
            "%(number)s methods are in use in more institutions",
            "count",
        ),
        False,
    ),
    "updates": (
        ngettext_lazy(
            "%(number)s goal has a new note of how it goes",
            "%(number)s goals have a new note of how they go",
            "count",
        ),
        True,
    ),
}
KINDS_TOLD = 3


def since_heading(since: datetime.date, *, today: datetime.date, **kinds: int) -> str:
    """At most three kinds of news, the weightiest first. kinds: of `TOLD`, how many of each."""
    found = [
        str(wording % {"count": kinds[kind], "number": number(kinds[kind], neuter=is_neuter)})
        for kind, (wording, is_neuter) in TOLD.items()
        if kinds.get(kind)
    ]
    date = day(since, today=today)
    if not found:
        return _("Nothing new has been noted since %(date)s") % {"date": date}
    return _("Since %(date)s: %(news)s") % {"date": date, "news": clauses(found[:KINDS_TOLD])}
