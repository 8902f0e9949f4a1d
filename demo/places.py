"""The chapter of places: areas, clusters and institutions, with numbers, groups and boards."""

from typing import Any

from demo import read
from institutions.models import (
    Area,
    Board,
    Cluster,
    Group,
    Identifier,
    Institution,
    Ownership,
    Placement,
)


def is_loaded() -> bool:
    return Cluster.objects.filter(slug="fyrtaarnet").exists()


def load() -> None:
    data = read("places")
    areas = {row["slug"]: Area.objects.create(**row) for row in data["areas"]}
    clusters = {row["slug"]: _cluster(row, areas) for row in data["clusters"]}
    for row in data["institutions"]:
        open_institution(row, areas, clusters)


def _cluster(row: dict[str, Any], areas: dict[str, Area]) -> Cluster:
    cluster = Cluster.objects.create(name=row["name"], slug=row["slug"], area=areas[row["area"]])
    Board.objects.create(kind=Board.Kind.PARENT_BOARD, name=row["board"], cluster=cluster)
    return cluster


def open_institution(
    row: dict[str, Any], areas: dict[str, Area], clusters: dict[str, Cluster]
) -> None:
    """An institution with its numbers, groups and board: in a cluster a parent council."""
    cluster = clusters.get(row.get("cluster", ""))
    opened_on, closed_on = row["from_on"], row.get("to_on")
    institution = Institution.objects.create(
        name=row["name"],
        slug=row["slug"],
        kind=row["kind"],
        ownership=row.get("ownership", Ownership.MUNICIPAL),
        area=cluster.area if cluster else areas[row["area"]],
        opened_on=opened_on,
        closed_on=closed_on,
    )
    kinds = Identifier.Kind.LOCAL, Identifier.Kind.STIL, Identifier.Kind.PRODUCTION
    for kind, value in zip(kinds, row["numbers"], strict=True):
        Identifier.objects.create(institution=institution, kind=kind, value=value)
    for name, age_band, children in row["groups"]:
        Group.objects.create(
            institution=institution, name=name, age_band=age_band, children=children
        )
    if cluster:
        Placement.objects.create(institution=institution, cluster=cluster, from_on=opened_on)
        Board.objects.create(
            kind=row.get("board_kind", Board.Kind.PARENT_COUNCIL),
            name=row.get("board", f"Forældrerådet i {institution.name}"),
            institution=institution,
        )
    else:
        Board.objects.create(
            kind=Board.Kind.INDEPENDENT_BOARD, name=row["board"], institution=institution
        )
