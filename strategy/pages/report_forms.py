from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from strategy.models import Goal, StatusReport


class StatusReportForm(KeepsOthersWords, forms.ModelForm[StatusReport]):
    """A status report: its title, what to know first, and a text for each goal."""

    class Meta:
        model = StatusReport
        fields = ["title", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, goals: Sequence[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        told = self.instance.narratives if self.instance.pk else {}
        for goal in goals:
            self.fields[self._name(goal)] = forms.CharField(
                label=gettext("Goal %(number)s: %(text)s")
                % {"number": goal.number, "text": goal.text},
                help_text=_("What goes well, where help is needed, and what happens next."),
                widget=forms.Textarea(attrs={"rows": 5}),
                initial=told.get(goal.pk, ""),
                max_length=5_000,
                validators=[refuse_cpr],
                required=False,
            )

    @transaction.atomic
    def save_by(self, user: User) -> StatusReport:
        """Save the report and what it tells of each goal."""
        report = self.save(commit=False)
        report.written_by = report.written_by or user
        report.strategy_id = report.strategy_id or self.goals[0].strategy_id
        report.save()
        for goal in self.goals:
            report.parts.update_or_create(
                goal=goal, defaults={"narrative": self.cleaned_data[self._name(goal)]}
            )
        return report

    @staticmethod
    def _name(goal: Goal) -> str:
        return f"goal-{goal.pk}"
