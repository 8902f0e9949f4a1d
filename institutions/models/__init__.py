"""Places and people: areas, clusters, institutions, boards, and who has which role where."""

from institutions.models.boards import Board
from institutions.models.claims import ClaimRule
from institutions.models.example import ShippedExample
from institutions.models.identifying import Identifier, KnownName
from institutions.models.imports import InstitutionImport, PeopleImport
from institutions.models.looks import LookedAs
from institutions.models.merges import ClusterClosing, ClusterSplit, InstitutionMerge, PersonMerge
from institutions.models.people import Membership
from institutions.models.places import (
    NOT_DAYCARE,
    Area,
    Cluster,
    Group,
    Institution,
    InstitutionKind,
    Ownership,
    Placement,
)
from institutions.models.renewals import BoardRenewal
from institutions.versions import DataVersion

__all__ = [
    "NOT_DAYCARE",
    "Area",
    "Board",
    "BoardRenewal",
    "ClaimRule",
    "Cluster",
    "ClusterClosing",
    "ClusterSplit",
    "DataVersion",
    "Group",
    "Identifier",
    "Institution",
    "InstitutionImport",
    "InstitutionKind",
    "InstitutionMerge",
    "KnownName",
    "LookedAs",
    "Membership",
    "Ownership",
    "PeopleImport",
    "PersonMerge",
    "Placement",
    "ShippedExample",
]
