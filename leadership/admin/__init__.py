"""The administration of leadership profiles and of the value base.

Answers of a competence mapping are not here, and must never be: nobody but who gave them sees them.
"""

from leadership.admin.everyday import OnboardingAdmin, ReflectionAdmin
from leadership.admin.profiles import CoreAreaAdmin, CoreGroupAdmin, ProfileAdmin
from leadership.admin.teams import TeamAdmin
from leadership.admin.value_base import CommitmentCellAdmin, JobRoleAdmin, ValueBaseAdmin
from leadership.admin.value_base_receipts import ValueBaseImportAdmin
from leadership.admin.workplace import SharedEconomyAdmin, ThemeActionAdmin

__all__ = [
    "CommitmentCellAdmin",
    "CoreAreaAdmin",
    "CoreGroupAdmin",
    "JobRoleAdmin",
    "OnboardingAdmin",
    "ProfileAdmin",
    "ReflectionAdmin",
    "SharedEconomyAdmin",
    "TeamAdmin",
    "ThemeActionAdmin",
    "ValueBaseAdmin",
    "ValueBaseImportAdmin",
]
