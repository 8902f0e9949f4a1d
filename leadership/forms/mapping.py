import datetime
from collections.abc import Iterable
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from config.days import not_passed, year_within_reason
from config.deadlines import MindsDays
from config.django_private import ValidatesAlso
from config.forms import QuestionFieldset, Submit, field_of_rows
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from files.number_fields import WholeNumberField
from leadership.forgetting import overwrite_deleted_rows
from leadership.models import (
    Answer,
    CoreArea,
    JointPicture,
    MappingRound,
    Profile,
    TimeShare,
)
from measurements.models import ScaleStep
from strategy.form_parts import WrittenDateField


class MappingForm(MindsDays, ValidatesAlso, KeepsOthersWords, forms.ModelForm[MappingRound]):
    """A new mapping: on which profile, for which year, until when."""

    validates_also = frozenset({"team"})  # which has one mapping a year

    closes_on = WrittenDateField(
        label=_("Last day to answer"), help_text=_("The mapping is closed on the day after.")
    )

    class Meta:
        model = MappingRound
        fields = ["profile", "year", "closes_on"]
        field_classes = {"year": WholeNumberField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profiles = Profile.objects.for_teams()
        field_of_rows(self, "profile").queryset = profiles
        field_of_rows(self, "profile").empty_label = None
        self.fields["year"].widget.attrs["class"] = "short-field"
        self.fields["year"].validators.append(year_within_reason)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "profile", "year", "closes_on", FormActions(Submit("save", _("Open the mapping")))
        )

    def clean_closes_on(self) -> datetime.date:
        return not_passed(self.cleaned_data["closes_on"])


class MappingFrameForm(MindsDays, KeepsOthersWords, forms.ModelForm[MappingRound]):
    """Who helped the team, and how much of each leader's time goes to tasks across the cluster."""

    supported_on = WrittenDateField(label=_("When? (optional)"), required=False)

    class Meta:
        model = MappingRound
        fields = ["consultant", "supported_on", "support"]
        widgets = {"support": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "consultant": _("Which consultant? (optional)"),
            "support": _("With what? (optional)"),
        }
        help_texts = {
            "support": _("For example how the conversation about the picture was led."),
        }

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"share_{person.pk}": person for person in people}
        known = dict(self.instance.shares.values_list("person", "share"))
        for name, person in self.people.items():
            self.fields[name] = WholeNumberField(
                label=_("%(name)s, per cent") % {"name": person},
                initial=known.get(person.pk),
                min_value=0,
                max_value=100,
                required=False,
                widget=forms.TextInput(attrs={"class": "short-field"}),
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            QuestionFieldset(
                _("Who helped the team?"),
                Row(Column("consultant"), Column("supported_on")),
                "support",
            ),
            QuestionFieldset(
                _("How much of each leader’s time goes to tasks across the cluster?"),
                *self.people,
                help=_("What you have agreed on, of a full working week. Empty where it is open."),
            ),
            FormActions(Submit("save", _("Save"))),
        )

    @transaction.atomic
    def save(self, commit: bool = True) -> MappingRound:
        """Shares of people who have left the team stay as they were."""
        mapping = super().save(commit)
        mapping.shares.filter(person__in=self.people.values()).delete()
        shares = {person: self.cleaned_data[name] for name, person in self.people.items()}
        TimeShare.objects.bulk_create(
            TimeShare(mapping=mapping, person=person, share=share)
            for person, share in shares.items()
            if share is not None
        )
        return mapping


class ReopenForm(MindsDays, forms.Form):
    """Until when the team answers once more."""

    closes_on = WrittenDateField(label=_("Last day to answer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "closes_on", FormActions(Submit("save", _("Open the mapping again")))
        )

    def clean_closes_on(self) -> datetime.date:
        return not_passed(self.cleaned_data["closes_on"])


class MappingAnswerForm(forms.Form):
    """One leader's own answers, core area by core area. Any of them may be left out."""

    def __init__(
        self,
        *args: Any,
        mapping: MappingRound,
        person: User,
        areas: Iterable[CoreArea],
        steps: Iterable[ScaleStep],
        **kwargs: Any,
    ) -> None:
        self.mapping, self.person = mapping, person
        self.areas, self.steps = list(areas), {str(step.rank): step for step in steps}
        own = Answer.objects.visible_to(person).filter(mapping=mapping)
        self.given = {row.area_id: row for row in own.select_related("now", "wanted")}
        super().__init__(*args, **{"initial": self._initial(), **kwargs})
        choices: list[tuple[str, StrOrPromise]] = [("", _("Not answered"))]
        choices += [(rank, f"{rank}: {step.label}") for rank, step in self.steps.items()]
        questions = []
        for area in self.areas:
            now, wanted, comment = [f"{name}_{area.pk}" for name in ("now", "wanted", "comment")]
            self.fields[now] = forms.ChoiceField(label=_("Now"), choices=choices, required=False)
            self.fields[wanted] = forms.ChoiceField(
                label=_("Wanted in a year"), choices=choices, required=False
            )
            self.fields[comment] = forms.CharField(
                label=_("Comment, for yourself (optional)"),
                widget=forms.Textarea(attrs={"rows": 2}),
                validators=[refuse_cpr],
                max_length=2_000,
                required=False,
            )
            questions.append(
                QuestionFieldset(
                    area.name, Row(Column(now), Column(wanted)), comment, help=area.in_short
                )
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(*questions, FormActions(Submit("save", _("Save my answers"))))

    def _initial(self) -> dict[str, Any]:
        initial = {}
        for pk, answer in self.given.items():
            initial[f"now_{pk}"] = str(answer.now.rank)
            initial[f"wanted_{pk}"] = str(answer.wanted.rank)
            initial[f"comment_{pk}"] = answer.comment
        return initial

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        for area in self.areas:
            now, wanted = answers.get(f"now_{area.pk}"), answers.get(f"wanted_{area.pk}")
            if bool(now) != bool(wanted):
                lacking = "wanted" if now else "now"
                self.add_error(
                    f"{lacking}_{area.pk}", _("Choose both now and wanted, or neither of them.")
                )
            elif answers.get(f"comment_{area.pk}") and not now:
                self.add_error(f"now_{area.pk}", _("Rate the core area you comment on."))
        return answers

    @transaction.atomic
    def save(self) -> None:
        """Write the answers; those taken back leave no trace."""
        overwrite_deleted_rows(connection)
        MappingRound.objects.select_for_update().get(pk=self.mapping.pk)
        for area in self.areas:
            now = self.cleaned_data[f"now_{area.pk}"]
            if not now:
                Answer.objects.filter(mapping=self.mapping, person=self.person, area=area).delete()
                continue
            Answer.objects.update_or_create(
                mapping=self.mapping,
                person=self.person,
                area=area,
                defaults={
                    "now": self.steps[now],
                    "wanted": self.steps[self.cleaned_data[f"wanted_{area.pk}"]],
                    "comment": self.cleaned_data[f"comment_{area.pk}"],
                },
            )


class PictureForm(forms.Form):
    """What the team settles on when it has talked its joint picture over."""

    def __init__(
        self,
        *args: Any,
        pictures: Iterable[JointPicture],
        steps: Iterable[ScaleStep],
        **kwargs: Any,
    ) -> None:
        self.pictures = list(pictures)
        super().__init__(*args, **{"initial": self._initial(), **kwargs})
        choices: list[tuple[str, StrOrPromise]] = [("", _("As the answers were"))]
        choices += [(str(step.rank), f"{step.rank}: {step.label}") for step in steps]
        questions = []
        for picture in self.pictures:
            now, wanted, note = (f"{name}_{picture.pk}" for name in ("now", "wanted", "note"))
            self.fields[now] = forms.ChoiceField(label=_("Now"), choices=choices, required=False)
            self.fields[wanted] = forms.ChoiceField(
                label=_("Wanted in a year"), choices=choices, required=False
            )
            self.fields[note] = forms.CharField(
                label=_("What you said about it (optional)"),
                widget=forms.Textarea(attrs={"rows": 2}),
                validators=[refuse_cpr],
                max_length=1_000,
                required=False,
            )
            questions.append(
                QuestionFieldset(picture.area.name, Row(Column(now), Column(wanted)), note)
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *questions, FormActions(Submit("save", _("Save the joint picture")))
        )

    def _initial(self) -> dict[str, Any]:
        initial = {}
        for picture in self.pictures:
            initial[f"now_{picture.pk}"] = _text(picture.agreed_now)
            initial[f"wanted_{picture.pk}"] = _text(picture.agreed_wanted)
            initial[f"note_{picture.pk}"] = picture.note
        return initial

    def save(self) -> None:
        for picture in self.pictures:
            picture.agreed_now = _number(self.cleaned_data[f"now_{picture.pk}"])
            picture.agreed_wanted = _number(self.cleaned_data[f"wanted_{picture.pk}"])
            picture.note = self.cleaned_data[f"note_{picture.pk}"]
        JointPicture.objects.bulk_update(self.pictures, ["agreed_now", "agreed_wanted", "note"])


def _text(rank: int | None) -> str:
    return "" if rank is None else str(rank)


def _number(rank: str) -> int | None:
    return int(rank) if rank else None
