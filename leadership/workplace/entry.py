"""Talks of a month typed in by whoever leads an institution: a file of a few rows, as any other."""

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from config.forms import QuestionFieldset, Submit, field_of_words
from config.numbers import rounded
from files.number_fields import WholeNumberField
from files.spreadsheets import read
from imports.errors import ImportRefused
from institutions.models import Institution
from leadership.workplace.declared import made_of
from leadership.workplace.talks import held_of, talk_topics
from measurements.entry import file_name
from measurements.exporting.headings import headings_of
from measurements.exporting.stored import places
from measurements.importing import commit_diff, prepare
from measurements.importing.known import Catalogue
from measurements.importing.places import KINDS as KINDS_OF_NUMBERS
from measurements.layouts import NUMBERS, Meaning, all_layouts
from measurements.layouts import Column as FileColumn
from measurements.models import Measurement, Topic
from measurements.rounds_of_year import MONTHS, part_of, round_said

#: So many months back something may still be told of.
MONTHS_BACK = 12
MOST = 999


class ToldTalks(NamedTuple):
    """What was told of a kind of talks by the end of a month."""

    period: str
    held: int
    planned: int


class TalksForm(forms.Form):
    """How many talks are planned in the year, and how many of them have been held by a month.

    The month is chosen first, and its own numbers stand there; where it has none, those that were
    told last before it.
    """

    month = forms.ChoiceField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        institution: Institution,
        on: datetime.date,
        month: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.institution = institution
        self.topics = talk_topics()
        months = months_back(on)
        asked = self.data.get("month", "") if self.is_bound else month
        self.period = asked if asked in months else months[0]
        field = field_of_words(self, "month")
        self.months = [(period, _said(period)) for period in months]
        field.choices, field.initial = self.months, self.period
        self.told = _told_of(institution, self.period[:4], lineages=self.lineages)
        rows = []
        for topic in self.topics:
            known = self._until(topic, self.period)
            held, planned = (known.held, known.planned) if known else (None, None)
            self.fields[f"held-{topic.pk}"] = _count(_("Held until now"), held)
            self.fields[f"planned-{topic.pk}"] = _count(_("Planned in the year"), planned)
            rows.append(
                QuestionFieldset(
                    topic.name,
                    Row(
                        Column(f"held-{topic.pk}", css_class="col-6"),
                        Column(f"planned-{topic.pk}", css_class="col-6"),
                    ),
                )
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "month", *rows, FormActions(Submit("save", _("Save the numbers")))
        )

    @property
    def when(self) -> str:
        """“juni 2026”."""
        return _said(self.period)

    @property
    def stands_from(self) -> str:
        """The month whose numbers stand there, where the chosen one has none of its own."""
        known = [one for topic in self.topics if (one := self._until(topic, self.period))]
        newest = max((one.period for one in known), default=self.period)
        return "" if newest == self.period else _said(newest)

    def _until(self, topic: Topic, period: str) -> ToldTalks | None:
        told = [one for one in self.told[topic.lineage] if one.period <= period]
        return told[-1] if told else None

    @property
    def lineages(self) -> dict[int, str]:
        return {topic.pk: topic.lineage for topic in self.topics}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        told = False
        for topic in self.topics:
            held, planned = answers.get(f"held-{topic.pk}"), answers.get(f"planned-{topic.pk}")
            if planned and held is not None:
                told = True
                if held > planned:
                    sentence = _("More cannot have been held than were planned.")
                    self.add_error(f"held-{topic.pk}", sentence)
                self._check_no_fall(topic, held)
            elif held:
                self.add_error(f"planned-{topic.pk}", _("Write how many are planned."))
        if not told and not self.errors:
            raise forms.ValidationError(_("Write the numbers of one kind of talks at least."))
        return answers

    def _check_no_fall(self, topic: Topic, held: int) -> None:
        """They are counted since new year: no month has fewer than the one before it."""
        sentence = _(
            "By the end of %(earlier)s %(more)s had been held. Since new year no fewer can have"
            " been held by the end of %(later)s: here it is %(fewer)s. Correct the month that is"
            " wrong."
        )
        mine = ToldTalks(self.period, held, 0)
        for other in self.told[topic.lineage]:
            earlier, later = sorted((mine, other))
            if other.period != self.period and earlier.held > later.held:
                told = {"more": earlier.held, "fewer": later.held}
                months = {"earlier": _said(earlier.period), "later": _said(later.period)}
                self.add_error(f"held-{topic.pk}", sentence % (told | months))
                return

    def save(self, *, by: User) -> bool:
        """Read the numbers in; whether it could be done: else the form says why."""
        plan = prepare(read(self.file(), name=file_name(by)), layout=made_of().talks)
        for error in plan.errors:
            self.add_error(None, error.message)
        if not plan.errors:
            try:
                commit_diff(plan, by=by)
            except ImportRefused as refusal:
                self.add_error(None, refusal.message)
        return not self.errors

    def file(self) -> bytes:
        """The numbers under the headings of the layout, as the csv that is read."""
        layout = all_layouts()[made_of().talks]
        headings = headings_of(layout, catalogue=Catalogue.load(), numbers=NUMBERS)
        target = io.StringIO()
        writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
        writer.writerow(headings.texts)
        place = places([self.institution.pk])[self.institution.pk]
        for topic in self.topics:
            held = self.cleaned_data[f"held-{topic.pk}"]
            planned = self.cleaned_data[f"planned-{topic.pk}"]
            if not planned or held is None:
                continue
            share = rounded(Decimal(100) * held / planned, 3)
            told = {
                Meaning.NAME: place.name,
                Meaning.YEAR: self.cleaned_data["month"],
                Meaning.TOPIC: topic.name,
                Meaning.RESPONDENTS: str(planned),
                Meaning.VALUE: str(share).replace(".", ","),
            }
            writer.writerow(_cell(column, told, place.numbers) for column in headings.columns)
        return target.getvalue().encode("utf-8-sig")


def months_back(on: datetime.date) -> list[str]:
    """The periods that may be told of, this month first."""
    months = (on.year * 12 + on.month - 1 - back for back in range(MONTHS_BACK))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in months]


def _cell(column: FileColumn, told: dict[Meaning, str], numbers: dict[str, str]) -> str:
    if column.meaning in NUMBERS:
        return numbers.get(KINDS_OF_NUMBERS[column.meaning], "")
    return told.get(column.meaning, "")


def _said(period: str) -> str:
    return round_said(period, int(period[:4]))


def _count(label: str, initial: int | None) -> WholeNumberField:
    return WholeNumberField(
        label=label, required=False, min_value=0, max_value=MOST, initial=initial
    )


def _told_of(
    institution: Institution, year: str, *, lineages: dict[int, str]
) -> Mapping[str, list[ToldTalks]]:
    """Lineage → what was told of it in a year, by month: for whoever tells it."""
    rows = Measurement.objects.filter(
        institution=institution, topic__in=lineages, year=year, group=""
    ).order_by("period")
    found: Mapping[str, list[ToldTalks]] = defaultdict(list)
    for topic, period, share, planned in rows.values_list(
        "topic", "period", "value", "respondents"
    ):
        if share is not None and planned is not None and part_of(period) in MONTHS:
            found[lineages[topic]].append(ToldTalks(period, held_of(share, planned), planned))
    return found
