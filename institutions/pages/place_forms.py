"""The small forms by which places and boards are made and corrected."""

import datetime
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.deadlines import MindsDays
from config.forms import DateInput, field_of_rows
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from config.slugs import folded_slug
from institutions.models import Area, Board, Cluster, Identifier, Institution, Placement
from institutions.moving_house import move
from institutions.naming import cluster_slug, unused_slug

Row = TypeVar("Row", bound=models.Model)
LOCAL = Identifier.Kind.LOCAL


class RowOnPages(KeepsOthersWords, forms.ModelForm[Row]):
    """A row with no number of a person in any of its texts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_cpr)

    def slug_of(self, name: str) -> str:
        return folded_slug(name)

    def clean(self) -> dict[str, Any]:
        """A new place gets its address from its name; one that is there keeps its own."""
        cleaned = super().clean()
        place: Any = self.instance
        name = self.cleaned_data.get("name", "")
        if name and hasattr(place, "slug") and not place.slug:
            place.slug = unused_slug(self.slug_of(name), type(place)._default_manager.all())
        return cleaned


class AreaOnPages(RowOnPages[Area]):
    class Meta:
        model = Area
        fields = ["name"]


class ClusterOnPages(RowOnPages[Cluster]):
    class Meta:
        model = Cluster
        fields = ["name", "area", "nickname", "ownership", "register_number"]
        help_texts = {
            "nickname": gettext_lazy("What people call it every day, if that is something else.")
        }

    def slug_of(self, name: str) -> str:
        return cluster_slug(name)


class InstitutionOnPages(MindsDays, RowOnPages[Institution]):
    """An institution with its number. cluster: for a new one; it moves on a page of its own."""

    back = {"opened_on": 150, "closed_on": 60}

    number = forms.CharField(
        label=gettext_lazy("Institution number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("The number by which the municipality's files know it."),
    )
    cluster = forms.ModelChoiceField(
        label=gettext_lazy("Cluster"),
        queryset=Cluster.objects.open().select_related("area"),
        required=False,
        empty_label=gettext_lazy("Outside clusters"),
    )

    class Meta:
        model = Institution
        fields = ["name", "kind", "ownership", "area", "opened_on", "closed_on"]
        widgets = {"opened_on": DateInput, "closed_on": DateInput}
        help_texts = {
            "area": gettext_lazy("Counts outside clusters: in a cluster, it is the cluster's."),
            "opened_on": gettext_lazy("Empty: it has always been there."),
            "closed_on": gettext_lazy("The last day. Empty: it is open until further notice."),
        }

    field_order = ["name", "number", "kind", "ownership", "cluster", "area"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["cluster"]
            held = self._identifier()
            self.initial["number"] = held.value if held else ""
        else:
            self.fields["area"].required = False

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"].strip()
        if number:
            held = self._identifier() or Identifier(kind=LOCAL)
            held.value = number
            try:
                held.full_clean(exclude={"institution"})
            except ValidationError as error:
                raise ValidationError(error.messages) from error
        return number

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("area"):
            cluster = told.get("cluster")
            if cluster:
                told["area"] = cluster.area
            elif "area" not in self.errors:
                self.add_error("area", _("Choose a cluster, or the area it lies in."))
        return told

    @transaction.atomic
    def save(self, commit: bool = True) -> Institution:
        """The institution, its number, and where it is from its first day on."""
        institution = super().save()
        if number := self.cleaned_data["number"]:
            held = self._identifier() or Identifier(kind=LOCAL, institution=institution)
            held.value = number
            held.save()
        if cluster := self.cleaned_data.get("cluster"):
            Placement.objects.create(
                institution=institution,
                cluster=cluster,
                from_on=institution.opened_on,
                to_on=institution.closed_on,
            )
        return institution

    def _identifier(self) -> Identifier | None:
        """The number it is known by now: the newest."""
        if not self.instance.pk:
            return None
        numbers = self.instance.identifiers.filter(kind=LOCAL)
        newest: Identifier | None = numbers.order_by(
            models.F("to_on").desc(nulls_first=True), "-pk"
        ).first()
        return newest


class MoveForm(MindsDays, forms.Form):
    """Where an institution is from a day on: a move of next year changes nothing in this one."""

    cluster = forms.ModelChoiceField(
        label=gettext_lazy("Cluster"),
        queryset=Cluster.objects.open().select_related("area"),
        required=False,
        empty_label=gettext_lazy("Outside clusters"),
    )
    from_on = forms.DateField(
        label=gettext_lazy("From"),
        widget=DateInput,
        help_text=gettext_lazy("What was before this day stays as it was."),
    )

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institution = institution

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("from_on"):
            self._see_that_it_moves(told["from_on"], told.get("cluster"))
        return told

    def _see_that_it_moves(self, day: datetime.date, cluster: Cluster | None) -> None:
        held = self.institution.placements.on(day).first()
        if (held.cluster if held else None) == cluster and "cluster" not in self.errors:
            self.add_error("cluster", _("It is there already on that day."))
        first = self.institution.opened_on
        if first and day < first:
            self.add_error("from_on", _("It is not open yet on that day."))
        last = self.institution.closed_on
        if last and day > last:
            self.add_error("from_on", _("It is closed on that day."))

    def save(self) -> None:
        """Raises ValidationError where a later move stands in the way."""
        told = self.cleaned_data
        move(self.institution, told["cluster"], from_on=told["from_on"])


class BoardOnPages(RowOnPages[Board]):
    class Meta:
        model = Board
        fields = [
            *("name", "kind", "cluster", "institution", "purpose", "also_members"),
            *("minutes_rule", "leaders_adopt", "is_published"),
        ]
        widgets = dict.fromkeys(["purpose", "also_members"], forms.Textarea(attrs={"rows": 3}))
        help_texts = {
            "cluster": gettext_lazy("Empty for the municipality's own, and for an institution's.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("cluster", "institution"):
            field_of_rows(self, name).empty_label = _("None of them")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("cluster") and told.get("institution"):
            sentence = _("A board belongs to a cluster or to an institution, not to both.")
            self.add_error("institution", sentence)
        return told


def next_year() -> datetime.date:
    """What a move mostly begins with."""
    return datetime.date(timezone.localdate().year + 1, 1, 1)
