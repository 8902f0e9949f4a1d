from django.conf import settings

from accounts.requests import SignedInRequest
from accounts.sessions import shorten_idle_time
from institutions.access import Reader, Scope


def shorten_board_visits(
    sender: object, request: SignedInRequest, user: Reader, **kwargs: object
) -> None:
    """Let the visits of those who only sit on a board end sooner: they read at home, on any device.

    A receiver of `user_logged_in`.
    """
    if Scope.of(user).is_board_only:
        shorten_idle_time(request, minutes=settings.SESSION_IDLE_MINUTES_BOARD)
