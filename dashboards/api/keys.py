"""Who asks: the owner of the key in the header, not too often."""

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from accounts.counting import RateCounter
from accounts.models import ApiToken
from accounts.requests import SignedInRequest
from accounts.sign_in import network_of
from institutions.access import scope_of

#: Whoever has many keys asks no more often for it, and unknown keys crowd out nobody's count.
of_person = RateCounter("API requests of a person", seconds=60)
of_strangers = RateCounter("unknown keys of a network", seconds=60)


class TooOften(HttpError):
    def __init__(self, *, seconds: int) -> None:
        super().__init__(429, "Too many requests. Wait a little.")
        self.seconds = seconds


class KeyRequest(SignedInRequest):
    """A request of a program with a key, whose owner is the `user`. Only a type."""

    auth: ApiToken


class ApiKeyHeader(HttpBearer):
    """A key made on “Access from outside”, in the header: `Authorization: Bearer lst_…`."""

    openapi_description = "A key of one's own, made on /konto/adgang-udefra/"

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The key, if it is valid; its owner is who asks from here on."""
        found = ApiToken.of_key(token)
        if found is not None and not scope_of(found.user).reads:
            found.revoke()  # for good: the last role has ended, or the account is closed
            found = None
        if found is None:
            _count(of_strangers, network_of(request), settings.API_UNKNOWN_KEYS_PER_MINUTE)
            return None
        _count(of_person, found.user_id, settings.API_REQUESTS_PER_MINUTE)
        request.user = found.user
        return found


def _count(tally: RateCounter, subject: object, most: int) -> None:
    if tally.add(subject) > most:
        raise TooOften(seconds=tally.seconds_left(subject))
