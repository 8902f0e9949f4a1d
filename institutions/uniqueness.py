"""Uniqueness where a part of the key may be empty: empty counts as a value, on every database."""

from itertools import combinations

from django.db import models
from django.db.models import Q
from django_stubs_ext import StrOrPromise


def once(
    fields: list[str], *, optional: list[str], name: str, violation_error_message: StrOrPromise
) -> list[models.UniqueConstraint]:
    """The constraints by which no two rows have the same key, whichever `optional` parts are empty.

    SQL takes two empty values for different ones, and SQLite cannot be told otherwise; so there is
    one constraint for each combination of optional fields that are filled in.
    """
    return [
        models.UniqueConstraint(
            fields=[*fields, *filled],
            name="_".join([name, *filled]),
            condition=Q(**{f"{field}__isnull": field not in filled for field in optional}),
            violation_error_message=violation_error_message,
        )
        for count in range(len(optional) + 1)
        for filled in combinations(optional, count)
    ]
