"""Forms about meetings and about the year."""

from meetings.forms.agenda import AgendaItemForm, MeetingForm
from meetings.forms.attendance import AttendanceForm
from meetings.forms.follow_ups import FollowUpDoneForm, FollowUpForm
from meetings.forms.minutes import GO_ON, LATER, MinutesForm
from meetings.forms.questions import AnswerForm, BoardQuestionForm
from meetings.forms.remarks import (
    ApologyForm,
    DissentForm,
    MinutesRemarkForm,
    OwnDissentForm,
    RemarkOutcomeForm,
)
from meetings.forms.years import YearStepForm

__all__ = [
    "GO_ON",
    "LATER",
    "AgendaItemForm",
    "AnswerForm",
    "ApologyForm",
    "AttendanceForm",
    "BoardQuestionForm",
    "DissentForm",
    "FollowUpDoneForm",
    "FollowUpForm",
    "MeetingForm",
    "MinutesForm",
    "MinutesRemarkForm",
    "OwnDissentForm",
    "RemarkOutcomeForm",
    "YearStepForm",
]
