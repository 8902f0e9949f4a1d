"""An attainment in sentences, in the reader's language."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.numbers import rounded
from indicators.evaluation.judging import UnitTally
from indicators.evaluation.readings import number
from indicators.evaluation.results import UnitResult
from indicators.evaluation.rules import (
    UNIT_BY_UNIT,
    Aggregation,
    Operator,
    Rule,
    Source,
    StepFacts,
    TargetFacts,
)

#: More names than this are told as a number.
MOST_NAMES = 5


def names(units: Sequence[UnitResult]) -> str:
    """Units by name, or how many when they are many: “Egernet and Solsikken”."""
    if len(units) > MOST_NAMES:
        return ngettext("%(count)s unit", "%(count)s units", len(units)) % {"count": len(units)}
    return get_text_list([unit.name for unit in units], _("and"))


def result_text(rule: Rule, result: UnitTally) -> str:
    """The result as people say it: “4 of 6”, “7”, “5.8”; a dash for none."""
    if rule.source == Source.LOCAL_GOALS:
        return _of_goals(result)
    if rule.aggregation in UNIT_BY_UNIT and not rule.counts_things and not result.whole:
        if not result.counted:
            return "–"
        if not result.has_target:
            values = {"counted": result.counted, "units": result.units}
            return _("%(counted)s of %(units)s") % values
        return _("%(met)s of %(counted)s") % {"met": result.met, "counted": result.counted}
    if result.value is None:
        return _yes_or_no(result) if result.whole else "–"
    return amount(rule, result.value)


def target_text(rule: Rule, result: UnitTally) -> str:
    """What is to be reached, short: “all”, “10”, “at most 5”, “80 %”; empty for no target."""
    if not result.has_target or result.target is None:
        return ""
    if rule.aggregation == Aggregation.ALL and rule.source != Source.METHODS:  # methods: a number
        return _("all")
    if rule.aggregation == Aggregation.SHARE and rule.source != Source.METHODS:
        return f"{number(result.target)} %"
    if rule.operator == Operator.AT_MOST and not rule.is_of_those_who_meet:
        return _("at most %(value)s") % {"value": amount(rule, result.target)}
    return amount(rule, result.target)


def amount(rule: Rule, value: Decimal) -> str:
    """A value of the rule as a number with the decimals of its scale."""
    is_counted = rule.counts_things or rule.aggregation == Aggregation.COUNT
    return number(rounded(value, 1)) if is_counted else _measured_amount(rule, value)


def _measured_amount(rule: Rule, value: Decimal) -> str:
    if rule.topics:
        return number(value, rule.topics[0].scale)
    return number(rounded(value, 1))


def requirement(rule: Rule, year: int) -> str:
    """What a unit must have: “Vedligeholde indsatsen”, “at least 3.5”; empty for no target."""
    if rule.source == Source.COMPOSITE:
        parts = [f"{topic_name(part)}: {requirement(part, year)}" for part in rule.parts]
        return get_text_list(parts, _("or") if rule.required_parts == 1 else _("and"))
    fitting = [
        target
        for target in rule.targets
        if target.institution_id is None and target.year in (None, year)
    ]
    return _required_of_each(rule, fitting)


def _required_of_each(rule: Rule, fitting: Sequence[TargetFacts]) -> str:
    steps = [target.step for target in fitting if target.step]
    if steps:
        return _step_requirement(rule, steps[0])
    is_of_all = rule.aggregation == Aggregation.ALL
    for target in fitting:
        if target.value is not None and (is_of_all or target.of_each):
            return _of_operator(rule, _measured_amount(rule, target.value))
    return ""


def parts_required(rule: Rule) -> str:
    """Which parts of several things together are to hold: “all parts”, “at least 2 of 3 parts”."""
    if rule.required_parts is None:
        return _("all parts")
    return ngettext(
        "at least %(count)s of %(of)s part", "at least %(count)s of %(of)s parts", len(rule.parts)
    ) % {"count": rule.required_parts, "of": len(rule.parts)}


def topic_name(rule: Rule) -> str:
    """The rule's topics by name, or its short text where it has none."""
    if not rule.topics:
        return rule.short_text
    short = dict.fromkeys(topic.short_name for topic in rule.topics)
    return get_text_list(list(short), _("and"))


def result_line(rule: Rule, result: UnitTally, *, year: int) -> str:
    """What stands behind the large figure: “rated units have »…«. The target is all.”"""
    sentence = _line(rule, result, year=year)
    goal = target_text(rule, result)
    if not goal:
        return " ".join([sentence, _("There is no target.")])
    return " ".join([sentence, _("The target is %(target)s.") % {"target": goal}])


def source_text(rule: Rule) -> str:
    """Where the figures come from, in a few words."""
    if rule.source_note:
        return rule.source_note
    if rule.source == Source.COMPOSITE:
        parts = dict.fromkeys(source_text(part) for part in rule.parts)
        return get_text_list(list(parts), _("and"))
    if rule.source == Source.METHODS:
        return _("Register of methods")
    if rule.source == Source.LOCAL_GOALS:
        return _("The local goals' own figures")
    if rule.source == Source.MANUAL:
        return _("Reported by hand")
    instruments = dict.fromkeys(topic.instrument_name for topic in rule.topics)
    return get_text_list(list(instruments), _("and"))


def _yes_or_no(result: UnitTally) -> str:
    return _("Yes") if result.is_reached else _("No")


def _step_requirement(rule: Rule, step: StepFacts) -> str:
    if rule.operator == Operator.AT_MOST and step.rank < step.of:
        return _("at most %(value)s") % {"value": step.label}
    if rule.operator == Operator.AT_LEAST and step.rank < step.of:
        return _("at least %(value)s") % {"value": step.label}
    return step.label


def number_requirement(rule: Rule, value: Decimal) -> str:
    return _of_operator(rule, amount(rule, value))


def _of_operator(rule: Rule, amount_text: str) -> str:
    values = {"value": amount_text}
    if rule.operator == Operator.AT_MOST:
        return _("at most %(value)s") % values
    if rule.operator == Operator.EXACTLY:
        return _("exactly %(value)s") % values
    return _("at least %(value)s") % values


def _of_goals(result: UnitTally) -> str:
    if not result.goals.measured:
        return "–"
    values = {"met": result.goals.reached, "counted": result.goals.measured}
    return _("%(met)s of %(counted)s") % values


def _line(rule: Rule, result: UnitTally, *, year: int) -> str:
    if rule.source == Source.LOCAL_GOALS:
        if not result.goals.measured:
            return _("No local goal has a number and a figure.")
        return _("local goals have reached the number they set themselves.")
    if not result.counted:
        return _("No unit can be counted.")
    if rule.source == Source.METHODS:
        return methods_sentence_end(rule, result)
    if result.whole:
        return _("is reported for the whole.")
    if rule.aggregation in UNIT_BY_UNIT and result.has_target:
        if rule.source == Source.TOPICS:
            values = {"requirement": requirement(rule, year)}
            if is_rated(rule):
                return _("rated units are rated “%(requirement)s”.") % values
            return _("measured units have %(requirement)s.") % values
        if rule.source == Source.COMPOSITE:
            return _("units meet %(parts)s.") % {"parts": parts_required(rule)}
        return _("units report that they meet it.")
    return _("is the result of %(counted)s of %(units)s units.") % {
        "counted": result.counted,
        "units": result.units,
    }


def methods_sentence_end(rule: Rule, result: UnitTally) -> str:
    required = rule.required_units
    if required is None or required >= result.units:
        return _("methods are in use in all %(units)s units.") % {"units": result.units}
    return _("methods are in use in at least %(required)s of %(units)s units.") % {
        "required": required,
        "units": result.units,
    }


def is_rated(rule: Rule) -> bool:
    return any(topic.scale.steps and topic.scale.lowest is None for topic in rule.topics)
