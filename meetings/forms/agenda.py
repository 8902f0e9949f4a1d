"""When a board meets, and about what."""

import re
from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.deadlines import MindsDays
from config.django_private import ValidatesAlso
from config.forms import DateInput, QuestionFieldset, Radios, field_of_rows, field_of_words
from config.others_words import KeepsOthersWords
from files.number_fields import WholeNumberField
from institutions.models import Board
from meetings.forms.layout import in_one_column
from meetings.models import AgendaItem, ItemFile, Meeting
from strategy.attaching_forms import AttachesFiles, AttachmentsField
from strategy.models import LocalGoal

#: A time: the hours, and perhaps the minutes.
WRITTEN = r"(?:kl\.?\s*)?(\d{1,2})(?:[.:]?(\d{2}))?"

#: What an item may be about.
LINKS = ["local_goals", "goals", "indicators", "inspections", "development_plans"]


class TimeInput(forms.TimeInput):
    """A time written as Danes write it: 17.00, 17:00, 1700, 17, kl. 17."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"inputmode": "numeric", "autocomplete": "off", "class": "short-field"}
        super().__init__(attrs=own | (attrs or {}), format="%H.%M")

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile[Any]], name: str
    ) -> Any:
        written = super().value_from_datadict(data, files, name)
        told = re.fullmatch(WRITTEN, written.strip()) if isinstance(written, str) else None
        return f"{told[1]}:{told[2] or '00'}" if told else written


class MeetingForm(MindsDays, ValidatesAlso, KeepsOthersWords, forms.ModelForm[Meeting]):
    """When and where a board meets. boards: those the person may call together."""

    # A board meets once at a time, also when the board itself is not asked for.
    validates_also = frozenset({"board"})

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

    def __init__(self, *args: Any, boards: QuerySet[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board = field_of_rows(self, "board")
        board.queryset = boards
        board.empty_label = None
        if self.instance.pk is not None:
            del self.fields["board"]
        self.helper = in_one_column(*self.fields, label=_("Save the meeting"))


def _name_of_local_goal(goal: LocalGoal) -> str:
    """“Solsikken, mål 2: Børnene vælger …”."""
    return f"{goal.name}: {goal}"


class AgendaItemForm(AttachesFiles, KeepsOthersWords, forms.ModelForm[AgendaItem]):
    """An item of the agenda. links: what it may be about, field name → queryset."""

    attachment = AttachmentsField(
        label=_("Files for the board (optional)"),
        help_text=_(
            "PDF, PNG or JPEG. Everybody who reads the item can open them. Nothing that can be"
            " traced to individual children or staff."
        ),
    )

    class Meta:
        model = AgendaItem
        fields = [
            "kind",
            "title",
            "text",
            "recommendation",
            "economy",
            "further",
            "case_number",
            "presenter",
            "guests",
            "duration",
            "is_confidential",
            *LINKS,
        ]
        field_classes = {"duration": WholeNumberField}
        widgets = {
            "kind": Radios,
            "text": forms.Textarea(attrs={"rows": 4}),
            "recommendation": forms.Textarea(attrs={"rows": 3}),
            "economy": forms.Textarea(attrs={"rows": 2}),
            "further": forms.Textarea(attrs={"rows": 2}),
            "duration": forms.TextInput(attrs={"class": "short-field"}),
            **dict.fromkeys(LINKS, forms.CheckboxSelectMultiple),
        }
        labels = {
            "kind": _("What is the board asked to do"),
            "title": _("What is the item called"),
            "text": _("The matter in brief (optional)"),
            "recommendation": _("Recommendation (optional)"),
            "economy": _("Economy (optional)"),
            "further": _("What happens then (optional)"),
            "case_number": _("Case number (optional)"),
            "presenter": _("Who presents it (optional)"),
            "guests": _("Guests for this item (optional)"),
            "duration": _("Time set aside, in minutes (optional)"),
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
            "recommendation": _(
                "For example “The cluster leader recommends that …”. One line for each point, where"
                " there are several."
            ),
            "duration": _("The large screen says until when, where all items before have a time."),
            "is_confidential": _(
                "Only the board and its secretaries see it, also when the minutes are published. If"
                " others have been shown the item, its papers are withdrawn from them."
            ),
        }
        error_messages = {"kind": {"required": _("Choose what the board is asked to do.")}}

    def __init__(
        self, *args: Any, links: Mapping[str, QuerySet[Any]], by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        field_of_words(self, "kind").choices = AgendaItem.Kind.choices
        offered = []
        for name, rows in links.items():
            field = field_of_rows(self, name)
            field.queryset = rows
            field.required = False
            field.help_text = ""
            if name == "local_goals":
                field.label_from_instance = _name_of_local_goal  # type: ignore[assignment, method-assign]  # of this field alone
            if rows:
                offered.append(name)
            else:
                del self.fields[name]
        about = [
            QuestionFieldset(
                _("What is the item about (optional)"),
                *offered,
                help=_("What you choose is shown under the item, and follows as an annex."),
            )
        ]
        self.helper = in_one_column(
            "kind",
            "title",
            "text",
            "recommendation",
            Row(
                Column("presenter", css_class="col-sm-8"), Column("duration", css_class="col-sm-4")
            ),
            QuestionFieldset(
                _("What else must the board know?"), "economy", "further", "guests", "case_number"
            ),
            "attachment",
            "is_confidential",
            *(about if offered else []),
            label=_("Save the item"),
        )

    def save(self, commit: bool = True) -> AgendaItem:
        """Links that are not offered to this person stay as they are."""
        offered = {name: self.cleaned_data[name] for name in self._links()}
        kept = {
            name: [
                row
                for row in getattr(self.instance, name).all()
                if row not in (field_of_rows(self, name).queryset or ())
            ]
            for name in offered
            if self.instance.pk
        }
        for name in offered:
            self.cleaned_data[name] = [*offered[name], *kept.get(name, [])]
        item = super().save(commit)
        self.attach_to(lambda: ItemFile(item=item))
        return item

    @property
    def attached_by(self) -> User:
        return self.by

    def _links(self) -> list[str]:
        return [name for name in LINKS if name in self.fields]
