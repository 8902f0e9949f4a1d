"""What the apps hold about a person, by their own word (`config.held`), read from the tables."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import DateTimeField, ForeignKey, JSONField, Model, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.held.rewording import can_be_reworded, texts_naming
from accounts.models import User
from accounts.slots import files_naming
from config.held import PersonalData

#: What a change history calls whoever made a change, and its own columns that say nothing more.
CHANGED_BY = "history_user"
#: So many letters stand before and behind a name that was found in a text.
AROUND = 60
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
    """A column of a model in which a person stands, by number or by address.

    theirs: columns of JSON that tell what the person of the row said.
    """

    model: type[Model]
    name: str
    is_address: bool
    secret: frozenset[str]
    theirs: frozenset[str] = frozenset()

    def rows_of(self, person: User) -> Iterator[dict[str, str]]:
        """Each row in words: dates, numbers and texts, other people and secrets left out."""
        value = person.email if self.is_address else person.pk
        lookup = f"{self.name}__iexact" if self.is_address else self.name
        rows = self.model._base_manager.filter(**{lookup: value}).order_by("pk")
        shown = [
            one
            for one in self.model._meta.concrete_fields
            if _is_shown(one, self.secret) or one.name in self.theirs
        ]
        for row in rows.iterator():
            words = {_label(one): _in_words(row, one) for one in shown}
            yield {label: word for label, word in words.items() if word}


@dataclass(frozen=True, slots=True)
class NumberedColumn:
    """A column of JSON with objects, or one, that hold the number of a person under these keys."""

    model: type[Model]
    name: str
    keys: tuple[str, ...]

    def rows_of(self, person: User) -> Iterator[dict[str, str]]:
        """When it was written, and of the JSON only the objects that have the person's number."""
        standing = Q()
        for key in self.keys:
            standing |= Q(**{f"{self.name}__icontains": f'"{key}": {person.pk}'})
        dates = [one for one in self.model._meta.concrete_fields if isinstance(one, DateTimeField)]
        label = _label(self.model._meta.get_field(self.name))
        for row in self.model._base_manager.filter(standing).order_by("pk").iterator():
            told = getattr(row, self.name)
            objects = told if isinstance(told, list) else [told]
            found = [one for one in objects if self._is_about(one, person)]
            if found:
                words = {_label(one): _in_words(row, one) for one in dates}
                words[label] = "; ".join(map(in_short, found))
                yield {label: word for label, word in words.items() if word}

    def _is_about(self, one: Any, person: User) -> bool:
        return isinstance(one, dict) and any(one.get(key) == person.pk for key in self.keys)


def personal_data_of(label: str) -> PersonalData:
    """What the app with this label says of people; nothing where it says nothing."""
    told = getattr(apps.get_app_config(label), "personal_data", None)
    return told if isinstance(told, PersonalData) else PersonalData()


def held_columns() -> Iterator[HeldColumn]:
    """Every column of every table in which people stand."""
    for config in apps.get_app_configs():
        told = personal_data_of(config.label)
        secret = frozenset(told.secret)
        theirs: dict[type[Model], frozenset[str]] = {}
        for name in told.json_theirs:
            model, column = _column(name, config.label)
            theirs[model] = theirs.get(model, frozenset()) | {column}
        for name, columns in told.held.items():
            label, _dot, rest = name.rpartition(".")
            model = apps.get_model(label or config.label, rest)
            for column in columns:
                field, _is, by = column.partition("=")
                yield HeldColumn(
                    model, field, by == "email", secret, theirs.get(model, frozenset())
                )
        for model in config.get_models():
            if hasattr(model, CHANGED_BY):
                yield HeldColumn(model, CHANGED_BY, False, secret)


def numbered_columns() -> Iterator[NumberedColumn]:
    """Every column of JSON in which people stand by number."""
    for config in apps.get_app_configs():
        for name, keys in personal_data_of(config.label).json_numbers.items():
            yield NumberedColumn(*_column(name, config.label), tuple(keys))


def withheld() -> list[str]:
    """Why some of what is held is not in the file."""
    told = [personal_data_of(one.label).withheld.values() for one in apps.get_app_configs()]
    return list(dict.fromkeys(str(reason) for some in told for reason in some))


def held_about(person: User) -> list[HeldRows]:
    """What there is, by kind: a query for each column in which people stand."""
    found = []
    columns: list[HeldColumn | NumberedColumn] = [*held_columns(), *numbered_columns()]
    for column in columns:
        rows = tuple(column.rows_of(person))
        if rows:
            found.append(HeldRows(kind_of(column.model), _role(column), rows))
    for kind, files in files_naming.all(person):
        if files:
            found.append(HeldRows(kind, _("named in it"), tuple(files)))
    return found


def all_about(person: User) -> list[HeldRows]:
    """The same, and where texts name the person: those are looked through for the file only."""
    return [*held_about(person), *named_about(person)]


def named_about(person: User) -> list[HeldRows]:
    """Where the name or the address stands in a text, with the words around it."""
    found: dict[type[Model], list[dict[str, str]]] = {}
    names = [person.email, *([person.name] if can_be_reworded(person) else [])]
    by_number = {(one.model, one.name) for one in numbered_columns()}
    for name in names:
        for model, columns, rows in texts_naming(name):
            named = [one for one in columns if (model, one) not in by_number]
            each = (_named_in(row, named, name) for row in rows.order_by("pk").iterator())
            if told := [*filter(None, each)]:
                found.setdefault(model, []).extend(told)
    return [
        HeldRows(kind_of(model), _("named in a text"), tuple(rows)) for model, rows in found.items()
    ]


def _named_in(row: Model, columns: list[str], name: str) -> dict[str, str]:
    """The words around a name in a row, by its columns; {} where it stands in none of them."""
    words = {
        _label(row._meta.get_field(one)): words_around(name, getattr(row, one)) for one in columns
    }
    told = {label: around for label, around in words.items() if around}
    return {_("Number"): f"#{row.pk}", **told} if told else {}


def words_around(name: str, value: Any) -> str:
    """A name in a text, with the words before and behind it; of JSON in each text by itself."""
    if isinstance(value, dict | list):
        each = value.values() if isinstance(value, dict) else value
        return " · ".join(filter(None, (words_around(name, one) for one in each)))
    text = str(value or "")
    at = text.casefold().find(name.casefold())
    if at < 0:
        return ""
    begin, end = max(0, at - AROUND), at + len(name) + AROUND
    return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"


def in_short(value: Any) -> str:
    """JSON as words: what is in an object by its names, one after the other."""
    if isinstance(value, dict):
        told = ((key, in_short(one)) for key, one in value.items())
        return ", ".join(f"{key}: {words}" for key, words in told if words)
    if isinstance(value, list):
        return ", ".join(filter(None, map(in_short, value)))
    return "" if value is None else str(value)


def _column(name: str, label: str) -> tuple[type[Model], str]:
    """“AutosavedText.answers” of an app, or “socialaccount.SocialAccount.extra_data”."""
    model, _dot, column = name.rpartition(".")
    app, _dot, rest = model.rpartition(".")
    return apps.get_model(app or label, rest), column


def as_told(person: User, *, on: datetime.date) -> dict[str, Any]:
    """The same for machines: JSON in the words of the pages."""
    return {
        "municipality": settings.MUNICIPALITY_NAME,
        "made_on": on.isoformat(),
        "person": {"number": person.pk, "name": person.name, "email": person.email},
        "held": [
            {"kind": one.kind, "as": one.role, "rows": list(one.rows)} for one in all_about(person)
        ],
        "not_in_the_file": withheld(),
    }


def kind_of(model: type[Model]) -> str:
    tracked = getattr(model, "instance_type", None)
    if tracked is None:
        return capfirst(str(model._meta.verbose_name_plural))
    return _("History of %(things)s") % {"things": tracked._meta.verbose_name_plural}


def _role(column: HeldColumn | NumberedColumn) -> str:
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
    if isinstance(field, JSONField):
        return in_short(value)
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
