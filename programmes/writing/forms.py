"""The forms a programme is written with: itself, its theory of change, its stages, its points."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import inlineformset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.bullets import items
from config.django_private import ValidatesAlso
from config.forms import Button, field_of_rows
from config.others_words import KeepsOthersWords, KeepsWhatStood
from config.privacy import refuse_cpr
from files.number_fields import WholeNumberField
from indicators.models import Indicator
from institutions.access import Reader
from measurements.models import Scale
from programmes.models import EvaluationPoint, Programme, ProgrammeStage, Question, TheoryStep
from programmes.writing.lines import LineChange, compare_lines
from programmes.writing.saving import answered_among

ONE_A_LINE = gettext_lazy("One on each line. Bullets and numbers are taken away.")
SHORT = "short-field"


class LinesField(forms.CharField):
    """A text of which each line is one thing: a list of them when it is clean."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 5})
        super().__init__(
            widget=widget, validators=[refuse_cpr], required=False, max_length=20_000, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(value)


class ProgrammeForm(KeepsOthersWords, forms.ModelForm[Programme]):
    """What a programme is; a new one may be copied from another."""

    like: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=gettext_lazy("Copied from (optional)"),
        help_text=gettext_lazy(
            "Its theory of change, stages, points of evaluation and questions come along. "
            "Courses and answers do not."
        ),
        queryset=Programme.objects.none(),
        required=False,
    )

    class Meta:
        model = Programme
        fields = ["name", "purpose", "from_year", "to_year", "months", "consultants_needed"]
        field_classes = dict.fromkeys(fields[2:], WholeNumberField)
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].validators.append(refuse_cpr)
        self.fields["name"].validators.append(refuse_cpr)
        names: list[Any] = list(self.Meta.fields)
        if self.instance.pk is None:
            field_of_rows(self, "like").queryset = Programme.objects.visible_to(user)
            names.append("like")
        else:
            del self.fields["like"]
        button = _("Save the programme") if self.instance.pk else _("Begin the programme")
        short = Programme.from_year, Programme.to_year
        numbers = {field.field.name for field in short} | {"months", "consultants_needed"}
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *[Field(name, css_class=SHORT) if name in numbers else name for name in names],
            FormActions(Button(button, type="submit", css_class="btn-primary")),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("from_year", "to_year"):
            year = cleaned.get(name)
            if year is not None and not 2000 <= year <= 2100:
                self.add_error(name, _("Write a year from 2000 to 2100."))
        return cleaned


class TheoryForm(KeepsWhatStood, forms.Form):
    """The links of the theory of change: a field for each kind, a line for each link."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: dict[str, list[TheoryStep]] = {kind: [] for kind in TheoryStep.Kind.values}
        for step in programme.theory.all():
            self.rows[step.kind].append(step)
        for kind in TheoryStep.Kind:
            lines = [step.text for step in self.rows[kind]]
            self.fields[kind.value] = LinesField(label=kind.label, initial=lines)
        self.see({kind: "\n".join(step.text for step in rows) for kind, rows in self.rows.items()})
        self.fields[TheoryStep.Kind.ACTIVITY].help_text = ONE_A_LINE
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *TheoryStep.Kind.values,
            FormActions(
                Button(_("Save the theory of change"), type="submit", css_class="btn-primary")
            ),
        )

    @property
    def changes(self) -> Mapping[str, LineChange[TheoryStep]]:
        """What becomes of the links of each kind. Of a valid form."""
        return {
            kind: compare_lines(rows, items(self.cleaned_data[kind]))
            for kind, rows in self.rows.items()
        }


class TheoryStepForm(KeepsOthersWords, forms.ModelForm[TheoryStep]):
    """What tells whether one link holds."""

    class Meta:
        model = TheoryStep
        fields = ["questions", "indicators", "note"]
        widgets = {
            "questions": forms.CheckboxSelectMultiple,
            "indicators": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Question.objects.filter(point__programme=self.instance.programme_id)
        field_of_rows(self, "questions").queryset = asked
        chosen = Q(pk__in=self.instance.indicators.values("pk"))
        known = Indicator.objects.filter(Q(pk__in=Indicator.objects.visible_to(user)) | chosen)
        field_of_rows(self, "indicators").queryset = known
        self.fields["note"].validators.append(refuse_cpr)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *self.Meta.fields,
            FormActions(Button(_("Save"), type="submit", css_class="btn-primary")),
        )


class StageForm(KeepsOthersWords, forms.ModelForm[ProgrammeStage]):
    """A stage that every course goes through."""

    class Meta:
        model = ProgrammeStage
        fields = ["name", "kind", "days_after_start"]
        field_classes = {"days_after_start": WholeNumberField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(refuse_cpr)
        self.fields["days_after_start"].widget.attrs |= {"class": SHORT}


class StageFormSet(forms.BaseInlineFormSet[ProgrammeStage, Programme, StageForm]):
    """The stages of a programme, and room for more. One that courses have is not taken away."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and form.instance.held.exists():
                raise ValidationError(
                    _("“%(stage)s” is planned in courses already, and cannot be taken away.")
                    % {"stage": form.instance}
                )


StagesForm = inlineformset_factory(
    Programme, ProgrammeStage, StageForm, formset=StageFormSet, extra=3, can_delete=True
)


class PointForm(ValidatesAlso, KeepsOthersWords, forms.ModelForm[EvaluationPoint]):
    """When somebody is asked, and about what: its questions a line each."""

    validates_also = frozenset({"programme"})  # which has one point of a name

    questions = LinesField(label=gettext_lazy("Questions"), help_text=ONE_A_LINE)
    scale: forms.ModelChoiceField[Scale] = forms.ModelChoiceField(
        label=gettext_lazy("New questions are answered on"),
        queryset=Scale.objects.none(),
        empty_label=None,
    )

    class Meta:
        model = EvaluationPoint
        fields = ["name", "audience", "stage", "focus", "open_question", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = self.instance.programme
        field_of_rows(self, "stage").queryset = programme.stages.all()
        scales = Scale.objects.filter(steps__isnull=False).distinct()
        field_of_rows(self, "scale").queryset = scales
        self.rows = list(self.instance.questions.all()) if self.instance.pk else []
        self.fields["questions"].initial = [row.text for row in self.rows]
        on = next((row.scale_id for row in self.rows if row.scale_id), None)
        self.fields["scale"].initial = on or scales.filter(code="survey-grad-5").first()
        for name in ("name", "focus", "open_question", "note"):
            self.fields[name].validators.append(refuse_cpr)
        first = ["name", "audience", "stage", "focus", "questions", "scale"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *[*first, "open_question", "note"],
            FormActions(Button(_("Save the point"), type="submit", css_class="btn-primary")),
        )

    def clean_questions(self) -> LineChange[Question]:
        """Raises `ValidationError` where a question that was answered would go, or say other."""
        change = compare_lines(self.rows, items(self.cleaned_data["questions"]))
        touched = (*change.gone, *change.reworded)
        if answered := answered_among(touched):
            raise ValidationError(
                _(
                    "“%(question)s” has been answered, and stays as it was asked. "
                    "Write a new question on a line of its own."
                )
                % {"question": answered[0].text}
            )
        return change


class QuestionForm(KeepsOthersWords, forms.ModelForm[Question]):
    """How one question is answered, and what its answers are used for."""

    same_as: forms.ModelChoiceField[Question] = forms.ModelChoiceField(
        label=gettext_lazy("The same question at another point (optional)"),
        help_text=gettext_lazy("Then the answers are shown beside each other over time."),
        queryset=Question.objects.none(),
        required=False,
    )

    class Meta:
        model = Question
        fields = ["kind", "scale", "is_key", "topic"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        point = self.instance.point
        others = Question.objects.filter(point__programme=point.programme_id).exclude(point=point)
        field_of_rows(self, "same_as").queryset = others
        if self.instance.lineage:
            alike = others.filter(lineage=self.instance.lineage).first()
            self.fields["same_as"].initial = alike
        if answered_among([self.instance]):
            for name in ("kind", "scale"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("It has been answered, so this stays.")
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "kind",
            "scale",
            "is_key",
            "same_as",
            "topic",
            FormActions(Button(_("Save the question"), type="submit", css_class="btn-primary")),
        )
