"""Steps and bands of a scale, changed together: without gaps, and no two in the same place."""

from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from measurements.importing.values import plain
from measurements.models import Scale, ScaleBand, ScaleStep

P = TypeVar("P", ScaleStep, ScaleBand)


class OrderedFormSet(forms.BaseInlineFormSet[P, Scale, forms.ModelForm[P]]):
    """Rows with a place each. A row may be given the place that another leaves in the same step."""

    place: ClassVar[str]
    #: Where rows stand for a moment while they change places; no scale is as long.
    aside: ClassVar[int]

    def clean(self) -> None:
        """In the place of Django's own look for twins, which knows nothing of what is meant."""
        if any(self.errors):
            return
        rows = [
            form.cleaned_data
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get(self.place) is not None
        ]
        places = sorted(row[self.place] for row in rows)
        twice = next((one for one, after in pairwise(places) if one == after), None)
        if twice is not None:
            raise ValidationError(self.sentence_about(twice))
        labels = [row["label"].casefold() for row in rows]
        if len(set(labels)) < len(labels):
            raise ValidationError(_("Two of them have the same label."))
        if places:
            self.check(self.instance, places)

    def sentence_about(self, place: Any) -> str:
        """That two rows are in one place."""
        raise NotImplementedError

    def check(self, scale: Scale, places: list[Any]) -> None:
        """Raise ValidationError where the rows leave a gap, or reach beyond the scale."""
        raise NotImplementedError

    def save(self, commit: bool = True) -> Any:
        moved = [form.instance.pk for form in self.initial_forms if self.place in form.changed_data]
        if commit and moved:
            model = cast(type[models.Model], self.model)
            rows = model._default_manager.filter(pk__in=moved)
            rows.update(**{self.place: F(self.place) + self.aside})
        return super().save(commit)


class Steps(OrderedFormSet[ScaleStep]):
    """Ranks from 1 upwards, none left out. A scale of numbers may have them for its answers."""

    model = ScaleStep
    place, aside = "rank", 10_000

    def sentence_about(self, place: int) -> str:
        return _("Two steps have the rank %(rank)s.") % {"rank": place}

    def check(self, scale: Scale, places: list[int]) -> None:
        wanted = range(1, len(places) + 1)
        missing = [rank for rank in wanted if rank not in places]
        if missing:
            sentence = _(
                "The ranks must be 1 to %(last)s with none left out: rank %(missing)s is missing."
            )
            raise ValidationError(sentence % {"last": wanted[-1], "missing": missing[0]})


class Bands(OrderedFormSet[ScaleBand]):
    """Each goes up to the next, the lowest begins where the scale does, and none beyond its end."""

    model = ScaleBand
    place, aside = "lower", 100_000_000

    def sentence_about(self, place: Decimal) -> str:
        return _("Two bands begin at %(limit)s, so they overlap.") % {"limit": plain(place)}

    def check(self, scale: Scale, places: list[Decimal]) -> None:
        if scale.kind == Scale.Kind.ORDINAL:
            raise ValidationError(
                _("A scale of ordered steps has no bands. Delete them, or choose another kind.")
            )
        lowest, highest = scale.lowest, scale.highest
        if lowest is not None and places[0] != lowest:
            sentence = _(
                "The lowest band begins at %(limit)s, and the scale at %(lowest)s. Let the band"
                " begin where the scale does, so that there is no gap."
            )
            words = {"limit": plain(places[0]), "lowest": plain(lowest)}
            raise ValidationError(sentence % words)
        if highest is not None and places[-1] >= highest:
            sentence = _("A band begins at %(limit)s, but the scale ends at %(highest)s.")
            raise ValidationError(
                sentence % {"limit": plain(places[-1]), "highest": plain(highest)}
            )
