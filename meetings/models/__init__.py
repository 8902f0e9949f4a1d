"""What boards meet about and decide: meetings, their agendas, follow-ups and papers; the year."""

from meetings.models.answers import BoardQuestion, MinutesAnswer
from meetings.models.files import ItemFile
from meetings.models.follow_ups import FollowUp
from meetings.models.groups import Contribution
from meetings.models.items import AgendaItem, MeetingDecision
from meetings.models.meetings import Meeting
from meetings.models.papers import MeetingPaper
from meetings.models.years import TemplateStep, YearStep, YearTemplate

__all__ = [
    "AgendaItem",
    "BoardQuestion",
    "Contribution",
    "FollowUp",
    "ItemFile",
    "Meeting",
    "MeetingDecision",
    "MeetingPaper",
    "MinutesAnswer",
    "TemplateStep",
    "YearStep",
    "YearTemplate",
]
