"""What is told when a local goal moves on, and how it goes meanwhile."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, cast

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.asked import MOST
from config.days import not_passed
from config.deadlines import MindsDays
from config.forms import Radios, field_of_rows, field_of_words
from config.privacy import refuse_cpr
from lifecycle import Incomplete, Transition
from strategy.attaching_forms import AttachesFiles, AttachmentsField
from strategy.deciding import BoardChoice
from strategy.figure_forms import WithFigure
from strategy.form_parts import WrittenDateField, button
from strategy.models import Attachment, LocalGoal, StatusUpdate
from strategy.workflow import LocalGoalStatus, Outcome, Progress

READ_BY_ALL = _(
    "Everybody who reads the goal can read this."
    " Write nothing that can be traced to individual children or staff."
)


class ExpectedField(WrittenDateField):
    """When the board would like to have again what it returns."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("When does the board expect it back (optional)"),
            help_text=_("The leader and the board see the day while the goal is worked on."),
            required=False,
            **kwargs,
        )

    def clean(self, value: Any) -> datetime.date | None:
        day: datetime.date | None = super().clean(value)
        return not_passed(day) if day else None


class ExpectedForm(MindsDays, forms.Form):
    """The day alone, where several goals are decided on one page."""

    expected_on = ExpectedField()

    def __init__(self, data: Mapping[str, Any] | None = None, *, goal: int) -> None:
        super().__init__(data, auto_id=f"maal-{goal}-%s")


class TransitionForm(MindsDays, WithFigure, forms.Form):
    """What must be told with a move of a local goal: why, and what came of it."""

    comment = forms.CharField(
        label=_("Why"),
        help_text=READ_BY_ALL,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_cpr],
        max_length=5_000,
        required=False,
    )
    outcome = forms.ChoiceField(
        label=_("What came of the goal"),
        choices=Outcome,
        widget=Radios,
        required=False,
    )
    goes_on = forms.CharField(
        label=_("What do you keep doing"),
        help_text=_("The efforts that stay part of everyday life, and those that end here."),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_cpr],
        max_length=5_000,
        required=False,
    )
    expected_on = ExpectedField()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    def __init__(
        self,
        *args: Any,
        way: Transition[Any],
        goal: LocalGoal,
        asks_why: bool = False,
        **kwargs: Any,
    ) -> None:
        """asks_why: whether a reason is needed here that the way does not always ask for."""
        super().__init__(*args, **kwargs)
        self.initial["version"] = goal.version
        names = ["version", "comment"]
        if way.to == LocalGoalStatus.EVALUATED:
            names = ["version", "outcome", "comment", "goes_on"]
            self.fields["comment"].label = _("Why did it go so")
        elif way.to == LocalGoalStatus.RETURNED:
            self.fields["comment"].label = _("What should the leader look at")
            names = [*names, "expected_on"]
        elif "comment" not in way.needs and not asks_why:
            self.fields["comment"].label = _("Comment (optional)")
        for name in self.fields.keys() - set(names):
            del self.fields[name]
        figure = self.ask_for_figure(goal) if way.to == LocalGoalStatus.EVALUATED else []
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *names, *figure, FormActions(button(way.label, asks=bool(way.lost)))
        )

    def add_missing(self, incomplete: Incomplete) -> None:
        for name, sentence in incomplete.missing.items():
            self.add_error(name if name in self.fields else None, sentence)


#: What is chosen of each goal.
CHOICES = [
    (LocalGoalStatus.ADOPTED, _("Adopt the goal")),
    (LocalGoalStatus.RETURNED, _("Return with a comment")),
    ("", _("Decide another day")),
]


class ChoiceForm(MindsDays, forms.Form):
    """What the board decides on one of several goals; nothing chosen lets it wait."""

    status = forms.ChoiceField(
        label=_("What does the board decide"),
        choices=CHOICES,
        widget=Radios,
        required=False,
    )
    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("A goal that is returned needs one: what should the leader look at?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[refuse_cpr],
        max_length=5_000,
        required=False,
    )
    expected_on = ExpectedField()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    def __init__(
        self, data: QueryDict | None = None, *, goal: LocalGoal, may_adopt: bool = True
    ) -> None:
        """may_adopt: whether the person may adopt it, and not only return it."""
        initial = {"status": "", "version": goal.version}
        super().__init__(data, prefix=f"maal-{goal.pk}", initial=initial)
        self.goal = goal
        if not may_adopt:
            status = field_of_words(self, "status")
            status.choices = [choice for choice in CHOICES if choice[0] != LocalGoalStatus.ADOPTED]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("version", "status", "comment", "expected_on")

    @property
    def choice(self) -> BoardChoice | None:
        """What was chosen, for `strategy.deciding.decide`."""
        status = self.cleaned_data["status"]
        if not status:
            return None
        return BoardChoice(
            goal_id=self.goal.pk,
            version=self.cleaned_data["version"],
            status=LocalGoalStatus(status),
            comment=self.cleaned_data["comment"],
            expected_on=self.cleaned_data["expected_on"],
        )

    def show_newest(self) -> None:
        """Let the form, shown again with the newest text, decide upon that."""
        data = self.data.copy()  # type: ignore[attr-defined]  # what was sent is a QueryDict
        data[self.add_prefix("version")] = str(self.goal.version)
        self.data = data

    def add_missing(self, incomplete: Incomplete) -> None:
        for name, sentence in incomplete.missing.items():
            self.add_error(name if name in self.fields else None, sentence)


def choices_of(forms_: Iterable[ChoiceForm]) -> list[BoardChoice]:
    """What was chosen in several forms, those left open aside."""
    return [choice for form in forms_ if (choice := form.choice) is not None]


class StatusUpdateForm(WithFigure, AttachesFiles, forms.ModelForm[StatusUpdate]):
    """How a local goal goes, in a word and a text, and what shows it.

    indicators: those whose figures may be taken down with it.
    """

    figures: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        label=_("Figures that show it (optional)"),
        help_text=_("They are taken down as they stand today, and stay so."),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    attachment = AttachmentsField(
        label=_("A PDF or a picture that shows it (optional)"),
        help_text=_(
            "Everybody who reads the goal can open it. No pictures of children who can be"
            " recognised."
        ),
    )

    class Meta:
        model = StatusUpdate
        fields = ["progress", "narrative", "next_step"]
        widgets = {
            "progress": Radios,
            "narrative": forms.Textarea(attrs={"rows": 5}),
            "next_step": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "progress": _("How does it go"),
            "narrative": _("What do you see"),
            "next_step": _("What is the next step"),
        }
        help_texts = {
            "narrative": _(
                "What can be seen with the children? Write nothing that can be traced to"
                " individual children or staff."
            ),
            "next_step": _("Needed when the goal has not been begun or is not achieved."),
        }
        error_messages = {
            "progress": {"required": _("Choose the word that fits best.")},
            "narrative": {"required": _("Write what you see.")},
        }

    def __init__(self, *args: Any, indicators: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of_rows(self, "figures").queryset = indicators
        if not indicators:
            del self.fields["figures"]
        field_of_words(self, "progress").choices = Progress.choices
        if self.instance.local_goal.cluster_id:
            self.fields["narrative"].help_text = _(
                "What can be seen in the cluster? Write nothing that can be traced to individual"
                " children or staff."
            )
        names = list(self.fields)
        figure = self.ask_for_figure(self.instance.local_goal)
        self.helper = FormHelper()
        self.helper.layout = Layout(*names, *figure, FormActions(button(_("Save the status"))))

    @property
    def attached_by(self) -> User:
        return cast(User, self.instance.made_by)

    def save_whole(self, *, by: User) -> StatusUpdate:
        """The update with its file; figures are for a floor above to take down."""
        status_update = self.save()
        self.write_figure(by=by, status_update=status_update)
        self.attach_to(lambda: Attachment(status_update=status_update))
        return status_update
