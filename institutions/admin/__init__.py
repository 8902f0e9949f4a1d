"""The administration of places and people."""

from institutions.admin.people import MembershipAdmin
from institutions.admin.places import AreaAdmin, BoardAdmin, ClusterAdmin, InstitutionAdmin
from institutions.admin.receipts import InstitutionImportAdmin

__all__ = [
    "AreaAdmin",
    "BoardAdmin",
    "ClusterAdmin",
    "InstitutionAdmin",
    "InstitutionImportAdmin",
    "MembershipAdmin",
]
