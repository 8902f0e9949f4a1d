"""A page that asks for a move of a row: its form, and making the move when it is answered."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from config.asked import MOST
from lifecycle.errors import Incomplete, InvalidTransition, NotAllowed, Outdated
from lifecycle.rows import HasLifecycle
from lifecycle.table import Transition


class LifeMoveForm(forms.Form):
    """What must be told with a move. Whoever inherits says what a comment is asked for as."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    def __init__(self, *args: Any, way: Transition[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "comment" not in way.needs:
            del self.fields["comment"]
        self.helper = FormHelper()
        self.helper.form_tag = False  # the page that asks has it, and the button
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)

    def add_missing(self, incomplete: Incomplete) -> None:
        for name, sentence in incomplete.missing.items():
            self.add_error(name if name in self.fields else None, sentence)


def move_asked(
    request: HttpRequest,
    row: HasLifecycle,
    way: Transition[Any],
    *,
    form: LifeMoveForm,
    back: str,
    outdated: str,
) -> HttpResponse | None:
    """Make the move that a valid form asks for, and lead back; None: ask (once more).

    back: the address of the row; outdated: the sentence for who has read an earlier version of it.
    """
    if not form.is_valid():
        return None
    told = form.cleaned_data
    try:
        row.transition(
            way.name,
            by=request.user,
            checks=True,
            version=told["version"],
            comment=told.get("comment", ""),
        )
    except (InvalidTransition, NotAllowed):
        messages.info(request, row.said.already)
    except Outdated:
        messages.error(request, outdated)
    except Incomplete as incomplete:
        form.add_missing(incomplete)
        return None
    else:
        messages.success(request, way.done or row.said.done)
    return redirect(back)
