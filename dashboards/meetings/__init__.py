"""The pages of a meeting: its agenda with what it is about, the meeting itself, frozen papers."""

from dashboards.meetings.annexes import Annex, annexes_of
from dashboards.meetings.page import MeetingPage
from dashboards.meetings.since import SinceLast

__all__ = ["Annex", "MeetingPage", "SinceLast", "annexes_of"]
