"""What two rows both have, where only one can be: by the constraints of the tables."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from institutions.periods import NoOverlap


class TwinRule(NamedTuple):
    """Columns that are the same in one row at most, among rows that meet a condition."""

    names: tuple[str, ...]
    condition: Q
    nulls_are_equal: bool


def _rules(model: type[models.Model], field: "models.Field[Any, Any]") -> Iterator[TwinRule]:
    if field.unique:
        yield TwinRule((field.name,), Q(), nulls_are_equal=False)
    for names in model._meta.unique_together:
        if field.name in names:
            yield TwinRule(tuple(names), Q(), nulls_are_equal=False)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            equal = constraint.nulls_distinct is False
            yield TwinRule(tuple(constraint.fields), constraint.condition or Q(), equal)


def twins(
    model: type[models.Model], field: "models.Field[Any, Any]", *, keep: int, gone: int
) -> dict[int, int]:
    """Key of a row at the one that goes → key of the row that it cannot be beside."""
    found: dict[int, int] = {}
    for rule in _rules(model, field):
        rest = [name for name in rule.names if name != field.name]

        def keys(
            at: int, rule: TwinRule = rule, rest: list[str] = rest
        ) -> Iterator[tuple[Any, int]]:
            rows = model._base_manager.filter(rule.condition, **{field.attname: at}).order_by("pk")
            for pk, *values in rows.values_list("pk", *rest):
                if rule.nulls_are_equal or None not in values:
                    yield tuple(values), pk

        there = dict(keys(keep))
        found |= {pk: there[key] for key, pk in keys(gone) if key in there}
    return found


def overlapping(
    model: type[models.Model], field: "models.Field[Any, Any]", *, keep: int, gone: int
) -> list[int]:
    """Keys of the rows that hold on a day on which one of the other's does."""
    rules = [
        rule
        for rule in model._meta.constraints
        if isinstance(rule, NoOverlap) and field.name in rule.fields
    ]
    found = []
    for row in model._base_manager.filter(**{field.attname: gone}) if rules else ():
        setattr(row, field.attname, keep)
        try:
            for rule in rules:
                rule.validate(model, row)
        except ValidationError:
            found.append(row.pk)
    return found
