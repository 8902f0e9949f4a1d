import datetime
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from config.days import has_come, not_passed
from config.deadlines import MindsDays
from config.forms import Button, DateInput, choice_of_ranks, field_of_rows
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from files.number_fields import WholeNumberField
from institutions.access import Reader
from institutions.models import Cluster, Group, Institution
from programmes.answering import MOST_LINKS, answers_to
from programmes.models import (
    Comment,
    Course,
    EvaluationPoint,
    Part,
    Programme,
    Question,
    Result,
    Survey,
    Theme,
)

NOTHING_PERSONAL = _("Write nothing that can be traced to individual children or staff.")


def _offer(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let a field choose among these rows, and accept no others."""
    field_of_rows(form, name).queryset = rows


def _actions(label: StrOrPromise) -> FormActions:
    return FormActions(Button(label, type="submit", css_class="btn-primary"))


#: More have answered nothing that a municipality asks.
MOST_ANSWERS = 1_000_000


class RescheduleForm(MindsDays, forms.Form):
    """The new day of a course or of one stage, and why."""

    day = forms.DateField(label=_("New date"), widget=DateInput)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=NOTHING_PERSONAL,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        validators=[refuse_cpr],
    )

    def __init__(self, *args: Any, was: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was = was
        self.helper = FormHelper()
        self.helper.layout = Layout("day", "reason", _actions(_("Move")))

    def clean_day(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["day"]
        if day == self.was:
            raise ValidationError(_("This is the day it is planned for already."))
        return day


class CourseForm(MindsDays, KeepsOthersWords, forms.ModelForm[Course]):
    """A course: who it is for, who runs it, where. Its start is moved elsewhere, with a reason."""

    class Meta:
        model = Course
        fields = [
            "name",
            "starts_on",
            "cluster",
            "institution",
            "group",
            "participants",
            "consultants",
            "room",
        ]
        field_classes = {"participants": WholeNumberField}
        widgets = {"starts_on": DateInput, "consultants": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "cluster", Cluster.objects.visible_to(user))
        _offer(self, "institution", Institution.objects.visible_to(user).open())
        institutions = Institution.objects.visible_to(user)
        groups = Group.objects.filter(institution__in=institutions)
        _offer(self, "group", groups.select_related("institution"))
        names = list(self.Meta.fields)
        if self.instance.pk is not None:
            del self.fields["starts_on"]
            names.remove("starts_on")
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *[
                Field(name, css_class="short-field") if name == "participants" else name
                for name in names
            ],
            _actions(_("Save the course")),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        group, institution = cleaned.get("group"), cleaned.get("institution")
        if group and institution and group.institution_id != institution.pk:
            self.add_error("group", _("The group belongs to another institution."))
        return cleaned


class ResultForm(MindsDays, forms.Form):
    """What was answered to one question, by hand: counts per answer, and who answered."""

    course: forms.ModelChoiceField[Course] = forms.ModelChoiceField(
        label=_("Course (empty: the whole programme)"),
        queryset=Course.objects.none(),
        required=False,
    )
    institution: forms.ModelChoiceField[Institution] = forms.ModelChoiceField(
        label=_("Institution (optional)"), queryset=Institution.objects.none(), required=False
    )
    measured_on = forms.DateField(
        label=_("When were they asked?"), widget=DateInput, validators=[has_come]
    )
    respondents = WholeNumberField(
        label=_("How many have answered?"), min_value=1, max_value=MOST_ANSWERS
    )
    note = forms.CharField(
        label=_("Note (optional)"),
        help_text=NOTHING_PERSONAL,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        validators=[refuse_cpr],
        required=False,
    )

    def __init__(self, *args: Any, question: Question, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        courses = Course.objects.editable_by(user).filter(programme=question.point.programme_id)
        _offer(self, "course", courses)
        _offer(self, "institution", Institution.objects.visible_to(user))
        self.answers = answers_to(question)
        for rank, label in self.answers:
            self.fields[f"rank_{rank}"] = WholeNumberField(
                label=_("How many answered “%(answer)s”?") % {"answer": label},
                min_value=0,
                max_value=MOST_ANSWERS,
                initial=0,
            )
        numbers = [f"rank_{rank}" for rank, _label in self.answers]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "course",
            "institution",
            "measured_on",
            Field("respondents", css_class="short-field"),
            *[Field(name, css_class="short-field") for name in numbers],
            "note",
            _actions(_("Save the answers")),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        counts = [cleaned.get(f"rank_{rank}") or 0 for rank, _label in self.answers]
        respondents = cleaned.get("respondents")
        if respondents is not None and sum(counts) > respondents:
            self.add_error(
                "respondents",
                _("The answers make %(sum)s, which is more than %(respondents)s.")
                % {"sum": sum(counts), "respondents": respondents},
            )
        if respondents is not None and not sum(counts):
            self.add_error("respondents", _("Write how many gave each answer."))
        return cleaned

    @transaction.atomic
    def save(self, *, by: User) -> Result:
        """A new result; the one before it stays, and no longer counts."""
        told = self.cleaned_data
        result = Result.objects.create(
            question=self.question,
            course=told["course"],
            institution=told["institution"],
            respondents=told["respondents"],
            measured_on=told["measured_on"],
            note=told["note"],
            entered_by=by,
        )
        Part.objects.bulk_create(
            Part(
                result=result,
                number=number,
                label=label,
                low=rank,
                high=rank,
                count=told[f"rank_{rank}"],
            )
            for number, (rank, label) in enumerate(self.answers, start=1)
        )
        return result


class SurveyForm(MindsDays, KeepsOthersWords, forms.ModelForm[Survey]):
    """A new survey: what is asked, of whom, until when."""

    class Meta:
        model = Survey
        fields = ["point", "course", "institution", "closes_on"]
        widgets = {"closes_on": DateInput}

    def __init__(self, *args: Any, programme: Programme, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_the_whole = programme.__class__.objects.editable_by(user).exists()
        points = EvaluationPoint.objects.filter(
            programme=programme, questions__kind__in=[Question.Kind.DEGREE, Question.Kind.MEAN]
        )
        _offer(self, "point", points.distinct())
        _offer(self, "course", Course.objects.editable_by(user).filter(programme=programme))
        self.fields["course"].required = not self.may_the_whole
        _offer(self, "institution", Institution.objects.visible_to(user).open())
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "point", "course", "institution", "closes_on", _actions(_("Make the survey"))
        )

    def clean_closes_on(self) -> datetime.date:
        return not_passed(self.cleaned_data["closes_on"])


class LinksForm(forms.Form):
    """How many links to hand out."""

    count = WholeNumberField(
        label=_("How many links?"),
        help_text=_("One to each person you ask. They are shown once, and only to you."),
        min_value=1,
        max_value=MOST_LINKS,
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.layout = Layout(
            Field("count", css_class="short-field"), _actions(_("Make the links"))
        )


class SurveyAnswerForm(forms.Form):
    """The survey itself: one choice per question, and perhaps some words. Nothing is required."""

    def __init__(
        self, *args: Any, questions: list[Question], open_question: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[f"question_{question.pk}"] = choice_of_ranks(
                question.text,
                answers_to(question),
                help_text=_("5 is best.") if question.kind == Question.Kind.MEAN else "",
            )
        if open_question:
            self.fields["comment"] = forms.CharField(
                label=open_question,
                help_text=NOTHING_PERSONAL,
                widget=forms.Textarea(attrs={"rows": 4}),
                max_length=2000,
                validators=[refuse_cpr],
                required=False,
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, _actions(_("Send the answers")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.ranks and not (cleaned.get("comment") or "").strip():
            raise ValidationError(_("Answer at least one question."))
        return cleaned

    @property
    def ranks(self) -> dict[int, int]:
        """Question → the rank of the answer, of the questions answered."""
        told = {
            question.pk: self.cleaned_data.get(f"question_{question.pk}")
            for question in self.questions
        }
        return {pk: rank for pk, rank in told.items() if rank is not None}


class CommentForm(KeepsOthersWords, forms.ModelForm[Comment]):
    """Which theme an open answer belongs to, and what of it is published."""

    class Meta:
        model = Comment
        fields = ["theme", "quote"]
        widgets = {"quote": forms.Textarea(attrs={"rows": 3})}
        labels = {"quote": _("Quote for publication (empty: none)")}
        help_texts = {
            "quote": _("Rewrite it so that nobody can be recognised: no names, no places, no days.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        point = self.instance.point_id
        _offer(self, "theme", Theme.objects.filter(point=point, printed_count=None))
        self.helper = FormHelper()
        self.helper.layout = Layout("theme", "quote", _actions(_("Save")))


class ThemeForm(KeepsOthersWords, forms.ModelForm[Theme]):
    """A new theme at a point."""

    class Meta:
        model = Theme
        fields = ["point", "name"]

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "point", programme.points.all())
        self.helper = FormHelper()
        self.helper.layout = Layout("point", "name", _actions(_("Add the theme")))

    def save(self, commit: bool = True) -> Theme:
        last = Theme.objects.filter(point=self.instance.point).order_by("-number").first()
        self.instance.number = last.number + 1 if last else 1
        return super().save(commit)
