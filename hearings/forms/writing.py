"""What the owner of a text writes of its hearing."""

import datetime
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from config.asked import MOST
from config.days import not_passed
from config.deadlines import MindsDays
from config.forms import DateInput, Radios, field_of_rows, field_of_words
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from hearings.forms.layout import in_one_column
from hearings.models import Hearing, HearingReceiver
from hearings.subjects import Subject
from hearings.texts import goals_heard, goals_to_choose
from institutions.models import Board
from lifecycle.asking import LifeMoveForm
from meetings.models import Meeting
from strategy.models import LocalGoal


class GoalsToHear(forms.ModelMultipleChoiceField[LocalGoal]):
    """Local goals to choose among, each with its words."""

    def label_from_instance(self, goal: LocalGoal) -> str:
        return f"{goal.name}: {Truncator(goal.text).words(20)}"


class HearingForm(MindsDays, KeepsOthersWords, forms.ModelForm[Hearing]):
    """What is heard, who is asked, until when. boards: those to choose among.

    When it is open the text and the question stand; the deadline may be put off, and more be asked.
    """

    subject = forms.ChoiceField(label=_("Which text is sent to hearing?"))
    boards: forms.ModelMultipleChoiceField[Board] = forms.ModelMultipleChoiceField(
        label=_("Who is asked?"),
        queryset=Board.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Boards, networks and MED. The chair or the secretary answers for each of them."
        ),
    )
    goals = GoalsToHear(
        label=_("Which local goals go in?"),
        queryset=LocalGoal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Goals that have been sent to the board, or adopted. A draft is never in a hearing."
        ),
        error_messages={"required": _("Choose at least one goal.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    class Meta:
        model = Hearing
        fields = ["title", "asks", "deadline_on", "is_public"]
        widgets = {"deadline_on": DateInput, "asks": forms.Textarea(attrs={"rows": 5})}
        labels = {
            "title": _("What is the hearing called?"),
            "asks": _("What do you ask about?"),
            "deadline_on": _("Deadline"),
            "is_public": _("Also by an open link, which everybody who has it can answer"),
        }
        help_texts = {
            "title": _("As “Hearing about the vision 2027–2030”."),
            "asks": _("It stands above the text. Say what can still be changed, and what cannot."),
            "deadline_on": _("The last day to answer, for example 20.11.2026."),
            "is_public": _("Nobody signs in there. Search engines are told not to show it."),
        }

    def __init__(
        self, *args: Any, boards: QuerySet[Board], subjects: Sequence[Subject] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        hearing = self.instance
        self.subjects = {one.key: one for one in subjects}
        asked = Board.objects.none()
        if hearing.pk is not None:
            asked = Board.objects.filter(asked_in_hearings__hearing=hearing)
            self.initial["version"], self.initial["boards"] = hearing.version, asked
            del self.fields["subject"]
        else:
            del self.fields["version"]
            groups = groupby(subjects, key=lambda one: one.group)
            field_of_words(self, "subject").choices = [
                (group, [(one.key, one.name) for one in found]) for group, found in groups
            ]
        self._offer_goals()
        self.asked = set(asked.values_list("pk", flat=True))
        rows = field_of_rows(self, "boards")
        rows.queryset = (boards | Board.objects.filter(pk__in=self.asked)).distinct()
        if not hearing.is_draft:
            for name in ("title", "asks", "is_public"):
                del self.fields[name]
            rows.help_text = _("Who has been asked stays asked.")
        shown = [name for name in ("subject", "goals", *self.fields) if name in self.fields]
        self.helper = in_one_column(*dict.fromkeys(shown), label=_("Save"))

    def _offer_goals(self) -> None:
        """Of a draft of local goals: those that go in are ticked."""
        hearing = self.instance
        goals = LocalGoal.objects.none()
        if hearing.pk is not None and hearing.is_draft and hearing.is_of_local_goals:
            goals = goals_to_choose(hearing).select_related("goal", "institution", "cluster")
        if not goals:
            del self.fields["goals"]
            return
        field_of_rows(self, "goals").queryset = goals
        self.initial["goals"] = goals_heard(hearing)

    def clean_deadline_on(self) -> datetime.date:
        return not_passed(self.cleaned_data["deadline_on"])

    def save_all(self) -> Hearing:
        """The hearing and its receivers; who has been asked stays asked once it is open."""
        hearing: Hearing = self.save(commit=False)
        if "subject" in self.cleaned_data:
            self.subjects[self.cleaned_data["subject"]].give_to(hearing)
        hearing.save()
        if "goals" in self.cleaned_data:
            goals = self.cleaned_data["goals"]
            hearing.left_out.set(goals_to_choose(hearing).exclude(pk__in=[one.pk for one in goals]))
        chosen = {board.pk for board in self.cleaned_data["boards"]}
        if hearing.is_draft:
            hearing.receivers.exclude(board__in=chosen).delete()
        rows = hearing.receivers
        rows.bulk_create(
            rows.model(hearing=hearing, board_id=pk) for pk in sorted(chosen - self.asked)
        )
        return hearing


class ReceiverDeadlineForm(MindsDays, KeepsOthersWords, forms.ModelForm[HearingReceiver]):
    """A deadline of its own for one that is asked; left empty, it has the hearing's."""

    class Meta:
        model = HearingReceiver
        fields = ["deadline_on"]
        widgets = {"deadline_on": DateInput}
        labels = {"deadline_on": _("Deadline of its own")}
        help_texts = {"deadline_on": _("Left empty, it is the hearing's.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = in_one_column("deadline_on", label=_("Save"))

    def clean_deadline_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["deadline_on"]
        return not_passed(day) if day else None


class HearingMoveForm(LifeMoveForm):
    """What must be told with a move of a hearing."""

    comment = forms.CharField(
        label=_("Why?"),
        help_text=_("The receivers can read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_cpr],
        max_length=2_000,
        required=False,
    )


class HearingToAgendaForm(forms.Form):
    """The meeting that decides. meetings: those that can still be chosen."""

    meeting: forms.ModelChoiceField[Meeting] = forms.ModelChoiceField(
        label=_("Which meeting decides on it?"),
        queryset=Meeting.objects.none(),
        empty_label=None,
        widget=Radios,
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of_rows(self, "meeting").queryset = meetings
        self.helper = in_one_column("meeting", label=_("Put the hearing on the agenda"))
