"""Choosing a Word file, and correcting what was understood of it before it is read in."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.bullets import items
from config.deadlines import MindsDays
from config.forms import Radios, field_of_words
from config.privacy import refuse_cpr
from files.number_fields import WrittenNumberField
from institutions.models.places import InstitutionQuerySet
from strategy.form_fields import MEASURE_FIELDS
from strategy.form_parts import WrittenDateField
from strategy.models import Goal, LocalGoal
from strategy.word_form.effect import EffectAnswer
from strategy.word_form.marks import is_key
from strategy.word_form.planned import PlannedGoal
from strategy.word_form.reading import FormRow

#: What stands in fields of the goal beside its text.
ANSWERS = (
    *("how", "measured_on", "when_text"),
    *(field.name for field in MEASURE_FIELDS),
    "responsible",
)
MOST_ROWS = 100  # a page of more is no page; the command line has no such limit


class WordFileForm(forms.Form):
    """One filled-in form."""

    file = forms.FileField(
        label=_("The filled-in form (.docx)"),
        help_text=_("You see what we understood, row by row, before anything is saved."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "missing": _("Choose a file."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class RowForm(MindsDays, forms.ModelForm[LocalGoal]):
    """One local goal as it was understood; goals and institutions are those it may belong to."""

    use = forms.BooleanField(label=_("Read this goal in"), required=False, initial=True)
    efforts = forms.CharField(
        label=_("Description of efforts"),
        help_text=_("One effort to a line."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10_000,
        validators=[refuse_cpr],
        required=False,
    )
    measured_on = WrittenDateField(label=_("When"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    like = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    like_text = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    same_as = forms.ChoiceField(
        label=_("Is it the draft that is there already?"),
        widget=Radios,
        error_messages={"required": _("Choose whether it is the same draft, or a new goal.")},
    )
    baseline = WrittenNumberField(label=_("Where you begin (optional)"), required=False)
    target = WrittenNumberField(label=_("Target figure (optional)"), required=False)

    class Meta:
        model = LocalGoal
        fields = ["institution", "goal", "text", *ANSWERS]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "how": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "goal": _("Strategic goal"),
            "how": _("How is the effect measured"),
            "when_text": _("When, in your own words (optional)"),
            "responsible": _("Responsible (optional)"),
            "measure": _("What is counted (optional)"),
            "unit": _("Unit (optional)"),
        }
        error_messages = {
            "institution": {"required": _("Choose an institution.")},
            "goal": {"required": _("Choose a strategic goal.")},
        }

    def __init__(
        self, *args: Any, institutions: InstitutionQuerySet, goals: QuerySet[Goal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in (("institution", institutions), ("goal", goals)):
            field: Any = self.fields[name]
            field.queryset = queryset
            field.choices = [("", _("Choose"))] + [(row.pk, str(row)) for row in queryset]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        asked = ["same_as"] if self._ask_whether_same() else []
        self.helper.layout = Layout(
            *("key", "like", "like_text"),
            *asked,
            *("institution", "goal", "text", "efforts"),
            *ANSWERS,
        )

    def _ask_whether_same(self) -> bool:
        """Only of a row that is nearly a draft, and is not marked as one."""
        like = str(self["like"].value() or "")
        if not is_key(like):
            del self.fields["same_as"]
            return False
        text = self["like_text"].value() or ""
        field_of_words(self, "same_as").choices = [
            (like, gettext("Yes, it is “%(text)s” in other words") % {"text": text}),
            ("new", gettext("No, it is a new goal; the draft stays beside it")),
        ]
        return True

    def full_clean(self) -> None:
        """A row that is not to be read in may say anything."""
        super().full_clean()
        if self.is_bound and not self.is_used:
            self._errors = forms.utils.ErrorDict()

    @property
    def is_used(self) -> bool:
        return bool(self["use"].value())

    @property
    def heading(self) -> str:
        """Whose it is, and under which goal, as it stands in the fields."""
        chosen = []
        for name in ("institution", "goal"):
            choices: Any = self.fields[name]
            value = str(self[name].value() or "")
            chosen += [label for key, label in choices.choices if value and str(key) == value]
        return " · ".join(map(str, chosen))

    @property
    def _key(self) -> str:
        """Of the draft that the row is: as it was marked, or as somebody has answered."""
        answer: str = self.cleaned_data.get("same_as") or self.cleaned_data["key"]
        return answer if is_key(answer) else ""

    def planned(self) -> PlannedGoal:
        """The row as it is to be read in, corrections and all."""
        answers = self.cleaned_data
        effect = EffectAnswer(
            answers["how"],
            answers["measured_on"],
            answers["when_text"],
            {field.name: answers[field.name] for field in MEASURE_FIELDS},
        )
        row = FormRow(
            goal=answers["goal"].number,
            institution=answers["institution"].name,
            text=answers["text"],
            efforts=tuple(items(answers["efforts"])),
            how_and_when="",
            responsible=answers["responsible"],
            where=self.heading,
            key=self._key,
        )
        return PlannedGoal(row, effect, goal=answers["goal"], institution=answers["institution"])


def rows_to_correct(planned: Iterable[PlannedGoal]) -> list[dict[str, Any]]:
    """What the forms of the rows begin with."""
    return [
        {
            "use": True,
            "institution": one.institution and one.institution.pk,
            "goal": one.goal and one.goal.pk,
            "text": one.row.text,
            "efforts": "\n".join(one.row.efforts),
            "how": one.effect.how,
            "measured_on": one.effect.measured_on,
            "when_text": one.effect.when_text,
            **one.effect.measure,
            "responsible": one.row.responsible,
            "key": one.row.key,
            "like": one.like.form_key.hex if one.like else "",
            "like_text": Truncator(" ".join(one.like.text.split())).chars(90) if one.like else "",
        }
        for one in planned
    ]


RowFormSet = forms.formset_factory(
    RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)
