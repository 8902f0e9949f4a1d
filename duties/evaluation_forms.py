"""An evaluation of a learning environment to write: its focus, and the questions of two years."""

from itertools import groupby
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.crossed import VersionReadForm
from config.deadlines import MindsDays
from config.forms import DateInput, QuestionFieldset, Submit
from config.privacy import refuse_cpr
from duties.models import EnvironmentAnswer, EnvironmentEvaluation, EnvironmentQuestion


class EvaluationForm(MindsDays, VersionReadForm[EnvironmentEvaluation]):
    """What is written of an evaluation. Nothing has to be answered at once."""

    crossed = _(
        "Somebody else has saved the evaluation since you opened it. Read it in another window, and"
        " press save again: then what you have written here stands, and the other text is kept in"
        " the history."
    )

    class Meta:
        model = EnvironmentEvaluation
        fields = ["focus", "begun_on"]
        widgets = {"begun_on": DateInput}
        labels = {
            "focus": _("Which part of the learning environment do you look at?"),
            "begun_on": _("When do the two years begin?"),
        }
        help_texts = {"focus": _("For example “Måltidet” or “Overgangen fra vuggestue”.")}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        own = {row.question_id: row for row in self.instance.answers.all()}
        asked = EnvironmentQuestion.objects.filter(Q(is_in_use=True) | Q(pk__in=own))
        self.questions = {f"answer_{row.pk}": row for row in asked}
        parts: list[Any] = ["focus", "begun_on"]
        for half_year, rows in groupby(self.questions.items(), lambda row: row[1].half_year):
            names = []
            for name, question in rows:
                answer = own.get(question.pk)
                self.fields[name] = forms.CharField(
                    label=answer.asked if answer else question.text,
                    help_text=question.help,
                    initial=answer.text if answer else "",
                    widget=forms.Textarea(attrs={"rows": 4}),
                    validators=[refuse_cpr],
                    max_length=5_000,
                    required=False,
                )
                names.append(name)
            title = _("Half year %(number)s") % {"number": half_year}
            parts.append(QuestionFieldset(title, *names))
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *parts, "read", FormActions(Submit("save", _("Save the evaluation")))
        )

    @transaction.atomic
    def save(self, commit: bool = True) -> EnvironmentEvaluation:
        """Only what has changed is written, so that the history tells of nothing else."""
        self.instance.version += 1
        evaluation = super().save(commit)
        for name, question in self.questions.items():
            if name not in self.changed_data:
                continue
            EnvironmentAnswer.objects.update_or_create(
                evaluation=evaluation,
                question=question,
                defaults={"text": self.cleaned_data[name].strip(), "written_by": self.by},
                create_defaults={
                    "text": self.cleaned_data[name].strip(),
                    "written_by": self.by,
                    "asked": question.text,
                },
            )
        return evaluation
