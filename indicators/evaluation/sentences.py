"""Why an attainment is what it is, in whole sentences that name the units."""

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators.evaluation.attainments import MethodResult
from indicators.evaluation.facts import Facts
from indicators.evaluation.judging import UnitTally
from indicators.evaluation.results import GoalCounts, UnitResult, UnitState
from indicators.evaluation.rules import (
    UNIT_BY_UNIT,
    Aggregation,
    Rule,
    Source,
)
from indicators.evaluation.words import (
    is_rated,
    methods_sentence_end,
    names,
    parts_required,
    requirement,
    result_text,
    target_text,
    topic_name,
)

_MISSING = gettext_lazy("Data for %(names)s are missing in %(year)s.")


def in_sentence(name: str) -> str:
    """A name as it stands inside a sentence: “samspil og relationer”, but “KIDS” as it is."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def explanation(
    rule: Rule,
    result: UnitTally,
    *,
    year: int,
    facts: Facts,
    units: Sequence[UnitResult] = (),
    methods: Sequence[MethodResult] = (),
) -> str:
    """Why the result is what it is, in whole sentences that name the units."""
    sentences = [_main_sentence(rule, result, year=year, facts=facts)]
    if rule.aggregation not in UNIT_BY_UNIT or rule.counts_things:
        goal = target_text(rule, result)
        sentences.append(
            _("The target is %(target)s.") % {"target": goal} if goal else _("There is no target.")
        )
    elif not result.has_target:
        sentences.append(_("There is no target."))
    if rule.source == Source.LOCAL_GOALS:
        sentences += goals_left_out(result.goals)
    elif not result.whole and rule.source != Source.METHODS:
        sentences += _about_units(rule, units, year=year)
    return " ".join(sentence for sentence in sentences if sentence)


def goals_left_out(goals: GoalCounts) -> Iterator[str]:
    """Which local goals are not among those that are counted, and why."""
    told = (
        (
            goals.lacking,
            ngettext(
                "%(count)s local goal lacks a figure.",
                "%(count)s local goals lack a figure.",
                goals.lacking,
            ),
        ),
        (
            goals.hidden,
            ngettext(
                "The figure of %(count)s local goal is hidden: it is about too few.",
                "The figures of %(count)s local goals are hidden: they are about too few.",
                goals.hidden,
            ),
        ),
        (
            goals.untold,
            ngettext(
                "%(count)s local goal has set itself no number.",
                "%(count)s local goals have set themselves no number.",
                goals.untold,
            ),
        ),
    )
    for count, sentence in told:
        if count:
            yield sentence % {"count": count}


def _main_sentence(rule: Rule, result: UnitTally, *, year: int, facts: Facts) -> str:
    if rule.source == Source.METHODS:
        day = date_format(facts.day_of(year), "DATE_FORMAT")
        values = {"text": methods_sentence_end(rule, result).rstrip("."), "day": day}
        count = int(result.value or 0)
        return f"{count} " + _("%(text)s on %(day)s.") % values
    if rule.source == Source.LOCAL_GOALS:
        return _goals_sentence(result, year=year)
    if not result.counted:
        return _("No unit can be counted in %(year)s.") % {"year": year}
    if result.whole:
        values = {"year": str(year), "value": result_text(rule, result)}
        return _("Reported for %(year)s: %(value)s.") % values
    if rule.aggregation in UNIT_BY_UNIT and result.has_target:
        return _units_sentence(rule, result, year=year)
    return _value_sentence(rule, result, year=year)


def _goals_sentence(result: UnitTally, *, year: int) -> str:
    values = {"met": result.goals.reached, "counted": result.goals.measured, "year": year}
    if not result.goals.measured:
        return _("No local goal of %(year)s has a number and a figure.") % values
    return (
        _("%(met)s of %(counted)s local goals have reached their own number in %(year)s.") % values
    )


def _units_sentence(rule: Rule, result: UnitTally, *, year: int) -> str:
    values = {
        "met": result.met,
        "counted": result.counted,
        "requirement": requirement(rule, year),
        "topic": in_sentence(topic_name(rule)),
        "year": year,
        "instrument": rule.topics[0].instrument_short_name if rule.topics else "",
        "parts": parts_required(rule),
    }
    if rule.source == Source.COMPOSITE:
        return (
            _("%(met)s of %(counted)s units meet %(parts)s in %(year)s: %(requirement)s.") % values
        )
    if rule.source == Source.MANUAL:
        return _("%(met)s of %(counted)s units report that they meet it in %(year)s.") % values
    if is_rated(rule):
        return (
            _(
                "%(met)s of %(counted)s rated units have “%(requirement)s” in the theme "
                "%(topic)s in %(year)s."
            )
            % values
        )
    return (
        _(
            "%(met)s of %(counted)s units have %(requirement)s in %(topic)s "
            "(%(instrument)s) in %(year)s."
        )
        % values
    )


def _value_sentence(rule: Rule, result: UnitTally, *, year: int) -> str:
    values = {
        "value": result_text(rule, result),
        "counted": result.counted,
        "units": result.units,
        "topic": in_sentence(topic_name(rule)),
        "year": year,
    }
    return {
        Aggregation.MEAN: _(
            "The mean of %(counted)s of %(units)s units is %(value)s in %(topic)s in %(year)s."
        ),
        Aggregation.SUM: _(
            "The sum of %(counted)s of %(units)s units is %(value)s in %(topic)s in %(year)s."
        ),
        Aggregation.COUNT: _("%(value)s of %(units)s units count in %(topic)s in %(year)s."),
        Aggregation.LATEST: _("The latest value is %(value)s in %(topic)s in %(year)s."),
    }.get(
        Aggregation(rule.aggregation),
        _("%(counted)s of %(units)s units are measured in %(topic)s in %(year)s."),
    ) % values


def missing_said(units: Sequence[UnitResult], *, year: int) -> str:
    """Of which units there are no data; empty where of none."""
    return str(_MISSING) % {"names": names(units), "year": year} if units else ""


def _about_units(rule: Rule, units: Sequence[UnitResult], *, year: int) -> list[str]:
    by_state = {state: [unit for unit in units if unit.state == state] for state in UnitState}
    missing = [unit for unit in by_state[UnitState.MISSING] if not unit.is_other_scale]
    other_scale = [unit for unit in by_state[UnitState.MISSING] if unit.is_other_scale]
    not_met = by_state[UnitState.NOT_MET] if rule.aggregation in UNIT_BY_UNIT else []
    named = (
        (_MISSING, missing),
        (_("%(names)s: rated on another scale, which cannot be compared."), other_scale),
        (_("Hidden because too few have answered: %(names)s."), by_state[UnitState.SUPPRESSED]),
        (_("Does not meet it: %(names)s."), not_met),
    )
    return [
        *_about_light(rule, units, by_state[UnitState.NOT_RATED]),
        *(str(told) % {"names": names(which), "year": year} for told, which in named if which),
    ]


def _about_light(
    rule: Rule, units: Sequence[UnitResult], not_rated: Sequence[UnitResult]
) -> Iterator[str]:
    """What became of the units that had an inspection without ratings."""
    carried = [unit for unit in units if unit.carried_from]
    stayed = [unit for unit in units if unit.inspection and not unit.carried_from]
    counted = [unit for unit in stayed if unit.state.is_counted]
    if not_rated:
        yield (
            ngettext(
                "%(count)s unit has a light inspection and does not count.",
                "%(count)s units have a light inspection and do not count.",
                len(not_rated),
            )
            % {"count": len(not_rated)}
        )
    if carried:
        yield (
            ngettext(
                "%(count)s unit has a light inspection; its last rating is carried forward.",
                "%(count)s units have a light inspection; their last rating is carried forward.",
                len(carried),
            )
            % {"count": len(carried)}
        )
    if counted and rule.source == Source.TOPICS:
        yield _light_counts(counted)


def _light_counts(units: Sequence[UnitResult]) -> str:
    values = {"count": len(units)}
    if units[0].state == UnitState.MET:
        return (
            ngettext(
                "%(count)s unit has a light inspection, which counts as met.",
                "%(count)s units have a light inspection, which counts as met.",
                len(units),
            )
            % values
        )
    return (
        ngettext(
            "%(count)s unit has a light inspection, which counts as not met.",
            "%(count)s units have a light inspection, which counts as not met.",
            len(units),
        )
        % values
    )
