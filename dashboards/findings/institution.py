"""What the institution page has found, in sentences."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from chance import Judged, not_judged
from chance import words as chance_words
from config.numbers import written
from config.phrases import (
    clauses,
    in_words,
    listing,
    number,
    number_among,
    quoted,
    sentence,
)
from dashboards.findings.measured import measured_heading
from strategy.pages.local_goal_findings import moving
from strategy.progress import STATES, GoalTally

#: A state, and how the goals in it are told: “tre er i gang”.
_STATES = {
    "reached": lambda n: ngettext("%(number)s is achieved", "%(number)s are achieved", n),
    "partly": lambda n: ngettext(
        "%(number)s is partly achieved", "%(number)s are partly achieved", n
    ),
    "onway": lambda n: ngettext("%(number)s is on the way", "%(number)s are on the way", n),
    "started": lambda n: ngettext("%(number)s is under way", "%(number)s are under way", n),
    "waiting": lambda n: ngettext("%(number)s is not started", "%(number)s are not started", n),
    "missed": lambda n: ngettext("%(number)s is not achieved", "%(number)s are not achieved", n),
}


def local_goals_heading(tally: GoalTally) -> str:
    """How many local goals are in each state, agreed or not."""
    if not tally.total:
        return _("There are no local goals yet")
    found = [
        _STATES[key](count) % {"number": number_among(count, tally.total, neuter=True)}
        for key, count in tally.counts
    ]
    if tally.awaiting_board:
        found.append(
            ngettext(
                "%(number)s awaits the board", "%(number)s await the board", tally.awaiting_board
            )
            % {"number": number_among(tally.awaiting_board, tally.total, neuter=True)}
        )
    if tally.unfinished:
        found.append(
            ngettext("%(number)s is still a draft", "%(number)s are still drafts", tally.unfinished)
            % {"number": number_among(tally.unfinished, tally.total, neuter=True)}
        )
    if tally.total == 1:
        return _("The one local goal: %(state)s") % {"state": _alone(tally)}
    total = _("%(count)s local goals") % {"count": capfirst(number(tally.total, neuter=True))}
    return _("%(total)s: %(states)s") % {"total": total, "states": clauses(found)}


def _alone(tally: GoalTally) -> str:
    """The state of the only goal there is."""
    if tally.awaiting_board:
        return pgettext("one goal", "awaits the board")
    if tally.unfinished:
        return pgettext("one goal", "still a draft")
    (key, _count), *_rest = tally.counts
    return str(STATES[key])


def lead(
    tally: GoalTally, *, highest: Sequence[str], lowest: Sequence[str], year: int | None
) -> str:
    """The institution in two sentences: its local goals, and its newest tilsyn."""
    goals = moving(tally) if tally.agreed else _("the board has not adopted any local goals yet")
    rated = _extremes(highest, lowest, year=year)
    return " ".join(filter(None, [sentence(goals), sentence(rated)]))


def _extremes(highest: Sequence[str], lowest: Sequence[str], *, year: int | None) -> str:
    """The themes rated highest and lowest, where they are so few that it says something."""
    if set(highest) & set(lowest):
        return ""
    values = {"year": year, "highest": _quoted(highest), "lowest": _quoted(lowest)}
    tells_highest, tells_lowest = 0 < len(highest) <= 2, 0 < len(lowest) <= 2
    if tells_highest and tells_lowest:
        return _("the tilsyn of %(year)s rates %(highest)s highest and %(lowest)s lowest") % values
    if tells_highest:
        return _("the tilsyn of %(year)s rates %(highest)s highest") % values
    if tells_lowest:
        return _("the tilsyn of %(year)s rates %(lowest)s lowest") % values
    return ""


def _quoted(themes: Sequence[str]) -> str:
    return listing([quoted(theme) for theme in themes])


def no_inspections() -> str:
    return _("There is no tilsyn yet")


def unrated_inspection(year: int, *, light: bool, rated_in: int | None) -> str:
    """The newest inspection gave no ratings: which one the newest ratings are from."""
    values = {"year": year, "rated_in": rated_in}
    if light and rated_in:
        return (
            _(
                "The tilsyn of %(year)s was a Light-tilsyn without ratings;"
                " the last are from %(rated_in)s"
            )
            % values
        )
    if light:
        return _("The tilsyn of %(year)s was a Light-tilsyn without ratings") % values
    if rated_in:
        return (
            _("The tilsyn of %(year)s has no ratings yet; the last are from %(rated_in)s") % values
        )
    return _("The tilsyn of %(year)s has no ratings yet") % values


def inspection_heading(
    year: int,
    *,
    best_label: str,
    best: int,
    rated: int,
    lower: int,
    higher: int,
    compared_with: int | None,
) -> str:
    """How many themes have the best rating, and how many moved since the year compared with."""
    values = {
        "best": number(best, neuter=True),
        "rated": number(rated, neuter=True),
        "label": best_label,
    }
    if rated == 1:
        wording = (
            _("the one theme rated is rated “%(label)s”")
            if best
            else _("the one theme rated is not rated “%(label)s”")
        )
    elif best == rated:
        wording = _("all %(rated)s themes are rated “%(label)s”")
    else:
        wording = _("%(best)s of %(rated)s themes are rated “%(label)s”")
    found = [wording % values]
    if compared_with:
        found.append(_moves(lower, higher) % {"year": compared_with})
    return _("Tilsyn %(year)s: %(found)s") % {"year": year, "found": capfirst(clauses(found))}


def _moves(lower: int, higher: int) -> str:
    """How many ratings moved, with a place for the year they are compared with."""
    values = {
        "lower": number(lower, neuter=True),
        "higher": number(higher, neuter=True),
        "year": "%(year)s",
    }
    if lower and higher:
        return (
            ngettext(
                "%(lower)s is rated lower and %(higher)s higher than in %(year)s",
                "%(lower)s are rated lower and %(higher)s higher than in %(year)s",
                lower,
            )
            % values
        )
    if lower:
        return (
            ngettext(
                "%(lower)s is rated lower than in %(year)s",
                "%(lower)s are rated lower than in %(year)s",
                lower,
            )
            % values
        )
    if higher:
        return (
            ngettext(
                "%(higher)s is rated higher than in %(year)s",
                "%(higher)s are rated higher than in %(year)s",
                higher,
            )
            % values
        )
    return _("none is rated otherwise than in %(year)s") % values


def profile_heading(
    year: int, *, name: str, areas: int, compared: int, below: int, above: int
) -> str:
    """On which side of the cluster's institutions most areas lie."""
    values = {"year": year, "name": name}
    if not compared:
        return ngettext(
            "KIDS %(year)s: %(number)s area is measured",
            "KIDS %(year)s: %(number)s areas are measured",
            areas,
        ) % {"year": year, "number": number(areas, neuter=True)}
    values["where"] = _where(max(below, above), compared, areas=areas)
    if below > above:
        told = _("KIDS %(year)s: %(name)s lies below most of the cluster in %(where)s") % values
    elif above > below:
        told = _("KIDS %(year)s: %(name)s lies above most of the cluster in %(where)s") % values
    elif above:
        told = (
            _("KIDS %(year)s: %(name)s lies above most of the cluster in as many areas as below")
            % values
        )
    else:
        told = ""
    if told:  # a profile is one observation of one day: how far it moves by itself nobody has said
        return f"{told}; {chance_words.clause(not_judged())}"
    return _("KIDS %(year)s: %(name)s lies in the middle of the cluster") % values


def _where(part: int, compared: int, *, areas: int) -> str:
    """In how many of the areas, and whether there are more that cannot be compared."""
    if areas == 1:
        return _("the one area measured")
    values = {"part": number(part, neuter=True), "compared": number(compared, neuter=True)}
    if compared == areas:
        wording = (
            _("all %(compared)s areas")
            if part == compared
            else _("%(part)s of the %(compared)s areas")
        )
    elif compared == 1:
        wording = _("the one area that can be compared")
    elif part == compared:
        wording = _("all %(compared)s areas that can be compared")
    else:
        wording = _("%(part)s of the %(compared)s areas that can be compared")
    return wording % values


def asked_heading(
    name: str,
    *,
    year: int,
    was_year: int | None,
    shown: Sequence[str],
    judged: Sequence[Judged],
    highest: Decimal | None,
) -> str:
    """How each question was answered beside itself the time before: never one beside another.

    shown: the means that are not hidden, as written. judged: of the questions that were asked both
    times in the same edition.
    """
    values: dict[str, object] = {"name": name, "year": year, "count": in_words(len(shown))}
    if not shown:
        return (
            _("%(name)s %(year)s: the answers are hidden, because too few have answered") % values
        )
    if judged:
        return measured_heading(
            name,
            year=year,
            was_year=was_year,
            judged=judged,
            are_judged=True,
            count=len(shown),
        )
    if len(shown) == 1:
        values |= {"value": shown[0], "highest": written(highest, 0) if highest else ""}
        return _("%(name)s %(year)s: %(value)s on a scale up to %(highest)s") % values
    told = _(
        "%(name)s %(year)s: %(count)s questions, asked for the first time here in this edition"
    )
    return told % values
