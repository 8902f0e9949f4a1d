"""Forms about meetings and about the year."""

from meetings.forms.agenda import AgendaItemForm, MeetingForm
from meetings.forms.follow_ups import FollowUpDoneForm, FollowUpForm
from meetings.forms.minutes import GO_ON, AttendanceForm, MinutesForm
from meetings.forms.questions import AnswerForm, BoardQuestionForm, MinutesRemarkForm
from meetings.forms.years import YearStepForm

__all__ = [
    "GO_ON",
    "AgendaItemForm",
    "AnswerForm",
    "AttendanceForm",
    "BoardQuestionForm",
    "FollowUpDoneForm",
    "FollowUpForm",
    "MeetingForm",
    "MinutesForm",
    "MinutesRemarkForm",
    "YearStepForm",
]
