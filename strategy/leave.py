"""What leaders adopt for a board that has let them, and why they do not, in a sentence."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from strategy.models import Decision, LocalGoal
from strategy.slots import between_meetings
from strategy.workflow import LocalGoalStatus

NEEDS_LEAVE = gettext_lazy(
    "The chair adopts the goal, or it is noted at a meeting of the board. The board has not let"
    " leaders do it between meetings."
)
#: The same where there is no board.
NO_BOARD = gettext_lazy(
    "%(place)s has no board that decides on local goals. An administrator sets one up under Places."
    " Until then the head of the area, or an administrator, can adopt the goal and tell why."
)


def no_board(goal: LocalGoal) -> str:
    """That nobody decides on the goal, and what can be done; empty where somebody does."""
    return "" if goal.deciding_boards.exists() else str(NO_BOARD % {"place": goal.place})


def adopted_under_leave() -> QuerySet[Decision]:
    """The decisions by which goals were adopted on behalf of a board, and at no meeting of it."""
    adopted = Decision.objects.filter(to_status=LocalGoalStatus.ADOPTED, on_behalf_of_board=True)
    found = between_meetings.first(adopted)
    return adopted if found is None else found
