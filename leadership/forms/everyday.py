"""Reflections of teams, and the introduction of new staff."""

from itertools import groupby
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.deadlines import MindsDays
from config.forms import DateInput, Radios, Submit, field_of_rows, field_of_words
from config.others_words import KeepsOthersWords, KeepsWhatStood
from institutions.access import Reader
from institutions.models import Cluster, Institution
from leadership.fitting_roles import fitting, roles_of_today
from leadership.models import (
    Commitment,
    JobRole,
    Onboarding,
    OnboardingStep,
    Reflection,
)

Place = Cluster | Institution


def places_of(user: Reader) -> dict[str, Place]:
    """Where somebody writes reflections: the clusters and places they lead, by what forms send."""
    clusters = Cluster.objects.editable_by(user).open()
    units = Institution.objects.editable_by(user).open()
    return {f"c{row.pk}": row for row in clusters} | {f"i{row.pk}": row for row in units}


class ReflectionForm(MindsDays, KeepsOthersWords, forms.ModelForm[Reflection]):
    """Where a team is with a commitment, an example, the next step, and when one looks again."""

    not_before = {"again_on": ("held_on", _("The next time must come after this one."))}

    place = forms.ChoiceField(label=_("Who has talked about it?"))

    class Meta:
        model = Reflection
        fields = ["group", "held_on", "standing", "example", "next_step", "again_on"]
        widgets = {
            "held_on": DateInput,
            "again_on": DateInput,
            "standing": Radios,
            "example": forms.Textarea(attrs={"rows": 3}),
            "next_step": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "group": _("Which team or group? (optional)"),
            "held_on": _("When?"),
            "standing": _("Where are we?"),
            "example": _("An example from everyday life"),
            "next_step": _("What is the next step? (optional)"),
            "again_on": _("When do we look at it again? (optional)"),
        }
        help_texts = {
            "group": _("For example a room, or the leadership team."),
            "example": _("Name nobody: neither children, parents nor colleagues."),
        }

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places_of(user)
        field = field_of_words(self, "place")
        field.choices = [(key, str(place)) for key, place in self.places.items()]
        here = self.instance.place
        field.initial = next((key for key, place in self.places.items() if place == here), None)
        standing = field_of_words(self, "standing")
        standing.choices = Reflection.Standing.choices
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *("place", "group", "held_on", "standing", "example", "next_step", "again_on"),
            FormActions(Submit("save", _("Save the reflection"))),
        )

    def clean_place(self) -> Place:
        place = self.places[self.cleaned_data["place"]]
        self.instance.cluster = place if isinstance(place, Cluster) else None
        self.instance.institution = place if isinstance(place, Institution) else None
        return place


class OnboardingForm(MindsDays, KeepsOthersWords, forms.ModelForm[Onboarding]):
    """Who is new, in which role, with whom beside, until when.

    lacks_roles: the value base has none of such places, so there is nothing to fill in. has_base:
    whether there is a value base with roles at all.
    """

    ahead = ("due_on",)
    not_before = {"due_on": ("begins_on", _("It cannot be due before it begins."))}

    class Meta:
        model = Onboarding
        fields = ["institution", "role", "who", "mentor", "begins_on", "due_on"]
        widgets = {"begins_on": DateInput, "due_on": DateInput}
        labels = {
            "who": _("Who is the new colleague?"),
            "mentor": _("Who is the mentor?"),
            "begins_on": _("First day"),
            "due_on": _("When has it all been gone through?"),
        }

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Institution.objects.editable_by(user).open()
        field_of_rows(self, "institution").queryset = units
        if self.instance.institution_id is None and units.count() == 1:
            self.initial["institution"] = units.get().pk  # over the empty one of the row
        roles = roles_in_force(self.instance)
        if not self.instance.role_id:
            roles = fitting(roles, {unit.kind for unit in units})
        field_of_rows(self, "role").queryset = roles
        self.lacks_roles = not roles.exists()
        self.has_base = not self.lacks_roles or roles_of_today().exists()
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *("institution", "role", "who", "mentor", "begins_on", "due_on"),
            FormActions(Submit("save", _("Save"))),
        )


def roles_in_force(onboarding: Onboarding) -> QuerySet[JobRole]:
    """The roles of the value base that holds today, or of that one was introduced to."""
    if onboarding.role_id:
        return JobRole.objects.filter(group__base=onboarding.role.group.base_id)
    return roles_of_today()


class StepsForm(KeepsWhatStood, forms.Form):
    """The checklist of an introduction: what has been gone through."""

    steps = forms.ModelMultipleChoiceField(
        label=_("What has been gone through?"),
        queryset=Commitment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, onboarding: Onboarding, **kwargs: Any) -> None:
        self.onboarding = onboarding
        done = list(onboarding.steps.values_list("commitment", flat=True))
        super().__init__(*args, **{"initial": {"steps": done}, **kwargs})
        field = field_of_rows(self, "steps")
        field.queryset = onboarding.commitments
        field.choices = [
            (str(area), [(row.pk, str(row)) for row in rows])
            for area, rows in groupby(field.queryset, key=lambda row: row.cell.area)
        ]
        self.see({"steps": list(onboarding.commitments.filter(pk__in=done))})
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "steps", FormActions(Submit("save", _("Save what has been gone through")))
        )

    @transaction.atomic
    def save(self) -> None:
        """Note what is new, and take away what was ticked by mistake; other days stay."""
        chosen = {row.pk for row in self.cleaned_data["steps"]}
        self.onboarding.steps.exclude(commitment__in=chosen).delete()
        known = set(self.onboarding.steps.values_list("commitment", flat=True))
        OnboardingStep.objects.bulk_create(
            OnboardingStep(onboarding=self.onboarding, commitment_id=pk)
            for pk in sorted(chosen - known)
        )
