from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.forms import Button, DateInput, Question
from meetings.models import AgendaItem, FollowUp, Meeting, YearStep

#: The button by which one saves the minutes of an item and goes to the next.
GO_ON = "videre"


def _half(name: str) -> Column:
    return Column(name, css_class="col-sm-6")


def _helper(*fields, label) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(
        *fields, FormActions(Button(label, type="submit", css_class="btn-primary"))
    )
    return helper


def _name_of_local_goal(goal) -> str:
    """“Solsikken, mål 2: Børnene vælger …”."""
    words = {"place": goal.institution, "number": goal.goal.number, "goal": goal}
    return gettext("%(place)s, goal %(number)s: %(goal)s") % words


class TimeInput(forms.TimeInput):
    """A time written as Danes write it, 17.00 or 17:00."""

    def __init__(self, attrs=None) -> None:
        own = {"inputmode": "numeric", "autocomplete": "off", "class": "short-field"}
        super().__init__(attrs=own | (attrs or {}), format="%H.%M")

    def value_from_datadict(self, data, files, name):
        written = super().value_from_datadict(data, files, name)
        return written.strip().replace(".", ":") if isinstance(written, str) else written


class MeetingForm(forms.ModelForm):
    """When and where a board meets. boards: those the person may call together."""

    class Meta:
        model = Meeting
        fields = ["board", "held_on", "from_at", "to_at", "place"]
        widgets = {"held_on": DateInput, "from_at": TimeInput, "to_at": TimeInput}
        labels = {"from_at": _("Begins at"), "to_at": _("Ends at (optional)")}
        help_texts = {
            "held_on": _("For example 08.12.2026."),
            "from_at": _("For example 17.00."),
            "place": _("A house and a room."),
        }

    def __init__(self, *args, boards, **kwargs):
        super().__init__(*args, **kwargs)
        board: forms.ModelChoiceField = self.fields["board"]  # type: ignore[assignment]
        board.queryset = boards
        board.empty_label = None
        if self.instance.pk is not None:
            del self.fields["board"]
        self.helper = _helper(*self.fields, label=_("Save the meeting"))

    def _get_validation_exclusions(self) -> set[str]:
        # A board meets once at a time, also when the board itself is not asked for.
        return super()._get_validation_exclusions() - {"board"}  # type: ignore[misc]


class AttendanceForm(forms.ModelForm):
    """Who was at the meeting."""

    class Meta:
        model = Meeting
        fields = ["present", "absent"]
        widgets = {
            "present": forms.Textarea(attrs={"rows": 3}),
            "absent": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"present": _("Present"), "absent": _("Sent apologies (optional)")}
        help_texts = {"present": _("Names, as they are to stand in the minutes.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper("present", "absent", label=_("Save who was there"))


class AgendaItemForm(forms.ModelForm):
    """An item of the agenda. links: what it may be about, field name → queryset."""

    class Meta:
        model = AgendaItem
        fields = [
            "kind",
            "title",
            "text",
            "recommendation",
            "is_confidential",
            "local_goals",
            "goals",
            "indicators",
            "inspections",
            "development_plans",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
            "recommendation": forms.Textarea(attrs={"rows": 2}),
            **dict.fromkeys(
                ["local_goals", "goals", "indicators", "inspections", "development_plans"],
                forms.CheckboxSelectMultiple,
            ),
        }
        labels = {
            "kind": _("What is the board asked to do"),
            "title": _("What is the item called"),
            "text": _("The matter in brief (optional)"),
            "recommendation": _("Recommendation (optional)"),
            "is_confidential": _("Confidential item"),
            "local_goals": _("Local goals"),
            "goals": _("Strategic goals"),
            "indicators": _("Indicators"),
            "inspections": _("Inspections"),
            "development_plans": _("Team development plans"),
        }
        help_texts = {
            "text": _(
                "What the board must know to decide. Write nothing that can be traced to"
                " individual children or staff."
            ),
            "recommendation": _("For example “The cluster leader recommends that …”."),
            "is_confidential": _(
                "Only the board and its secretaries see it, also when the minutes are published. If"
                " others have been shown the item, its papers are withdrawn from them."
            ),
        }
        error_messages = {"kind": {"required": _("Choose what the board is asked to do.")}}

    def __init__(self, *args, links, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = AgendaItem.Kind.choices  # type: ignore[attr-defined]
        offered = []
        for name, rows in links.items():
            field: forms.ModelMultipleChoiceField = self.fields[name]  # type: ignore[assignment]
            field.queryset = rows
            field.required = False
            field.help_text = ""
            if name == "local_goals":
                field.label_from_instance = _name_of_local_goal  # type: ignore[assignment, method-assign]
            if rows:
                offered.append(name)
            else:
                del self.fields[name]
        about = [
            Question(
                _("What is the item about (optional)"),
                *offered,
                help=_("What you choose is shown under the item, and follows as an annex."),
            )
        ]
        self.helper = _helper(
            "kind",
            "title",
            "text",
            "recommendation",
            "is_confidential",
            *(about if offered else []),
            label=_("Save the item"),
        )

    def save(self, commit=True):
        """Links that are not offered to this person stay as they are."""
        offered = {name: self.cleaned_data[name] for name in self._links()}
        kept = {
            name: [
                row
                for row in getattr(self.instance, name).all()
                if row not in self.fields[name].queryset  # type: ignore[attr-defined]
            ]
            for name in offered
            if self.instance.pk
        }
        for name in offered:
            self.cleaned_data[name] = [*offered[name], *kept.get(name, [])]
        return super().save(commit)

    def _links(self) -> list[str]:
        return [name for name in self.Meta.fields[5:] if name in self.fields]


class MinutesForm(forms.ModelForm):
    """What was said and decided under an item.

    is_main: whether saving is the page's main thing. goes_on: whether another item follows.
    """

    class Meta:
        model = AgendaItem
        fields = ["resolution", "minutes"]
        widgets = {
            "resolution": forms.Textarea(attrs={"rows": 3}),
            "minutes": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"minutes": _("Minutes (optional)")}
        help_texts = {
            "minutes": _(
                "The discussion in a few lines. Write nothing that can be traced to individual"
                " children or staff."
            )
        }

    def __init__(self, *args, address: str, is_main: bool = True, goes_on: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].label = {
            AgendaItem.Kind.INFORMATION: _("What the board noted (optional)"),
            AgendaItem.Kind.DISCUSSION: _("What the discussion came to (optional)"),
            AgendaItem.Kind.DECISION: _("What was decided"),
        }[AgendaItem.Kind(self.instance.kind)]
        self.helper = FormHelper()
        self.helper.form_tag = False  # the page's own: what the board assesses is saved with it
        self.helper.disable_csrf = True
        self.address = address
        self.helper.layout = Layout(
            HTML('<input type="hidden" name="form" value="minutes">'),
            "resolution",
            "minutes",
            FormActions(
                Button(
                    _("Save"),
                    type="submit",
                    css_class="btn-primary" if is_main else "btn-outline-primary",
                ),
                *([_go_on()] if goes_on else []),
            ),
        )


def _go_on() -> Button:
    label = _("Save, and go to the next item")
    return Button(label, type="submit", name=GO_ON, value="1", css_class="btn-outline-primary")


class FollowUpForm(forms.ModelForm):
    """Who does what after the meeting, and by when. people: those who can be chosen."""

    class Meta:
        model = FollowUp
        fields = ["text", "person", "responsible", "due_on"]
        widgets = {"due_on": DateInput}
        labels = {
            "text": _("What is to be done"),
            "person": _("Who follows up"),
            "responsible": _("Or in words"),
            "due_on": _("By when (optional)"),
        }
        help_texts = {
            "responsible": _("A name or a role, where the person is not in the list."),
            "due_on": _("For example 28.08.2027."),
        }

    prefix = "follow-up"

    def __init__(self, *args, people, address: str, **kwargs):
        super().__init__(*args, **kwargs)
        person: forms.ModelChoiceField = self.fields["person"]  # type: ignore[assignment]
        person.queryset = people
        person.empty_label = _("Somebody else")
        self.fields["responsible"].required = False
        self.helper = FormHelper()
        self.helper.form_action = address
        self.helper.layout = Layout(
            HTML('<input type="hidden" name="form" value="follow-up">'),
            "text",
            Row(
                Column("person", css_class="col-sm-6"), Column("responsible", css_class="col-sm-6")
            ),
            "due_on",
            FormActions(
                Button(_("Add the follow-up"), type="submit", css_class="btn-outline-primary")
            ),
        )

    def clean(self):
        answers = super().clean() or self.cleaned_data
        if answers.get("person"):
            answers["responsible"] = str(answers["person"])
        elif not answers.get("responsible") and "responsible" not in self.errors:
            self.add_error("responsible", ValidationError(_("Say who follows up.")))
        return answers


class FollowUpDoneForm(forms.ModelForm):
    """That a follow-up is done, and what came of it."""

    class Meta:
        model = FollowUp
        fields = ["done_note"]
        labels = {"done_note": _("What came of it (optional)")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper("done_note", label=_("Mark as done"))


class YearStepForm(forms.ModelForm):
    """Something a cluster does at a time of the year."""

    class Meta:
        model = YearStep
        fields = ["title", "actor", "kind", "from_on", "to_on"]
        widgets = {"from_on": DateInput, "to_on": DateInput}
        labels = {"actor": _("Who (optional)"), "from_on": _("First day"), "to_on": _("Last day")}
        help_texts = {"from_on": _("For example 01.03.2027.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper(
            "title",
            "actor",
            "kind",
            Row(_half("from_on"), _half("to_on")),
            label=_("Save"),
        )

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"cluster"}  # type: ignore[misc]
