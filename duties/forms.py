"""What is written into the register of inspections by hand."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from config.asked import MOST
from config.days import has_come
from config.deadlines import MindsDays
from config.django_private import ValidatesAlso
from config.forms import Button, DateInput, field_of_rows, field_of_words
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from duties.due import REPORTING
from duties.models import BoardTold, Remark
from institutions.models import Institution
from lifecycle.asking import LifeMoveForm
from measurements.importing.locks import locks_of_inspections, sentence_about
from measurements.models import Inspection
from strategy.models import LocalGoal


def _helper(*fields: str) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(
        *fields, FormActions(Button(_("Save"), type="submit", css_class="btn-primary"))
    )
    return helper


class RemarkForm(MindsDays, KeepsOthersWords, forms.ModelForm[Remark]):
    """What an inspection asks for, who sees to it and by when. people: those to choose among.

    goals: local goals of the place that the work may be part of; not asked where there are none.
    asks: whether the writer may change what is asked; others choose who sees to it. reported_on:
    the day of the report that it stands in, where that is known.
    """

    #: The one that was read, where there is one already.
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)

    class Meta:
        model = Remark
        fields = ["kind", "text", "person", "responsible", "due_on", "local_goals"]
        widgets = {
            "due_on": DateInput,
            "text": forms.Textarea(attrs={"rows": 4}),
            "local_goals": forms.CheckboxSelectMultiple,
        }
        labels = {
            "kind": _("What it is"),
            "text": _("What is to be done"),
            "person": _("Who follows up"),
            "responsible": _("Or in words"),
            "due_on": _("By when (optional)"),
            "local_goals": _("Which local goals is it worked on in? (optional)"),
        }
        help_texts = {
            "text": _("As it stands in the report. Name no child and no parent."),
            "responsible": _("A name or a role, where the person is not in the list."),
            "due_on": _("For example 28.08.2027. For an order without a day one is suggested."),
        }

    def __init__(
        self,
        *args: Any,
        people: QuerySet[User],
        goals: QuerySet[LocalGoal],
        asks: bool = True,
        reported_on: datetime.date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.reported_on = reported_on
        person = field_of_rows(self, "person")
        person.queryset = people
        person.empty_label = _("Somebody else")
        field_of_rows(self, "local_goals").queryset = goals
        shown = ["kind", "text", "person", "responsible", "due_on", "local_goals"]
        if not asks:
            shown = ["person", "responsible", "local_goals"]
        if not goals:
            shown.remove("local_goals")
        if set(shown) != self.fields.keys() - {"version"}:
            for name in self.fields.keys() - {*shown, "version"}:
                del self.fields[name]
        if self.instance.pk is None:
            del self.fields["version"]
        else:
            self.initial["version"] = self.instance.version
            shown.append("version")
        self.helper = _helper(*shown)

    @property
    def not_before(self) -> Mapping[str, tuple[datetime.date | None, StrOrPromise]]:
        return {"due_on": (self.reported_on, _("The report is of %(day)s. Write a later day."))}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("person"):
            answers["responsible"] = str(answers["person"])
        elif not answers.get("responsible") and "responsible" not in self.errors:
            self.add_error("responsible", ValidationError(_("Say who follows up.")))
        return answers


def version_of(told: BoardTold | None) -> str:
    """What is noted, as a mark that differs when any of it does."""
    if told is None or told.pk is None:
        return ""
    said = f"{told.told_on} {told.answered_on} {told.answer}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


class BoardToldForm(MindsDays, KeepsOthersWords, forms.ModelForm[BoardTold]):
    """When the board was informed of a report, and what it answered.

    reported_on: the day of the report, where it is known.
    """

    later = {"answered_on": ("told_on", _("The board answers when it has been informed."))}

    #: Of what was noted when the page was opened.
    version = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    class Meta:
        model = BoardTold
        fields = ["told_on", "answer", "answered_on"]
        widgets = {
            "told_on": DateInput,
            "answered_on": DateInput,
            "answer": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {
            "told_on": _("When was the board informed"),
            "answer": _("What the board answered (optional)"),
            "answered_on": _("When did it answer (optional)"),
        }
        help_texts = {"told_on": _("For example 28.08.2026.")}

    def __init__(self, *args: Any, reported_on: datetime.date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reported_on = reported_on
        for name in ("told_on", "answered_on"):
            self.fields[name].validators.append(has_come)
        self.initial["version"] = version_of(self.instance)
        self.helper = _helper("told_on", "answer", "answered_on", "version")

    @property
    def not_before(self) -> Mapping[str, tuple[datetime.date | None, StrOrPromise]]:
        words = _("The report is of %(day)s. The board cannot have been informed of it before.")
        return {"told_on": (self.reported_on, words)}


class ReportForm(ValidatesAlso, forms.ModelForm[Inspection]):
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
            "closed_on": _("For example 28.08.2026. The next report is counted from it."),
        }

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institution = self.instance.institution = institution
        self.instance.year = timezone.localdate().year  # until the day of the report is known
        kind = field_of_words(self, "kind")
        kind.choices = [(one.value, one.label) for one in REPORTING]
        self.fields["closed_on"].required = True
        self.fields["closed_on"].validators.append(has_come)
        self.helper = _helper("kind", "closed_on", "report_url")

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
                _(
                    "The report of this inspection is registered already. An administrator corrects"
                    " it."
                )
            )
        self._check_days(day, known)
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

    def _check_days(self, day: datetime.date, known: Inspection | None) -> None:
        """A report comes after the visit, and before the board is informed of it."""
        if known is None:
            return
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


class RemarkMoveForm(LifeMoveForm):
    """What must be told with a move of a remark."""

    comment = forms.CharField(
        label=_("What has been done, or why"),
        help_text=_("Whoever reads the institution can read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_cpr],
        max_length=2_000,
        required=False,
    )
