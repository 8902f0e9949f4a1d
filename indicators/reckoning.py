"""Why an indicator can never be worked out, in sentences: told when its rule is written.

Pure: topics, targets and parts as objects, saved or not. An empty answer means that data can give a
result one day, not that there are any.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.numbers import written_plainly
from indicators.models.indicators import Indicator, Target
from measurements.models.instruments import Scale, Topic

#: What makes one number of the units' numbers: ratings have none.
_OF_NUMBERS = {
    Indicator.Aggregation.MEAN,
    Indicator.Aggregation.SUM,
    Indicator.Aggregation.LATEST,
}


def why_never(
    indicator: Indicator,
    *,
    topics: Sequence[Topic] = (),
    targets: Sequence[Target] = (),
    parts: Sequence[Indicator] | None = None,
    is_part: bool = False,
) -> list[str]:
    """What keeps the rule from ever giving a result; parts: None where they are not known yet.

    is_part: whether it stands under several indicators together, with the targets given.
    """
    found = _by_itself(indicator, topics=topics, targets=targets, parts=parts)
    if is_part and not targets and indicator.source != Indicator.Source.MANUAL:
        found.append(_("A part needs a target; else the whole can never be met."))
    return found


def _by_itself(
    indicator: Indicator,
    *,
    topics: Sequence[Topic],
    targets: Sequence[Target],
    parts: Sequence[Indicator] | None,
) -> list[str]:
    if indicator.source == Indicator.Source.COMPOSITE:
        return [
            *_together(indicator, parts),
            *_nought_of_a_count(indicator, targets),
            *_share_there_is(indicator, targets),
        ]
    if indicator.source != Indicator.Source.TOPICS:
        return [
            *_of_goals(indicator, targets),
            *_steps_of_a_count(targets),
            *_nought_of_a_count(indicator, targets),
            *_share_there_is(indicator, targets),
        ]
    if not topics:
        return [_("Choose the topics that the indicator is measured by.")]
    return [
        *_editions(indicator, topics),
        *_numbers_of_ratings(indicator, topics),
        *_wanted_of_each(indicator, targets),
        *_nought_of_a_count(indicator, targets),
        *_share_there_is(indicator, targets),
        *_scales(topics, targets),
        *_steps_wanted(indicator, topics, targets),
        *_beyond_the_scale(indicator, topics, targets),
    ]


def _together(indicator: Indicator, parts: Sequence[Indicator] | None) -> Iterable[str]:
    """Several things together: enough of them, and institutions that meet them or do not."""
    if indicator.aggregation in _OF_NUMBERS:
        yield _(
            "Several things together have no mean, sum or newest number. Choose how many"
            " institutions are to meet them."
        )
    if parts is None:
        return
    if not parts:
        yield _("Several indicators together need at least one part.")
    elif (indicator.required_parts or 0) > len(parts):
        yield (
            ngettext(
                "At least %(required)s parts are to hold, but there is only %(count)s.",
                "At least %(required)s parts are to hold, but there are only %(count)s.",
                len(parts),
            )
            % {"required": indicator.required_parts, "count": len(parts)}
        )


def _share_there_is(indicator: Indicator, targets: Iterable[Target]) -> Iterable[str]:
    """No more institutions than all of them."""
    if indicator.aggregation != Indicator.Aggregation.SHARE:
        return
    for target in targets:
        of_all = target.value is not None and not (target.of_each or target.institution_id)
        if of_all and not 0 < (target.value or 0) <= 100:
            yield _("A share of the institutions is between 0 and 100 per cent.")


def _nought_of_a_count(indicator: Indicator, targets: Iterable[Target]) -> Iterable[str]:
    """Methods and institutions are counted: there are always none of them or more."""
    counts = indicator.source == Indicator.Source.METHODS
    if indicator.source == Indicator.Source.LOCAL_GOALS:
        return  # told in its own words
    for target in targets:
        if target.value is None or target.value > 0 or target.of_each or target.institution_id:
            continue
        if counts or indicator.aggregation == Indicator.Aggregation.COUNT:
            yield _("Nought is always reached. Write how many there are to be.")


def _beyond_the_scale(
    indicator: Indicator, topics: Sequence[Topic], targets: Iterable[Target]
) -> Iterable[str]:
    """A number that is wanted of each, or of all together, which no figures on the scale reach."""
    scale = topics[0].scale_in_use
    is_of_one = indicator.aggregation in {Indicator.Aggregation.ALL, *_OF_NUMBERS}
    for target in targets:
        value = target.value
        if value is None or not (target.of_each or is_of_one):
            continue
        lowest, highest = _reached(indicator, scale, of_each=target.of_each)
        if _is_outside(value, Indicator.Operator(indicator.operator), lowest, highest):
            yield (
                _("“%(scale)s” goes from %(lowest)s to %(highest)s, so %(value)s is never reached.")
                % {
                    "scale": scale.name,
                    "lowest": "–" if scale.lowest is None else written_plainly(scale.lowest),
                    "highest": "–" if scale.highest is None else written_plainly(scale.highest),
                    "value": written_plainly(value),
                }
            )


def _reached(
    indicator: Indicator, scale: Scale, *, of_each: bool
) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest that may come of figures on a scale; None: there is no end."""
    if of_each or indicator.aggregation != Indicator.Aggregation.SUM:
        return scale.lowest, scale.highest
    return (None if scale.lowest is None or scale.lowest < 0 else scale.lowest), None


def _is_outside(
    value: Decimal, operator: Indicator.Operator, lowest: Decimal | None, highest: Decimal | None
) -> bool:
    too_high = highest is not None and value > highest
    too_low = lowest is not None and value < lowest
    return (too_high and operator != Indicator.Operator.AT_MOST) or (
        too_low and operator != Indicator.Operator.AT_LEAST
    )


def _of_goals(indicator: Indicator, targets: Sequence[Target]) -> Iterable[str]:
    """Local goals have a number each, so they have neither a mean nor a target of institutions."""
    if indicator.source != Indicator.Source.LOCAL_GOALS:
        return
    if indicator.aggregation in _OF_NUMBERS:
        yield _("Local goals have no number together. Choose how many are to reach their own.")
    if any(target.value is not None and target.value <= 0 for target in targets):
        yield _("Nought is always reached. Write how many local goals are to get there.")
    if any(target.institution_id or target.of_each for target in targets):
        yield _("Each local goal has its own number, so an institution has none here.")


def _steps_of_a_count(targets: Iterable[Target]) -> Iterable[str]:
    """Methods are counted, and what is entered by hand is a number: neither reaches a step."""
    for target in targets:
        if target.step:
            yield (
                _("The result is a number here. Give a number as target instead of “%(step)s”.")
                % {"step": target.step.label}
            )


def _editions(indicator: Indicator, topics: Iterable[Topic]) -> Iterable[str]:
    """Editions that are not in use in the indicator's year, or in any year of its strategy."""
    strategy = indicator.goal.strategy
    first, last = (
        (indicator.year, indicator.year)
        if indicator.year
        else (strategy.from_year, strategy.to_year)
    )
    for version in dict.fromkeys(topic.version for topic in topics):
        values = {"version": version.name, "first": version.from_year, "last": version.to_year}
        if version.to_year and version.to_year < first:
            values["year"] = first
            yield (
                _(
                    "“%(version)s” was used until %(last)s, but the indicator begins in"
                    " %(year)s. Choose topics of a newer version."
                )
                % values
            )
        elif version.from_year > last:
            values["year"] = last
            yield (
                _(
                    "“%(version)s” is used from %(first)s, but the indicator ends in %(year)s."
                    " Choose topics of an earlier version."
                )
                % values
            )


def _numbers_of_ratings(indicator: Indicator, topics: Iterable[Topic]) -> Iterable[str]:
    if indicator.aggregation not in _OF_NUMBERS:
        return
    for topic in topics:
        if topic.scale_in_use.kind == Scale.Kind.ORDINAL:
            yield (
                _(
                    "%(topic)s is rated in steps, so there is no mean, sum or newest number of"
                    " it. Choose how many units meet the target."
                )
                % {"topic": topic.in_full}
            )


def _scales(topics: Sequence[Topic], targets: Iterable[Target]) -> Iterable[str]:
    """A wanted step must be on the scale of a topic, and a topic on the scale of a wanted step."""
    wanted = {target.step.scale for target in targets if target.step}
    scales = {topic.scale_in_use for topic in topics}
    for target in targets:
        if target.step and target.step.scale not in scales:
            yield (
                _(
                    "The target “%(step)s” is a step of the scale “%(scale)s”, but no topic is"
                    " rated on it: %(topics)s."
                )
                % {
                    "step": target.step.label,
                    "scale": target.step.scale.name,
                    "topics": ", ".join(topic.in_full for topic in topics),
                }
            )
    for topic in topics:
        scale = topic.scale_in_use
        if wanted & scales and scale not in wanted:
            yield (
                _("%(topic)s never counts: no target is a step of its scale, “%(scale)s”.")
                % {"topic": topic.in_full, "scale": scale.name}
            )


def _wanted_of_each(indicator: Indicator, targets: Sequence[Target]) -> Iterable[str]:
    """A share needs to know when a unit is there, besides how many are to be."""
    is_share = indicator.aggregation == Indicator.Aggregation.SHARE
    of_each = (each.step or each.institution_id or each.of_each for each in targets)
    if is_share and targets and not any(of_each):
        yield _(
            "A share needs what each institution is to have, too: a step, or a number at the end"
            " of the sentence."
        )


def _steps_wanted(
    indicator: Indicator, topics: Iterable[Topic], targets: Sequence[Target]
) -> Iterable[str]:
    is_of_all = indicator.aggregation == Indicator.Aggregation.ALL
    is_by_unit = any(is_of_all or target.of_each for target in targets)
    if not is_by_unit or any(target.step for target in targets):
        return
    for topic in topics:
        if topic.scale_in_use.kind == Scale.Kind.ORDINAL:
            yield (
                _("%(topic)s is rated in steps. Give the step that is wanted, not a number.")
                % {"topic": topic.in_full}
            )
