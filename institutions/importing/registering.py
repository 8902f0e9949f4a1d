"""Writing what a list says: by numbers, never by names; moves and closures keep history true."""

import datetime
from typing import TypeVar

from django.contrib.admin.utils import label_for_field
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from files.spreadsheets.danish_values import fold, shown
from institutions.importing.entries import Entries, Entry, NamedCluster
from institutions.importing.layouts import Meaning
from institutions.importing.outcome import Change, Outcome
from institutions.models import (
    Area,
    Cluster,
    Identifier,
    Institution,
    InstitutionKind,
    Ownership,
    Placement,
)
from institutions.naming import cluster_slug, folded_slug, unused_slug

Row = TypeVar("Row", bound=models.Model)


class Misplaced(Exception):
    """An entry that cannot be written. Carries the meaning of the cell at fault and a sentence."""

    def __init__(self, meaning: Meaning, message: str) -> None:
        super().__init__(message)
        self.meaning, self.message = meaning, message


class Lacking(Misplaced):
    """What no row of the file can say, since it lacks a column: said once, not of each row."""


class Registering:
    """The places as they are while a file is read in, entry by entry, within one transaction."""

    def __init__(self, found: Entries, outcome: Outcome, *, today: datetime.date) -> None:
        self.found, self.outcome, self.today = found, outcome, today
        self.areas = {fold(area.name): area for area in Area.objects.all()}
        self.clusters = list(Cluster.objects.select_related("area"))
        self.by_number = {
            (number.kind, number.value.upper()): number.institution
            for number in Identifier.objects.select_related("institution__area")
        }
        self.rows: dict[int, int] = {}  # institution → the row that told of it

    def write(self, entry: Entry) -> None:
        """Make the places what the entry says. Raises Misplaced."""
        institution = self._institution_of(entry)
        if institution is None:
            if entry.is_open:
                self._open(entry)
            else:
                self.outcome.left_out += 1
            return
        if institution.pk in self.rows:
            raise Misplaced(
                Meaning.NAME,
                _("Row %(row)s tells of the same institution.")
                % {"row": self.rows[institution.pk]},
            )
        self.rows[institution.pk] = entry.row
        before = len(self.outcome.changes)
        self._correct(entry, institution)
        self._number(entry, institution)
        self._place(entry, institution)
        if len(self.outcome.changes) > before:
            self.outcome.changed += 1
        else:
            self.outcome.unchanged += 1

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
                Meaning.NAME,
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
                Meaning.NUMBER,
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
            raise Misplaced(Meaning.KIND, _("Write what kind of institution it is."))
        area = self._area(entry)
        cluster = self._cluster(entry.cluster, area) if entry.cluster else None
        area = area or (cluster.area if cluster else self._only_area())
        institution = Institution(
            name=entry.name,
            slug=unused_slug(folded_slug(entry.name), Institution.objects.all()),
            kind=entry.kind,
            ownership=entry.ownership or Ownership.MUNICIPAL,
            area=area,
            opened_on=entry.from_on,
            closed_on=entry.to_on,
        )
        _save(institution)
        for kind, value in entry.numbers.items():
            _save(Identifier(institution=institution, kind=kind, value=value))
            self.by_number[kind, value] = institution
        if cluster:
            _save(
                Placement(
                    institution=institution,
                    cluster=cluster,
                    from_on=entry.from_on,
                    to_on=entry.to_on,
                )
            )
        self.rows[institution.pk] = entry.row
        self.outcome.new += 1
        self.outcome.arrivals.append(entry.name)

    # --- One we know ------------------------------------------------------------------------------

    def _correct(self, entry: Entry, institution: Institution) -> None:
        """Name, kind, ownership, area, and the days it opened and closed."""
        told: dict[str, object] = {
            "name": entry.name,
            "kind": entry.kind,
            "ownership": entry.ownership,
            "area": self._area(entry),
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
            self.outcome.closed += 1
        if changed:
            _save(institution)

    def _note(self, entry: Entry, institution: Institution, field: str, value: object) -> None:
        what = label_for_field(field, Institution)
        self._changed(entry, what, _said(field, getattr(institution, field)), _said(field, value))

    def _changed(self, entry: Entry, what: object, before: str, after: str) -> None:
        self.outcome.changes.append(Change(entry.row, entry.name, str(what), before, after))

    def _number(self, entry: Entry, institution: Institution) -> None:
        """Add the numbers it did not have; the one before of the same kind has ended."""
        for kind, value in entry.numbers.items():
            if (kind, value) in self.by_number:
                continue
            current = institution.identifiers.on(self.today).filter(kind=kind).first()
            if current and (current.from_on is None or current.from_on < self.today):
                current.to_on = self.today - datetime.timedelta(days=1)
                _save(current)
            from_on = self.today if current else None
            number = Identifier(institution=institution, kind=kind, value=value, from_on=from_on)
            _save(number)
            self.by_number[kind, value] = institution
            self._changed(entry, number.get_kind_display(), current.value if current else "", value)

    def _place(self, entry: Entry, institution: Institution) -> None:
        """Where it is: a move ends the placement and begins the next, a closure ends it."""
        day = max(self.today, entry.from_on or self.today)  # a move may be told ahead of time
        day = min(day, institution.closed_on or day)
        held = institution.placements.on(day).select_related("cluster").first()
        cluster = self._cluster(entry.cluster, self._area(entry)) if entry.cluster else None
        if entry.tells_cluster and (held.cluster if held else None) != cluster:
            self._move(entry, institution, held, cluster)
        elif held and institution.closed_on and held.to_on is None:
            held.to_on = institution.closed_on
            _save(held)

    def _move(
        self,
        entry: Entry,
        institution: Institution,
        held: Placement | None,
        cluster: Cluster | None,
    ) -> None:
        """From the day the file gives, if that is news; else from today."""
        begun = held.from_on if held else None
        from_on = self.today
        if entry.from_on and (held is None or (begun and entry.from_on > begun)):
            from_on = entry.from_on
        self._changed(
            entry,
            _("cluster from %(date)s") % {"date": shown(from_on)},
            held.cluster.name if held else _("outside clusters"),
            cluster.name if cluster else _("outside clusters"),
        )
        self.outcome.moved += 1
        if held and begun == from_on:
            held.delete()  # the move of this very day was a slip; the next takes its place
        elif held:
            held.to_on = from_on - datetime.timedelta(days=1)
            _save(held)
        if cluster:
            _save(
                Placement(
                    institution=institution,
                    cluster=cluster,
                    from_on=from_on,
                    to_on=institution.closed_on,
                )
            )
            if institution.area != cluster.area:
                self._note(entry, institution, "area", cluster.area)
                institution.area = cluster.area
                _save(institution)

    # --- Areas and clusters -----------------------------------------------------------------------

    def _area(self, entry: Entry) -> Area | None:
        """The area the entry names, made if it is new."""
        if entry.area is None:
            return None
        key = fold(entry.area)
        if key not in self.areas:
            slug = unused_slug(folded_slug(entry.area), Area.objects.all())
            self.areas[key] = _save(Area(name=entry.area, slug=slug))
            self.outcome.areas.append(entry.area)
        return self.areas[key]

    def _only_area(self) -> Area:
        """Where a place goes whose file names no area: only where there is one."""
        if len(self.areas) == 1:
            return next(iter(self.areas.values()))
        headings = self.found.layout.headings.get(Meaning.AREA)
        if headings and Meaning.AREA not in self.found.columns:
            raise Lacking(
                Meaning.NAME,
                _(
                    "The file has no column “%(heading)s”, so nobody can tell where the places lie."
                    " Add it, or make the clusters in the administration first."
                )
                % {"heading": headings[0]},
            )
        raise Misplaced(
            Meaning.NAME,
            _(
                "The file does not say in which area this is. "
                "Make the cluster or the institution in the administration first."
            ),
        )

    def _cluster(self, named: NamedCluster, area: Area | None) -> Cluster:
        """The cluster of that number, else of that name in the area; made if it is new."""
        key = fold(named.name)
        for cluster in self.clusters:
            if named.number and cluster.register_number == named.number:
                return cluster
        for cluster in self.clusters:
            if fold(cluster.name) != key or (named.number and cluster.register_number):
                continue
            if area and cluster.area != area:
                raise Misplaced(
                    Meaning.CLUSTER,
                    _("%(cluster)s is in %(there)s and not in %(here)s.")
                    % {"cluster": cluster, "there": cluster.area, "here": area},
                )
            if named.number:
                cluster.register_number = named.number
                _save(cluster)
            return cluster
        cluster = Cluster(
            name=named.name,
            area=area or self._only_area(),
            slug=unused_slug(cluster_slug(named.name), Cluster.objects.all()),
            register_number=named.number,
        )
        self.clusters.append(_save(cluster))
        self.outcome.clusters.append(named.name)
        return cluster


def _said(field: str, value: object) -> str:
    """A value as the reader says it."""
    if value is None:
        return ""
    choices: dict[str, type[models.TextChoices]] = {
        "kind": InstitutionKind,
        "ownership": Ownership,
    }
    return str(choices[field](str(value)).label) if field in choices else shown(value)


def _save(row: Row) -> Row:
    """Save a row that keeps the rules of its model. Raises Misplaced with their sentence."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Misplaced(Meaning.NAME, " ".join(error.messages)) from error
    row.save()
    return row
