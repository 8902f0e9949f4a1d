"""Where people stand in the tables, by the word of the apps (`config.held`) and in texts."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import BinaryField, DateTimeField, ForeignKey, JSONField, Model, Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.held.rewording import can_be_reworded, naming, text_columns
from accounts.models import User
from accounts.slots import words_of_detail
from config.held import PersonalData

#: What a change history calls whoever made a change, and its own columns that say nothing more.
CHANGED_BY = "history_user"
#: So many letters stand before and behind a name that was found in a text.
AROUND = 60
OF_THE_HISTORY = frozenset({"history_id", "history_change_reason"})


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

    @property
    def role(self) -> str:
        """As what a person stands there."""
        field = self.model._meta.get_field(self.name)
        if self.name == CHANGED_BY:
            return _("Changed by")
        if getattr(field, "primary_key", False):
            return _("the account itself")
        return str(capfirst(str(getattr(field, "verbose_name", self.name))))

    def standing(self, person: User) -> Q:
        """In which rows somebody stands here."""
        if self.is_address:
            return Q(**{f"{self.name}__iexact": person.email})
        return Q(**{self.name: person.pk})

    def told(self, row: Model, person: User, names: "RowNames") -> dict[str, str]:
        """The row in words: dates, numbers and texts, other people and secrets left out."""
        field: Any = self.model._meta.get_field(self.name)
        value = getattr(row, field.attname)
        if self.is_address:
            is_here = str(value).casefold() == person.email.casefold()
        else:
            is_here = value == person.pk
        return _row_in_words(row, self.secret, self.theirs, names) if is_here else {}


@dataclass(frozen=True, slots=True)
class NumberedColumn:
    """A column of JSON with objects, or one, that hold the number of a person under these keys."""

    model: type[Model]
    name: str
    keys: tuple[str, ...]

    @property
    def role(self) -> str:
        """What it is in."""
        field: Any = self.model._meta.get_field(self.name)
        return str(capfirst(str(field.verbose_name)))

    def standing(self, person: User) -> Q:
        """In which rows somebody may stand: the text of JSON is looked through."""
        found = Q()
        for key in self.keys:
            found |= Q(**{f"{self.name}__icontains": f'"{key}": {person.pk}'})
        return found

    def told(self, row: Model, person: User, names: "RowNames") -> dict[str, str]:
        """When it was written, and of the JSON only the objects that have the person's number."""
        told = getattr(row, self.name)
        objects = told if isinstance(told, list) else [told]
        found = [one for one in objects if self._is_about(one, person)]
        if not found:
            return {}
        dates = [one for one in self.model._meta.concrete_fields if isinstance(one, DateTimeField)]
        words = {_label(one): _in_words(row, one, names) for one in dates}
        field = self.model._meta.get_field(self.name)
        said = map(words_of(self.model, self.name), found)
        words[_label(field)] = "; ".join(filter(None, said))
        return {label: word for label, word in words.items() if word}

    def _is_about(self, one: Any, person: User) -> bool:
        return isinstance(one, dict) and any(one.get(key) == person.pk for key in self.keys)


@dataclass(frozen=True, slots=True)
class NamedTexts:
    """The texts of a table, in which a name or an address may stand."""

    model: type[Model]
    columns: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def role(self) -> str:
        return _("named in a text")

    def standing(self, person: User) -> Q:
        """In which rows one of the names may stand."""
        return naming(self.columns, *self.names)

    def told(self, row: Model, person: User, names: "RowNames") -> dict[str, str]:
        """The words around the names, by their columns; {} where none stands in any."""
        told = {}
        for one in self.columns:
            value = getattr(row, one)
            around = [words for name in self.names if (words := words_around(name, value))]
            if around:
                told[_label(row._meta.get_field(one))] = " · ".join(dict.fromkeys(around))
        return {_("Number"): str(row.pk), **told} if told else {}


#: What tells in which rows of one table a person stands, as what, and what of the row is told.
Place = HeldColumn | NumberedColumn | NamedTexts


def personal_data_of(label: str) -> PersonalData:
    """What the app with this label says of people; nothing where it says nothing."""
    told = getattr(apps.get_app_config(label), "personal_data", None)
    return told if isinstance(told, PersonalData) else PersonalData()


def held_columns() -> Iterator[HeldColumn]:
    """Every column of every table in which people stand."""
    for config in apps.get_app_configs():
        told = personal_data_of(config.label)
        theirs: dict[type[Model], frozenset[str]] = {}
        for name in told.json_theirs:
            model, column = column_of(name, config.label)
            theirs[model] = theirs.get(model, frozenset()) | {column}
        for name, columns in told.held.items():
            label, _dot, rest = name.rpartition(".")
            model = apps.get_model(label or config.label, rest)
            for column in columns:
                field, _is, by = column.partition("=")
                secret = secret_of(model, told)
                yield HeldColumn(
                    model, field, by == "email", secret, theirs.get(model, frozenset())
                )
        for model in config.get_models():
            if hasattr(model, CHANGED_BY):
                yield HeldColumn(model, CHANGED_BY, False, secret_of(model, told))


def secret_of(model: type[Model], told: PersonalData) -> frozenset[str]:
    """Columns of the model that are in no file: named for it (“Hearing.token”) or for all."""
    of = getattr(model, "instance_type", model)._meta.object_name
    named = (name.rpartition(".") for name in told.secret)
    return frozenset(column for whose, _dot, column in named if whose in {"", of})


def numbered_columns() -> Iterator[NumberedColumn]:
    """Every column of JSON in which people stand by number."""
    for config in apps.get_app_configs():
        for name, keys in personal_data_of(config.label).json_numbers.items():
            yield NumberedColumn(*column_of(name, config.label), tuple(keys))


def named_texts(person: User) -> Iterator[NamedTexts]:
    """The texts of every table, but those in which people stand by number."""
    names = (person.email, *([person.name] if can_be_reworded(person) else []))
    by_number = {(one.model, one.name) for one in numbered_columns()}
    for model, columns in text_columns():
        if left := tuple(one for one in columns if (model, one) not in by_number):
            yield NamedTexts(model, left, names)


def column_of(name: str, label: str) -> tuple[type[Model], str]:
    """“AutosavedText.answers” of an app, or “socialaccount.SocialAccount.extra_data”."""
    model, _dot, column = name.rpartition(".")
    app, _dot, rest = model.rpartition(".")
    return apps.get_model(app or label, rest), column


class RowNames:
    """What rows are called that others point at: by their name, else by their number.

    A table whose rows have names is read once, when the first of them is asked for.
    """

    def __init__(self) -> None:
        self._known: dict[type[Model], dict[Any, str]] = {}

    def of(self, model: type[Model], key: Any) -> str:
        """The name of the row with this key."""
        if model not in self._known:
            has_name = any(field.name == "name" for field in model._meta.concrete_fields)
            named = model._base_manager.order_by().values_list("pk", "name") if has_name else ()
            self._known[model] = dict(named)
        return self._known[model].get(key) or _("no. %(number)s") % {"number": key}


def words_of(model: type[Model], name: str) -> Callable[[Any], str]:
    """How an object in a column of JSON is told."""
    column = f"{model._meta.object_name}.{name}"
    return personal_data_of(model._meta.app_label).json_words.get(column, in_short)


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


def _row_in_words(
    row: Model, secret: frozenset[str], theirs: frozenset[str], names: "RowNames"
) -> dict[str, str]:
    fields = row._meta.concrete_fields
    shown = [one for one in fields if _is_shown(one, secret) or one.name in theirs]
    words = {_label(one): _in_words(row, one, names) for one in shown}
    return {label: word for label, word in words.items() if word}


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


def _in_words(row: Model, field: Any, names: "RowNames") -> str:
    value = getattr(row, field.attname)
    if isinstance(field, JSONField):
        return words_of(row._meta.model, field.name)(value)
    if value is None or value == "":
        return ""
    if isinstance(field, BinaryField):
        return str(filesizeformat(len(value)))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(field, ForeignKey):
        return names.of(field.related_model, value)
    return words_of_detail.first(field.name, value) or str(value)
