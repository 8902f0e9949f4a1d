"""Where a known institution is: moves and closures keep history true, and begin on their day."""

import datetime

from django.contrib.admin.utils import label_for_field
from django.utils.translation import gettext as _

from files.spreadsheets.danish_values import shown
from institutions.importing.diff import PlacesDiff
from institutions.importing.entries import Entry
from institutions.importing.layouts import InstitutionMeaning
from institutions.importing.refusing import Misplaced, save_checked
from institutions.importing.regions import Regions
from institutions.models import Area, Cluster, Institution, Placement


class Moving:
    """Puts institutions where a list says they are.

    While an institution is in a cluster it lies in the area of the cluster. Its own area is what
    counts outside clusters, so a move ahead leaves it: the placement brings the area on its day.
    """

    def __init__(self, regions: Regions, diff: PlacesDiff, *, today: datetime.date) -> None:
        self.regions, self.diff, self.today = regions, diff, today

    def place(self, entry: Entry, institution: Institution) -> None:
        """A move ends the placement and begins the next, a closure ends it. Raises Misplaced."""
        day = max(self.today, entry.from_on or self.today)  # a move may be told ahead of time
        day = min(day, institution.closed_on or day)
        held = institution.placements.on(day).select_related("cluster__area").first()
        area = self.regions.area(entry)
        cluster = self.regions.cluster(entry.cluster, area) if entry.cluster else None
        if entry.tells_cluster and (held.cluster if held else None) != cluster:
            self._move(entry, institution, held, cluster)
            return
        if held and institution.closed_on and held.to_on is None:
            held.to_on = institution.closed_on
            save_checked(held)
        if area is not None:
            self._stay(entry, institution, held, area)

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
        self.diff.note(
            entry,
            _("cluster from %(date)s") % {"date": shown(from_on)},
            held.cluster.name if held else _("outside clusters"),
            cluster.name if cluster else _("outside clusters"),
        )
        self.diff.moved += 1
        before = held.cluster.area if held else institution.area
        if held:
            _end(held, from_on)
        if cluster:
            placement = Placement(institution=institution, cluster=cluster, from_on=from_on)
            placement.to_on = institution.closed_on
            save_checked(placement)
        after = cluster.area if cluster else self.regions.area(entry) or before
        if after != before:
            self._note_area(entry, before, after, from_on=from_on)
        if from_on <= self.today or not cluster:
            self._give_area(institution, after)

    def _stay(
        self, entry: Entry, institution: Institution, held: Placement | None, area: Area
    ) -> None:
        """The area of an institution that does not move between clusters."""
        if held:
            if held.cluster.area != area:
                raise Misplaced(
                    InstitutionMeaning.AREA,
                    _("%(institution)s is in %(cluster)s in %(there)s. Write its new cluster, too.")
                    % {
                        "institution": institution,
                        "cluster": held.cluster,
                        "there": held.cluster.area,
                    },
                )
            return
        if institution.area == area:
            return
        if entry.from_on and entry.from_on > self.today:
            raise Misplaced(
                InstitutionMeaning.AREA,
                _(
                    "Outside clusters the area changes on the day the file is read in. "
                    "Wait with this row until %(date)s."
                )
                % {"date": shown(entry.from_on)},
            )
        self._note_area(entry, institution.area, area, from_on=self.today)
        self._give_area(institution, area)

    def _note_area(
        self, entry: Entry, before: Area, after: Area, *, from_on: datetime.date
    ) -> None:
        what = str(label_for_field("area", Institution))
        if from_on > self.today:
            what = _("area from %(date)s") % {"date": shown(from_on)}
        self.diff.note(entry, what, before.name, after.name)

    def _give_area(self, institution: Institution, area: Area) -> None:
        if institution.area != area:
            institution.area = area
            save_checked(institution)


def _end(held: Placement, from_on: datetime.date) -> None:
    """The day before the next begins; the move of that very day was a slip, and goes."""
    if held.from_on == from_on:
        held.delete()
        return
    held.to_on = from_on - datetime.timedelta(days=1)
    save_checked(held)
