from leadership.models.building import BasedOn
from leadership.models.chapters import Chapter
from leadership.models.everyday import Onboarding, OnboardingStep, Reflection
from leadership.models.focus import Action, FocusArea, PlanFollowUp
from leadership.models.imports import ValueBaseImport
from leadership.models.mapping import (
    AlreadyClosed,
    Answer,
    JointPicture,
    MappingRound,
    TimeShare,
)
from leadership.models.plans import Agreement, DevelopmentPlan
from leadership.models.profiles import CoreArea, CoreGroup, CorePoint, Profile, ProfileRole
from leadership.models.teams import Duty, Team
from leadership.models.value_base import (
    Commitment,
    CommitmentCell,
    CoreValue,
    JobGroup,
    JobRole,
    ValueArea,
    ValueBase,
)
from leadership.models.workplace import SharedEconomy, ThemeAction

__all__ = [
    "Action",
    "Agreement",
    "AlreadyClosed",
    "Answer",
    "BasedOn",
    "Chapter",
    "Commitment",
    "CommitmentCell",
    "CoreArea",
    "CoreGroup",
    "CorePoint",
    "CoreValue",
    "DevelopmentPlan",
    "Duty",
    "FocusArea",
    "JobGroup",
    "JobRole",
    "JointPicture",
    "MappingRound",
    "Onboarding",
    "OnboardingStep",
    "PlanFollowUp",
    "Profile",
    "ProfileRole",
    "Reflection",
    "SharedEconomy",
    "Team",
    "ThemeAction",
    "TimeShare",
    "ValueArea",
    "ValueBase",
    "ValueBaseImport",
]
