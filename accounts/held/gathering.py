"""What the apps hold about a person, by their own word (`config.held`), read from the tables."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import ForeignKey, JSONField, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from config.held import PersonalData

#: What a change history calls whoever made a change, and its own columns that say nothing more.
CHANGED_BY = "history_user"
OF_THE_HISTORY = frozenset({"history_id", "history_change_reason"})


@dataclass(frozen=True, slots=True)
class HeldRows:
    """Rows of one kind. role: as what the person stands there."""

    kind: str
    role: str
    rows: tuple[dict[str, str], ...]

    @property
    def heading(self) -> str:
        """“Beslutninger, truffet af: 3”."""
        return f"{self.kind} – {self.role} ({len(self.rows)})"


@dataclass(frozen=True, slots=True)
class HeldColumn:
    """A column of a model in which a person stands, by number or by address."""

    model: type[Model]
    name: str
    is_address: bool
    secret: frozenset[str]

    def rows_of(self, person: User) -> Iterator[dict[str, str]]:
        """Each row in words: dates, numbers and texts, other people and secrets left out."""
        value = person.email if self.is_address else person.pk
        lookup = f"{self.name}__iexact" if self.is_address else self.name
        rows = self.model._base_manager.filter(**{lookup: value}).order_by("pk")
        shown = [one for one in self.model._meta.concrete_fields if _is_shown(one, self.secret)]
        for row in rows.iterator():
            words = {_label(one): _in_words(row, one) for one in shown}
            yield {label: word for label, word in words.items() if word}


def personal_data_of(label: str) -> PersonalData:
    """What the app with this label says of people; nothing where it says nothing."""
    told = getattr(apps.get_app_config(label), "personal_data", None)
    return told if isinstance(told, PersonalData) else PersonalData()


def held_columns() -> Iterator[HeldColumn]:
    """Every column of every table in which people stand."""
    for config in apps.get_app_configs():
        told = personal_data_of(config.label)
        secret = frozenset(told.secret)
        for name, columns in told.held.items():
            label, _dot, rest = name.rpartition(".")
            model = apps.get_model(label or config.label, rest)
            for column in columns:
                field, _is, by = column.partition("=")
                yield HeldColumn(model, field, by == "email", secret)
        for model in config.get_models():
            if hasattr(model, CHANGED_BY):
                yield HeldColumn(model, CHANGED_BY, False, secret)


def held_about(person: User) -> list[HeldRows]:
    """What there is, by kind: a query for each column in which people stand."""
    found = []
    for column in held_columns():
        rows = tuple(column.rows_of(person))
        if rows:
            found.append(HeldRows(_kind(column.model), _role(column), rows))
    return found


def as_told(person: User, *, on: datetime.date) -> dict[str, Any]:
    """The same for machines: JSON in the words of the pages."""
    return {
        "municipality": settings.MUNICIPALITY_NAME,
        "made_on": on.isoformat(),
        "person": {"number": person.pk, "name": person.name, "email": person.email},
        "held": [
            {"kind": one.kind, "as": one.role, "rows": list(one.rows)} for one in held_about(person)
        ],
    }


def _kind(model: type[Model]) -> str:
    tracked = getattr(model, "instance_type", None)
    if tracked is None:
        return capfirst(str(model._meta.verbose_name_plural))
    return _("History of %(things)s") % {"things": tracked._meta.verbose_name_plural}


def _role(column: HeldColumn) -> str:
    """As what a person stands there."""
    field = column.model._meta.get_field(column.name)
    if column.name == CHANGED_BY:
        return _("Changed by")
    if getattr(field, "primary_key", False):
        return _("the account itself")
    return str(capfirst(str(getattr(field, "verbose_name", column.name))))


def _is_shown(field: Any, secret: frozenset[str]) -> bool:
    if field.name in secret | OF_THE_HISTORY or isinstance(field, JSONField):
        return False
    return not (isinstance(field, ForeignKey) and field.related_model is User)


def _label(field: Any) -> str:
    if field.name == "history_date":
        return _("Changed on")
    if field.name == "history_type":
        return _("What happened")
    return str(capfirst(str(field.verbose_name)))


def _in_words(row: Model, field: Any) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return f"#{value}" if isinstance(field, ForeignKey | models.AutoField) else str(value)
