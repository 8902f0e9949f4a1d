"""Inspections changed by hand: in a locked round only with a reason, which the log keeps."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from config.days import year_within_reason
from config.privacy import refuse_cpr
from measurements.importing.locks import LONGEST_REASON, locks_of_inspections, sentence_about
from measurements.models import Inspection

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    _Admin = ModelAdmin[Any]
else:
    _Admin = object  # it stands before a ModelAdmin


class InspectionForm(forms.ModelForm[Inspection]):
    """An inspection, and why it changes where its round is locked."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Only needed when the round is locked."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_REASON,
        validators=[refuse_cpr],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "year" in self.fields:
            self.fields["year"].validators.append(year_within_reason)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        asked = (self.initial.get("year"), answers.get("year"))
        years: set[int] = {year for year in asked if year is not None}
        if set(self.changed_data) - {"reason"} and not answers.get("reason", "").strip():
            locks = locks_of_inspections(years)
            if locks and "reason" not in self.errors:
                self.add_error("reason", sentence_about(locks))
        return answers


class ChangesWithReason(_Admin):
    """For the ModelAdmin of inspections: nothing in a locked round changes without a reason."""

    form = InspectionForm

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        is_locked = isinstance(obj, Inspection) and bool(locks_of_inspections([obj.year]))
        return super().has_delete_permission(request, obj) and not is_locked

    def construct_change_message(
        self,
        request: HttpRequest,
        form: forms.Form,
        formsets: Iterable[BaseFormSet[Any]],
        add: bool = False,
    ) -> Any:
        message = super().construct_change_message(request, form, formsets, add)
        reason = form.cleaned_data.get("reason", "").strip()
        if not reason:
            return message
        changed = [name for name in form.changed_data if name != "reason"]
        fields = [form.fields[name].label or name for name in changed if name in form.fields]
        about = ", ".join(map(str, fields))
        return f"{about}: {reason}" if about else reason
