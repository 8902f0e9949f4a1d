"""The administration of places and people."""

from institutions.admin.people import MembershipAdmin
from institutions.admin.places import AreaAdmin, BoardAdmin, ClusterAdmin, InstitutionAdmin

__all__ = ["AreaAdmin", "BoardAdmin", "ClusterAdmin", "InstitutionAdmin", "MembershipAdmin"]
