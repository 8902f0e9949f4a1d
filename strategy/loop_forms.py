"""The form of a learning loop: what is expected and tried; later what was seen and is done now."""

import uuid
from collections.abc import Mapping
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.asked import MOST
from config.forms import Radios
from config.privacy import looks_like_cpr, refuse_cpr
from files.number_fields import WrittenNumberField
from strategy.answer_kinds import NumberAnswer, ShortAnswer
from strategy.form_fields import EXPECTATION, LOOP_FIELDS
from strategy.form_parts import button
from strategy.models import AutosavedText, LearningLoop, LoopAddition, LoopChoice

#: What is asked beside the fields of `LOOP_FIELDS`.
_BESIDE = ("choice", "addition")
_LONGEST = 5_000

_HELP = {
    "title": _("For example “what works on days with a substitute”."),
    "expectation": _(
        "Write it before you read the figures: “If we …, then …, because …”. Then you can learn,"
        " also when it goes otherwise."
    ),
    "expected_of": _("For example 34, where you expect 30 of 34 weeks."),
    "trial": _("What is done, by whom and from when."),
    "seen": _("What can be seen with the children? What was as you expected, and what was not?"),
    "what_now": _("And what is it that you want to learn next?"),
}
#: The same of a goal of a whole cluster, which is often about the work of adults.
_HELP_OF_CLUSTER = {
    "seen": _("What can be seen in the cluster? What was as you expected, and what was not?"),
}
_READ_BY_ALL = _("Write nothing that can be traced to individual children or staff.")


def typed_answers(data: Mapping[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """What stands in an open form, and the names of what must not be stored anywhere."""
    kinds = {field.name: field.kind for field in LOOP_FIELDS}
    answers = {name: kinds[name].typed(data[name]) for name in kinds if name in data}
    answers |= {name: str(data[name]) for name in _BESIDE if name in data}
    refused = frozenset(name for name, text in answers.items() if looks_like_cpr(text))
    return answers, refused


class LoopForm(forms.Form):
    """A learning loop being written. Of one that is locked, the expectation is only added to."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=MOST)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    page = forms.UUIDField(widget=forms.HiddenInput, required=False)
    taken = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        loop: LearningLoop,
        continues: AutosavedText | None = None,
    ) -> None:
        initial = {
            **loop.answers,
            "version": loop.version,
            "key": loop.form_key,
            "page": uuid.uuid4(),
        }
        if continues is not None:
            own = {"version": continues.based_on, "taken": continues.mark}
            initial |= {**continues.answers, **own}
        super().__init__(data, initial=initial)
        self.loop = loop
        # a form opened before the lock is received as it was sent; see `LearningLoop.write`
        self._expects = not loop.is_locked or (data is not None and "expectation" in data)
        asked = self._ask()
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *("version", "key", "page", "taken"), *asked, FormActions(button(_("Save the loop")))
        )

    def _ask(self) -> list[Any]:
        """Add the questions of the state that the loop is in; what the layout has of them."""
        asked = {"title", "trial"} | (set(self._expectation) if self._expects else set())
        if self.loop.is_locked:
            asked |= {"seen", "what_now"}
        for field in LOOP_FIELDS:
            if field.name in asked:
                self.fields[field.name] = _question(field.name, field.question, field.kind)
                if self.loop.local_goal.cluster_id and field.name in _HELP_OF_CLUSTER:
                    self.fields[field.name].help_text = _HELP_OF_CLUSTER[field.name]
        layout: list[Any] = ["title"]
        if self._expects:
            layout.append("expectation")
            if "expected" in self.fields:
                layout.append(Row(Column("expected"), Column("expected_of")))
        if self.loop.is_locked:
            self.fields["addition"] = _text(_("Add to the expectation (optional)"), rows=2)
            self.fields["addition"].help_text = _("What stands is kept as it is.")
            self.fields["choice"] = forms.ChoiceField(
                label=_("What do you do with it"),
                choices=LoopChoice,
                widget=Radios,
                required=False,
            )
            return [*layout, "addition", "trial", "seen", "choice", "what_now"]
        return [*layout, "trial"]

    @property
    def _expectation(self) -> tuple[str, ...]:
        """A number is expected only where the goal counts something: else none is ever seen."""
        counts = bool(self.loop.local_goal.measure) or self.loop.expected is not None
        return EXPECTATION if counts else EXPECTATION[:1]

    def clean(self) -> dict[str, Any]:
        """A number is expected with what it is out of, and no more than there are."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        expected, out_of = answers.get("expected"), answers.get("expected_of")
        if out_of is not None and expected is None and "expected" not in self.errors:
            sentence = gettext("Write the number too, or leave out what it is out of.")
            self.add_error("expected", sentence)
        elif out_of is not None and expected is not None and not expected <= out_of > 0:
            sentence = gettext("Of those, no more can be counted than there are.")
            self.add_error("expected_of", sentence)
        if answers.get("choice") and not answers.get("what_now", "").strip():
            self.add_error("what_now", gettext("Write what you do now."))
        return answers

    def write(self, *, by: User) -> LoopAddition | None:
        """Save it upon the version it was opened with. Raises Outdated.

        What comes back is what was put beside an expectation that had been locked meanwhile.
        """
        answers = self.cleaned_data
        names = [field.name for field in LOOP_FIELDS if field.name in self.fields]
        names += ["choice"] if "choice" in self.fields else []
        if self.loop.pk is None:
            self.loop.form_key = answers.get("key") or self.loop.form_key
        else:
            self.loop.version = answers.get("version") or 0
        late = self.loop.write({name: answers[name] for name in names}, by=by)
        if answers.get("addition", "").strip():
            self.loop.add(answers["addition"], by=by)
        return late

    def against(self, newest: LearningLoop) -> list[tuple[str, str]]:
        """Beside what was typed: what somebody else has saved since, by its heading.

        The form, sent again, is saved upon that.
        """
        typed, _refused = typed_answers(self.data)
        data = self.data.copy()  # type: ignore[attr-defined]  # what was sent is a QueryDict
        data["version"] = str(newest.version)
        self.data = data
        stands = newest.answers
        return [
            (str(field.heading), field.kind.shown(stands[field.name]) or "–")
            for field in LOOP_FIELDS
            if field.name in typed
            and field.kind.shown(stands[field.name]) != field.kind.shown(typed[field.name])
        ]


def _question(name: str, question: Any, kind: Any) -> forms.Field:
    if isinstance(kind, NumberAnswer):
        field: forms.Field = WrittenNumberField(label=question, required=False)
    elif isinstance(kind, ShortAnswer):
        field = forms.CharField(
            label=question, max_length=kind.longest, validators=[refuse_cpr], required=False
        )
    else:
        field = _text(question, rows=4, is_required=name == "expectation")
    field.help_text = _HELP.get(name, "")
    return field


def _text(label: Any, *, rows: int, is_required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=_LONGEST,
        validators=[refuse_cpr],
        required=is_required,
        error_messages={"required": _("Write what you expect.")},
    )
