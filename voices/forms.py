"""Opening a round, correcting it, and answering it."""

import datetime
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.days import not_passed
from config.deadlines import MindsDays
from config.forms import Button, DateInput, Radios, choice_of_ranks, field_of_rows
from config.others_words import KeepsOthersWords
from config.phrases import shortened
from files.number_fields import WholeNumberField
from institutions.access import Reader
from institutions.models import NOT_DAYCARE, Institution
from voices.answering import Question
from voices.models import VoiceRound, VoicesAsked
from voices.models.rounds import period_of
from voices.opening import asked_already, open_round


def _actions(words: Any) -> FormActions:
    return FormActions(Button(words, type="submit", css_class="btn-primary"))


class _DatedForm(MindsDays, KeepsOthersWords, forms.ModelForm[VoiceRound]):
    """The day a round closes lies ahead."""

    def clean_closes_on(self) -> datetime.date:
        return not_passed(self.cleaned_data["closes_on"])


class VoiceRoundForm(_DatedForm):
    """A new round: who is asked, where, until when."""

    institutions = forms.ModelMultipleChoiceField(
        label=_("Where?"),
        queryset=Institution.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each place gets a link of its own."),
    )

    class Meta:
        model = VoiceRound
        fields = ["asked", "closes_on", "most"]
        field_classes = {"most": WholeNumberField}
        widgets = {"closes_on": DateInput, "asked": Radios}
        labels = {"asked": _("Who is asked?")}

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = field_of_rows(self, "asked")
        asked.queryset = VoicesAsked.objects.select_related("instrument")
        asked.empty_label = None
        places = Institution.objects.editable_by(user).open()
        if not places.exclude(kind__in=NOT_DAYCARE).exists():
            asked.queryset = asked.queryset.exclude(instrument__is_of_daycare=True)
        field_of_rows(self, "institutions").queryset = places
        if places.count() == 1:
            self.fields["institutions"].initial = places
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "asked",
            "institutions",
            "closes_on",
            Field("most", css_class="short-field"),
            _actions(_("Open the round")),
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        asked, day = answers.get("asked"), answers.get("closes_on")
        units = answers.get("institutions")
        if not (asked and day and units):
            return answers
        period = period_of(day, opened_on=self.instance.opens_on)
        edition = asked.edition_of(int(period[:4]))
        if edition is None:
            self.add_error("asked", _("It is not used in that year."))
        else:
            self.instance.edition = edition
        schools = [unit.name for unit in units if not unit.is_daycare]
        if schools and asked.instrument.is_of_daycare:
            sentence = _("Only children in daycare are asked this: take %(names)s out.")
            self.add_error("institutions", sentence % {"names": shortened(schools)})
        names = [unit.name for unit in asked_already(units, asked, period)]
        if names:
            sentence = _("There is a round of this half-year already: %(names)s.")
            self.add_error("institutions", sentence % {"names": shortened(names)})
        return answers

    def open(self) -> VoiceRound:
        """Open the round that was described."""
        open_round(self.instance, self.cleaned_data["institutions"])
        opened: VoiceRound = self.instance
        return opened


class VoiceRoundEditForm(_DatedForm):
    """Until when, and for how many; within the half-year it is of."""

    class Meta:
        model = VoiceRound
        fields = ["closes_on", "most"]
        field_classes = {"most": WholeNumberField}
        widgets = {"closes_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = self.instance.period
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "closes_on", Field("most", css_class="short-field"), _actions(_("Save"))
        )

    def clean_closes_on(self) -> datetime.date:
        day = super().clean_closes_on()
        if period_of(day, opened_on=self.instance.opens_on) != self.period:
            raise ValidationError(_("The round is of this half-year. Open a new one for the next."))
        return day


class AnswersForm(forms.Form):
    """A sheet of parents' answers: one choice per question, none of them required."""

    sheet = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for topic, steps in questions:
            self.fields[f"question_{topic.pk}"] = choice_of_ranks(
                topic.name, [(step.pk, step.label) for step in steps]
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, _actions(_("Send the answers")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.answers:
            raise ValidationError(_("Answer at least one question."))
        return cleaned

    @property
    def answers(self) -> dict[int, int]:
        """Question → the step of the answer, of the questions answered."""
        told = {
            topic.pk: self.cleaned_data.get(f"question_{topic.pk}") for topic, _s in self.questions
        }
        return {topic: step for topic, step in told.items() if step is not None}
