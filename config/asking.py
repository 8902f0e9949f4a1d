"""What cannot be undone asks first, and says what will be lost: without a script, on a page."""

from collections.abc import Iterable

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SURE = "sure"

#: An address in the trail of a page, and what it is called.
Crumb = tuple[str, str]


def is_sure(request: HttpRequest) -> bool:
    """Whether the question has been answered: the form comes from the page that asks."""
    return request.POST.get(SURE) == "yes"


def ask(
    request: HttpRequest,
    *,
    title: str,
    lost: Iterable[str],
    button: str,
    back: str,
    crumbs: Iterable[Crumb] = (),
    facts: Iterable[object] = (),
    missing: Iterable[str] = (),
    remedies: Iterable[Crumb] = (),
    form: BaseForm | None = None,
) -> HttpResponse:
    """The page that asks. lost: what is lost, a sentence each; back: where nothing happens.

    facts: what it is about, in few words; missing: why it cannot be done yet, a sentence each;
    remedies: the pages where that is mended;
    form: what must be told with a yes. What was sent already goes along, so that the answer does
    just what was asked for.
    """
    asked_anew = {SURE, "csrfmiddlewaretoken", *(form.fields if form else ())}
    context = {
        "title": title,
        "lost": tuple(lost),
        "button": button,
        "back": back,
        "crumbs": tuple(crumbs),
        "facts": tuple(facts),
        "missing": tuple(missing),
        "remedies": tuple(remedies),
        "form": form,
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in asked_anew
            for value in values
        ],
    }
    return render(request, "ask.html", context)
