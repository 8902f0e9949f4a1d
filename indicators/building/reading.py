"""A rule given back as one sentence, in the reader's language."""

from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import listing
from indicators.evaluation.readings import number
from indicators.evaluation.rules import COUNTS_UNITS, Aggregation, Rule, Source, TargetFacts
from indicators.evaluation.words import number_requirement, parts_required, requirement


def reads(rule: Rule) -> str:
    """What is to hold: “In all institutions “…” (KIDS) is at least 4.0 in 2026.”"""
    values = {
        "what": _what(rule),
        "wanted": _wanted(rule),
        "when": _("in %(year)s") % {"year": rule.year} if rule.year else _("every year"),
        "where": _where(rule),
        "who": _who(rule),
    }
    if rule.source == Source.METHODS:
        if not values["wanted"]:
            return (
                _("We follow how many shared methods are in use in %(where)s, %(when)s.") % values
            )
        return _("%(wanted)s shared methods are in use in %(where)s, %(when)s.") % values
    if rule.source == Source.LOCAL_GOALS:
        return _of_goals(rule, values["when"])
    if rule.source == Source.COMPOSITE:
        values["parts"] = parts_required(rule)
        return capfirst(_("%(who)s meet %(parts)s %(when)s: %(what)s.") % values)
    if not values["wanted"]:
        return _("We follow %(what)s in %(who)s, %(when)s, without a target.") % values
    if rule.aggregation == Aggregation.COUNT and not rule.is_of_those_who_meet:
        told = _("%(wanted)s institutions have a figure in %(what)s, %(when)s.") % values
        return capfirst(told)
    if rule.aggregation in _AS_ONE:
        values["as_one"] = _AS_ONE[Aggregation(rule.aggregation)]()
        return _("%(as_one)s of %(what)s is %(wanted)s, %(when)s.") % values
    return _("In %(who)s %(what)s is %(wanted)s, %(when)s.") % values


def _of_goals(rule: Rule, when: str) -> str:
    whole = _whole(rule)
    enough = whole.value if whole else None
    values = {"when": when, "which": _which_goals(rule), "count": number(enough or Decimal(0))}
    if rule.aggregation == Aggregation.ALL:
        sentence = _("All local goals %(which)s have reached the number they set, %(when)s.")
    elif enough is None:
        sentence = _("We follow how many local goals %(which)s reach their number, %(when)s.")
    elif rule.aggregation == Aggregation.SHARE:
        sentence = _(
            "At least %(count)s per cent of the local goals %(which)s have reached the number they"
            " set, %(when)s."
        )
    else:
        sentence = _(
            "At least %(count)s local goals %(which)s have reached the number they set, %(when)s."
        )
    return sentence % values


def _which_goals(rule: Rule) -> str:
    return _("of the cluster") if rule.under_goal is None else _("under the goal")


_AS_ONE = {
    Aggregation.MEAN: lambda: _("The mean"),
    Aggregation.SUM: lambda: _("The sum"),
    Aggregation.LATEST: lambda: _("The latest measurement"),
}


def _what(rule: Rule) -> str:
    if rule.source == Source.COMPOSITE:
        parts = [
            _("%(what)s is %(wanted)s") % {"what": _what(part), "wanted": _wanted(part)}
            for part in rule.parts
        ]
        return listing(parts)
    if rule.source != Source.TOPICS:
        return _("“%(name)s”") % {"name": rule.short_text}
    names = listing([_("“%(name)s”") % {"name": topic.name} for topic in rule.topics])
    versions = listing(list(dict.fromkeys(topic.version_name for topic in rule.topics)))
    return f"{names} ({versions})"


def _wanted(rule: Rule) -> str:
    """What is to be reached by each, or by all together; empty without a target."""
    by_unit = requirement(rule, _year_of(rule))
    if by_unit or rule.source == Source.COMPOSITE:
        return by_unit
    whole = _whole(rule)
    is_of_units = rule.aggregation == Aggregation.SHARE or rule.is_of_those_who_meet
    if whole is None or whole.value is None or is_of_units:
        own = any(target.institution_id for target in rule.targets)
        return _("what each has as its target") if own else ""
    return number_requirement(rule, whole.value)


def _year_of(rule: Rule) -> int:
    return rule.year or max((target.year for target in rule.targets if target.year), default=0)


def _whole(rule: Rule) -> TargetFacts | None:
    """What all together are to reach: the number that the sentence tells."""
    return rule.target_of_whole(_year_of(rule))


def _where(rule: Rule) -> str:
    if rule.required_units is None:
        return _("all institutions")
    return _at_least(rule.required_units)


def _at_least(count: int) -> str:
    return ngettext("at least %(count)s institution", "at least %(count)s institutions", count) % {
        "count": count
    }


def _who(rule: Rule) -> str:
    if rule.aggregation not in COUNTS_UNITS:
        return _("all institutions")
    whole = _whole(rule)
    is_share = rule.aggregation == Aggregation.SHARE
    if whole is None or whole.value is None:
        return (
            _("a certain share of the institutions")
            if is_share
            else _("a certain number of the institutions")
        )
    if is_share:
        return _("at least %(share)s per cent of the institutions") % {"share": number(whole.value)}
    return _at_least(int(whole.value))
