"""What holds for a while: rows with a first and a last day, and no two of them at once.

Django has a constraint against overlap for PostgreSQL only; `NoOverlap` keeps the same rule on
SQLite, by triggers, so that the database itself refuses two placements of one institution at once.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, Self, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.models import F, Model, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from config.django_private import statement_dropping

M = TypeVar("M", bound=models.Model)


class DatedQuerySet(models.QuerySet[M]):
    """Rows that hold from a day to a day, both included; no last day means until further notice."""

    def on(self, day: datetime.date) -> Self:
        """Those that hold on the given day."""
        return self.filter(holds_on(day))

    def current(self) -> Self:
        """Those that hold today."""
        return self.on(timezone.localdate())

    def lasting(self) -> Self:
        """Those that hold today, or will."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=timezone.localdate()))


def holds_on(day: datetime.date, prefix: str = "") -> Q:
    """The condition that a dated row, reached through `prefix`, holds on a day."""
    return (Q(**{f"{prefix}from_on": None}) | Q(**{f"{prefix}from_on__lte": day})) & (
        Q(**{f"{prefix}to_on": None}) | Q(**{f"{prefix}to_on__gte": day})
    )


class Dated(models.Model):
    """Something that holds from a day to a day (Danish: gyldig fra, gyldig til), both included."""

    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("The last day cannot come before the first day."),
            ),
        ]

    def holds_on(self, day: datetime.date) -> bool:
        return (self.from_on is None or self.from_on <= day) and (
            self.to_on is None or day <= self.to_on
        )


_TRIGGER = (
    "CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s "
    "WHEN EXISTS (SELECT 1 FROM %(table)s WHERE %(same)s AND id IS NOT NEW.id "
    "AND (NEW.to_on IS NULL OR from_on IS NULL OR from_on <= NEW.to_on) "
    "AND (NEW.from_on IS NULL OR to_on IS NULL OR to_on >= NEW.from_on)) "
    "BEGIN SELECT RAISE(ABORT, 'constraint failed: %(rule)s'); END"
)


def concrete_field(model: type[Model], name: str) -> models.Field[Any, Any]:
    """A field of a model that has a column. Raises FieldDoesNotExist."""
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(name)
    return field


def column_of(model: type[Model], name: str) -> str:
    """The column of a field of a model. Raises FieldDoesNotExist."""
    return str(concrete_field(model, name).column)


class NoOverlap(models.constraints.BaseConstraint):
    """No two rows with the same `fields` (integers or foreign keys) hold on the same day."""

    default_violation_error_message = _("This overlaps another period for the same.")

    def __init__(
        self,
        *,
        fields: tuple[str, ...],
        name: str,
        violation_error_message: StrOrPromise | None = None,
    ) -> None:
        self.fields = tuple(fields)
        super().__init__(name=name, violation_error_message=violation_error_message)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "fields": self.fields}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]  # as Django's own constraints

    def constraint_sql(  # type: ignore[override]  # Django gives both
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> str | None:
        """The rule as part of the table (PostgreSQL), or as triggers right after it (SQLite)."""
        if schema_editor.connection.vendor == "postgresql":
            return self._exclusion(model, schema_editor)
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return None

    def create_sql(  # type: ignore[override]  # Django gives both
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        return Statement(
            "ALTER TABLE %(table)s ADD %(constraint)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            constraint=self._exclusion(model, schema_editor),
        )

    def remove_sql(  # type: ignore[override]  # Django gives both
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        template = schema_editor.sql_delete_check
        return statement_dropping(schema_editor, template, model, self.name)

    def validate(
        self,
        model: type[Model],
        instance: Model,
        exclude: Iterable[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Raise ValidationError when another row for the same holds during this one."""
        same = {
            field.attname: getattr(instance, field.attname)
            for field in (concrete_field(model, name) for name in self.fields)
        }
        if None in same.values() or (exclude and not set(exclude).isdisjoint(self.fields)):
            return
        others = model._default_manager.using(using).filter(**same).exclude(pk=instance.pk)
        from_on, to_on = (getattr(instance, name) for name in ("from_on", "to_on"))
        if to_on:
            others = others.filter(Q(from_on=None) | Q(from_on__lte=to_on))
        if from_on:
            others = others.filter(Q(to_on=None) | Q(to_on__gte=from_on))
        if others.exists():
            raise ValidationError(
                self.get_violation_error_message(), code=self.violation_error_code
            )

    def _columns(self, model: type[Model]) -> list[str]:
        return [column_of(model, name) for name in self.fields]

    def _exclusion(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        quote = schema_editor.quote_name
        same = ", ".join(
            f"int8range({quote(column)}, {quote(column)}, '[]') WITH &&"
            for column in self._columns(model)
        )
        return (
            f"CONSTRAINT {quote(self.name)} EXCLUDE USING gist "
            f"({same}, daterange(from_on, to_on, '[]') WITH &&)"
        )

    def _triggers(
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        quote = schema_editor.quote_name
        same = " AND ".join(f"{quote(c)} = NEW.{quote(c)}" for c in self._columns(model))
        return [
            Statement(
                _TRIGGER,
                same=same,
                rule=self.name,
                name=quote(f"{self.name}_{event.lower()}"),
                event=event,
                table=Table(model._meta.db_table, quote),
                columns=Columns(model._meta.db_table, self._columns(model), quote),
            )
            for event in ("INSERT", "UPDATE")
        ]
