"""What points at a row: over all tables, by their foreign keys."""

from collections.abc import Iterator

from django.db import models

from institutions.versions import is_derived

Column = tuple[type[models.Model], str]


def pointing_at(model: type[models.Model]) -> Iterator[Column]:
    """Every kind of row that points at the model, and by which field; copies of history do not,
    nor what is worked out anew.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        is_column = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if not is_column or not isinstance(relation, models.ManyToOneRel):
            continue
        related = relation.related_model
        if related.__name__.startswith("Historical") or is_derived(related):
            continue
        yield related, relation.field.attname
