"""Why a leader does not adopt a goal for the board, in a sentence."""

from django.utils.translation import gettext_lazy

from strategy.models import LocalGoal

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
