"""Who asks: the owner of the key in the header, not too often."""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache
from ninja.errors import HttpError
from ninja.security import HttpBearer

from accounts.models import ApiToken

MINUTE = 60


class TooOften(HttpError):
    def __init__(self, *, seconds: int) -> None:
        super().__init__(429, "Too many requests. Wait a little.")
        self.seconds = seconds


class Key(HttpBearer):
    """A key made on “Access from outside”, in the header: `Authorization: Bearer lst_…`."""

    openapi_description = "A key of one's own, made on /konto/adgang-udefra/"

    def authenticate(self, request, token: str) -> ApiToken | None:
        """The key, if it is valid; its owner is who asks from here on."""
        _count(token)
        found = ApiToken.of_key(token)
        if found is not None:
            request.user = found.user
        return found


def _count(key: str) -> None:
    """Let a key, known or not, ask so many times in a minute by the clock."""
    minute, second = divmod(int(time.time()), MINUTE)
    name = f"api:{hashlib.sha256(key.encode()).hexdigest()[:32]}:{minute}"
    cache.add(name, 0, timeout=2 * MINUTE)
    if cache.incr(name) > settings.API_REQUESTS_PER_MINUTE:
        raise TooOften(seconds=MINUTE - second)
