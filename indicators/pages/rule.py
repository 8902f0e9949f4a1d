"""An indicator's rule in plain words, and what other rules for light inspections would give."""

import datetime
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.phrases import listing, sentence
from indicators.evaluation import Attainment, evaluate
from indicators.evaluation.facts import Facts
from indicators.evaluation.rules import Aggregation, Rule, Source, Unrated
from indicators.evaluation.words import parts_required, requirement, source_text


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another rule for light inspections and what it would give."""

    name: str
    result: str
    is_ours: bool


def pairs(rule: Rule, found: Attainment) -> list[tuple[str, str]]:
    """The rule as facts: term and description."""
    rows = [
        (_("What is measured"), _measured(rule, found)),
        (_("When met"), _when_met(rule, found)),
    ]
    if is_inspected(rule):
        rows.append((_("Light inspections"), _light(rule)))
    if rule.year:
        day = date_format(datetime.date(rule.year, 12, 31), "DATE_FORMAT")
        rows.append((_("Deadline"), f"{day}."))
    rows.append((_("Source"), source_text(rule)))
    return rows


def alternatives(rule: Rule, facts: Facts, found: Attainment) -> list[Alternative]:
    """What each rule for light inspections would give; nothing where there are none."""
    if not any(unit.inspection for unit in found.unit_results):
        return []
    names = {
        Unrated.LEAVE_OUT: _("Do not count"),
        Unrated.CARRY_FORWARD: _("The last rating is carried forward"),
        Unrated.MET: _("Count as met"),
        Unrated.NOT_MET: _("Count as not met"),
    }
    ours = unrated_of(rule)
    return [
        Alternative(
            name,
            evaluate(
                with_unrated(rule, unrated), facts, year=found.year, with_trend=False
            ).result_text,
            unrated == ours,
        )
        for unrated, name in sorted(names.items(), key=lambda item: item[0] != ours)
    ]


def _measured(rule: Rule, found: Attainment) -> str:
    if rule.source == Source.METHODS:
        return _("Methods that the institutions of the cluster have registered as in use.")
    if rule.source == Source.LOCAL_GOALS:
        return _(
            "The newest figure of each local goal that the board has adopted, held against the"
            " number the goal has set itself. A goal belongs to the year its effect is measured."
        )
    if rule.source == Source.MANUAL:
        return " ".join([sentence(rule.short_text), _("The leaders report it once a year.")])
    if rule.source == Source.COMPOSITE:
        parts = listing([part.short_text for part in rule.parts])
        return _("Several things together: %(parts)s.") % {"parts": parts}
    topics = listing([_("“%(name)s”") % {"name": topic.name} for topic in rule.topics])
    if is_inspected(rule):
        values = {"topics": topics, "year": found.year}
        return _("The rating in the theme %(topics)s in the inspection of %(year)s.") % values
    instruments = listing(list(dict.fromkeys(topic.version_name for topic in rule.topics)))
    values = {"topics": topics, "instruments": instruments}
    return _("%(topics)s in %(instruments)s; for an institution the mean of its groups.") % values


def _when_met(rule: Rule, found: Attainment) -> str:
    if not found.has_target:
        return _("No target is set, so the result is shown and not judged.")
    if rule.source == Source.METHODS:
        required = found.units if rule.required_units is None else rule.required_units
        return _(
            "A method counts when at least %(required)s of %(units)s institutions use it. "
            "The cluster gets there with %(target)s methods."
        ) % {"required": required, "units": found.units, "target": found.target_text}
    if rule.source == Source.LOCAL_GOALS:
        return _(
            "The cluster gets there when %(target)s of the local goals have reached theirs."
        ) % {"target": found.target_text}
    if rule.source == Source.COMPOSITE:
        one = _("An institution meets it when it meets %(required)s (%(parts)s).") % {
            "required": parts_required(rule),
            "parts": requirement(rule, found.year),
        }
    else:
        one = _unit_meets(rule, requirement(rule, found.year))
    return f"{one} {_together(rule, found)}".strip()


def _unit_meets(rule: Rule, wanted: str) -> str:
    """When one institution meets it; empty where only the whole has a target."""
    if not wanted:
        return ""
    if rule.source == Source.MANUAL:
        sentence_of = _("An institution meets it when it reports so, or a number of %(wanted)s.")
    elif any(target.step for target in rule.targets):
        sentence_of = _("An institution meets it when its rating is “%(wanted)s”.")
    else:
        sentence_of = _("An institution meets it with %(wanted)s.")
    return sentence_of % {"wanted": wanted}


def _together(rule: Rule, found: Attainment) -> str:
    if rule.aggregation == Aggregation.ALL:
        return _("The cluster gets there when all institutions meet it, and none lacks its figure.")
    if rule.aggregation == Aggregation.SHARE:
        return _("The cluster gets there when %(target)s of the counted institutions meet it.") % {
            "target": found.target_text
        }
    return _("The cluster gets there with %(target)s.") % {"target": found.target_text}


def _light(rule: Rule) -> str:
    what = _(
        "An institution with the best rating in every theme the year before gets a light "
        "inspection, which has no ratings."
    )
    how = {
        Unrated.LEAVE_OUT: _("It is not rated and does not count, but we always show how many."),
        Unrated.CARRY_FORWARD: _("Its last rating on the same scale is carried forward."),
        Unrated.MET: _("It counts as met."),
        Unrated.NOT_MET: _("It counts as not met."),
    }
    return f"{what} {how[unrated_of(rule)]}"


def is_inspected(rule: Rule) -> bool:
    return any(topic.is_inspected for each in (rule, *rule.parts) for topic in each.topics)


def unrated_of(rule: Rule) -> Unrated:
    """The rule's choice, or that of the part that is about inspections."""
    inspected = [part for part in rule.parts if is_inspected(part)]
    return Unrated(inspected[0].unrated if inspected else rule.unrated)


def with_unrated(rule: Rule, unrated: Unrated) -> Rule:
    parts = tuple(replace(part, unrated=unrated) for part in rule.parts)
    return replace(rule, unrated=unrated, parts=parts)
