"""The indicators of a theme that is copied to another strategy go along, where they can work."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from indicators.building.draft import DraftRule, draft_of
from indicators.models import Indicator, Target
from strategy.models import Goal


def copy_indicators(source: Goal, goal: Goal) -> None:
    """Rules and common targets. Years that the new strategy has not, and institutions, stay."""
    for indicator in source.indicators.filter(parent=None).order_by("number"):
        try:
            _copied(draft_of(indicator), goal).save()
        except ValidationError:
            continue  # an edition that is over by then: to be chosen anew


def indicators_held(goal: Goal) -> list[str]:
    """Why the theme stays: nobody takes indicators away by the way."""
    from_it = goal.indicators.filter(parent=None)
    told = _("“%(indicator)s” is measured under it. Move the indicator to another theme first.")
    return [told % {"indicator": indicator.short_text} for indicator in from_it]


def _copied(draft: DraftRule, goal: Goal) -> DraftRule:
    strategy = goal.strategy
    years = range(strategy.from_year, strategy.to_year + 1)
    indicator = draft.indicator
    copy = Indicator(
        **{name: getattr(indicator, name) for name in COPIED},
        goal=goal,
        year=indicator.year if indicator.year in years else None,
    )
    return DraftRule(
        indicator=copy,
        topics=draft.topics,
        targets=[
            Target(year=target.year, value=target.value, step=target.step, of_each=target.of_each)
            for target in draft.targets
            if target.institution_id is None and (target.year is None or target.year in years)
        ],
        parts=None
        if draft.parts is None
        else [_part(_copied(part, goal), copy) for part in draft.parts],
    )


def _part(draft: DraftRule, whole: Indicator) -> DraftRule:
    draft.indicator.parent = whole
    return draft


#: What a copy has of the indicator itself.
COPIED = (
    "code",
    "number",
    "text",
    "short_text",
    "source",
    "aggregation",
    "operator",
    "unrated",
    "required_units",
    "required_parts",
    "source_note",
    "is_beside",
)
