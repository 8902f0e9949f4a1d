"""What the forms of a rule begin with: a rule there is, a new one, or what was sent before."""

from typing import Any

from django import forms
from django.db.models import Max
from django.http import QueryDict

from indicators.building.ingredients import Ingredients, kind_of_topic
from indicators.evaluation.rules import Source
from indicators.models import Indicator
from measurements.models import Topic


def told(indicator: Indicator, *, topics: list[Topic], ingredients: Ingredients) -> dict[str, Any]:
    """An indicator as the slots of the sentence show it, without its targets."""
    known = {topic.pk: topic for topic in ingredients.topics}
    every = [known[topic.pk] for topic in topics]
    kind = kind_of_topic(every[-1]) if every else indicator.source
    own = [topic for topic in every if kind_of_topic(topic) == kind]
    return {
        "kind": kind if kind != Source.TOPICS else "",
        "topic": own[-1].pk if own else "",
        "more": [topic.pk for topic in own[:-1]],
        "operator": indicator.operator,
        "unrated": indicator.unrated,
        "short_text": indicator.short_text,
        "aggregation": indicator.aggregation,
        "year": indicator.year or "",
        "required_units": indicator.required_units or "",
        "required_parts": indicator.required_parts or "",
        "goal": indicator.goal_id,
        "text": indicator.text,
        "number": indicator.number,
        "code": indicator.code,
        "source_note": indicator.source_note,
    }


def next_number(ingredients: Ingredients) -> int:
    """The number of a new indicator: after all others of the strategy."""
    others = Indicator.objects.whole().filter(goal__strategy=ingredients.goal.strategy)
    return (others.aggregate(most=Max("number"))["most"] or 0) + 1


def of_new(ingredients: Ingredients) -> dict[str, Any]:
    """What a new rule begins with."""
    number = next_number(ingredients)
    return {
        "goal": ingredients.goal.pk,
        "number": number,
        "code": f"MP{number}",
        "operator": Indicator.Operator.AT_LEAST.value,
        "unrated": Indicator.Unrated.LEAVE_OUT.value,
        "aggregation": Indicator.Aggregation.ALL.value,
    }


def as_told(data: QueryDict, form: type[forms.Form], prefix: str = "") -> dict[str, Any]:
    """What was sent, for the form to show again with other choices: nothing is held against it."""
    start = f"{prefix}-" if prefix else ""
    found: dict[str, Any] = {}
    for name, field in form.base_fields.items():
        key = f"{start}{name}"
        if key in data:
            several = isinstance(field, forms.MultipleChoiceField)
            found[name] = data.getlist(key) if several else data[key]
    return found
