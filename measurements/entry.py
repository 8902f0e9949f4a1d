"""Small data typed in: the fields of one row of a layout, read with the rules that hold for files.

What is typed becomes a file of one row, so that preview, receipt, trace and undo are the same.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from config.forms import field_of_rows
from files.spreadsheets import read
from institutions.models import NOT_DAYCARE, Identifier, Institution
from measurements.exporting.headings import Headings, headings_of
from measurements.exporting.help_texts import about_scale
from measurements.exporting.stored import places
from measurements.exporting.tables import NO, YES, kind_word
from measurements.importing import MeasurementsDiff, prepare
from measurements.importing.known import Catalogue, KnownScale
from measurements.importing.places import KINDS as KINDS_OF_NUMBERS
from measurements.layouts import NUMBERS, Column, Layout, Meaning, all_layouts
from measurements.models import Inspection, Instrument

#: Columns that nobody needs to type.
LEFT_OUT = (Meaning.PERCENT, Meaning.ITEMS, Meaning.AUDIENCE, Meaning.OBSERVER)
#: Those that the chosen institution answers.
PLACE = (*NUMBERS, Meaning.NAME)
LONGEST = 200


def typed_layouts() -> dict[str, Layout]:
    """Those whose rows are few and hold one observation, inspection or figure of a house."""
    return {
        code: layout
        for code, layout in all_layouts().items()
        if layout.topics_across and not layout.answers
    }


class EntryForm(forms.Form):
    """One row of a layout. A field for each column, called as in the file."""

    institution: forms.ModelChoiceField[Institution] = forms.ModelChoiceField(
        label=gettext_lazy("Institution"), queryset=Institution.objects.none()
    )

    def __init__(self, *args: Any, layout: Layout, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout
        catalogue = Catalogue.load()
        self.versions = catalogue[layout.instrument].versions
        every = headings_of(layout, catalogue=catalogue, numbers=NUMBERS)
        kept = tuple(one for one in every.columns if one.meaning not in LEFT_OUT)
        self.headings = Headings(kept, every.topics)
        numbered = Identifier.objects.current().values("institution")
        chosen = Institution.objects.editable_by(user).open().filter(pk__in=numbered)
        if Instrument.objects.filter(code=layout.instrument, is_of_daycare=True).exists():
            chosen = chosen.exclude(kind__in=NOT_DAYCARE)
        field_of_rows(self, "institution").queryset = chosen
        self.names: dict[str, str] = {}  # heading → name of the field that answers it
        for column in self.headings.columns:
            self.names[column.heading] = "institution"
            if column.meaning not in PLACE:
                self.add(column.heading, self.field_of(column))
        for topic in self.headings.topics:
            self.add(topic.name, self.rating_of(topic.scale))

    def add(self, heading: str, field: forms.Field) -> None:
        name = f"felt{len(self.fields)}"
        field.label = heading
        self.fields[name] = field
        self.names[heading] = name

    def field_of(self, column: Column) -> forms.Field:
        """How a declared column is answered: from a list where there is one."""
        choices = {
            Meaning.KIND: [kind_word(kind) for kind in Inspection.Kind],
            Meaning.EDITION: [version.name for version in self.versions],
            Meaning.IS_ENHANCED: [NO, YES],
            Meaning.HAS_IMMEDIATE_ORDER: [NO, YES],
        }.get(column.meaning)
        if choices:
            return _choice(choices, required=column.required)
        return _text(required=column.required)

    def rating_of(self, scale: KnownScale) -> forms.Field:
        if scale.is_ordinal:
            return _choice([step.label for step in scale.steps], required=False)
        return _text(required=False, help_text=about_scale(scale))

    def row(self) -> Iterator[str]:
        """The cells of the row, in the order of the headings."""
        institution = self.cleaned_data["institution"]
        place = places([institution.pk])[institution.pk]
        for column in self.headings.columns:
            if column.meaning is Meaning.NAME:
                yield place.name
            elif column.meaning in NUMBERS:
                yield place.numbers.get(KINDS_OF_NUMBERS[column.meaning], "")
            else:
                yield self.cleaned_data[self.names[column.heading]]
        for topic in self.headings.topics:
            yield self.cleaned_data[self.names[topic.name]]

    def file(self) -> bytes:
        """The row under its headings, as the csv that is read."""
        target = io.StringIO()
        writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
        writer.writerow(self.headings.texts)
        writer.writerow(self.row())
        return target.getvalue().encode("utf-8-sig")

    def plan(self, *, name: str) -> MeasurementsDiff:
        """What reading the row in would do; each fault in it is told at its field."""
        plan = prepare(read(self.file(), name=name), layout=self.layout.code)
        for fault in plan.errors:
            self.add_error(self.names.get(fault.column, "institution"), fault.message)
        if not plan.errors and not plan.content.observations and not plan.content.inspections:
            first = self.names[self.headings.topics[0].name]
            self.add_error(first, _("Write at least one result."))
        return plan


def file_name(user: User) -> str:
    """What a typed row is called where files are named."""
    return _("Typed by %(name)s") % {"name": user} + ".csv"


def _choice(words: list[str], *, required: bool) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[("", "–"), *((word, word) for word in words)], required=required
    )


def _text(*, required: bool, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        required=required,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
