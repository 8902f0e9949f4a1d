import datetime
from collections.abc import Iterable
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.forms import QuestionFieldset, Submit, field_of_rows
from config.others_words import KeepsOthersWords, KeepsWhatStood
from config.privacy import refuse_cpr
from indicators.models import Indicator
from leadership.models import Action, CoreArea, DevelopmentPlan, FocusArea, PlanFollowUp
from lifecycle.asking import LifeMoveForm
from strategy.form_parts import WrittenDateField
from strategy.models import Goal
from strategy.workflow import Progress

DAYS = 3


class FocusForm(KeepsOthersWords, forms.ModelForm[FocusArea]):
    """An area of effort: which core area, what the team will do, what it supports."""

    class Meta:
        model = FocusArea
        fields = ["area", "name", "text", "goals", "indicators"]
        labels = {
            "area": _("Which core area is it about"),
            "name": _("What do you call it"),
            "text": _("What will you do"),
            "goals": _("Strategic goals it supports (optional)"),
            "indicators": _("Indicators it supports (optional)"),
        }
        help_texts = {
            "name": _("A few words, as “Systematic use of data”."),
            "text": _("Write nothing that can be traced to individual children or staff."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "goals": forms.CheckboxSelectMultiple,
            "indicators": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        areas = CoreArea.objects.filter(group__profile__rounds__plans=plan)
        if plan.mapping_id is None:
            areas = CoreArea.objects.filter(group__profile__is_in_use=True)
        goals = Goal.objects.visible_to(user).in_force(plan.year)
        indicators = Indicator.objects.visible_to(user).whole().filter(goal__in=goals)
        offered = {"area": areas, "goals": goals, "indicators": indicators}
        for name, rows in offered.items():
            field_of_rows(self, name).queryset = rows.distinct()
        field_of_rows(self, "area").empty_label = _("None of them")
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *self.Meta.fields, FormActions(Submit("save", _("Save the area of effort")))
        )


class ActionForm(KeepsOthersWords, forms.ModelForm[Action]):
    """What the team does, who sees to it, and by when."""

    due_on = WrittenDateField(label=_("Deadline"))

    class Meta:
        model = Action
        fields = ["text", "responsible", "due_on"]
        labels = {"text": _("What do you do"), "responsible": _("Who sees to it")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].required = True
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *self.Meta.fields, FormActions(Submit("save", _("Save the action")))
        )


class FollowUpDaysForm(KeepsWhatStood, forms.Form):
    """On which days the plan is looked at again, and when the year is reviewed."""

    review_on = WrittenDateField(
        label=_("Review of the year"),
        help_text=_("The last follow-up: the plan is closed then."),
        required=False,
    )

    def __init__(self, *args: Any, plan: DevelopmentPlan, **kwargs: Any) -> None:
        self.plan = plan
        rows = list(plan.follow_ups.filter(held_on=None))
        initial: dict[str, datetime.date | None] = {
            f"day_{number}": row.planned_on
            for number, row in enumerate((row for row in rows if not row.is_review), start=1)
        }
        initial["review_on"] = next((row.planned_on for row in rows if row.is_review), None)
        super().__init__(*args, **{"initial": initial, **kwargs})
        names = [f"day_{number}" for number in range(1, DAYS + 1)]
        for number, name in enumerate(names, start=1):
            self.fields[name] = WrittenDateField(
                label=_("Follow-up %(number)s") % {"number": number}, required=False
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            QuestionFieldset(
                _("When do you look at the plan again?"),
                Row(*map(Column, names)),
                help=_("At least one day. The head of area takes part."),
            ),
            "review_on",
            FormActions(Submit("save", _("Save the days"))),
        )
        self.see({name: initial.get(name) for name in (*names, "review_on")})

    @property
    def days(self) -> list[tuple[str, datetime.date]]:
        names = [*(f"day_{number}" for number in range(1, DAYS + 1)), "review_on"]
        written = [(name, self.cleaned_data.get(name)) for name in names]
        return [(name, day) for name, day in written if day]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        held = set(self.plan.follow_ups.exclude(held_on=None).values_list("planned_on", flat=True))
        for name, day in self.days:
            if day in held:
                self.add_error(name, _("The plan has another follow-up on this day."))
            held.add(day)
        return answers

    @transaction.atomic
    def save(self) -> None:
        self.plan.follow_ups.filter(held_on=None).delete()
        PlanFollowUp.objects.bulk_create(
            PlanFollowUp(plan=self.plan, planned_on=day, is_review=name == "review_on")
            for name, day in self.days
        )
        self.plan.touch()


class PlanMoveForm(LifeMoveForm):
    """What must be told with a move of a plan."""

    comment = forms.CharField(
        label=_("Why"),
        help_text=_("The team and the head of area can read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_cpr],
        max_length=5_000,
        required=False,
    )


class ProgressForm(KeepsWhatStood, forms.Form):
    """How it goes with each action of a plan."""

    def __init__(self, *args: Any, actions: Iterable[Action], **kwargs: Any) -> None:
        self.actions = list(actions)
        super().__init__(*args, **{"initial": self._initial(), **kwargs})
        questions = []
        for action in self.actions:
            progress, note = f"progress_{action.pk}", f"note_{action.pk}"
            self.fields[progress] = forms.ChoiceField(
                label=_("How does it go"), choices=Progress.choices
            )
            self.fields[note] = forms.CharField(
                label=_("In a few words (optional)"),
                validators=[refuse_cpr],
                max_length=250,
                required=False,
            )
            questions.append(QuestionFieldset(action.text, Row(Column(progress), Column(note))))
        self.helper = FormHelper()
        self.helper.layout = Layout(*questions, FormActions(Submit("save", _("Save how it goes"))))
        self.see(self._initial())

    def as_told(self, name: str) -> Any:
        stood = super().as_told(name)
        return Progress(stood).label if name.startswith("progress_") else stood

    def _initial(self) -> dict[str, Any]:
        initial = {f"progress_{action.pk}": action.progress for action in self.actions}
        return initial | {f"note_{action.pk}": action.note for action in self.actions}

    def save(self) -> None:
        for action in self.actions:
            action.progress = self.cleaned_data[f"progress_{action.pk}"]
            action.note = self.cleaned_data[f"note_{action.pk}"]
        Action.objects.bulk_update(self.actions, ["progress", "note"])


class PlanFollowUpForm(ProgressForm):
    """A follow-up: how it goes with each action, and what was seen when the plan was looked at."""

    def __init__(self, *args: Any, follow_up: PlanFollowUp, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.follow_up, self.user = follow_up, user
        self.fields["narrative"] = forms.CharField(
            label=_("What do you see, and what is the next step?"),
            help_text=_("Write nothing that can be traced to individual children or staff."),
            widget=forms.Textarea(attrs={"rows": 5}),
            validators=[refuse_cpr],
            max_length=5_000,
            error_messages={"required": _("Write what you saw.")},
        )
        label = _("Save the follow-up")
        if follow_up.is_review:
            label = _("Save the review, and close the plan")
        *questions, _buttons = self.helper.layout.fields
        self.helper.layout = Layout(*questions, "narrative", FormActions(Submit("save", label)))

    @transaction.atomic
    def save(self) -> None:
        super().save()
        self.follow_up.held_on = timezone.localdate()
        self.follow_up.narrative = self.cleaned_data["narrative"]
        self.follow_up.written_by = self.user
        self.follow_up.save()
        if self.follow_up.is_review:
            self.follow_up.plan.transition("close", by=self.user)
