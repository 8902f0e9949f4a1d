"""What belongs together: a row that names a whole and a part names a part of that whole."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from config.django_private import statement_dropping
from institutions.periods import column_of, concrete_field


class PartOf(models.constraints.BaseConstraint):
    """Where `part` is filled in, it has the same `whole` as the row: a foreign key of two columns.

    Both the row and the part's model have a field of the name `whole`; the latter has a unique
    constraint on its key and that field, without which no database takes such a foreign key.
    """

    default_violation_error_message = _("These two do not belong together.")

    def __init__(
        self,
        *,
        part: str,
        whole: str,
        name: str,
        violation_error_message: StrOrPromise | None = None,
    ) -> None:
        self.part, self.whole = part, whole
        super().__init__(name=name, violation_error_message=violation_error_message)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "part": self.part, "whole": self.whole}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartOf) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]  # as Django's own constraints

    def constraint_sql(  # type: ignore[override]  # Django gives both
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> str:
        """The rule as part of the table, the same on every database."""
        quote = schema_editor.quote_name
        there = self._model_of_part(model)
        columns = [quote(column_of(model, name)) for name in (self.part, self.whole)]
        columns_there = [quote(column_of(there, name)) for name in ("pk", self.whole)]
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({', '.join(columns)}) "
            f"REFERENCES {quote(there._meta.db_table)} ({', '.join(columns_there)}) "
            "DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(  # type: ignore[override]  # Django gives both
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        return Statement(
            "ALTER TABLE %(table)s ADD %(constraint)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            constraint=self.constraint_sql(model, schema_editor),
        )

    def remove_sql(  # type: ignore[override]  # Django gives both
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        template = schema_editor.sql_delete_fk
        return statement_dropping(schema_editor, template, model, self.name)

    def validate(
        self,
        model: type[Model],
        instance: Model,
        exclude: Iterable[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Raise ValidationError when the part is of another whole."""
        if exclude and not {self.part, self.whole}.isdisjoint(exclude):
            return
        part, whole = (concrete_field(model, name) for name in (self.part, self.whole))
        key = getattr(instance, part.attname)
        if key is None:
            return
        of_the_same = {"pk": key, self.whole: getattr(instance, whole.attname)}
        there = self._model_of_part(model)
        if not there._default_manager.using(using).filter(**of_the_same).exists():
            raise ValidationError(
                self.get_violation_error_message(), code=self.violation_error_code
            )

    def _model_of_part(self, model: type[Model]) -> type[Model]:
        there = model._meta.get_field(self.part).related_model
        return cast(type[Model], there)
