"""What an answer gives away, noted in the security log as it leaves: no page can forget to."""

from functools import cache

from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse

from accounts.events import Kind, record
from accounts.models import User
from config.middleware import Handler

#: The app that keeps who tried to sign in, and from where.
SIGN_IN_ATTEMPTS = "axes"

#: Pages outside the administration that tell of accounts, by their names in addresses; of one's own
#: alone nothing is noted. Apps above add theirs in their AppConfig.
PAGES_ABOUT_PEOPLE = {"person_ways_in"}


def note_what_matters(get_response: Handler) -> Handler:
    """Note files that leave, pages about other people, and refusals."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            _note(request, response)
        return response

    return middleware


def _note(request: HttpRequest, response: HttpResponse) -> None:
    if response.status_code == 403:
        record(Kind.REFUSED, request=request, method=request.method)
    elif response.status_code != 200:
        return
    elif response.headers.get("Content-Disposition", "").startswith("attachment"):
        record(Kind.DOWNLOADED, request=request, type=response.headers.get("Content-Type", ""))
    elif (shown := _personal_data(request)) is not None:
        kind, number = shown
        if kind is not User or number != str(request.user.pk):
            record(Kind.PERSON_READ, request=request, about=kind(pk=number))


def _personal_data(request: HttpRequest) -> tuple[type[models.Model], str | None] | None:
    """The kind of personal data that a page shows, and of which row."""
    match = request.resolver_match
    if request.method != "GET" or match is None:
        return None
    if match.view_name in PAGES_ABOUT_PEOPLE:
        number = match.kwargs.get("pk")
        return User, None if number is None else str(number)
    if match.namespace != "admin":
        return None
    name = match.url_name or ""
    if name.endswith("_add"):
        return None
    kind = next((kind for begins, kind in _pages().items() if name.startswith(begins)), None)
    return None if kind is None else (kind, match.kwargs.get("object_id"))


@cache
def _pages() -> dict[str, type[models.Model]]:
    """How the names of the administration's pages about personal data begin, and what they show."""
    return {
        f"{model._meta.app_label}_{model._meta.model_name}_": model
        for model in apps.get_models()
        if getattr(model, "holds_personal_data", False) or model._meta.app_label == SIGN_IN_ATTEMPTS
    }
