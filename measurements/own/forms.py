"""The page on which an instrument is defined: what it is, its scale and its questions."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.bullets import items
from config.forms import Radios, field_of_rows
from config.privacy import refuse_cpr
from files.number_fields import WholeNumberField, WrittenNumberField
from files.spreadsheets.danish_values import fold
from files.spreadsheets.table import is_error_value
from measurements.models import Instrument, Scale
from measurements.own.making import NewScale, make_instrument
from measurements.own.questions import faults_in, is_an_error, questions_in

YEARS = [MinValueValidator(1990), MaxValueValidator(2100)]
SHORT_NAME, MOST_STEPS, LONGEST_STEP = 20, 20, 100

KINDS = [
    (
        Instrument.Kind.SURVEY.value,
        gettext_lazy("Survey: many have answered, and the figure is a mean or a share"),
    ),
    (
        Instrument.Kind.OBSERVATION.value,
        gettext_lazy("Inspection or observation: somebody has looked, and rated it"),
    ),
    (Instrument.Kind.COUNT.value, gettext_lazy("Count: a number, a per cent or hours")),
]
KNOWN = "known"
MEASURED = [
    (Scale.Kind.NUMERIC.value, gettext_lazy("On a scale of numbers, as 1 to 5")),
    (Scale.Kind.ORDINAL.value, gettext_lazy("In words: steps from the lowest to the highest")),
    (Scale.Kind.PERCENT.value, gettext_lazy("In per cent, from 0 to 100")),
    (Scale.Kind.COUNT.value, gettext_lazy("As a number without an upper limit")),
    (KNOWN, gettext_lazy("On a scale we have already")),
]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OwnInstrumentForm(forms.Form):
    """An instrument on one page. Nobody is asked for a code."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As it shall stand on the pages."),
        max_length=150,
        validators=[refuse_cpr],
    )
    short_name = forms.CharField(
        label=gettext_lazy("Short name (optional)"),
        help_text=gettext_lazy("For tables, at most 20 characters."),
        max_length=SHORT_NAME,
        required=False,
        validators=[refuse_cpr],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of measuring is it?"), choices=KINDS, widget=Radios
    )
    group_name = forms.CharField(
        label=gettext_lazy("Is it measured for parts of an institution? (optional)"),
        help_text=gettext_lazy(
            "What the parts are called, as »Stue« or »Aldersgruppe«. Empty: whole institutions."
        ),
        max_length=60,
        required=False,
        validators=[refuse_cpr],
    )
    year = WholeNumberField(
        label=gettext_lazy("First year"),
        help_text=gettext_lazy("The first year there are figures of."),
        validators=YEARS,
    )
    measured = forms.ChoiceField(
        label=gettext_lazy("How is it measured?"), choices=MEASURED, widget=Radios
    )
    lowest = WrittenNumberField(label=gettext_lazy("Lowest number"), required=False)
    highest = WrittenNumberField(label=gettext_lazy("Highest number"), required=False)
    unit = forms.CharField(
        label=gettext_lazy("Unit (optional)"),
        help_text=gettext_lazy("What is counted, as timer or børn."),
        max_length=30,
        required=False,
        validators=[refuse_cpr],
    )
    decimals = forms.TypedChoiceField(
        label=gettext_lazy("Decimals that are shown"),
        choices=[(0, "0"), (1, "1"), (2, "2")],
        coerce=int,
        initial=1,
        required=False,
    )
    steps = forms.CharField(
        label=gettext_lazy("The steps, one on each line, the lowest first"),
        help_text=gettext_lazy(
            "Needed where it is measured in words. On a scale of numbers: what its numbers are"
            " called, if they are called something."
        ),
        widget=_lines(5),
        max_length=4000,
        required=False,
        validators=[refuse_cpr],
    )
    scale: forms.ModelChoiceField[Scale] = forms.ModelChoiceField(
        label=gettext_lazy("A scale we have"), queryset=Scale.objects.none(), required=False
    )
    high_is_good = forms.BooleanField(
        label=gettext_lazy("A high number, or a high step, is good"), initial=True, required=False
    )
    questions = forms.CharField(
        label=gettext_lazy("The questions, themes or key figures, one on each line"),
        help_text=gettext_lazy(
            "Paste them as they stand in the survey. Bullets and numbers are taken away."
        ),
        widget=_lines(10),
        max_length=60_000,
        validators=[refuse_cpr],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year
        field_of_rows(self, "scale").queryset = Scale.objects.order_by("name")
        for name in ("short_name", "year", "lowest", "highest", "unit", "decimals"):
            self.fields[name].widget.attrs["class"] = "short-field"

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        there = Instrument.objects.filter(name__iexact=name).first()
        if there:
            raise forms.ValidationError(
                _("There is an instrument called %(name)s already. Make an edition of it instead.")
                % {"name": there.name}
            )
        return name

    def clean_steps(self) -> list[str]:
        return steps_in(self.cleaned_data["steps"])

    def clean_questions(self) -> list[str]:
        return questions_in(self.cleaned_data["questions"])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        kinds = {
            Scale.Kind.NUMERIC.value: self._clean_numbers,
            Scale.Kind.ORDINAL.value: self._clean_words,
            KNOWN: self._clean_known,
        }
        check = kinds.get(answers.get("measured", ""))
        if check:
            check(answers)
        if answers.get("questions"):
            others = [answers.get("group_name", "")]
            for fault in faults_in(answers["questions"], others=filter(None, others)):
                self.add_error("questions", fault)
        return answers

    def _clean_numbers(self, answers: dict[str, Any]) -> None:
        for name in ("lowest", "highest"):
            if name not in self.errors and answers.get(name) is None:
                self.add_error(name, _("Write where the scale begins and ends, as 1 and 5."))
        lowest, highest = answers.get("lowest"), answers.get("highest")
        if lowest is None or highest is None:
            return
        if highest <= lowest:
            self.add_error("highest", _("The highest value must be above the lowest."))
            return
        steps = answers.get("steps")
        if steps and (lowest != int(lowest) or lowest < 1 or len(steps) != highest - lowest + 1):
            self.add_error(
                "steps",
                _(
                    "There are %(count)s steps, but %(wanted)s numbers from the lowest to"
                    " the highest."
                )
                % {"count": len(steps), "wanted": highest - lowest + 1},
            )

    def _clean_words(self, answers: dict[str, Any]) -> None:
        if "steps" not in self.errors and len(answers.get("steps", ())) < 2:
            self.add_error("steps", _("Write at least two steps, one on each line."))

    def _clean_known(self, answers: dict[str, Any]) -> None:
        if not answers.get("scale"):
            self.add_error("scale", _("Choose the scale."))

    @property
    def told_scale(self) -> Scale | NewScale:
        """The scale that was chosen, or how the new one is to be."""
        answers = self.cleaned_data
        kind = answers["measured"]
        if kind == KNOWN:
            chosen: Scale = answers["scale"]
            return chosen
        numbers = {
            Scale.Kind.NUMERIC.value: (answers["lowest"], answers["highest"]),
            Scale.Kind.PERCENT.value: (0, 100),
            Scale.Kind.COUNT.value: (0, None),
        }
        lowest, highest = numbers.get(kind, (None, None))
        has_steps = kind in (Scale.Kind.NUMERIC, Scale.Kind.ORDINAL)
        return NewScale(
            kind=kind,
            steps=answers["steps"] if has_steps else (),
            lowest=lowest,
            highest=highest,
            decimals=int(answers["decimals"] or 0),
            unit="" if kind == Scale.Kind.ORDINAL else answers["unit"],
            low_is_good=not answers["high_is_good"],
        )

    def save(self) -> Instrument:
        answers = self.cleaned_data
        short = answers["short_name"] or Truncator(answers["name"]).chars(SHORT_NAME)
        return make_instrument(
            name=answers["name"],
            short_name=short,
            kind=answers["kind"],
            group_name=answers["group_name"],
            year=answers["year"],
            scale=self.told_scale,
            questions=answers["questions"],
        )


def steps_in(text: str) -> list[str]:
    """The steps of a scale, one a line, the lowest first. Raises `ValidationError`."""
    steps = items(text)
    if len(steps) > MOST_STEPS:
        raise forms.ValidationError(
            _("There can be at most %(most)s steps.") % {"most": MOST_STEPS}
        )
    for step in steps:
        if len(step) > LONGEST_STEP:
            limit = _("“%(text)s …” is too long: a step has at most %(limit)s characters.")
            raise forms.ValidationError(limit % {"text": step[:60], "limit": LONGEST_STEP})
        if is_error_value(step):  # no file could tell it
            raise forms.ValidationError(is_an_error(step))
    folded = [fold(step) for step in steps]
    if len(set(folded)) < len(folded):
        raise forms.ValidationError(_("Two of the steps are called the same."))
    return steps
