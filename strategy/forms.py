import uuid
from copy import copy
from typing import Any, cast

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Field, Layout, Row
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.asked import MOST
from config.deadlines import MindsDays
from config.forms import QuestionFieldset, field_of_rows
from config.privacy import looks_like_cpr
from files.number_fields import WrittenNumberField
from lifecycle import Incomplete
from strategy.answer_kinds import FormField, RowAnswer
from strategy.days_in_words import example_day
from strategy.effort_forms import EffortsField
from strategy.form_fields import GOAL_COLUMNS, GOAL_FIELDS
from strategy.form_parts import WrittenDateField, button
from strategy.help_texts import own_help_texts
from strategy.hints import what_to_use
from strategy.models import AutosavedText, LocalGoal
from strategy.slots import evidence
from strategy.typed import TypedAnswers

#: How many empty rows whoever asks for more gets.
MORE_ROWS = 5
# Enter in a field presses a form's first button; that must be the harmless one.
_ENTER_SAVES = HTML('<button type="submit" name="action" value="save" hidden></button>')


def _field(name: str) -> FormField:
    return next(field for field in GOAL_FIELDS if field.name == name)


class _Unremembered(forms.TextInput):
    """A hidden answer that a browser does not put back into a form opened anew.

    Of the hidden kind it may not be told so: it is a line of text that nobody sees.
    """

    is_hidden = True

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "hidden": True})


class LocalGoalForm(MindsDays, forms.ModelForm[LocalGoal]):
    """The municipality's form for one local goal, one question after the other.

    Nothing is required to save; what it takes to send is the model's to say (`LocalGoal.missing`),
    and `add_missing` puts that beside the questions. indicators: those the goal may be linked to.
    page and taken: see `strategy.autosave`; continues: the autosaved text the form goes on from.
    """

    efforts = EffortsField(
        label=_field("efforts").question,
        help_text=_(
            "What do you do, how often, and who takes part? One effort to a row; a list from Word"
            " can be pasted. Write nothing that can be traced to individual children or staff."
        ),
        required=False,
    )
    institution_name = forms.CharField(
        label=_("Name of the institution"),
        help_text=_("Filled in already. The goal belongs to this institution."),
        widget=forms.TextInput(attrs={"readonly": True}),
        required=False,
    )
    measured_on = WrittenDateField(label=_field("measured_on").question, required=False)
    baseline = WrittenNumberField(
        label=_("Where you begin (optional)"),
        help_text=_("The number now. A target below it is a number that is to fall."),
        required=False,
    )
    target = WrittenNumberField(label=_("Target figure (optional)"), required=False)
    indicators: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        label=_("Indicators the goal contributes to (optional)"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    page = forms.UUIDField(widget=_Unremembered, required=False)
    taken = forms.CharField(widget=_Unremembered, required=False)

    class Meta:
        model = LocalGoal
        fields = [field.name for field in GOAL_COLUMNS]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "how": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "how": _field("how").question,
            "when_text": _("When, in your own words (optional)"),
            "responsible": _("Responsible (optional)"),
            "measure": _("What is counted (optional)"),
            "unit": _("Unit (optional)"),
        }
        help_texts = {
            "measure": _("For example “children who have a friend”. No names."),
            "unit": _("For example “per cent”, “points” or “days”."),
            "when_text": _("For example “at the meals in May and November”."),
            "responsible": _("A role, such as the leader."),
        }

    def __init__(
        self,
        *args: Any,
        indicators: QuerySet[Any],
        address: str,
        continues: AutosavedText | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        goal = self.instance
        self._before = {name: getattr(goal, name) for name in self.Meta.fields}
        self.has_adopted_text = goal.is_agreed
        self._own_help = own_help_texts()
        self._saved_efforts: list[RowAnswer] = []
        self._prepare_questions(indicators)
        self.initial.update(
            institution_name=str(goal.place),
            version=goal.version,
            key=uuid.uuid4() if goal.pk is None else goal.form_key,
            page=uuid.uuid4(),
        )
        if goal.pk is not None:
            self._saved_efforts = goal.efforts_kept
            self.initial.setdefault("efforts", self._saved_efforts)
            self.initial.setdefault("indicators", [row.pk for row in evidence().tied(goal)])
        self._rows.widget.saved = self._saved_efforts
        if continues is not None:
            self.initial.update(continues.answers)
            self.initial.update(version=continues.based_on, taken=continues.mark)
        if self.has_adopted_text:
            self.initial["text"] = goal.text
        self.helper = FormHelper()
        self.helper.form_action = address
        self.helper.layout = self._layout()

    def _prepare_questions(self, indicators: QuerySet[Any]) -> None:
        self.fields["text"].label = gettext(
            "Which local goals are needed to reach goal %(number)s"
        ) % {"number": self.instance.goal.number}
        if self.instance.cluster_id:
            self.fields["text"].label = gettext("What the cluster is to reach")
            self.fields["institution_name"].label = gettext("Name of the cluster")
            self.fields["institution_name"].help_text = gettext(
                "Filled in already. The goal belongs to the whole cluster."
            )
        elif not self._is_of_daycare:
            self.fields["institution_name"].label = gettext("Name of the place")
            self.fields["institution_name"].help_text = gettext(
                "Filled in already. The goal belongs here."
            )
        self.fields["text"].help_text = gettext(
            "Write what is to be different for the children, not what the adults are to do."
            " One goal to a form."
        )
        if self.instance.cluster_id:
            self.fields["text"].help_text = gettext(
                "Write what is to be different, and for whom: children, parents or staff. One goal"
                " to a form."
            )
            self.fields["measure"].help_text = gettext(
                "For example “leaders who have visited each other”. No names."
            )
        self.fields["measured_on"].help_text = gettext(
            "The day you have the result, for example %(date)s."
        ) % {"date": example_day()}
        self.offered = indicators
        field_of_rows(self, "indicators").queryset = indicators
        if not indicators:
            del self.fields["indicators"]
        if self.has_adopted_text:
            self.fields["text"].widget.attrs["readonly"] = True
            self.fields["text"].help_text = gettext(
                "The board has adopted this text. To change it, ask the board to return the goal."
            )
        for name, words in self._own_help.items():
            if name in self.fields and not (name == "text" and self.has_adopted_text):
                self.fields[name].help_text = words

    @property
    def _is_of_daycare(self) -> bool:
        unit = self.instance.institution
        return unit is None or unit.is_daycare

    def _layout(self) -> Layout:
        buttons = [button(_("Save draft"), action="save", is_first=False)]
        if self.has_adopted_text:
            buttons = [button(_("Save changes"), action="save")]
        else:
            buttons.insert(0, button(_("Send to the board"), action="send"))
        return Layout(
            _ENTER_SAVES,
            "version",
            "key",
            "page",
            "taken",
            "institution_name",
            "text",
            Field("efforts", template="strategy/_effort_rows.html"),
            QuestionFieldset(
                _("How and when is the effect measured"),
                "how",
                Field("measured_on"),
                "when_text",
                "responsible",
                help=self._own_help.get("effect") or what_to_use(self._is_of_daycare),
            ),
            QuestionFieldset(
                _("In a number, if you count"),
                "measure",
                Row(*(Column(name) for name in ("unit", "baseline", "target"))),
                help=_(
                    "Nothing here has to be filled in. What you count yourselves can be followed,"
                    " and be an indicator."
                ),
            ),
            *(["indicators"] if "indicators" in self.fields else []),
            FormActions(*buttons),
        )

    def clean_text(self) -> str:
        return self.instance.text if self.has_adopted_text else self.cleaned_data["text"]

    @property
    def _rows(self) -> EffortsField:
        return cast(EffortsField, self.fields["efforts"])

    def offer_rows(self) -> None:
        """Show some more empty rows, for whoever has no script to make them."""
        self._rows.spare = MORE_ROWS

    @property
    def holds_cpr(self) -> bool:
        """Whether a text was refused for what must not be stored anywhere; keys are no texts."""
        return any(self._is_refused(field.name) for field in GOAL_FIELDS)

    def _is_refused(self, name: str) -> bool:
        """Also where the field says something else: what was written for a day is no day."""
        if name not in self.fields:
            return False
        texts = _field(name).kind.texts(self[name].data or "")
        return self.has_error(name, "cpr") or any(map(looks_like_cpr, texts))

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed, as a `KeptText` keeps it."""
        answers = TypedAnswers.of(self.data, saved=self._saved_efforts).answers
        if "indicators" in self.fields:
            answers["indicators"] = sorted(
                row.pk for row in self.cleaned_data.get("indicators", [])
            )
        return answers

    def write(self, *, by: User) -> LocalGoal:
        """Save all that can be saved, wrong answers aside, on the version the form was opened with.

        Raises strategy.workflow.Outdated when it is no longer the newest.
        """
        goal = self.instance
        efforts = self["efforts"].data
        if self._rows.is_too_long(efforts):
            efforts = self._saved_efforts
        for name in self._before.keys() & self.errors.keys():  # validation left it on the row
            setattr(goal, name, self._before[name])
        if goal.pk is None:
            goal.form_key = self.cleaned_data.get("key") or goal.form_key
        else:
            goal.version = self.cleaned_data.get("version") or 0
        goal.write(by=by, efforts=self._rows.fit(efforts))
        if "indicators" in self.cleaned_data:
            self._link(set(self.cleaned_data["indicators"]))
        self._show_version()
        return goal

    def _link(self, chosen: set[Any]) -> None:
        """Link the chosen indicators; those this person is not offered stay as they are."""
        tied = set(evidence().tied(self.instance))
        fewer = (set(self.offered) & tied) - chosen
        evidence().tie(self.instance, more=chosen - tied, fewer=fewer)

    def _show_version(self) -> None:
        """Let the form, shown again, save upon what it has just saved."""
        data = copy(self.data)
        data["version"] = self.instance.version  # type: ignore[index]  # a form that was sent has a QueryDict
        self.data = data

    def add_missing(self, incomplete: Incomplete) -> None:
        """Say beside each question what it lacks before the goal can be sent."""
        for name, sentence in incomplete.missing.items():
            self.add_error(name, sentence)
