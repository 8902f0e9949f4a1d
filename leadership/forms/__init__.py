"""The forms of leadership: mapping, joint picture, plan, follow-up, tasks of the team."""

from leadership.forms.mapping import (
    MappingAnswerForm,
    MappingForm,
    MappingFrameForm,
    PictureForm,
    ReopenForm,
)
from leadership.forms.plans import (
    ActionForm,
    FocusForm,
    FollowUpDaysForm,
    PlanFollowUpForm,
    PlanMoveForm,
    ProgressForm,
)
from leadership.forms.teams import DutyForms

__all__ = [
    "ActionForm",
    "DutyForms",
    "FocusForm",
    "FollowUpDaysForm",
    "MappingAnswerForm",
    "MappingForm",
    "MappingFrameForm",
    "PictureForm",
    "PlanFollowUpForm",
    "PlanMoveForm",
    "ProgressForm",
    "ReopenForm",
]
