"""The rows of the places, and how they differ before and after: what an import wrote.

The tables themselves are compared, so that no way of writing can be forgotten: not the name that
is remembered when another is given, and not what the next developer lets a file tell.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Self

from django.db import connection, models

from config import turns
from institutions.models import Area, Cluster, Identifier, Institution, KnownName, Placement

#: By name, in the order in which rows are made: what a row points at comes before it.
MODELS: dict[str, type[models.Model]] = {
    str(model._meta.model_name): model
    for model in (Area, Cluster, Institution, Identifier, KnownName, Placement)
}

Key = tuple[str, int]
Fields = dict[str, Any]


class Written(NamedTuple):
    """A row that an import wrote. before: None where it was made; after: None where it went.

    Of a row that was changed, only the fields that became others. label: what it was called.
    """

    kind: str
    pk: int
    label: str
    before: Fields | None
    after: Fields | None

    @property
    def model(self) -> type[models.Model]:
        return MODELS[self.kind]

    @property
    def key(self) -> Key:
        return self.kind, self.pk

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> Self:
        """As it was before JSON made texts of days."""
        model = MODELS[told["kind"]]
        sides = {side: _typed(model, told[side]) for side in ("before", "after")}
        return cls(**told | sides)


def hold_still() -> None:
    """Let nobody else write to the places until the transaction is over.

    Otherwise what somebody corrected meanwhile were taken for what the file did. SQLite has one
    writer at a time anyway. Readers go on reading.
    """
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(one._meta.db_table) for one in MODELS.values())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = %s", [f"{turns.PATIENCE}s"])
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def rows_now() -> dict[Key, Fields]:
    """Every row of the places, without its key."""
    return {
        (kind, row.pop("id")): row
        for kind, model in MODELS.items()
        for row in model._default_manager.order_by("pk").values()
    }


def compare(before: dict[Key, Fields], after: dict[Key, Fields]) -> Iterator[Written]:
    """The rows that differ: those made and changed in the order of making, then those gone."""
    labels = Labels(before | after)
    for key, now in after.items():
        was = before.get(key)
        if was is None:
            yield Written(*key, labels[key], None, now)
        elif differing := [name for name in now if now[name] != was[name]]:
            old, new = ({name: one[name] for name in differing} for one in (was, now))
            yield Written(*key, labels[key], old, new)
    for key, was in before.items():
        if key not in after:
            yield Written(*key, labels[key], was, None)


def written_by(told: Iterable[dict[str, Any]]) -> tuple[Written, ...]:
    """What an import has kept of what it wrote."""
    return tuple(map(Written.of_json, told))


class Labels:
    """What rows are called, without asking the database about each of them."""

    def __init__(self, rows: dict[Key, Fields]) -> None:
        self.rows = rows

    def __getitem__(self, key: Key) -> str:
        row = self.rows.get(key, {})
        match key[0]:
            case "identifier":
                return f"{Identifier.Kind(row['kind']).label} {row['value']}"
            case "placement":
                places = ("institution", row["institution_id"]), ("cluster", row["cluster_id"])
                return " – ".join(self[place] for place in places)
        return str(row.get("name", ""))


def _typed(model: type[models.Model], fields: Fields | None) -> Fields | None:
    if fields is None:
        return None
    columns = {column.attname: column for column in model._meta.concrete_fields}
    return {
        name: columns[name].to_python(value) for name, value in fields.items() if name in columns
    }
