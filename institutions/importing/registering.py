"""Writing what a list says: by numbers, never by names; moves and closures keep history true."""

import datetime

from django.contrib.admin.utils import label_for_field
from django.db import models, transaction
from django.utils.translation import gettext as _

from config.slugs import folded_slug
from files.spreadsheets.danish_values import fold, shown
from files.spreadsheets.sheet import row_in_file
from institutions.importing.diff import PlacesDiff
from institutions.importing.entries import Entry, InstitutionEntries
from institutions.importing.layouts import InstitutionMeaning
from institutions.importing.moving import Moving
from institutions.importing.refusing import Misplaced, save_checked
from institutions.importing.regions import Regions
from institutions.models import (
    Identifier,
    Institution,
    InstitutionKind,
    Ownership,
    Placement,
)
from institutions.naming import unused_slug


class Registering:
    """The places as they are while a file is read in, entry by entry, within one transaction."""

    def __init__(
        self, found: InstitutionEntries, diff: PlacesDiff, *, today: datetime.date
    ) -> None:
        self.found, self.diff, self.today = found, diff, today
        self.regions = Regions(found, diff)
        self.moving = Moving(self.regions, diff, today=today)
        self.by_number = {
            (number.kind, number.value.upper()): number.institution
            for number in Identifier.objects.select_related("institution__area")
        }
        self.rows: dict[int, int] = {}  # institution → the row that told of it

    @transaction.atomic
    def write_whole(self, entry: Entry) -> None:
        """Make the places what the entry says, or leave them as they were. Raises Misplaced."""
        institution = self._institution_of(entry)
        if institution is None:
            if entry.is_open:
                self._open(entry)
            else:
                self.diff.left_out += 1
            return
        if institution.pk in self.rows:
            raise Misplaced(
                InstitutionMeaning.NAME,
                _("Row %(row)s tells of the same institution.")
                % {"row": row_in_file(self.rows[institution.pk])},
            )
        self.rows[institution.pk] = entry.row
        before = len(self.diff.changes)
        self._correct(entry, institution)
        self._number(entry, institution)
        self.moving.place(entry, institution)
        if len(self.diff.changes) > before:
            self.diff.changed_count += 1
        else:
            self.diff.unchanged_count += 1

    # --- Which institution ------------------------------------------------------------------------

    def _institution_of(self, entry: Entry) -> Institution | None:
        known = {
            institution.pk: institution
            for number in entry.numbers.items()
            if (institution := self.by_number.get(number))
        }
        if len(known) > 1:
            one, other, *_more = known.values()
            raise Misplaced(
                InstitutionMeaning.NAME,
                _("The numbers belong to two institutions: %(one)s and %(other)s.")
                % {"one": one, "other": other},
            )
        institution = next(iter(known.values()), None)
        if (
            institution
            and institution.closed_on
            and entry.from_on
            and entry.from_on > institution.closed_on
        ):
            raise Misplaced(
                InstitutionMeaning.NUMBER,
                _(
                    "The number belongs to %(name)s, which closed on %(date)s. "
                    "Numbers are never used again."
                )
                % {"name": institution, "date": shown(institution.closed_on)},
            )
        return institution

    # --- A new one --------------------------------------------------------------------------------

    def _open(self, entry: Entry) -> None:
        if entry.kind is None:
            raise Misplaced(InstitutionMeaning.KIND, _("Write what kind of institution it is."))
        area = self.regions.area(entry)
        cluster = self.regions.cluster(entry.cluster, area) if entry.cluster else None
        area = area or (cluster.area if cluster else self.regions.only_area())
        institution = Institution(
            name=entry.name,
            slug=unused_slug(folded_slug(entry.name), Institution.objects.all()),
            kind=entry.kind,
            ownership=entry.ownership or Ownership.MUNICIPAL,
            area=area,
            opened_on=entry.from_on,
            closed_on=entry.to_on,
        )
        save_checked(institution)
        for kind, value in entry.numbers.items():
            save_checked(Identifier(institution=institution, kind=kind, value=value))
            self.by_number[kind, value] = institution
        if cluster:
            save_checked(
                Placement(
                    institution=institution,
                    cluster=cluster,
                    from_on=entry.from_on,
                    to_on=entry.to_on,
                )
            )
        self.rows[institution.pk] = entry.row
        self.diff.new_count += 1
        self.diff.arrivals.append(entry.name)

    # --- One we know ------------------------------------------------------------------------------

    def _correct(self, entry: Entry, institution: Institution) -> None:
        """Name, kind, ownership, and the days it opened and closed."""
        told: dict[str, object] = {
            "name": self._named(entry, institution),
            "kind": entry.kind,
            "ownership": entry.ownership,
            "closed_on": entry.to_on,
        }
        if institution.opened_on is None:
            told["opened_on"] = entry.from_on
        if not entry.is_open and institution.closed_on is None:
            told["closed_on"] = self.today
        changed = [
            field
            for field, value in told.items()
            if value is not None and value != getattr(institution, field)
        ]
        for field in changed:
            self._note(entry, institution, field, told[field])
            setattr(institution, field, told[field])
        if "closed_on" in changed:
            self.diff.closed += 1
        if changed:
            save_checked(institution)

    @staticmethod
    def _named(entry: Entry, institution: Institution) -> str:
        """The name a file gives; in nothing but capitals it is no other than the one we know."""
        is_same = entry.name.isupper() and fold(entry.name) == fold(institution.name)
        return institution.name if is_same else entry.name

    def _note(self, entry: Entry, institution: Institution, field: str, value: object) -> None:
        what = label_for_field(field, Institution)
        self.diff.note(
            entry, str(what), _said(field, getattr(institution, field)), _said(field, value)
        )

    def _number(self, entry: Entry, institution: Institution) -> None:
        """Add the numbers it did not have; the one before of the same kind has ended."""
        for kind, value in entry.numbers.items():
            if (kind, value) in self.by_number:
                continue
            current = institution.identifiers.on(self.today).filter(kind=kind).first()
            if current and (current.from_on is None or current.from_on < self.today):
                current.to_on = self.today - datetime.timedelta(days=1)
                save_checked(current)
            from_on = self.today if current else None
            number = Identifier(institution=institution, kind=kind, value=value, from_on=from_on)
            save_checked(number)
            self.by_number[kind, value] = institution
            self.diff.note(
                entry, number.get_kind_display(), current.value if current else "", value
            )


def _said(field: str, value: object) -> str:
    """A value as the reader says it."""
    if value is None:
        return ""
    choices: dict[str, type[models.TextChoices]] = {
        "kind": InstitutionKind,
        "ownership": Ownership,
    }
    return str(choices[field](str(value)).label) if field in choices else shown(value)
