"""What boards meet about and decide: meetings, their agendas, follow-ups and papers; the year."""

from meetings.models.answers import BoardQuestion, MinutesAnswer
from meetings.models.apologies import Apology
from meetings.models.decisions import Dissent, MeetingApproval, MeetingDecision
from meetings.models.files import ItemFile
from meetings.models.follow_ups import FollowUp
from meetings.models.groups import Contribution
from meetings.models.handovers import Handover
from meetings.models.items import AgendaItem
from meetings.models.meetings import Meeting
from meetings.models.papers import MeetingPaper
from meetings.models.put_off import PutOff
from meetings.models.remarks import MinutesRemark
from meetings.models.years import TemplateStep, YearStep, YearTemplate

__all__ = [
    "AgendaItem",
    "Apology",
    "BoardQuestion",
    "Contribution",
    "Dissent",
    "FollowUp",
    "Handover",
    "ItemFile",
    "Meeting",
    "MeetingApproval",
    "MeetingDecision",
    "MeetingPaper",
    "MinutesAnswer",
    "MinutesRemark",
    "PutOff",
    "TemplateStep",
    "YearStep",
    "YearTemplate",
]
