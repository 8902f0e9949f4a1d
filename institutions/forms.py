"""What the forms about places check beyond a single row."""

import datetime
from typing import TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from config.deadlines import MindsDays
from config.others_words import KeepsOthersWords
from config.slugs import folded_slug
from institutions.models import Area, Cluster, Institution, Placement
from institutions.naming import cluster_slug, unused_slug

P = TypeVar("P", Area, Cluster, Institution)


class _PlaceForm(KeepsOthersWords, forms.ModelForm[P]):
    """A place whose address follows from its name unless somebody writes one."""

    slug = forms.SlugField(
        label=_("Address"),
        required=False,
        help_text=_("The last part of the page’s address. Empty: it is made from the name."),
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        name: str = self.cleaned_data.get("name", "")
        if slug or not name:
            return slug
        return unused_slug(self.slug_of(name), self._meta.model.objects.all())

    @staticmethod
    def slug_of(name: str) -> str:
        return folded_slug(name)


class AreaForm(_PlaceForm[Area]):
    class Meta:
        model = Area
        fields = ["name", "slug"]


class ClusterForm(_PlaceForm[Cluster]):
    class Meta:
        model = Cluster
        fields = ["name", "slug", "area", "nickname", "ownership", "register_number"]

    @staticmethod
    def slug_of(name: str) -> str:
        return cluster_slug(name)


class InstitutionForm(MindsDays, _PlaceForm[Institution]):
    back = {"opened_on": 150, "closed_on": 60}

    class Meta:
        model = Institution
        fields = ["name", "slug", "kind", "ownership", "area", "opened_on", "closed_on"]
        help_texts = {
            "area": _("Counts outside clusters: in a cluster, the area is that of the cluster.")
        }


class SuccessivePeriods(
    forms.BaseInlineFormSet[Placement, Institution, forms.ModelForm[Placement]]
):
    """Periods of one thing, one after the other: ending one and beginning the next is one step."""

    def clean(self) -> None:
        """Go through the rows as they will be saved, and see that no two hold on one day.

        Among them are those that the person does not see, and that no form here tells of.
        """
        super().clean()
        if any(self.errors):
            return
        stored = self.get_queryset().model._default_manager.filter(
            **{self.fk.attname: self.instance.pk}
        )
        held: dict[int | str, Period] = {
            pk: (from_on, to_on)
            for pk, from_on, to_on in stored.values_list("pk", "from_on", "to_on")
        }
        for index, form in enumerate(self.forms):
            key = form.instance.pk or f"new-{index}"
            if form in self.deleted_forms:
                held.pop(key, None)
            elif form.has_changed():
                period = (form.cleaned_data.get("from_on"), form.cleaned_data.get("to_on"))
                if any(_overlap(period, other) for pk, other in held.items() if pk != key):
                    form.add_error(
                        "from_on",
                        _(
                            "This overlaps another period. End that one the day before; "
                            "if you change several, save one at a time."
                        ),
                    )
                held[key] = period


Period = tuple[datetime.date | None, datetime.date | None]


def _overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a day; None is no limit."""
    (from_one, to_one), (from_other, to_other) = one, other
    return (to_one is None or from_other is None or from_other <= to_one) and (
        to_other is None or from_one is None or from_one <= to_other
    )
