"""What the pages of a local goal show: the goal, what helps its writer, two texts at once."""

from strategy.pages.local_goals.conflict import Conflict
from strategy.pages.local_goals.detail import LocalGoalPage
from strategy.pages.local_goals.places import Whereabouts, of_local_goal
from strategy.pages.local_goals.side import SidePanel
from strategy.pages.local_goals.unsaved import Unsaved

__all__ = [
    "Conflict",
    "LocalGoalPage",
    "SidePanel",
    "Unsaved",
    "Whereabouts",
    "of_local_goal",
]
