"""What cannot be undone asks first, and says what will be lost: without a script, on a page."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SURE = "sure"


def is_sure(request: HttpRequest) -> bool:
    """Whether the question has been answered: the form comes from the page that asks."""
    return request.POST.get(SURE) == "yes"


def ask(
    request: HttpRequest, *, title: str, lost: Iterable[str], button: str, back: str
) -> HttpResponse:
    """The page that asks. lost: what is lost, a sentence each; back: where nothing happens.

    What was sent already goes along, so that the answer does just what was asked for.
    """
    context = {
        "title": title,
        "lost": tuple(lost),
        "button": button,
        "back": back,
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in {SURE, "csrfmiddlewaretoken"}
            for value in values
        ],
    }
    return render(request, "ask.html", context)
