"""What belongs together: a row that names a whole and a part names a part of that whole."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.ddl_references import Statement, Table
from django.utils.translation import gettext_lazy as _


class PartOf(models.constraints.BaseConstraint):
    """Where `part` is filled in, it has the same `whole` as the row: a foreign key of two columns.

    Both the row and the part's model have a field of the name `whole`; the latter has a unique
    constraint on its key and that field, without which no database takes such a foreign key.
    """

    default_violation_error_message = _("These two do not belong together.")

    def __init__(self, *, part: str, whole: str, name: str, violation_error_message=None) -> None:
        self.part, self.whole = part, whole
        super().__init__(name=name, violation_error_message=violation_error_message)

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "part": self.part, "whole": self.whole}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartOf) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]  # as Django's own constraints

    def constraint_sql(self, model, schema_editor) -> str:
        """The rule as part of the table, the same on every database."""
        quote = schema_editor.quote_name
        part, whole = (model._meta.get_field(name) for name in (self.part, self.whole))
        there = part.related_model._meta
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote(part.column)}, "
            f"{quote(whole.column)}) REFERENCES {quote(there.db_table)} "
            f"({quote(there.pk.column)}, {quote(there.get_field(self.whole).column)}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model, schema_editor):
        return Statement(
            "ALTER TABLE %(table)s ADD %(constraint)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            constraint=self.constraint_sql(model, schema_editor),
        )

    def remove_sql(self, model, schema_editor):
        return schema_editor._delete_constraint_sql(
            schema_editor.sql_delete_fk, model, schema_editor.quote_name(self.name)
        )

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS) -> None:
        """Raise ValidationError when the part is of another whole."""
        if exclude and not {self.part, self.whole}.isdisjoint(exclude):
            return
        part, whole = (model._meta.get_field(name) for name in (self.part, self.whole))
        key = getattr(instance, part.attname)
        if key is None:
            return
        of_the_same = {"pk": key, self.whole: getattr(instance, whole.attname)}
        if not part.related_model._default_manager.using(using).filter(**of_the_same).exists():
            raise ValidationError(
                self.get_violation_error_message(), code=self.violation_error_code
            )
