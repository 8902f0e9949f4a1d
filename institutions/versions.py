"""Whether anything has changed: a version of each group of tables, new with every write to them.

The database itself notes the write, by triggers, in its transaction (`institutions.triggers`); so
no door can be forgotten: forms, imports that stream, updates of many rows, a console. What was
worked out from some tables is still true as long as their version is the same. Which group a table
is in, which says nothing new, and where its rows belong, its app declares (`config.data_tables`).

A version is the sum of random tokens, of the places asked for. Every write adds one (or replaces
it), so that a transaction taken back never leaves a version behind that is given to another state;
and since nobody needs the row of anybody else, writers do not wait for each other. Only of a group
that an app names there is one token, which is replaced: who writes there waits, so that something
can be said of these tables that stays true until it is said (`indicators.snapshots.truth`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from config.data_tables import DataTables

#: The place of what is about no institution and no cluster: it is everybody's.
EVERYWHERE = ""

Versions = dict[str, int]


class DataVersion(models.Model):
    """A token of a group of tables at a place (Danish: dataversion).

    place: `i` or `c` and the key of an institution or a cluster; empty is everywhere.
    """

    name = models.CharField(_("name"), max_length=60)
    place = models.CharField(_("place"), max_length=20, default=EVERYWHERE, blank=True)
    token = models.BigIntegerField(_("token"))

    class Meta:
        verbose_name = _("version of the data")
        verbose_name_plural = _("versions of the data")
        indexes = [models.Index(fields=["place", "name"], name="dataversion_place_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.place}: {self.token}"


class Around(NamedTuple):
    """Some places: those that a query finds by the words of an address. See `versions`.

    query: SQL that gives places, with a mark for each of the words.
    """

    query: str
    words: tuple[str, ...] = ()


def versions(around: Around | None = None) -> Versions:
    """Every group's version, in one query. around: only of these places and of what is everywhere.

    A group that is not among them has never been noted: nothing can be said of it.
    """
    where = f"WHERE place = '' OR place IN ({around.query})" if around else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name, SUM(token) FROM institutions_dataversion {where} GROUP BY name",  # noqa: S608 - our own words
            around.words if around else (),
        )
        return {name: int(token) for name, token in cursor.fetchall()}


def group_of(model: type[models.Model]) -> str | None:
    """The group a model's table is in, itself where it is in none with others; None where its
    changes are not noted.

    Tables of change histories are copies, and noted only where their places are given; those of
    other people's apps are not shown on pages.
    """
    app = apps.get_app_config(model._meta.app_label)
    is_ours = Path(app.path).parent == settings.BASE_DIR
    tables, name = tables_of(model), model.__name__
    is_copy = name.startswith("Historical") and name not in tables.places
    if not is_ours or is_copy or name in tables.quiet or name in tables.derived:
        return None
    return tables.groups.get(name, model._meta.db_table)


def is_derived(model: type[models.Model]) -> bool:
    """Whether its rows follow from others, and are worked out anew without one of them."""
    return bool(follows_from(model))


def follows_from(model: type[models.Model]) -> Sequence[str]:
    """The groups that a model's rows are worked out from; none where they are rows of their own."""
    return tables_of(model).derived.get(model.__name__, ())


def tables_of(model: type[models.Model]) -> DataTables:
    """What the model's app says of its tables."""
    return getattr(apps.get_app_config(model._meta.app_label), "data_tables", DataTables())


def fold() -> None:
    """Put the tokens of a group at a place together: what they come to stays as it is.

    Each write leaves one on PostgreSQL. What somebody else is folding just now is left to them.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)


_FOLD = """
WITH many AS (
  SELECT name, place FROM institutions_dataversion GROUP BY name, place HAVING COUNT(*) > 1
), taken AS (
  DELETE FROM institutions_dataversion WHERE id IN (
    SELECT id FROM institutions_dataversion JOIN many USING (name, place)
    FOR UPDATE OF institutions_dataversion SKIP LOCKED
  ) RETURNING name, place, token
)
INSERT INTO institutions_dataversion (name, place, token)
SELECT name, place, SUM(token) FROM taken GROUP BY name, place
"""
