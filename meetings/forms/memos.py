from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.forms import Radios, field_of_rows
from meetings.forms.layout import in_one_column
from meetings.models import Meeting


class MemoToAgendaForm(forms.Form):
    """The meeting that decides on a memo. meetings: those that can still be chosen."""

    meeting: forms.ModelChoiceField[Meeting] = forms.ModelChoiceField(
        label=_("Which meeting decides on it?"),
        queryset=Meeting.objects.none(),
        empty_label=None,
        widget=Radios,
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of_rows(self, "meeting").queryset = meetings
        self.helper = in_one_column("meeting", label=_("Put the memo on the agenda"))
