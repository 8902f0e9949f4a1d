"""The efforts in the local goal's form: a row to each, and always one that is empty."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.models import fields_for_model
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from config.days import not_passed
from config.phrases import listing
from config.privacy import refuse_cpr
from strategy.answer_kinds import DayAnswer, RowAnswer
from strategy.effort_rows import NAMES, typed_rows
from strategy.form_fields import EFFORT_FIELDS, EFFORTS
from strategy.form_parts import WrittenDateField
from strategy.models import Effort

FEWEST_ROWS = 3
#: More than anybody writes, and with all their cells fewer than a server takes of a form.
MOST_ROWS = 100
LONGEST = 10_000  # characters of all rows together


class EffortRowForm(forms.Form):
    """One row as it stands in the form: a cell for each of an effort's fields.

    row: the key of the effort it is; empty for one that is new. saved: as it stands, if it does.
    """

    saved: RowAnswer | None = None

    row = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= deepcopy(_cells())

    @property
    def facts(self) -> list[forms.BoundField]:
        """The cells that may be left empty."""
        return [self[name] for name in NAMES[1:]]

    @property
    def tells_facts(self) -> bool:
        return any(cell.value() or cell.errors for cell in self.facts)

    def clean(self) -> dict[str, Any]:
        for name, messages in errors_of(
            {name: self[name].data for name in NAMES}, saved=self.saved
        ).items():
            if name not in self.errors:
                self.add_error(name, messages)
        return self.cleaned_data


@cache
def _cells() -> dict[str, forms.Field]:
    """A field of a form for each field of an effort, as its model has it."""
    days = {field.name for field in EFFORT_FIELDS if isinstance(field.kind, DayAnswer)}
    cells = fields_for_model(
        Effort,
        NAMES,
        field_classes=dict.fromkeys(days, WrittenDateField),
        widgets={NAMES[0]: forms.Textarea(attrs={"rows": 1, "placeholder": " "})},
    )
    for field in EFFORT_FIELDS:
        cell = cells[field.name]
        cell.label, cell.required = field.question, False
        cell.widget.attrs["class"] = f"{cell.widget.attrs.get('class', '')} form-control".strip()
        if isinstance(cell, forms.CharField):
            cell.validators.append(refuse_cpr)
    return cells


def _errors_of(row: Mapping[str, str | None]) -> dict[str, list[str]]:
    """Name of the cell → why it cannot be kept as it stands.

    Asked of the cells themselves: a form for each row is a fifth of what a saved form costs.
    """
    return errors_of(row, saved=row)


def errors_of(
    row: Mapping[str, str | None], *, saved: Mapping[str, str | None] | None
) -> dict[str, list[str]]:
    """The same, and which deadlines have passed that were written since the row was saved."""
    wrong: dict[str, list[str]] = {}
    for name, cell in _cells().items():
        try:
            value = cell.clean(cell.widget.value_from_datadict(row, MultiValueDict(), name))
            if isinstance(value, datetime.date) and row.get(name) != (saved or {}).get(name):
                not_passed(value)
        except ValidationError as error:
            wrong[name] = error.messages
    if not (row.get("text") or wrong):
        wrong["text"] = [gettext("Write the effort, or empty the whole row.")]
    return wrong


class EffortsWidget(forms.Widget):
    """Reads the rows of a form. saved: the efforts that are there already."""

    saved: Sequence[RowAnswer] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[RowAnswer]:
        return typed_rows(data, name, saved=self.saved)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(name) for key in data)


class EffortsBoundField(forms.BoundField):
    """What `strategy/_effort_rows.html` shows."""

    field: "EffortsField"

    @property
    def rows(self) -> list[EffortRowForm]:
        """A form for each row, and empty ones: one at least."""
        answers: list[RowAnswer] = EFFORTS.rows(self.value() or [])
        if len(answers) > MOST_ROWS:
            rest = "\n".join(map(EFFORTS.line, answers[MOST_ROWS - 1 :]))
            answers[MOST_ROWS - 1 :] = [{"text": rest}]
        spare = max(FEWEST_ROWS - len(answers), self.field.spare)
        filled = [self._row(number, answer) for number, answer in enumerate(answers)]
        return filled + [self._row(len(answers) + number) for number in range(spare)]

    @property
    def row_to_copy(self) -> EffortRowForm:
        """An empty row, of which a script makes others."""
        return EffortRowForm(prefix=f"{self.html_name}-0000")

    @property
    def facts_label(self) -> str:
        """What may be told beside an effort, in a few words: “Ansvarlig og frist”."""
        first, *others = (str(field.question) for field in EFFORT_FIELDS[1:])
        return listing([first, *map(str.lower, others)])

    @property
    def errors_of_all(self) -> list[str]:
        """What is wrong with the list, beside what is wrong with its rows."""
        found = self.form.errors.as_data().get(self.name, [])
        return [str(message) for error in found if error.code != "row" for message in error]

    def _row(self, number: int, answer: RowAnswer | None = None) -> EffortRowForm:
        prefix = f"{self.html_name}-{number}"
        if answer is not None and self.form.is_bound:
            typed = {f"{prefix}-{name}": cell for name, cell in answer.items()}
            row = EffortRowForm(typed, prefix=prefix)
            row.saved = self.field.saved_as(answer)
        else:
            row = EffortRowForm(initial=answer, prefix=prefix)
        if number == 0:
            row.fields["text"].widget.attrs["id"] = self.auto_id
        return row


class EffortsField(forms.Field):
    """All efforts of a goal, as rows of answers. spare: how many empty rows there are at least."""

    widget = EffortsWidget
    bound_field_class = EffortsBoundField
    spare = 1

    def clean(self, value: list[RowAnswer]) -> list[RowAnswer]:
        wrong = [
            ValidationError(
                gettext("Effort %(number)s: %(error)s"),
                code="row",
                params={"number": number, "error": message},
            )
            for number, row in enumerate(value, start=1)
            for messages in errors_of(row, saved=self.saved_as(row)).values()
            for message in messages
        ]
        if self.is_too_long(value):
            MaxLengthValidator(LONGEST)(EFFORTS.shown(value))
        if wrong:
            raise ValidationError(wrong)
        return value

    def saved_as(self, row: RowAnswer) -> RowAnswer | None:
        """The effort that a row is, as it was saved."""
        key, saved = row.get("row"), cast("EffortsWidget", self.widget).saved
        return next((one for one in saved if key and one["row"] == key), None)

    def is_too_long(self, value: list[RowAnswer]) -> bool:
        return len(EFFORTS.shown(value)) > LONGEST

    def fit(self, value: Iterable[RowAnswer]) -> list[RowAnswer]:
        """The rows without the cells that cannot be saved: of those nothing is said."""
        fit = []
        for row in value:
            wrong = _errors_of(row)
            left = {name: cell for name, cell in row.items() if name not in wrong}
            if left.get("text") or left.get("row"):
                fit.append(left)
        return fit
