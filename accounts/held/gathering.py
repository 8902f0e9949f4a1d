"""What the apps hold about a person: one query for each table in which people may stand."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.held.places import (
    Place,
    RowNames,
    held_columns,
    named_texts,
    numbered_columns,
    personal_data_of,
)
from accounts.models import User
from accounts.slots import files_naming


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


def withheld() -> list[str]:
    """Why some of what is held is not in the file."""
    told = [personal_data_of(one.label).withheld.values() for one in apps.get_app_configs()]
    return list(dict.fromkeys(str(reason) for some in told for reason in some))


def held_about(person: User) -> list[HeldRows]:
    """What there is, by kind."""
    places: list[Place] = [*held_columns(), *numbered_columns()]
    return [*_rows_at(places, person), *_files(person)]


def all_about(person: User) -> list[HeldRows]:
    """The same, and where texts name the person: those are looked through for the file only."""
    places: list[Place] = [*held_columns(), *numbered_columns(), *named_texts(person)]
    return [*_rows_at(places, person), *_files(person)]


def _rows_at(places: Iterable[Place], person: User) -> list[HeldRows]:
    """The rows in which somebody stands, by place: each table is asked once for all of its own."""
    told: dict[Place, list[dict[str, str]]] = {place: [] for place in places}
    by_model: dict[type[Model], list[Place]] = {}
    names = RowNames()
    for place in told:
        by_model.setdefault(place.model, []).append(place)
    for model, its in by_model.items():
        standing = reduce(or_, (place.standing(person) for place in its))
        for row in model._base_manager.filter(standing).order_by("pk").iterator():
            for place in its:
                told[place].append(place.told(row, person, names))
    return [
        HeldRows(kind_of(place.model), place.role, rows)
        for place, each in told.items()
        if (rows := tuple(filter(None, each)))
    ]


def _files(person: User) -> list[HeldRows]:
    """Files that name the person."""
    return [
        HeldRows(kind, _("named in it"), tuple(files))
        for kind, files in files_naming.all(person)
        if files
    ]


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
