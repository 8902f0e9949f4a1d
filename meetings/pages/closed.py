"""What is told where minutes have been approved since the page was opened."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from config.storage import rows_with_files
from lifecycle import Closed
from meetings.models import AgendaItem, Meeting

View = Callable[..., HttpResponse]


def unless_closed(view: View) -> View:
    """A view that writes in a meeting: of two at once, the later is told why nothing was written.

    It is sent to the list of meetings; views that know a better place look for Closed themselves.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Closed as closed:
            messages.error(request, str(closed))
            return redirect("meeting_list")

    return answer


def in_turn(view: View) -> View:
    """A view that writes in a meeting waits for who is writing, and sees what they have written."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, pk=pk, **kwargs)
        with transaction.atomic():
            Meeting.objects.select_for_update().filter(pk=pk).first()
            return view(request, *args, pk=pk, **kwargs)

    return answer


def item_in_turn(view: View) -> View:
    """The same of a view whose address names an item, whose meeting may have none any more."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, pk=pk, **kwargs)
        with transaction.atomic():
            of_item = AgendaItem.objects.filter(pk=pk).values("meeting")
            Meeting.objects.select_for_update().filter(pk__in=of_item).first()
            return view(request, *args, pk=pk, **kwargs)

    return answer


def saved(request: HttpRequest, meeting: Meeting, *forms: ModelForm[Any], said: str) -> bool:
    """Save the forms together, and say so; or why not, where the minutes have been approved."""
    try:
        save_together(meeting, *forms)
    except Closed as closed:
        messages.error(request, str(closed))
        return False
    messages.success(request, said)
    return True


@rows_with_files()
def save_together(meeting: Meeting, *forms: ModelForm[Any]) -> None:
    """Save all of them or none. Raises Closed where the minutes have been approved."""
    meeting.hold_open()
    for form in forms:
        form.save()
