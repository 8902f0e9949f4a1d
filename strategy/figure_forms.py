"""The figure that a local goal's own measurement says: alone, or with a status or an evaluation."""

import datetime
import re
from decimal import Decimal
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.forms import QuestionFieldset
from config.privacy import refuse_cpr
from files.number_fields import WholeNumberField, WrittenNumberField
from strategy.form_parts import WrittenDateField, button
from strategy.models import LocalGoal, LocalGoalFigure
from strategy.models.loops import LockCause

#: The fields of a figure, in any form that has them.
FIGURE = ("figure", "figure_out_of", "figure_on", "figure_of")

#: What is counted, or its unit, begins so where it is people; about few of them, it is hidden.
_PEOPLE = re.compile(
    r"(?i)(?:børn|barn|dreng|pige|elev|forældre|famili|medarbejder|pædagog|ansat|child|famil|parent|staff)"
)
#: A figure as it is said: “31 af 34 uger”, “31 uger”, “31/34”.
AS_SAID = re.compile(
    r"(?P<number>[+-]?[\d.,]+)(?:\s*(?:ud af|out of|af|of|/)\s*(?P<of>[\d.,]+))?"
    r"\s*(?P<unit>[^\d]*)",
    re.IGNORECASE,
)
_PER_CENT = re.compile(r"(?i)pct|procent|%|per ?cent")


class WithFigure(forms.BaseForm):
    """A form in which a figure may be told, where the goal says what it counts."""

    goal: LocalGoal
    cleaned_data: dict[str, Any]

    def ask_for_figure(self, goal: LocalGoal, *, is_required: bool = False) -> list[Any]:
        """Add the fields; what the form's layout has of them, nothing where nothing is counted."""
        self.goal = goal
        if not goal.measure:
            return []
        self.fields["figure"] = WrittenNumberField(
            label=_("What is the number now"), required=is_required
        )
        if not _PER_CENT.match(goal.unit.strip()):
            self.fields["figure_out_of"] = WrittenNumberField(
                label=_("Out of (optional)"),
                help_text=_("For example 34, where it is 31 of 34 weeks."),
                required=False,
            )
        self.fields["figure_on"] = WrittenDateField(
            label=_("Measured on"), initial=timezone.localdate, required=False
        )
        self.fields["figure_of"] = WholeNumberField(
            label=_("How many people is it about (optional)")
            if goal.cluster_id
            else _("How many children is it about (optional)"),
            help_text=_("What is about few is not shown to boards, and of very few to nobody."),
            min_value=0,
            max_value=100_000,
            required=False,
        )
        told = goal.measure_text
        self._part_what_is_out_of()
        fields = Row(*(Column(name) for name in FIGURE if name in self.fields))
        heading = _("Your own number") if is_required else _("Your own number (optional)")
        return [QuestionFieldset(heading, fields, help=told)]

    def _part_what_is_out_of(self) -> None:
        """Put “31 af 34 uger”, written as it is said, into both fields; a unit stands by itself."""
        names = {name: self.add_prefix(name) for name in ("figure", "figure_out_of")}
        typed = str(self.data.get(names["figure"], "")) if self.is_bound else ""
        told = AS_SAID.fullmatch(typed.strip())
        if told is None or told["unit"].casefold() not in ("", self.goal.unit.strip().casefold()):
            return
        if told["of"] and self.data.get(names["figure_out_of"]):
            return
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data[names["figure"]] = told["number"]
        if told["of"] and "figure_out_of" in self.fields:
            data[names["figure_out_of"]] = told["of"]
        elif told["of"]:
            return
        self.data = data

    def clean(self) -> dict[str, Any]:
        """A figure is of a day, and not of one ahead; how many it is about is asked of a figure."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        day = answers.get("figure_on")
        if isinstance(day, datetime.date) and day > timezone.localdate():
            self.add_error(
                "figure_on", ValidationError(gettext("Nothing is measured yet that day."))
            )
        is_of_some = answers.get("figure_of") is not None
        if is_of_some and answers.get("figure") is None and "figure" not in self.errors:
            sentence = gettext("Write the number too, or leave out how many it is about.")
            self.add_error("figure", ValidationError(sentence))
        self._check_out_of(answers.get("figure"), answers.get("figure_out_of"))
        return answers

    def _check_out_of(self, value: Decimal | None, out_of: Decimal | None) -> None:
        if out_of is None or "figure" in self.errors:
            return
        if value is None:
            sentence = gettext("Write the number too, or leave out what it is out of.")
            self.add_error("figure", ValidationError(sentence))
        elif out_of <= 0 or value > out_of:
            sentence = gettext("Of those, no more can be counted than there are.")
            self.add_error("figure_out_of", ValidationError(sentence))

    def write_figure(self, *, by: User, note: str = "", **told_with: Any) -> None:
        """Keep the figure, if one was told; of a day that has one it is corrected.

        told_with: the status update or the decision. What was expected of it is locked.
        """
        value = self.cleaned_data.get("figure")
        if value is None:
            return
        day = self.cleaned_data.get("figure_on") or timezone.localdate()
        with transaction.atomic():
            self.goal.loops.lock(LockCause.FIGURE, measured_on=day)
            LocalGoalFigure.objects.update_or_create(
                local_goal=self.goal,
                measured_on=day,
                defaults={
                    "value": value,
                    "out_of": self.cleaned_data.get("figure_out_of"),
                    "respondents": self._respondents,
                    "note": note,
                    "made_by": by,
                    **told_with,
                },
            )

    @property
    def _respondents(self) -> int | None:
        """How many it is about; where people are counted out of some, those are they."""
        told: int | None = self.cleaned_data.get("figure_of")
        out_of = self.cleaned_data.get("figure_out_of")
        if told is not None or out_of is None:
            return told
        counts = self.goal.unit.strip() or self.goal.measure.strip()
        return int(out_of) if _PEOPLE.match(counts) else None


class FigureForm(WithFigure, forms.Form):
    """A figure by itself, with a note."""

    note = forms.CharField(
        label=_("Note (optional)"),
        help_text=_("Write nothing that can be traced to individual children or staff."),
        max_length=200,
        validators=[refuse_cpr],
        required=False,
    )

    def __init__(self, *args: Any, goal: LocalGoal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.ask_for_figure(goal, is_required=True)
        self.helper = FormHelper()
        self.helper.layout = Layout(*asked, "note", FormActions(button(_("Save the number"))))
