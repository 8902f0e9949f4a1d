from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.forms import Radios, field_of_rows
from meetings.forms.layout import in_one_column
from meetings.models import AgendaItem
from meetings.querysets import AgendaItemQuerySet


class ItemChoice(forms.ModelChoiceField[AgendaItem]):
    def label_from_instance(self, obj: AgendaItem) -> str:
        return f"{obj.meeting.day}: {obj}"


class ApprovedAtForm(forms.Form):
    """The item of the committee's agenda under which something was approved, or none."""

    item = ItemChoice(
        label=_("Under which item was it decided?"),
        queryset=AgendaItem.objects.none(),
        required=False,
        blank=True,
        empty_label=_("No meeting is named"),
        widget=Radios,
    )

    def __init__(self, *args: Any, items: AgendaItemQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of_rows(self, "item").queryset = items
        self.helper = in_one_column("item", label=_("Save"))
