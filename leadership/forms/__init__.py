"""The forms of leadership: mapping, joint picture, plan, follow-up, tasks of the team."""

from leadership.forms.mapping import AnswerForm, MappingForm, PictureForm, ReopenForm
from leadership.forms.plans import (
    ActionForm,
    FocusForm,
    FollowUpDaysForm,
    FollowUpForm,
    PlanMoveForm,
    ProgressForm,
)
from leadership.forms.teams import DutyForm

__all__ = [
    "ActionForm",
    "AnswerForm",
    "DutyForm",
    "FocusForm",
    "FollowUpDaysForm",
    "FollowUpForm",
    "MappingForm",
    "PictureForm",
    "PlanMoveForm",
    "ProgressForm",
    "ReopenForm",
]
