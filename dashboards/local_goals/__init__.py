"""What the pages of a local goal show: the goal, what helps its writer, two texts at once."""

from dashboards.local_goals.conflict import Conflict
from dashboards.local_goals.detail import LocalGoalPage
from dashboards.local_goals.places import Whereabouts, offered_indicators
from dashboards.local_goals.side import SidePanel
from dashboards.local_goals.unsaved import Unsaved

__all__ = [
    "Conflict",
    "LocalGoalPage",
    "SidePanel",
    "Unsaved",
    "Whereabouts",
    "offered_indicators",
]
