"""What a person chooses of a rule: the slots of the sentence, and what it is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from config.asked import MOST
from config.forms import Radios, field_of_words
from config.phrases import listing
from config.privacy import refuse_cpr
from files.number_fields import WrittenNumberField
from indicators.building.ingredients import MEASURED, Ingredients
from indicators.evaluation.rules import Source
from indicators.models import Indicator
from measurements.models import ScaleStep, Topic


class SentenceForm(forms.Form):
    """What is measured, and what is to hold: of a whole rule, or of one part of several."""

    is_part = True
    #: Why the step that was chosen is no answer: said at its slot.
    wrong_step = ""

    kind = forms.ChoiceField(label=_("what is measured"))
    topic = forms.ChoiceField(label=_("topic and edition"), required=False)
    more = forms.MultipleChoiceField(
        label=_("Other topics that count, too"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    operator = forms.ChoiceField(label=_("how"), choices=Indicator.Operator.choices)
    step = forms.ChoiceField(label=_("step"), required=False)
    value = WrittenNumberField(
        label=pgettext_lazy("sentence", "number"),
        required=False,
    )
    unrated = forms.ChoiceField(
        label=_("What do we do with an institution that had a light inspection?"),
        choices=Indicator.Unrated.choices,
        widget=Radios,
    )
    short_text = forms.CharField(
        label=_("What it is called"),
        help_text=_("What is measured, in few words: it is the heading of its page."),
        max_length=200,
        validators=[refuse_cpr],
    )

    def __init__(self, *args: Any, ingredients: Ingredients, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ingredients = ingredients
        kinds = ingredients.kinds(of_part=self.is_part)
        self.chosen_kind = self._told("kind") or _first_of(kinds)
        self._choices("kind", kinds)
        topics = ingredients.topic_choices(self.chosen_kind)
        steps = ingredients.step_choices(self.chosen_kind)
        self._choices("topic", topics)
        self._choices("more", topics)
        self._choices("step", [("", _("choose a step")), *steps] if steps else [])
        if not topics:
            del self.fields["topic"], self.fields["more"]
        if not steps:
            del self.fields["step"]
        if not ingredients.is_numbered(self.chosen_kind) and self.is_by_unit:
            del self.fields["value"]
        if not ingredients.is_inspected(self.chosen_kind):
            del self.fields["unrated"]
        if self.chosen_kind in (Source.COMPOSITE, Source.LOCAL_GOALS):
            for name in ("operator", "value"):
                del self.fields[name]
        for name, field in self.fields.items():
            _dress(name, field)

    @property
    def is_by_unit(self) -> bool:
        """Whether what is to be had is so of each institution."""
        return True

    @property
    def counts_units(self) -> bool:
        """Whether another number says how many institutions are to have it."""
        return False

    def _told(self, name: str) -> str:
        """What has been chosen, be it sent or known before."""
        if self.is_bound:
            return str(self.data.get(self.add_prefix(name), ""))
        return str(self.initial.get(name, ""))

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field_of_words(self, name).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("step") and cleaned.get("value") is not None:
            self.add_error(
                "value",
                _("Give a step or a number. How many institutions stands in the table of years."),
            )
        return cleaned

    @property
    def source(self) -> str:
        """What the rule is worked out from."""
        return Source.TOPICS.value if self.chosen_kind.startswith(MEASURED) else self.chosen_kind

    @property
    def chosen_topics(self) -> list[Topic]:
        chosen = {self.cleaned_data.get("topic"), *self.cleaned_data.get("more", ())}
        of_kind = self.ingredients.topics_of(self.chosen_kind)
        return [topic for topic in of_kind if str(topic.pk) in chosen]

    @property
    def chosen_step(self) -> ScaleStep | None:
        chosen = self.cleaned_data.get("step")
        return next((step for step in self.ingredients.steps if str(step.pk) == chosen), None)

    def mark_step(self) -> None:
        """Say at the step that no chosen topic is rated on its scale."""
        scales = {topic.scale_in_use for topic in self.chosen_topics}
        step = self.chosen_step
        if step and scales and step.scale not in scales:
            names = listing(sorted(scale.name for scale in scales))
            told = gettext("is not on the scale “%(scale)s”")
            self.wrong_step = told % {"scale": names}
            self.fields["step"].widget.attrs["aria-invalid"] = "true"

    def write_to(self, indicator: Indicator) -> None:
        """The answers, to a rule that is not saved by this; what was not asked stays."""
        answers = self.cleaned_data
        indicator.source = self.source
        indicator.operator = answers.get("operator") or indicator.operator
        indicator.unrated = answers.get("unrated") or indicator.unrated
        names = ", ".join(topic.short_name for topic in self.chosen_topics)
        indicator.short_text = answers["short_text"] or names[:200] or str(_("Without a name"))


class PartForm(SentenceForm):
    """One of several things together: an existing part by its key, or a new one."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MOST)
    leave_out = forms.BooleanField(label=_("Take this part out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["short_text"]
        name.required, name.help_text = False, ""  # it is the heading of no page

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been chosen that would make it a part."""
        answers = self.cleaned_data
        told = ("pk", "topic", "value", "step", "short_text")
        return not any(answers.get(name) not in (None, "") for name in told)


def _first_of(kinds: list[tuple[str, Any]]) -> str:
    return str(kinds[0][1][0][0]) if kinds else ""


def _dress(name: str, field: forms.Field) -> None:
    """The looks of the house, for fields that stand in a sentence."""
    if isinstance(field.widget, forms.Select) and not isinstance(field.widget, forms.RadioSelect):
        field.widget.attrs["class"] = "form-select"
    elif isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput):
        field.widget.attrs["class"] = "form-check-input"
    elif not isinstance(field.widget, forms.HiddenInput):
        field.widget.attrs["class"] = "form-control"
