from leadership.models.profiles import CoreArea, CoreGroup, CorePoint, Profile, ProfileRole
from leadership.models.value_base import (
    BasedOn,
    Commitment,
    CommitmentCell,
    CoreValue,
    JobGroup,
    JobRole,
    ValueArea,
    ValueBase,
)

__all__ = [
    "BasedOn",
    "Commitment",
    "CommitmentCell",
    "CoreArea",
    "CoreGroup",
    "CorePoint",
    "CoreValue",
    "JobGroup",
    "JobRole",
    "Profile",
    "ProfileRole",
    "ValueArea",
    "ValueBase",
]
