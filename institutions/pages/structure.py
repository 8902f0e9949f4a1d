"""The municipality's places on one page: areas, their clusters, their institutions, the boards."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from institutions.models import Area, Board, Cluster, Institution, Placement
from institutions.roles import NOT_FOR_BOARDS


class PlacedInstitution(NamedTuple):
    """An institution, and what there is to know of it: that it is closed, or moves."""

    place: Institution
    note: str


class ClusterNow(NamedTuple):
    """A cluster with those who are in it today. has_board: whether it has one of its own.

    note: that it is closed, or closes.
    """

    place: Cluster
    institutions: tuple[PlacedInstitution, ...]
    has_board: bool
    note: str = ""


class AreaNow(NamedTuple):
    """An area. outside: its institutions outside clusters."""

    place: Area
    clusters: tuple[ClusterNow, ...]
    outside: tuple[PlacedInstitution, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """All places as they are today, in five queries."""

    areas: tuple[AreaNow, ...]
    boards: tuple[Board, ...]
    count: int

    @classmethod
    def now(cls) -> Self:
        today = timezone.localdate()
        held = Placement.objects.on(today).filter(institution=OuterRef("pk")).order_by()
        found = Institution.objects.with_area(today).annotate(
            cluster_now=Subquery(held.values("cluster")[:1])
        )
        ahead = Placement.objects.filter(from_on__gt=today).select_related("cluster")
        moves = {one.institution_id: one for one in ahead.order_by(F("from_on").desc())}
        inside: dict[int, list[PlacedInstitution]] = defaultdict(list)
        outside: dict[int, list[PlacedInstitution]] = defaultdict(list)
        for one in found:
            row = PlacedInstitution(one, _note(one, moves.get(one.pk)))
            cluster: int | None = one.cluster_now  # type: ignore[attr-defined]  # annotated
            area: int = one.area_now  # type: ignore[attr-defined]  # annotated
            (inside[cluster] if cluster else outside[area]).append(row)
        boards = tuple(Board.objects.select_related("cluster", "institution"))
        has_board = {one.cluster_id for one in boards if one.kind not in NOT_FOR_BOARDS}
        clusters: dict[int, list[ClusterNow]] = defaultdict(list)
        for one_cluster in Cluster.objects.all():
            there = tuple(inside[one_cluster.pk])
            now = ClusterNow(
                one_cluster,
                there,
                one_cluster.pk in has_board,
                closing_note(one_cluster.closed_on) if one_cluster.closed_on else "",
            )
            clusters[one_cluster.area_id].append(now)
        areas = tuple(
            AreaNow(one_area, tuple(clusters[one_area.pk]), tuple(outside[one_area.pk]))
            for one_area in Area.objects.all()
        )
        return cls(areas, boards, len(found))


def _note(institution: Institution, ahead: Placement | None) -> str:
    """“Lukket 31. juli 2026”, or the move that comes next."""
    today = timezone.localdate()
    if institution.closed_on:
        return closing_note(institution.closed_on)
    if institution.opened_on and institution.opened_on > today:
        return _("Opens %(day)s") % {"day": date_format(institution.opened_on, "DATE_FORMAT")}
    if ahead and ahead.from_on:
        told = {"cluster": ahead.cluster, "day": date_format(ahead.from_on, "DATE_FORMAT")}
        return _("In %(cluster)s from %(day)s") % told
    return ""


def closing_note(last_day: datetime.date) -> str:
    """“Lukket 31. juli 2026”, or that it closes then."""
    day = date_format(last_day, "DATE_FORMAT")
    if last_day < timezone.localdate():
        return _("Closed %(day)s") % {"day": day}
    return _("Closes %(day)s") % {"day": day}
