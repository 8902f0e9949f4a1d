"""Taking a list of institutions back: what it made goes, what it changed returns to what it was."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from imports.errors import ImportRefused
from imports.kinds import UndoOutcome
from institutions.importing.rows import (
    MODELS,
    Fields,
    Written,
    rows_now,
    written_by,
)
from institutions.models import InstitutionImport
from institutions.periods import Dated
from institutions.pointing import pointing_at

PLACES = {"area", "cluster", "institution"}


class Kept(NamedTuple):
    """A field that somebody has changed since the import, and that stays as it is."""

    row: Written
    field: str

    def __str__(self) -> str:
        field = self.row.model._meta.get_field(self.field)
        return f"{self.row.label}: {getattr(field, 'verbose_name', self.field)}"


class Undoing:
    """What taking an import back would do, as everything is now.

    obstacles: why it cannot be done, a sentence each. kept: what was changed by hand since.
    """

    def __init__(self, imported: InstitutionImport) -> None:
        self.imported = imported
        self.written = written_by(imported.written)
        self.rows = rows_now()
        self.made = [row for row in self.written if row.before is None and row.key in self.rows]
        self.gone = [row for row in self.written if row.after is None]
        self.kept: list[Kept] = []
        self.returning: list[tuple[Written, Fields]] = []
        self.moved_on: list[Written] = []
        for row in self.written:
            if row.before is not None and row.after is not None and row.key in self.rows:
                self._look_at(row, row.before, row.after)
        self.moved_on += [
            row for row in self.made if _is_dated(row) and row.after != self.rows[row.key]
        ]

    def _look_at(self, row: Written, before: Fields, after: Fields) -> None:
        now = self.rows[row.key]
        changed = [name for name in after if now[name] != after[name]]
        if changed and _is_dated(row):
            self.moved_on.append(row)
            return
        self.kept += [Kept(row, name) for name in changed]
        if still := {name: was for name, was in before.items() if name not in changed}:
            self.returning.append((row, still))

    def obstacles(self) -> tuple[str, ...]:
        """Why it cannot be taken back; one at a time is of no use to anybody."""
        return (*self._later(), *self._used(), *self._moved())

    def _later(self) -> Iterator[str]:
        """Later imports that wrote the same rows: what they remember is what this one did."""
        ours = {row.key for row in self.written}
        later = InstitutionImport.objects.standing().filter(pk__gt=self.imported.pk)
        for other in later.order_by("-pk"):
            if ours & {(told["kind"], told["pk"]) for told in other.written}:
                day = date_format(timezone.localtime(other.imported_at), "SHORT_DATETIME_FORMAT")
                yield _("%(file)s of %(day)s changed the same places later. Undo that first.") % {
                    "file": other.file_name,
                    "day": day,
                }

    def _moved(self) -> Iterator[str]:
        for row in self.moved_on:
            yield _(
                "%(what)s %(name)s has been changed since. What came after cannot be told from it."
            ) % {"what": row.model._meta.verbose_name, "name": row.label}

    def _used(self) -> Iterator[str]:
        """What the import made, and others have built on since."""
        leaving = self._leaving()
        for kind, model in MODELS.items():
            made = {row.pk: row for row in self.made if row.kind == kind}
            for pk, uses in _uses(model, made, leaving).items():
                yield _("%(name)s is in use: %(uses)s. It would be lost.") % {
                    "name": made[pk].label,
                    "uses": get_text_list([f"{n} {what}" for what, n in uses.items()], _("and")),
                }

    def _leaving(self) -> set[tuple[str, int, str]]:
        """The fields of rows that will point elsewhere, or be gone; "" is every field."""
        returning = {(*row.key, name) for row, before in self.returning for name in before}
        return returning | {(*row.key, "") for row in self.made}


def take_back(imported: InstitutionImport) -> UndoOutcome:
    """Undo what the import wrote, while nobody else writes.

    Raises `ImportRefused` when others have built on what it made, and when what was before does not
    fit any more.
    """
    undoing = Undoing(imported)
    _hold(undoing.made)
    if obstacles := undoing.obstacles():
        raise ImportRefused(" ".join(obstacles[:5]))
    _carry_out(undoing)
    return UndoOutcome(
        deleted=len(undoing.made),
        restored=len(undoing.returning) + len(undoing.gone),
        kept=tuple(map(str, undoing.kept)),
    )


def _carry_out(undoing: Undoing) -> None:
    """What is said of places goes before others return, and the places when nobody is in them."""
    said = [row for row in undoing.made if row.kind not in PLACES]
    places = [row for row in undoing.made if row.kind in PLACES]
    _delete(said)
    for row, before in undoing.returning:
        _restore(row.model._default_manager.get(pk=row.pk), before, row)
    for row in undoing.gone:
        _restore(row.model(pk=row.pk), row.before or {}, row)
    _delete(places)


def _delete(made: list[Written]) -> None:
    for row in reversed(made):
        row.model._default_manager.get(pk=row.pk).delete()


def _hold(made: Iterable[Written]) -> None:
    """Nobody begins to use the rows from here on: a new row that points at them has to wait."""
    for kind, model in MODELS.items():
        keys = [row.pk for row in made if row.kind == kind]
        list(model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk"))


def _restore(instance: models.Model, before: Fields, row: Written) -> None:
    """Save the row as it was. Raises ImportRefused where that does not fit what has come since."""
    for name, value in before.items():
        setattr(instance, name, value)
    instance.was_mistaken = True  # type: ignore[attr-defined]  # the name it had is not remembered
    try:
        instance.full_clean()
    except ValidationError as error:
        told = {"name": row.label, "why": " ".join(error.messages)}
        raise ImportRefused(_("%(name)s cannot be what it was: %(why)s") % told) from error
    instance.save()


def _is_dated(row: Written) -> bool:
    """Whether it holds for a while: its days belong together, and to those of its neighbours."""
    return issubclass(row.model, Dated)


def _uses(
    model: type[models.Model], made: dict[int, Written], leaving: set[tuple[str, int, str]]
) -> dict[int, Counter[str]]:
    """How many rows of which kind point at each of the rows, and would go on doing so."""
    uses: dict[int, Counter[str]] = {}
    if not made:
        return uses
    for related, field in pointing_at(model):
        pairs = related._base_manager.filter(**{f"{field}__in": list(made)})
        for pk, at in pairs.order_by().values_list("pk", field):
            key = str(related._meta.model_name), pk
            if not leaving & {(*key, ""), (*key, field)}:
                uses.setdefault(at, Counter())[str(related._meta.verbose_name)] += 1
    return uses
