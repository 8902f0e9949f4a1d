"""The forms of leadership: mapping, joint picture, plan, follow-up, tasks of the team."""

from leadership.forms.mapping import MappingAnswerForm, MappingForm, PictureForm, ReopenForm
from leadership.forms.plans import (
    ActionForm,
    FocusForm,
    FollowUpDaysForm,
    PlanFollowUpForm,
    PlanMoveForm,
    ProgressForm,
)
from leadership.forms.teams import DutyForm

__all__ = [
    "ActionForm",
    "DutyForm",
    "FocusForm",
    "FollowUpDaysForm",
    "MappingAnswerForm",
    "MappingForm",
    "PictureForm",
    "PlanFollowUpForm",
    "PlanMoveForm",
    "ProgressForm",
    "ReopenForm",
]
