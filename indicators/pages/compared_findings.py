"""What an indicator's years come to beside each other, in a sentence."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chance import words as chance_words
from config.phrases import number
from indicators.evaluation import Attainment, UnitState, YearComparison, YearResult
from indicators.evaluation.comparing import with_value
from indicators.pages.findings import in_words, why_not, with_count


def counted_pairs(
    found: Attainment, later: Mapping[int, datetime.date]
) -> tuple[tuple[str, str], ...]:
    """The result in words, who is counted, and who is left out and why: (term, description).

    later: institution id → the day its next inspection is due, of those that lack no data.
    """
    told = [(_("In words"), in_words(found, later))]
    counted = [unit for unit in found.unit_results if unit.state.is_counted]
    left_out = [unit for unit in found.unit_results if not unit.state.is_counted]
    if counted:
        told.append((_("Counted units"), with_count([unit.name for unit in counted])))
    if left_out:
        names = [
            _("%(name)s (%(why)s)") % {"name": unit.name, "why": why_not(unit, later)}
            for unit in left_out
        ]
        told.append((_("Left out"), with_count(names)))
    return tuple(told)


def years_finding(found: Attainment) -> str:
    """The newest year, and what it was in the first that can be compared with it.

    A change is told only over the units counted in both years, and whether it is one says `chance`.
    """
    years = with_value(found.trend)
    if not years:
        return _("Nothing has been measured yet")
    final = _with_units(years[-1], found)
    last = {"last": final, "last_year": years[-1].year}
    if len(years) == 1 or found.since_first is None:
        return _("%(last)s in %(last_year)s; there is no earlier year to compare with") % {
            **last,
            "last": capfirst(final),
        }
    if found.since_first.has_same_units:
        return _over_the_same(found, found.since_first, last)
    now = capfirst(_("%(last)s in %(last_year)s") % last)
    return f"{now}. {_over_common(found.since_first)}"


def _over_the_same(found: Attainment, held: YearComparison, last: dict[str, Any]) -> str:
    """The same units are counted in both years, so their results may stand side by side."""
    first = told = _with_units(held.before, found)
    if _is_by_unit(found):
        told = ngettext("%(first)s institution", "%(first)s institutions", held.before.counted) % {
            "first": first
        }
    values = {"first": told, "first_year": held.before.year, **last}
    if first == last["last"]:
        return _("The same in %(first_year)s and %(last_year)s: %(first)s") % values
    if not held.is_known:
        return capfirst(
            _("%(last)s in %(last_year)s; it cannot be compared with %(first_year)s") % values
        )
    if held.judged.way:
        told = _("From %(first)s in %(first_year)s to %(last)s in %(last_year)s")
    else:
        told = _("%(last)s in %(last_year)s, and %(first)s in %(first_year)s")
    return capfirst("; ".join(filter(None, [told % values, chance_words.clause(held.judged)])))


def _over_common(held: YearComparison) -> str:
    """What the number was and is of the units counted in both years; no full stop."""
    values = {
        "units": held.units,
        "before": held.before.year,
        "now": held.after.year,
        "was": held.was_text,
        "became": held.became_text,
    }
    if not held.is_known:
        return (
            _(
                "It cannot be compared with %(before)s, when it was worked out for other"
                " institutions"
            )
            % values
        )
    if held.was_text == held.became_text:
        return (
            ngettext(
                "Of the %(units)s institution counted in both %(before)s and %(now)s the number"
                " is the same: %(became)s",
                "Of the %(units)s institutions counted in both %(before)s and %(now)s the number"
                " is the same: %(became)s",
                held.units,
            )
            % values
        )
    told = ngettext(
        "Of the %(units)s institution counted in both years the number was %(was)s in"
        " %(before)s and %(became)s in %(now)s",
        "Of the %(units)s institutions counted in both years the number was %(was)s in"
        " %(before)s and %(became)s in %(now)s",
        held.units,
    )
    return "; ".join(filter(None, [told % values, chance_words.clause(held.judged)]))


def units_note(found: Attainment) -> str:
    """That other units are counted than in the year before, and what is known of those in both."""
    held = found.since_last
    if held is None or held.has_same_units or found.is_whole:
        return ""
    before, after = held.before, held.after
    if _is_by_unit(found) and before.met == after.met > 0 and before.counted != after.counted:
        return _(
            "The number that meets the target is the same in %(before)s and %(now)s (%(met)s). "
            "The share changes because %(counted)s units are counted in %(now)s and "
            "%(counted_before)s in %(before)s."
        ) % {
            "before": before.year,
            "now": after.year,
            "met": after.met,
            "counted": after.counted,
            "counted_before": before.counted,
        }
    told = ngettext(
        "%(counted)s unit is counted in %(now)s, and %(counted_before)s in %(before)s.",
        "%(counted)s units are counted in %(now)s, and %(counted_before)s in %(before)s.",
        after.counted,
    ) % {
        "before": before.year,
        "now": after.year,
        "counted": after.counted,
        "counted_before": before.counted,
    }
    first = found.since_first
    if first and first.before.year == before.year:
        return told  # the heading says the rest
    return f"{told} {_over_common(held)}."


def _is_by_unit(found: Attainment) -> bool:
    """Whether units are judged one by one."""
    return any(unit.state in {UnitState.MET, UnitState.NOT_MET} for unit in found.unit_results)


def _with_units(year: YearResult, found: Attainment) -> str:
    """“to af syv enheder”, or the number as it stands."""
    if _is_by_unit(found):
        values = {"met": number(year.met), "counted": number(year.counted)}
        return _("%(met)s of %(counted)s") % values
    return year.result_text
