"""The places that a role can be held at, as a form offers them to whoever gives it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q
from django.utils.translation import gettext as _

from institutions.access import Reader, scope_of
from institutions.models import Area, Board, Cluster, Institution
from institutions.people.giving import boards_given_by, institutions_with_leaders_of
from institutions.roles import BOARD, MUNICIPAL_ROLES, Role

#: How a place is named in a form: a letter for its kind, and its key.
Choice = tuple[str, str]
MUNICIPALITY = "m"


@dataclass(frozen=True, slots=True)
class PlaceChoices:
    """Places in groups. known: what a choice means as fields of a membership."""

    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    known: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, role: Role, by: Reader) -> Self:
        """Those at which a person gives a role."""
        known: dict[str, dict[str, Any]] = {}
        groups: list[tuple[str, tuple[Choice, ...]]] = []

        def offer(label: str, letter: str, field: str, rows: Iterable[Any]) -> None:
            found = []
            for row in rows:
                key = f"{letter}{row.pk}"
                known[key] = {field: row}
                if field == "board":
                    known[key] |= {"cluster": row.cluster, "institution": row.institution}
                found.append((key, str(row)))
            if found:
                groups.append((label, tuple(found)))

        everything = scope_of(by).answers_for.everything
        if everything and role in MUNICIPAL_ROLES:
            known[MUNICIPALITY] = {}
            whole = str(_("the whole municipality"))
            groups.append((_("Everything"), ((MUNICIPALITY, whole[:1].upper() + whole[1:]),)))
        if everything and role in {Role.AREA_HEAD, Role.CONSULTANT}:
            offer(_("Areas"), "a", "area", Area.objects.all())
        if role in {Role.CONSULTANT, Role.CLUSTER_LEADER, *BOARD}:
            offer(_("Clusters"), "c", "cluster", _clusters(by))
        if role in {Role.CONSULTANT, Role.LEADER, *BOARD}:
            offer(_("Institutions"), "i", "institution", _institutions(role, by))
        if role in BOARD:
            offer(_("One board alone"), "b", "board", _boards(role, by))
        return cls(tuple(groups), known)

    def grouped(self) -> list[tuple[str, tuple[Choice, ...]]]:
        return list(self.groups)

    def flat(self) -> list[Choice]:
        return [choice for _label, choices in self.groups for choice in choices]

    def place_of(self, key: str) -> dict[str, Any]:
        """The fields of a membership at a place. Raises KeyError for one not offered."""
        return self.known[key]


def _clusters(by: Reader) -> Any:
    places = scope_of(by).answers_for
    rows = Cluster.objects.all()
    return rows if places.everything else rows.filter(pk__in=places.clusters)


def _institutions(role: Role, by: Reader) -> Any:
    places = scope_of(by).answers_for
    if role == Role.LEADER:
        return institutions_with_leaders_of(by).open()
    rows = Institution.objects.open()
    return rows if places.everything else rows.filter(pk__in=places.institutions)


def _boards(role: Role, by: Reader) -> Any:
    rows = boards_given_by(by).exclude(kind=Board.Kind.LEADERSHIP_TEAM)
    if role not in MUNICIPAL_ROLES:
        rows = rows.exclude(Q(cluster=None) & Q(institution=None))
    return rows.select_related("cluster", "institution")
