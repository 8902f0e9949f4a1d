"""A rule given back as one sentence, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import listing
from indicators.evaluation.rules import Aggregation, Rule, Source
from indicators.evaluation.words import number_requirement, requirement


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
    if rule.source == Source.COMPOSITE:
        return _("%(who)s meet all parts %(when)s: %(what)s.") % values
    if not values["wanted"]:
        return _("We follow %(what)s in %(who)s, %(when)s, without a target.") % values
    if rule.aggregation in _AS_ONE:
        values["as_one"] = _AS_ONE[Aggregation(rule.aggregation)]()
        return _("%(as_one)s of %(what)s is %(wanted)s, %(when)s.") % values
    return _("In %(who)s %(what)s is %(wanted)s, %(when)s.") % values


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
    year = rule.year or max((target.year for target in rule.targets if target.year), default=0)
    by_unit = requirement(rule, year)
    if by_unit or rule.source == Source.COMPOSITE:
        return by_unit
    whole = rule.target_of_whole(year)
    if whole is None or whole.value is None or rule.aggregation in _BY_TABLE:
        own = any(target.institution_id for target in rule.targets)
        return _("what each has as its target") if own else ""
    return number_requirement(rule, whole.value)


#: Aggregations whose number says how many units, not what is wanted of each.
_BY_TABLE = {Aggregation.SHARE}


def _where(rule: Rule) -> str:
    if rule.required_units is None:
        return _("all institutions")
    return ngettext(
        "at least %(count)s institution", "at least %(count)s institutions", rule.required_units
    ) % {"count": rule.required_units}


def _who(rule: Rule) -> str:
    if rule.aggregation == Aggregation.SHARE:
        return _("a certain share of the institutions")
    if rule.aggregation == Aggregation.COUNT:
        return _("a certain number of the institutions")
    return _("all institutions")
