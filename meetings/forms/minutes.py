"""What came of a meeting: who was there, what was said and decided."""

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.forms import Button, field_of_words
from config.phrases import listing
from meetings.forms.layout import in_one_column
from meetings.models import AgendaItem, Meeting

#: What is ticked, and the field of the meeting that keeps it with what is written.
TICKED = {"there": "present", "excused": "absent"}
FIELDS = ["there", "present", "excused", "absent"]

#: What minutes say under an item.
WORDS = ("resolution", "minutes")

#: The button by which one saves the minutes of an item and goes to the next.
GO_ON = "videre"


class AttendanceForm(forms.ModelForm[Meeting]):
    """Who was at the meeting: members are ticked, others are written.

    names: of the members of the board. The minutes keep names, so that they stay as they were.
    """

    there = forms.MultipleChoiceField(
        label=_("Members who were there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    excused = forms.MultipleChoiceField(
        label=_("Members who sent apologies"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Meeting
        fields = ["present", "absent"]
        widgets = {
            "present": forms.Textarea(attrs={"rows": 2}),
            "absent": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "present": _("Others who were there (optional)"),
            "absent": _("Others who sent apologies (optional)"),
        }
        help_texts = {"present": _("Names, as they are to stand in the minutes.")}

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for ticks, written in TICKED.items():
            if not names:
                del self.fields[ticks]
                continue
            field_of_words(self, ticks).choices = [(name, name) for name in names]
            lines = getattr(self.instance, written).splitlines()
            self.initial[ticks] = [line for line in lines if line in names]
            self.initial[written] = "\n".join(line for line in lines if line not in names)
        self.helper = in_one_column(
            *(name for name in FIELDS if name in self.fields), label=_("Save who was there")
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        both = set(answers.get("there", ())) & set(answers.get("excused", ()))
        if both:
            self.add_error(
                "excused",
                ValidationError(
                    _("%(names)s cannot both be there and have sent apologies."),
                    params={"names": listing(sorted(both))},
                ),
            )
        for ticks, written in TICKED.items():
            lines = [*answers.get(ticks, ()), answers.get(written, "")]
            answers[written] = "\n".join(line for line in lines if line.strip())
        return answers


class MinutesForm(forms.ModelForm[AgendaItem]):
    """What was said and decided under an item.

    is_main: whether saving is the page's main thing. goes_on: whether another item follows.

    seen: a mark of what stood there when the form was opened, so that of two who write at once the
    second is shown what the first has saved. page: names the open form; what it saved itself while
    it was written in is nobody else's.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    page = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    class Meta:
        model = AgendaItem
        fields = ["resolution", "minutes"]
        widgets = {
            "resolution": forms.Textarea(attrs={"rows": 3}),
            "minutes": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"minutes": _("Minutes (optional)")}
        help_texts = {
            "minutes": _(
                "The discussion in a few lines. Write nothing that can be traced to individual"
                " children or staff."
            )
        }

    def __init__(
        self, *args: Any, address: str, is_main: bool = True, goes_on: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.mark
        self.stands = [getattr(self.instance, name) for name in WORDS]
        self.fields["resolution"].label = {
            AgendaItem.Kind.INFORMATION: _("What the board noted (optional)"),
            AgendaItem.Kind.DISCUSSION: _("What the discussion came to (optional)"),
            AgendaItem.Kind.DECISION: _("What was decided"),
        }[AgendaItem.Kind(self.instance.kind)]
        self.helper = FormHelper()
        self.helper.form_tag = False  # the page's own: what the board assesses is saved with it
        self.helper.disable_csrf = True
        self.address = address
        self.helper.layout = Layout(
            HTML('<input type="hidden" name="form" value="minutes">'),
            "seen",
            "page",
            "resolution",
            "minutes",
            FormActions(
                Button(
                    _("Save"),
                    type="submit",
                    css_class="btn-primary" if is_main else "btn-outline-primary",
                ),
                *([_go_on()] if goes_on else []),
            ),
        )

    @property
    def mark(self) -> str:
        """A mark of what stands there now."""
        words = (getattr(self.instance, name) for name in WORDS)
        return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]

    def clean(self) -> dict[str, Any]:
        """Before the answers are put on the item: what stands there is what the database has."""
        answers = super().clean() or self.cleaned_data
        stale = answers.get("seen", "") not in ("", self.mark) and not self._wrote_last(answers)
        for name, stood in zip(WORDS, self.stands, strict=True):
            if stale and stood and stood not in answers.get(name, ""):
                self.add_error(name, _somebody_else(stood))
        if stale:  # the next saving is of both
            self.data = {**self.data.dict(), "seen": self.mark}  # type: ignore[attr-defined]  # a QueryDict
        return answers

    def _wrote_last(self, answers: dict[str, Any]) -> bool:
        newest = self.instance.history.order_by("-history_id").first()
        page = answers.get("page")
        return page is not None and newest is not None and newest.history_change_reason == str(page)

    def save(self, commit: bool = True) -> AgendaItem:
        """Keep it, and in its history by which open form."""
        page = self.cleaned_data.get("page")
        self.instance._change_reason = str(page) if page else None  # type: ignore[attr-defined]  # as simple_history has it
        return super().save(commit)


def _somebody_else(told: str) -> ValidationError:
    return ValidationError(
        _("Somebody has saved this meanwhile: “%(told)s”. Put it together, and save again."),
        params={"told": told},
    )


def _go_on() -> Button:
    label = _("Save, and go to the next item")
    return Button(label, type="submit", name=GO_ON, value="1", css_class="btn-outline-primary")
