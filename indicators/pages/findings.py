"""What the evidence of an indicator shows, as headings; each has a neutral form when data are
missing.
"""

import datetime
from collections.abc import Mapping, Sequence

from django.utils.functional import Promise as StrPromise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chance import Movement
from config.phrases import listing, number
from indicators import not_due
from indicators.evaluation import Attainment, IndicatorStatus, UnitResult, UnitState
from indicators.evaluation.sentences import missing_said
from indicators.models import Indicator

#: With more names than this a heading tells how many there are instead.
MOST_NAMES = 3


def units_finding(indicator: Indicator, found: Attainment) -> str:
    """Who is there, who is not, and who stands otherwise than the year before."""
    if indicator.source == Indicator.Source.METHODS:
        return _methods_finding(found)
    if indicator.source == Indicator.Source.LOCAL_GOALS:
        return _goals_finding(found)
    if found.is_whole:
        values = {"result": found.result_text, "year": found.year}
        return _("%(result)s is reported for %(year)s") % values
    if not found.units:
        return _("No institution belonged here in %(year)s") % {"year": found.year}
    if not found.counted:
        return _("No institution can be counted in %(year)s yet") % {"year": found.year}
    lacking = [unit for unit in found.unit_results if unit.state == UnitState.NOT_MET]
    if lacking or found.met:
        return _who_lacks(found, lacking)
    return ngettext(
        "%(counted)s of %(units)s institution has a result",
        "%(counted)s of %(units)s institutions have a result",
        found.units,
    ) % {"counted": capfirst(number(found.counted)), "units": number(found.units)}


def _who_lacks(found: Attainment, lacking: list[UnitResult]) -> str:
    rated_down = _which(found, Movement.RATED_DOWN)
    if lacking and lacking == rated_down:
        told = _("%(places)s does not meet it yet and is rated lower than the year before")
        return capfirst(told % {"places": _places(lacking)})
    parts = [_lacking(lacking)] if lacking else [_all_there(found)]
    downs = _moved_to(found, _DOWNS)
    parts += downs or ([] if lacking else _moved_to(found, _UPS))
    return capfirst("; ".join(parts))


#: How units are told that stand otherwise than the year before.
_DOWNS = {
    Movement.DOWN: gettext_lazy("%(places)s has certainly gone back"),
    Movement.RATED_DOWN: gettext_lazy("%(places)s is rated lower than the year before"),
}
_UPS = {
    Movement.UP: gettext_lazy("%(places)s has certainly gone forward"),
    Movement.RATED_UP: gettext_lazy("%(places)s is rated higher than the year before"),
}


def _which(found: Attainment, shift: Movement) -> list[UnitResult]:
    return [one for one in found.unit_results if one.change and one.change.shift == shift]


def _moved_to(found: Attainment, told: Mapping[Movement, StrPromise]) -> list[str]:
    """The units of which one of some things may be said, by name."""
    by_shift = {shift: _which(found, shift) for shift in told}
    return [
        str(told[shift]) % {"places": _places(units)} for shift, units in by_shift.items() if units
    ]


def in_words(found: Attainment, later: Mapping[int, datetime.date]) -> str:
    """The explanation, which says of nobody that data are missing whose time has not come."""
    if not later:
        return found.explanation
    missing = [unit for unit in not_due.lacking_in(found) if not unit.is_other_scale]
    due = {
        unit.name: later[unit.institution_id] for unit in missing if unit.institution_id in later
    }
    lacking = [unit for unit in missing if unit.institution_id not in later]
    told = [missing_said(lacking, year=found.year), *not_due.said(due, year=found.year)]
    return found.explanation.replace(
        missing_said(missing, year=found.year), " ".join(filter(None, told))
    )


def with_count(names: Sequence[str]) -> str:
    return f"{len(names)}: {listing(names)}"


def why_not(unit: UnitResult, later: Mapping[int, datetime.date]) -> str:
    """Why a unit is not counted."""
    if unit.institution_id in later:
        return not_due.word().lower()
    if unit.is_other_scale:
        return _("rated on another scale")
    return {
        UnitState.NOT_RATED: _("inspected without ratings"),
        UnitState.MISSING: _("no data"),
        UnitState.SUPPRESSED: _("hidden, few have answered"),
    }.get(unit.state, "")


def rule_finding(indicator: Indicator, found: Attainment) -> str:
    """For how many units the result stands, and why not for all."""
    if found.is_whole:
        return _("The result is reported for the cluster as a whole")
    if not found.units:
        return _("No institution belonged here in %(year)s") % {"year": found.year}
    leaves_out = found.not_rated and indicator.unrated == Indicator.Unrated.LEAVE_OUT
    if leaves_out and found.counted + found.not_rated < found.units:
        return _(
            "The result is for %(counted)s of %(units)s institutions;"
            " Light inspections do not count"
        ) % {"counted": number(found.counted), "units": number(found.units)}
    if leaves_out:
        return ngettext(
            "Light inspections do not count; so the result is for %(counted)s institution",
            "Light inspections do not count; so the result is for %(counted)s institutions",
            found.counted,
        ) % {"counted": number(found.counted)}
    if found.counted < found.units:
        return ngettext(
            "The result is for %(counted)s of %(units)s institution",
            "The result is for %(counted)s of %(units)s institutions",
            found.units,
        ) % {"counted": number(found.counted), "units": number(found.units)}
    return _("The result is for all institutions of the cluster")


def _places(units: Sequence[UnitResult]) -> str:
    if len(units) > MOST_NAMES:
        return _("%(count)s institutions") % {"count": number(len(units))}
    return listing([unit.name for unit in units])


def _lacking(units: Sequence[UnitResult]) -> str:
    return ngettext(
        "%(places)s does not meet it yet", "%(places)s do not meet it yet", len(units)
    ) % {"places": _places(units)}


def _all_there(found: Attainment) -> str:
    if found.met < found.counted:  # the others have no target of their own
        return _(
            "%(met)s of the %(count)s institutions counted meet it, the others have no target"
        ) % {
            "met": number(found.met),
            "count": number(found.counted),
        }
    told = ngettext(
        "the one institution counted meets it",
        "all %(count)s institutions counted meet it",
        found.counted,
    ) % {"count": number(found.counted)}
    lacking = found.missing + found.suppressed
    if lacking and found.status != IndicatorStatus.MET:
        waits = ngettext(
            "%(told)s, but %(count)s institution has no figure yet",
            "%(told)s, but %(count)s institutions have no figure yet",
            lacking,
        )
        return waits % {"told": told, "count": number(lacking)}
    return told


def _methods_finding(found: Attainment) -> str:
    count = sum(method.is_counted for method in found.methods)
    others = len(found.methods) - count
    if not found.methods:
        return _("No method is registered as in use yet")
    parts = [
        ngettext(
            "%(count)s method is in use widely enough to count",
            "%(count)s methods are in use widely enough to count",
            count,
        )
        % {"count": number(count)}
    ]
    if others:
        parts.append(
            ngettext(
                "%(count)s is in use in some institutions only",
                "%(count)s are in use in some institutions only",
                others,
            )
            % {"count": number(others)}
        )
    return capfirst("; ".join(parts))


def _goals_finding(found: Attainment) -> str:
    """How many reached the number they set themselves, and how many say nothing."""
    goals = found.goals
    if not goals.measured:
        return _("No local goal has a number and a figure in %(year)s yet") % {"year": found.year}
    told = ngettext(
        "%(met)s of %(count)s local goal with a figure has reached its number",
        "%(met)s of %(count)s local goals with a figure have reached their number",
        goals.measured,
    ) % {"met": number(goals.reached, neuter=True), "count": number(goals.measured, neuter=True)}
    if not goals.lacking:
        return capfirst(told)
    lacking = ngettext("%(count)s lacks a figure", "%(count)s lack a figure", goals.lacking) % {
        "count": number(goals.lacking, neuter=True)
    }
    return capfirst(f"{told}; {lacking}")
