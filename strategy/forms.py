import datetime
import uuid
from copy import copy
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from config.asking import SURE
from config.django_private import ValidatesAlso
from config.forms import Button, DateInput, QuestionFieldset
from config.privacy import looks_like_cpr, refuse_cpr
from institutions.models import Cluster
from institutions.querysets import ClusterQuerySet
from lifecycle import Incomplete
from strategy.bullets import items
from strategy.help_texts import own_help_texts
from strategy.models import AutosavedText, LocalGoal, Method
from strategy.models.local_goals import example_day
from strategy.slots import evidence

# Enter in a field presses a form's first button; that must be the harmless one.
_ENTER_SAVES = HTML('<button type="submit" name="action" value="save" hidden></button>')


def button(
    label: StrOrPromise, *, action: str = "", is_first: bool = True, asks: bool = False
) -> Button:
    """asks: pressing it answers the page's question with yes, see `config.asking`."""
    if asks:
        return Button(label, type="submit", css_class="btn-primary", name=SURE, value="yes")
    own = {"name": "action", "value": action} if action else {}
    looks = "btn-primary" if is_first else "btn-outline-primary"
    return Button(label, type="submit", css_class=looks, **own)


class WrittenDateField(forms.DateField):
    """A date typed as text; what cannot be read is quoted back."""

    widget = DateInput

    def to_python(self, value: Any) -> datetime.date | None:
        try:
            return super().to_python(value)
        except ValidationError:
            sentence = gettext("“%(written)s” is not a date. Write it as %(date)s.")
            raise ValidationError(
                sentence % {"written": value, "date": example_day()}, code="invalid"
            ) from None


class _Unremembered(forms.HiddenInput):
    """A hidden answer that a browser does not put back into a form opened anew."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off"})


class LocalGoalForm(forms.ModelForm[LocalGoal]):
    """The municipality's form for one local goal, one question after the other.

    Nothing is required to save; what it takes to send is the model's to say (`LocalGoal.missing`),
    and `add_missing` puts that beside the questions. indicators: those the goal may be linked to.
    page and taken: see `strategy.autosave`; continues: the autosaved text the form goes on from.
    """

    efforts = forms.CharField(
        label=_("Description of efforts"),
        help_text=_(
            "What do you do, how often, and who takes part? One effort to a line; a list from Word"
            " can be pasted. Write nothing that can be traced to individual children or staff."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=10_000,
        validators=[refuse_cpr],
        required=False,
    )
    institution_name = forms.CharField(
        label=_("Name of the institution"),
        help_text=_("Filled in already. The goal belongs to this institution."),
        widget=forms.TextInput(attrs={"readonly": True}),
        required=False,
    )
    measured_on = WrittenDateField(label=_("When"), required=False)
    indicators: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        label=_("Indicators the goal contributes to (optional)"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    page = forms.UUIDField(widget=_Unremembered, required=False)
    taken = forms.CharField(widget=_Unremembered, required=False)

    class Meta:
        model = LocalGoal
        fields = ["text", "how", "measured_on", "when_text", "responsible"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "how": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "how": _("How"),
            "when_text": _("When, in your own words (optional)"),
            "responsible": _("Responsible (optional)"),
        }
        help_texts = {
            "when_text": _("For example “at the meals in May and November”."),
            "responsible": _("A role, such as the pedagogical leader."),
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
        self._prepare_questions(indicators)
        self.initial.update(
            institution_name=goal.institution.name,
            version=goal.version,
            key=uuid.uuid4() if goal.pk is None else goal.form_key,
            page=uuid.uuid4(),
        )
        if goal.pk is not None:
            self.initial.setdefault("efforts", goal.efforts_text)
            self.initial.setdefault("indicators", [row.pk for row in evidence().tied(goal)])
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
        self.fields["text"].help_text = gettext(
            "Write what is to be different for the children, not what the adults are to do."
            " One goal to a form."
        )
        self.fields["measured_on"].help_text = gettext(
            "The day you have the result, for example %(date)s."
        ) % {"date": example_day()}
        self.offered = indicators
        self.fields["indicators"].queryset = indicators  # type: ignore[attr-defined]
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
            "efforts",
            QuestionFieldset(
                _("How and when is the effect measured"),
                "how",
                Field("measured_on"),
                "when_text",
                "responsible",
                help=self._own_help.get("effect")
                or _(
                    "Choose something you already do, such as TOPI, KIDS, language assessment,"
                    " interviews with children or observation."
                ),
            ),
            *(["indicators"] if "indicators" in self.fields else []),
            FormActions(*buttons),
        )

    def clean_text(self) -> str:
        return self.instance.text if self.has_adopted_text else self.cleaned_data["text"]

    def clean_efforts(self) -> list[str]:
        return items(self.cleaned_data["efforts"])

    @property
    def holds_cpr(self) -> bool:
        """Whether a text was refused for what must not be stored anywhere."""
        return any(self._is_refused(name) for name in self.fields)

    def _is_refused(self, name: str) -> bool:
        """Also where the field says something else: what was written for a day is no day."""
        return self.has_error(name, "cpr") or looks_like_cpr(self[name].data or "")

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed, as a `KeptText` keeps it."""
        names = ["text", "efforts", "how", "measured_on", "when_text", "responsible"]
        answers = {name: (self[name].data or "").replace("\r\n", "\n") for name in names}
        if "indicators" in self.fields:
            answers["indicators"] = sorted(
                row.pk for row in self.cleaned_data.get("indicators", [])
            )
        return answers

    @property
    def fit_to_keep(self) -> dict[str, Any]:
        """What was typed, without the answers that must not be stored anywhere."""
        return {name: answer for name, answer in self.answers.items() if not self._is_refused(name)}

    def write(self, *, by: User) -> LocalGoal:
        """Save all that can be saved, wrong answers aside, on the version the form was opened with.

        Raises strategy.workflow.Outdated when it is no longer the newest.
        """
        goal = self.instance
        if goal.pk is not None and "efforts" in self.errors:
            efforts = [effort.text for effort in goal.efforts.all()]
        else:
            efforts = self.cleaned_data.get("efforts", [])
        for name in self._before.keys() & self.errors.keys():  # validation left it on the row
            setattr(goal, name, self._before[name])
        if goal.pk is None:
            goal.form_key = self.cleaned_data.get("key") or goal.form_key
        else:
            goal.version = self.cleaned_data.get("version") or 0
        goal.write(by=by, efforts=efforts)
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
        data["version"] = self.instance.version  # type: ignore[index]
        self.data = data

    def add_missing(self, incomplete: Incomplete) -> None:
        """Say beside each question what it lacks before the goal can be sent."""
        for name, sentence in incomplete.missing.items():
            self.add_error(name, sentence)


class MethodForm(ValidatesAlso, forms.ModelForm[Method]):
    """A way of working that others may take up. clusters: those it may belong to."""

    # The name must be unique in the cluster, whether this was asked or went without saying.
    validates_also = frozenset({"cluster"})

    class Meta:
        model = Method
        fields = ["name", "description", "when_it_works", "contact", "cluster"]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "when_it_works": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "description": _("What do you do, step by step?"),
            "when_it_works": _("For whom, in which situations, and what does it take?"),
            "contact": _("A role and a place, such as the language teacher at Solsikken."),
        }

    def __init__(
        self, *args: Any, clusters: ClusterQuerySet, may_be_everybodys: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cluster: forms.ModelChoiceField[Cluster] = self.fields["cluster"]  # type: ignore[assignment]
        cluster.queryset = clusters
        cluster.required = not may_be_everybodys
        cluster.empty_label = _("All clusters") if may_be_everybodys else None
        only = clusters[0] if len(clusters) == 1 and not may_be_everybodys else None
        if only:
            self.instance.cluster = only
            del self.fields["cluster"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, FormActions(button(_("Save the method"))))
