"""Places as other systems point at them: by a number, or by the name in addresses."""

from collections import defaultdict

from institutions.models import Area, Cluster, Identifier, Institution

#: (area, cluster, institution), of which one is told.
Triple = tuple[int | None, int | None, int | None]


class PlacesByNumber:
    """All that a text may mean; two meanings are none, so that nobody gets the wrong place."""

    def __init__(self) -> None:
        self._found: dict[str, set[Triple]] = defaultdict(set)
        for pk, slug in Area.objects.values_list("pk", "slug"):
            self._add((pk, None, None), slug)
        for pk, slug, number in Cluster.objects.values_list("pk", "slug", "register_number"):
            self._add((None, pk, None), slug, number)
        for pk, slug in Institution.objects.values_list("pk", "slug"):
            self._add((None, None, pk), slug)
        for pk, number in Identifier.objects.values_list("institution", "value"):
            self._add((None, None, pk), number)

    def _add(self, place: Triple, *names: str) -> None:
        for name in filter(None, names):
            self._found[name.casefold()].add(place)

    def called(self, text: str) -> list[Triple]:
        """The place that a text means, or none."""
        found = self._found.get(text.strip().casefold(), set())
        return list(found) if len(found) == 1 else []
