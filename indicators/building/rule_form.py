"""What a person chooses of a whole rule: how many are to have it, its name and its theme."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from config.numbers import written_plainly
from config.privacy import refuse_cpr
from files.number_fields import WholeNumberField, WrittenNumberField
from indicators.building.forms import SentenceForm
from indicators.evaluation.rules import COUNTS_UNITS, Source
from indicators.models import Indicator

LONG = forms.Textarea(attrs={"rows": 2})

#: How many units are to be there, as the sentence says it.
HOW_MANY = [
    (Indicator.Aggregation.ALL.value, _("all")),
    (Indicator.Aggregation.SHARE.value, _("a certain share of the")),
    (Indicator.Aggregation.COUNT.value, _("a certain number of the")),
    (Indicator.Aggregation.MEAN.value, _("the mean of all")),
    (Indicator.Aggregation.SUM.value, _("the sum of all")),
    (Indicator.Aggregation.LATEST.value, _("the latest measured of the")),
]


#: Of several things together there is no number.
OF_SEVERAL = HOW_MANY[:3]

#: No number of institutions, and no year, is beyond it.
MOST_KNOWN = 9999


class RuleForm(SentenceForm):
    """A whole rule, with its name, its number and the theme it belongs to."""

    is_part = False

    aggregation = forms.ChoiceField(label=pgettext_lazy("sentence", "how many"), choices=HOW_MANY)
    year = forms.TypedChoiceField(label=_("year"), coerce=int, required=False, empty_value=None)
    enough = WrittenNumberField(max_digits=7, decimal_places=1, min_value=0, required=False)
    required_units = forms.TypedChoiceField(
        label=_("where"), coerce=int, required=False, empty_value=None
    )
    required_parts = forms.TypedChoiceField(
        label=_("which parts"), coerce=int, required=False, empty_value=None
    )
    goal = forms.TypedChoiceField(label=_("Theme"), coerce=int)
    text = forms.CharField(
        label=_("In the strategy's own words"),
        help_text=_("Optional. Left empty, the sentence above stands in its place."),
        widget=LONG,
        max_length=5000,
        validators=[refuse_cpr],
        required=False,
    )
    number = WholeNumberField(label=_("Number"), min_value=1, max_value=32000)
    code = forms.CharField(label=_("Short code"), max_length=20)
    source_note = forms.CharField(
        label=_("Source in words"), max_length=150, validators=[refuse_cpr], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        strategy = self.ingredients.goal.strategy
        years = sorted({*self.ingredients.years, *filter(None, [self._known("year")])})
        self._choices("year", [("", _("every year")), *[(str(y), str(y)) for y in years]])
        most = max(len(self.ingredients.institutions), self._known("required_units"), 1)
        counts = [
            (str(n), _("at least %(count)s institutions") % {"count": n})
            for n in range(1, most + 1)
        ]
        self._choices("required_units", [("", _("all institutions")), *counts])
        self._choices("goal", [(str(goal.pk), str(goal)) for goal in strategy.goals.all()])
        if self.chosen_kind == Source.METHODS:
            del self.fields["aggregation"]
        else:
            del self.fields["required_units"]
        if self.chosen_kind in (Source.COMPOSITE, Source.LOCAL_GOALS):
            self._choices("aggregation", OF_SEVERAL)
        if self.chosen_kind != Source.COMPOSITE:
            del self.fields["required_parts"]
        if self.counts_units:
            self.fields["enough"].label = self._enough_label
        else:
            del self.fields["enough"]

    def offer_parts(self, count: int) -> None:
        """How many of the parts are to hold: of so many as there are."""
        if "required_parts" not in self.fields:
            return
        most = max(count - 1, self._known("required_parts"))
        some = [
            (
                str(n),
                ngettext("at least %(count)s of the parts", "at least %(count)s of the parts", n)
                % {"count": n},
            )
            for n in range(1, most + 1)
        ]
        self._choices("required_parts", [("", _("all parts")), *some])

    def asks_how_many(self, is_told_by_years: bool) -> bool:
        """Whether it is not clear how many institutions are to have it: then that is asked."""
        answers = self.cleaned_data
        if not self.counts_units or is_told_by_years or answers.get("enough") is not None:
            return False
        value = answers.get("value")
        asks_always = self.chosen_kind in (Source.COMPOSITE, Source.LOCAL_GOALS)
        if value is None and not answers.get("step") and not asks_always:
            return False  # followed, without a target
        told = _asked_of_goals(is_share=self._is_share) if self.is_of_goals else ""
        self.add_error("enough", told or _asked(value, is_share=self._is_share))
        return True

    @property
    def naming(self) -> list[forms.BoundField]:
        """What stands folded: where the indicator belongs, and other words for it."""
        return [self[name] for name in ("goal", "number", "code", "text", "source_note")]

    def _known(self, name: str) -> int:
        """A number the rule has had, perhaps another than those that are offered; 0 for none."""
        known = str(self.initial.get(name) or "")
        return min(int(known), MOST_KNOWN) if known.isdecimal() else 0

    @property
    def is_by_unit(self) -> bool:
        by_unit = {"", Indicator.Aggregation.ALL.value, *COUNTS_UNITS}
        return self._told("aggregation") in by_unit

    @property
    def is_of_goals(self) -> bool:
        """Whether local goals are counted, each against the number it has set itself."""
        return self.chosen_kind == Source.LOCAL_GOALS

    @property
    def wants_all(self) -> bool:
        return self._told("aggregation") in ("", Indicator.Aggregation.ALL.value)

    @property
    def has_targets(self) -> bool:
        """Whether there is anything to reach besides what the sentence says."""
        return not (self.is_of_goals and self.wants_all)

    @property
    def _enough_label(self) -> Any:
        if self.is_of_goals:
            return _("per cent of the local goals") if self._is_share else _("how many local goals")
        if self._is_share:
            return _("per cent of the institutions")
        return _("how many institutions")

    @property
    def counts_units(self) -> bool:
        return self._told("aggregation") in COUNTS_UNITS and self.chosen_kind != Source.METHODS

    @property
    def _is_share(self) -> bool:
        return self._told("aggregation") == Indicator.Aggregation.SHARE

    def write_to(self, indicator: Indicator) -> None:
        super().write_to(indicator)
        answers = self.cleaned_data
        default = Indicator.Aggregation.COUNT
        indicator.aggregation = answers.get("aggregation") or default
        indicator.year = answers["year"]
        indicator.required_units = answers.get("required_units")
        indicator.required_parts = answers.get("required_parts")
        goals = self.ingredients.goal.strategy.goals.all()
        indicator.goal = next(goal for goal in goals if goal.pk == answers["goal"])
        indicator.number, indicator.code = answers["number"], answers["code"]
        indicator.source_note = answers["source_note"]


def _at_least(parts: int) -> str:
    return ngettext("at least %(count)s of the parts", "at least %(count)s of the parts", parts) % {
        "count": parts
    }


def _asked_of_goals(*, is_share: bool) -> str:
    if is_share:
        return gettext("How many per cent of the local goals are to have reached their number?")
    return gettext("How many local goals are to have reached their number?")


def _asked(value: Decimal | None, *, is_share: bool) -> str:
    """How many institutions? A number may have been meant as that, or as what each is to have."""
    if value is None:
        if is_share:
            return gettext("How many per cent of the institutions are to have it?")
        return gettext("How many institutions are to have it?")
    told = (
        gettext(
            "Is %(value)s per cent of the institutions, or what each of them is to have?"
            " Write the per cent here, and what each is to have at the end."
        )
        if is_share
        else gettext(
            "Is %(value)s how many institutions, or what each of them is to have? Write"
            " how many here, and what each is to have at the end."
        )
    )
    return told % {"value": written_plainly(value)}
