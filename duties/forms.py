"""What is written into the register of inspections by hand."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from config.asked import MOST
from config.days import has_come
from config.deadlines import MindsDays
from config.forms import Button, DateInput, field_of_rows
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from duties.models import BoardTold, Remark
from lifecycle.asking import LifeMoveForm
from strategy.models import LocalGoal


def saving(*fields: str) -> FormHelper:
    """The fields, and the button that saves them."""
    helper = FormHelper()
    helper.layout = Layout(
        *fields, FormActions(Button(_("Save"), type="submit", css_class="btn-primary"))
    )
    return helper


class RemarkForm(MindsDays, KeepsOthersWords, forms.ModelForm[Remark]):
    """What an inspection asks for, who sees to it and by when. people: those to choose among.

    goals: local goals of the place that the work may be part of; not asked where there are none.
    asks: whether the writer may change what is asked; others choose who sees to it. reported_on:
    the day of the report that it stands in, where that is known.
    """

    ahead = ("due_on",)

    #: The one that was read, where there is one already.
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    class Meta:
        model = Remark
        fields = ["kind", "text", "person", "responsible", "due_on", "local_goals"]
        widgets = {
            "due_on": DateInput,
            "text": forms.Textarea(attrs={"rows": 4}),
            "local_goals": forms.CheckboxSelectMultiple,
        }
        labels = {
            "kind": _("What it is"),
            "text": _("What is to be done"),
            "person": _("Who follows up"),
            "responsible": _("Or in words"),
            "due_on": _("By when (optional)"),
            "local_goals": _("Which local goals is it worked on in? (optional)"),
        }
        help_texts = {
            "text": _("As it stands in the report. Name no child and no parent."),
            "responsible": _("A name or a role, where the person is not in the list."),
            "due_on": _("For example 28.08.2027. For an order without a day one is suggested."),
        }

    def __init__(
        self,
        *args: Any,
        people: QuerySet[User],
        goals: QuerySet[LocalGoal],
        asks: bool = True,
        reported_on: datetime.date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.reported_on = reported_on
        person = field_of_rows(self, "person")
        person.queryset = people
        person.empty_label = _("Somebody else")
        field_of_rows(self, "local_goals").queryset = goals
        shown = ["kind", "text", "person", "responsible", "due_on", "local_goals"]
        if not asks:
            shown = ["person", "responsible", "local_goals"]
        if not goals:
            shown.remove("local_goals")
        if set(shown) != self.fields.keys() - {"version"}:
            for name in self.fields.keys() - {*shown, "version"}:
                del self.fields[name]
        if self.instance.pk is None:
            del self.fields["version"]
        else:
            self.initial["version"] = self.instance.version
            shown.append("version")
        self.helper = saving(*shown)

    @property
    def not_before_known(self) -> Mapping[str, tuple[datetime.date | None, StrOrPromise]]:
        return {"due_on": (self.reported_on, _("The report is of %(day)s. Write a later day."))}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("person"):
            answers["responsible"] = str(answers["person"])
        elif not answers.get("responsible") and "responsible" not in self.errors:
            self.add_error("responsible", ValidationError(_("Say who follows up.")))
        return answers


def version_of(told: BoardTold | None) -> str:
    """What is noted, as a mark that differs when any of it does."""
    if told is None or told.pk is None:
        return ""
    said = f"{told.told_on} {told.answered_on} {told.answer}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


class BoardToldForm(MindsDays, KeepsOthersWords, forms.ModelForm[BoardTold]):
    """When the board was informed of a report, and what it answered.

    reported_on: the day of the report, where it is known.
    """

    not_before = {"answered_on": ("told_on", _("The board answers when it has been informed."))}

    #: Of what was noted when the page was opened.
    version = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    class Meta:
        model = BoardTold
        fields = ["told_on", "answer", "answered_on"]
        widgets = {
            "told_on": DateInput,
            "answered_on": DateInput,
            "answer": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {
            "told_on": _("When was the board informed"),
            "answer": _("What the board answered (optional)"),
            "answered_on": _("When did it answer (optional)"),
        }
        help_texts = {"told_on": _("For example 28.08.2026.")}

    def __init__(self, *args: Any, reported_on: datetime.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reported_on = reported_on
        for name in ("told_on", "answered_on"):
            self.fields[name].validators.append(has_come)
        self.initial["version"] = version_of(self.instance)
        self.helper = saving("told_on", "answer", "answered_on", "version")

    @property
    def not_before_known(self) -> Mapping[str, tuple[datetime.date | None, StrOrPromise]]:
        words = _("The report is of %(day)s. The board cannot have been informed of it before.")
        return {"told_on": (self.reported_on, words)}


class RemarkMoveForm(LifeMoveForm):
    """What must be told with a move of a remark."""

    comment = forms.CharField(
        label=_("What has been done, or why"),
        help_text=_("Whoever reads the institution can read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_cpr],
        max_length=2_000,
        required=False,
    )
