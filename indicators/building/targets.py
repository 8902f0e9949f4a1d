"""What is to be reached, as rows of a table: by year for all, and for institutions of their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from config.forms import field_of_words
from files.number_fields import WrittenNumberField
from indicators.building.ingredients import Ingredients
from indicators.evaluation import Attainment
from indicators.evaluation.rules import Source
from indicators.models import Target

#: Empty rows for institutions with a target of their own.
MORE_ROWS = 3


class TargetRow(forms.Form):
    """A number or a step; nothing is no target. year and institution: where they are chosen.

    found: how the rule stands in the year, where it has been tried.
    """

    found: Attainment | None = None

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)
    institution = forms.TypedChoiceField(
        label=_("Institution"), coerce=int, required=False, empty_value=None
    )
    value = WrittenNumberField(label=_("Number"), required=False)
    step = forms.ChoiceField(label=_("Step"), required=False)

    def __init__(
        self, *args: Any, ingredients: Ingredients, kind: str, fixed_year: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ingredients, self.fixed_year = ingredients, fixed_year
        steps = ingredients.step_choices(kind)
        places = [(str(place.pk), place.name) for place in ingredients.institutions]
        years = [(str(year), str(year)) for year in ingredients.years]
        field_of_words(self, "step").choices = [("", _("no step")), *steps]
        field_of_words(self, "year").choices = [("", _("every year")), *years]
        field_of_words(self, "institution").choices = [("", _("choose")), *places]
        if not steps:
            del self.fields["step"]
        if fixed_year:
            del self.fields["year"], self.fields["institution"]
        for field in self.fields.values():
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("step") and cleaned.get("value") is not None:
            self.add_error("value", _("Give a number or a rating."))
        has_target = cleaned.get("step") or cleaned.get("value") is not None
        if has_target and not self.fixed_year and not cleaned.get("institution"):
            self.add_error("institution", _("Choose the institution that the target is for."))
        return cleaned

    def target(self) -> Target | None:
        """What the row says; not saved."""
        answers = self.cleaned_data
        if not answers.get("step") and answers.get("value") is None:
            return None
        return Target(
            year=self.fixed_year or answers.get("year"),
            institution=_by_key(self.ingredients.institutions, answers.get("institution")),
            value=answers.get("value"),
            step=_by_key(self.ingredients.steps, answers.get("step")),
        )


@dataclass(frozen=True, slots=True)
class TargetTable:
    """years: a row for each year of the strategy; places: those of institutions, then empty ones.

    kept: targets that the table does not show, and leaves as they are.
    """

    years: tuple[TargetRow, ...]
    places: tuple[TargetRow, ...]
    kept: tuple[Target, ...] = ()

    @classmethod
    def of(
        cls,
        ingredients: Ingredients,
        *,
        kind: str,
        targets: Iterable[Target],
        data: Mapping[str, Any] | None,
    ) -> Self:
        there = list(targets)
        offered = {place.pk for place in ingredients.institutions}
        by_year = {row.year: row for row in there if row.year and not row.institution_id}
        of_places = [row for row in there if row.institution_id in offered]
        more = 0 if kind == Source.LOCAL_GOALS else MORE_ROWS  # each goal has a number of its own
        row_of = partial(TargetRow, data, ingredients=ingredients, kind=kind)
        return cls(
            years=tuple(
                row_of(prefix=f"aar-{year}", fixed_year=year, initial=_shown(by_year.get(year)))
                for year in sorted({*ingredients.years, *by_year})
            ),
            places=tuple(
                row_of(prefix=f"sted-{number}", fixed_year=None, initial=_shown(row))
                for number, row in enumerate([*of_places, *[None] * more])
            ),
            kept=tuple(
                row for row in there if row.institution_id and row.institution_id not in offered
            ),
        )

    @property
    def forms(self) -> list[TargetRow]:
        return [*self.years, *self.places]

    @property
    def has_places(self) -> bool:
        """Whether an institution has a target of its own, or is about to get one."""
        return any(row.initial or (row.is_bound and row.has_changed()) for row in self.places)

    @property
    def tells_years(self) -> bool:
        """Whether it says what is to be reached in some year."""
        return any(row.target() for row in self.years)

    def show(self, by_year: Mapping[int, Attainment]) -> None:
        """Beside each year's target how the rule stood."""
        for row in self.years:
            row.found = by_year.get(row.fixed_year or 0)

    def is_valid(self) -> bool:
        """Whether every row is; two for one place and year are told at the second."""
        valid = all(row.is_valid() for row in self.forms)
        seen: set[tuple[int | None, int | None]] = set()
        for row in self.places if valid else ():
            target = row.target()
            key = (target.year, target.institution_id) if target else None
            if key in seen:
                row.add_error("institution", _("There is a target for this already."))
                valid = False
            if key:
                seen.add(key)
        return valid

    def targets(self) -> list[Target]:
        rows = [row.target() for row in self.forms]
        return [*filter(None, rows), *self.kept]


def _shown(target: Target | None) -> dict[str, Any]:
    if target is None:
        return {}
    return {
        "year": target.year or "",
        "institution": target.institution_id or "",
        "value": target.value.normalize() if target.value is not None else None,
        "step": target.step_id or "",
    }


def _by_key(rows: Iterable[Any], key: object) -> Any:
    """The row with this key, be it a number or as it stands in a form; None without a key."""
    return next((row for row in rows if str(row.pk) == str(key)), None)
