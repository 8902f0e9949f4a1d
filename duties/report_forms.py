"""Reports of tilsyn, registered and corrected by hand."""

import datetime
from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.days import has_come
from config.deadlines import MindsDays
from config.django_private import ValidatesAlso
from config.forms import DateInput, field_of_words
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from duties.forms import saving
from duties.models import BoardTold, Remark, ReportCorrection
from duties.told import key_of
from institutions.models import Institution
from measurements.importing.locks import locks_of_inspections, sentence_about
from measurements.models import Inspection

KINDS_TOLD = _(
    "A follow-up or enhanced inspection follows up a report: the next is still counted from that"
    " one, unless the municipality has another rule."
)


def _asks_for_a_report(form: forms.ModelForm[Inspection]) -> None:
    """No kind is chosen beforehand but the usual one, and the day has come."""
    kind = field_of_words(form, "kind")
    kind.choices = Inspection.Kind.choices
    form.fields["closed_on"].required = True
    form.fields["closed_on"].validators.append(has_come)


def _check_order(day: datetime.date, known: Inspection) -> None:
    """A report comes after the visit, and before the board is informed of it."""
    told = BoardTold.objects.about(known).first()
    if known.observed_on and day < known.observed_on:
        seen = {"day": date_format(known.observed_on, "DATE_FORMAT")}
        raise ValidationError(
            _("The visit was on %(day)s. The report cannot be older."), params=seen
        )
    if told and told.told_on < day:
        heard = {"day": date_format(told.told_on, "DATE_FORMAT")}
        words = _("The board is noted as informed on %(day)s. The report cannot be later.")
        raise ValidationError(words, params=heard)


class ReportForm(MindsDays, ValidatesAlso, forms.ModelForm[Inspection]):
    """A report of tilsyn that somebody registers. institution: whose it is.

    It is of the inspection that is known of that kind and year, where its report is not yet.
    """

    report_url = forms.URLField(
        label=_("Link to the report (optional)"),
        help_text=_("Where it stands on the institution's own website."),
        max_length=200,
        required=False,
        assume_scheme="https",
    )

    validates_also = frozenset({"institution", "year"})

    class Meta:
        model = Inspection
        fields = ["kind", "closed_on"]
        widgets = {"closed_on": DateInput}
        labels = {
            "kind": _("Which inspection is it of?"),
            "closed_on": _("The day of the report"),
        }
        help_texts = {
            "kind": KINDS_TOLD,
            "closed_on": _("For example 28.08.2026."),
        }

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institution = self.instance.institution = institution
        self.instance.year = timezone.localdate().year  # until the day of the report is known
        _asks_for_a_report(self)
        self.helper = saving("kind", "closed_on", "report_url")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if self.errors:
            return answers
        day = answers["closed_on"]
        known = Inspection.objects.filter(
            institution=self.institution, year=day.year, kind=answers["kind"]
        ).first()
        if known is not None and known.closed_on and known.report_url:
            raise ValidationError(
                _("The report of this inspection is registered already. Correct that one.")
            )
        if known is not None:
            _check_order(day, known)
        if locks := locks_of_inspections([day.year]):
            raise ValidationError(sentence_about(locks))
        self.instance = known or Inspection(institution=self.institution)
        self.instance.year, self.instance.kind, self.instance.closed_on = (
            day.year,
            answers["kind"],
            day,
        )
        self.instance.report_url = answers.get("report_url") or self.instance.report_url
        return answers


class ReportCorrectionForm(MindsDays, KeepsOthersWords, ValidatesAlso, forms.ModelForm[Inspection]):
    """What stands of a report, put right. What was noted about it follows it along."""

    report_url = ReportForm.base_fields["report_url"]
    reason = forms.CharField(
        label=_("Why it is corrected"),
        help_text=_("For example: The year was mistyped. It stands with the report."),
        validators=[refuse_cpr],
        max_length=300,
    )

    validates_also = frozenset({"institution", "year"})

    class Meta(ReportForm.Meta):
        fields = ["kind", "closed_on", "report_url"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_for_a_report(self)
        self.was = copy(self.instance)
        self.helper = saving("kind", "closed_on", "report_url", "reason")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        day, kind, was = answers.get("closed_on"), answers.get("kind"), self.was
        if day is None or kind is None:
            return answers
        _check_order(day, was)
        if self.instance.batch_id is None:
            self.instance.year = day.year
        elif day.year not in {was.year, was.year + 1}:
            words = _(
                "The ratings of this inspection are of %(year)s. Write a day of that year or the"
                " next."
            )
            self.add_error("closed_on", ValidationError(words, params={"year": was.year}))
        becomes = Inspection(institution=was.institution, year=self.instance.year, kind=kind)
        if key_of(becomes) != key_of(was) and BoardTold.objects.about(becomes).exists():
            words = _("That the board was informed is noted of another report of this year.")
            self.add_error(None, words)
        return answers

    def correct(self, *, by: User) -> None:
        """Save it, with what stood before; what was noted about it is about it still."""
        was, report = self.was, self.save()
        for model in (BoardTold, Remark, ReportCorrection):
            for row in model.objects.about(was):
                row.year, row.visit = report.year, report.kind
                row.save(update_fields=["year", "visit"])
        ReportCorrection.objects.create(
            institution=report.institution,
            year=report.year,
            visit=report.kind,
            was_kind=was.kind,
            was_closed_on=was.closed_on,
            was_report_url=was.report_url,
            reason=self.cleaned_data["reason"],
            made_by=by,
        )
