"""What came of an item of a meeting: what was said and decided."""

import hashlib
import uuid
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from config.forms import Button
from config.others_words import somebody_else
from meetings.models import AgendaItem

#: What minutes say under an item.
WORDS = ("resolution", "minutes")

#: What is said where something is written as decided at a meeting that is ahead.
NOTHING_YET = _("What was decided can be written from the day of the meeting.")

#: The form of an item's page, which all that is written there is sent with.
WRITES = "skriv"

#: The buttons by which one saves all, and goes to the next item, or puts this one off.
GO_ON = "videre"
LATER = "senere"


class MinutesForm(forms.ModelForm[AgendaItem]):
    """What was said and decided under an item.

    is_main: whether saving is the page's main thing. goes_on: whether another item follows.
    is_early: whether the board has not met yet, so that nothing can have been decided.

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
        self,
        *args: Any,
        address: str,
        is_main: bool = True,
        goes_on: bool = False,
        is_early: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_early = is_early
        self.initial["seen"] = self.mark
        self.stands = [getattr(self.instance, name) for name in WORDS]
        self.fields["resolution"].label = {
            AgendaItem.Kind.INFORMATION: _("What the board noted (optional)"),
            AgendaItem.Kind.DISCUSSION: _("What the discussion came to (optional)"),
            AgendaItem.Kind.DECISION: _("What was decided"),
        }[AgendaItem.Kind(self.instance.kind)]
        earlier = self.instance.minutes_of
        if earlier is not None and not earlier.is_closed:
            self.fields["resolution"].help_text = _(
                "Where the board approves the minutes, press the button above: it is written here"
                " then. What is written here alone approves nothing."
            )
        self.helper = FormHelper()
        self.helper.form_tag = False  # the page's own: what the board assesses is saved with it
        self.helper.disable_csrf = True
        self.address = address
        self.helper.layout = Layout(
            HTML('<input type="hidden" name="form" value="minutes">'),
            "seen",
            "page",
            *([] if is_early and not self._says_what_was_decided else ["resolution"]),
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
    def _says_what_was_decided(self) -> bool:
        """Whether something stands there, or was sent: then it is shown, and can be taken out."""
        sent = self.data.get("resolution", "") if self.is_bound else ""
        return bool(self.stands[0].strip() or sent.strip())

    def clean_resolution(self) -> str:
        written: str = self.cleaned_data["resolution"]
        if self.is_early and written.strip() and written.strip() != self.stands[0].strip():
            raise forms.ValidationError(NOTHING_YET)
        return written

    @property
    def mark(self) -> str:
        """A mark of what stands there now, of each of the texts."""
        return ".".join(_mark(getattr(self.instance, name)) for name in WORDS)

    def clean(self) -> dict[str, Any]:
        """Before the answers are put on the item: what stands there is what the database has."""
        answers = super().clean() or self.cleaned_data
        seen = answers.get("seen", "")
        stale = seen not in ("", self.mark) and not self._wrote_last(answers)
        marks = dict(zip(WORDS, seen.split("."), strict=False))
        for name, stood in zip(WORDS, self.stands, strict=True):
            is_mine = marks.get(name) == _mark(stood)
            if stale and not is_mine and stood and stood not in answers.get(name, ""):
                self.add_error(name, somebody_else(stood))
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


def _mark(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _go_on() -> Button:
    label = _("Save, and go to the next item")
    return Button(label, type="submit", name=GO_ON, value="1", css_class="btn-outline-primary")
