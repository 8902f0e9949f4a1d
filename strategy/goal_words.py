"""How a goal goes, in a word and in words: what forms have in common in which somebody says it."""

from typing import Any, ClassVar, TypeVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from config.forms import QuestionFieldset, field_of_words
from strategy.models import Goal
from strategy.workflow import Assessment

Row = TypeVar("Row", bound=models.Model)


class GoalWordsForm(forms.BaseForm):
    """A form about one goal, among those about others.

    said: the fields that somebody's words stand in, the one word first.
    """

    said: ClassVar[tuple[str, ...]]
    cleaned_data: dict[str, Any]

    def ask_about(
        self, goal: Goal, *fields: str, name: str, nothing: StrOrPromise, told: str = ""
    ) -> QuestionFieldset:
        """The question about the goal, for the form's layout.

        name: of the goal. nothing: the choice of saying nothing; without it one word is demanded.
        told: what is to be known beside the question.
        """
        progress = field_of_words(self, "progress")
        progress.required = not nothing
        progress.choices = [*([("", nothing)] if nothing else []), *Assessment.choices]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        heading = gettext("Goal %(number)s: %(text)s") % {"number": goal.number, "text": name}
        return QuestionFieldset(heading, "progress", *fields, help=told)

    def clean(self) -> dict[str, Any]:
        """Whoever says why, says how it goes."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        is_chosen = answers.get("progress") or "progress" in self.errors
        if any(answers.get(name) for name in self.said) and not is_chosen:
            self.add_error("progress", ValidationError(_("Choose how it goes, too.")))
        return answers


@transaction.atomic
def keep(model: type[Row], where: dict[str, Any], said: dict[str, Any]) -> Row | None:
    """Keep what was said of a goal; what is emptied is taken away."""
    rows = model._default_manager
    if not said["progress"]:
        rows.filter(**where).delete()
        return None
    row, _is_new = rows.update_or_create(**where, defaults=said)
    return row
