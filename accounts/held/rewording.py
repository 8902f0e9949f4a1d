"""A former name or address in texts: found, and replaced, in every text of every table of ours.

A name of one word, or one that somebody else has too, is left: it would take others' names away.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import JSONField, Model, Q, QuerySet

from accounts.models import User
from accounts.slots import all_accounts_of

#: Tables whose rows nobody changes; they hold numbers of people, and no names.
UNTOUCHED = {"accounts.SecurityEvent", "accounts.SecurityLogLimit", "accounts.WaitingMail"}


def can_be_reworded(person: User) -> bool:
    """Whether the name is of more than one word, and of nobody else here."""
    theirs = [one.pk for one in all_accounts_of(person)]
    same = User.objects.filter(name__iexact=person.name).exclude(pk__in=theirs)
    return len(person.name.split()) > 1 and not same.exists()


def text_columns() -> Iterator[tuple[type[Model], list[str]]]:
    """Each table of ours, with its columns that may hold a name."""
    for model in apps.get_models():
        is_ours = (settings.BASE_DIR / model.__module__.partition(".")[0]).is_dir()
        if not is_ours or model is User or model._meta.label in UNTOUCHED:
            continue
        columns = [field.name for field in model._meta.concrete_fields if _may_name(field)]
        if columns:
            yield model, columns


def naming(columns: Iterable[str], *names: str) -> Q:
    """In which rows one of the names may stand in one of the columns."""
    # JSON keeps letters outside ASCII as escapes on one database and not on the other
    words = {word for name in names for word in (name, json.dumps(name)[1:-1])}
    standing = Q()
    for column in columns:
        for word in words:
            standing |= Q(**{f"{column}__icontains": word})
    return standing


def texts_naming(name: str) -> Iterator[tuple[type[Model], list[str], QuerySet[Any]]]:
    """Each table, its columns that may hold a name, and the rows in which it stands."""
    for model, columns in text_columns():
        rows: QuerySet[Any] = QuerySet(model)
        yield model, columns, rows.filter(naming(columns, name))


def take_name_out(former: str, now: str) -> int:
    """Write the new words wherever the former name stands as a whole; in how many rows."""
    return _replace(former, now, re.compile(rf"(?<!\w){re.escape(former)}(?!\w)", re.IGNORECASE))


def take_address_out(former: str, now: str) -> int:
    """The same of an e-mail address; one that only ends or begins like it is somebody else's."""
    of_address = r"[\w.!#$%&'*+/=?^`{|}~-]"
    whole = rf"(?<!{of_address}){re.escape(former)}(?!\w|[.-]\w)"
    return _replace(former, now, re.compile(whole, re.IGNORECASE))


def _replace(former: str, now: str, whole: re.Pattern[str]) -> int:
    count = 0
    for model, columns, rows in texts_naming(former):
        for row in rows:
            changed = {
                column: new
                for column in columns
                if (new := _reworded(getattr(row, column), whole, now)) != getattr(row, column)
            }
            if changed:
                count += QuerySet(model).filter(pk=row.pk).update(**changed)
    return count


def _may_name(field: Any) -> bool:
    if isinstance(field, JSONField):
        return True
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and not field.choices and not field.unique


def _reworded(value: Any, whole: re.Pattern[str], now: str) -> Any:
    if isinstance(value, str):
        return whole.sub(lambda found: now, value)
    if isinstance(value, list):
        return [_reworded(one, whole, now) for one in value]
    if isinstance(value, dict):
        return {key: _reworded(one, whole, now) for key, one in value.items()}
    return value
