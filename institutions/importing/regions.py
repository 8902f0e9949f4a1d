"""The areas and clusters that a list names: found by number or name, made where they are new."""

from django.utils.translation import gettext as _

from config.slugs import folded_slug
from files.spreadsheets.danish_values import fold
from imports.arranging.cluster_words import without_cluster_word
from institutions.importing.diff import PlacesDiff
from institutions.importing.entries import Entry, InstitutionEntries, NamedCluster
from institutions.importing.layouts import InstitutionMeaning
from institutions.importing.refusing import Lacking, Misplaced, save_checked
from institutions.models import Area, Cluster
from institutions.naming import cluster_slug, unused_slug


class Regions:
    """Areas and clusters as they are while a file is read in."""

    def __init__(self, found: InstitutionEntries, diff: PlacesDiff) -> None:
        self.found, self.diff = found, diff
        self.areas = {fold(area.name): area for area in Area.objects.all()}
        self.clusters = list(Cluster.objects.select_related("area"))

    def area(self, entry: Entry) -> Area | None:
        """The area the entry names, made if it is new."""
        if entry.area is None:
            return None
        key = self._area_called(entry.area)
        if key not in self.areas:
            slug = unused_slug(folded_slug(entry.area), Area.objects.all())
            self.areas[key] = save_checked(Area(name=entry.area, slug=slug))
            self.diff.areas.append(entry.area)
        return self.areas[key]

    def _area_called(self, name: str) -> str:
        """The key of the area: »Vest« is »Område Vest«, where no other is called so."""
        key = fold(name)
        longer = [one for one in self.areas if one == f"omraade{key}"]
        return longer[0] if key not in self.areas and longer else key

    def _called_shorter(self, key: str) -> list[Cluster]:
        """The one cluster that is so called but for its first word: »Nord« is »Klynge Nord«."""
        found = [one for one in self.clusters if fold(without_cluster_word(one.name)) == key]
        return found if len(found) == 1 else []

    def only_area(self) -> Area:
        """Where a place goes whose file names no area: only where there is one."""
        if len(self.areas) == 1:
            return next(iter(self.areas.values()))
        headings = self.found.layout.headings.get(InstitutionMeaning.AREA)
        if headings and InstitutionMeaning.AREA not in self.found.columns:
            raise Lacking(
                InstitutionMeaning.NAME,
                _(
                    "The file has no column “%(heading)s”, so nobody can tell where the places lie."
                    " Add it, or make the clusters in the administration first."
                )
                % {"heading": headings[0]},
            )
        if InstitutionMeaning.AREA in self.found.columns:
            raise Misplaced(
                InstitutionMeaning.AREA,
                _(
                    "Write the area: the cell is empty. Where cells were merged, "
                    "each row must say it for itself."
                ),
            )
        raise Misplaced(
            InstitutionMeaning.NAME,
            _(
                "The file does not say in which area this is. "
                "Make the cluster or the institution in the administration first."
            ),
        )

    def cluster(self, named: NamedCluster, area: Area | None) -> Cluster:
        """The cluster of that number, else of that name in the area; made if it is new."""
        key = fold(named.name)
        for cluster in self.clusters:
            if named.number and cluster.register_number == named.number:
                return cluster
        called = [one for one in self.clusters if fold(one.name) == key]
        for cluster in called or self._called_shorter(key):
            if named.number and cluster.register_number:
                continue
            return self._known(cluster, named, area)
        cluster = Cluster(
            name=named.name,
            area=area or self.only_area(),
            slug=unused_slug(cluster_slug(named.name), Cluster.objects.all()),
            register_number=named.number,
        )
        self.clusters.append(save_checked(cluster))
        self.diff.clusters.append(named.name)
        return cluster

    def _known(self, cluster: Cluster, named: NamedCluster, area: Area | None) -> Cluster:
        """The cluster that is meant, with its number where it had none."""
        if area and cluster.area != area:
            raise Misplaced(
                InstitutionMeaning.CLUSTER,
                _("%(cluster)s is in %(there)s and not in %(here)s.")
                % {"cluster": cluster, "there": cluster.area, "here": area},
            )
        if named.number:
            cluster.register_number = named.number
            save_checked(cluster)
            self.diff.numbered.append(cluster.name)
        return cluster
