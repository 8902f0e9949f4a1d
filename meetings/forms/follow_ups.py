"""Who does what after a meeting, and that it is done."""

import datetime
from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from config.deadlines import MindsDays
from config.forms import DateInput, field_of_rows
from config.others_words import KeepsOthersWords
from meetings.forms.layout import in_one_column, sent_along
from meetings.models import FollowUp


class FollowUpForm(MindsDays, forms.ModelForm[FollowUp]):
    """Who does what after the meeting, and by when. people: those who can be chosen."""

    ahead = ("due_on",)

    class Meta:
        model = FollowUp
        fields = ["text", "person", "responsible", "due_on"]
        widgets = {"due_on": DateInput}
        labels = {
            "text": _("What is to be done"),
            "person": _("Who follows up"),
            "responsible": _("Or in words"),
            "due_on": _("By when (optional)"),
        }
        help_texts = {
            "responsible": _("A name or a role, where the person is not in the list."),
            "due_on": _("For example 28.08.2027."),
        }

    prefix = "follow-up"
    BUTTON = "opfoelgning"

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = field_of_rows(self, "person")
        person.queryset = people
        person.empty_label = _("Somebody else")
        self.fields["responsible"].required = False
        who = Row(
            Column("person", css_class="col-sm-6"), Column("responsible", css_class="col-sm-6")
        )
        self.helper = sent_along(
            self, "text", who, "due_on", name=self.BUTTON, label=_("Add the follow-up")
        )

    @property
    def not_before_known(self) -> Mapping[str, tuple[datetime.date | None, StrOrPromise]]:
        words = _("The meeting is on %(day)s. What is promised there is done later.")
        return {"due_on": (self.instance.item.meeting.held_on, words)}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("person"):
            answers["responsible"] = str(answers["person"])
        elif not answers.get("responsible") and "responsible" not in self.errors:
            self.add_error("responsible", ValidationError(_("Say who follows up.")))
        return answers

    def save(self, commit: bool = True) -> FollowUp:
        """The same twice is one follow-up."""
        own = self.instance
        same = FollowUp.objects.filter(
            item=own.item, text=own.text, responsible=own.responsible, due_on=own.due_on
        )
        return same.first() or super().save(commit)


class FollowUpDoneForm(KeepsOthersWords, forms.ModelForm[FollowUp]):
    """That a follow-up is done, and what came of it."""

    class Meta:
        model = FollowUp
        fields = ["done_note"]
        labels = {"done_note": _("What came of it (optional)")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = in_one_column("done_note", label=_("Mark as done"))
