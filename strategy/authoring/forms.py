"""What a person writes of a strategy: itself, its themes, and where a new one begins."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.asked import MOST
from config.bullets import items
from config.django_private import ValidatesAlso
from config.forms import Radios, field_of_words
from config.others_words import KeepsOthersWords
from config.privacy import refuse_cpr
from files.number_fields import WholeNumberField
from strategy.authoring.beginning import Beginning
from strategy.authoring.saving import WrittenTheme
from strategy.authoring.text import ThemeText
from strategy.models import Goal, Strategy

#: More themes than this are no strategy.
MOST_THEMES = 20
MOST_STATEMENTS = 60
SHORT_NAME = 60


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control"})


class StrategyForm(ValidatesAlso, KeepsOthersWords, forms.ModelForm[Strategy]):
    """The frame of a strategy: what it is called, its sentence and its years."""

    validates_also = frozenset({"cluster", "kind", "stage"})

    class Meta:
        model = Strategy
        fields = ["title", "headline", "text", "from_year", "to_year"]
        field_classes = dict.fromkeys(fields[3:], WholeNumberField)
        labels = {
            "headline": _("The vision in one sentence"),
            "text": _("In more words"),
        }
        help_texts = {
            "headline": _("It stands at the top of the cluster's page and on all papers."),
            "text": _("Optional. It unfolds below the sentence."),
        }
        widgets = {"headline": _area(2), "text": _area(4)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("class", "form-control")
            if name in ("title", "headline", "text"):
                field.validators = [*field.validators, refuse_cpr]
        if self.instance.kind == Strategy.Kind.COMMON_GOALS and "headline" in self.fields:
            self.fields["headline"].label = _("The goals in one sentence")
            self.fields["headline"].help_text = _("Optional.")
        for name in ("from_year", "to_year"):
            self.fields[name] = _year(self.fields[name])


def _year(field: forms.Field) -> forms.Field:
    """The years a strategy may have; a slip of the finger is none of them."""
    own = WholeNumberField(label=field.label, min_value=2000, max_value=2199)
    own.widget.attrs["class"] = "form-control short-field"
    return own


class BeginningForm(StrategyForm):
    """A new strategy, and what it begins from."""

    beginning = forms.ChoiceField(label=_("What do you begin from?"), widget=Radios)

    class Meta(StrategyForm.Meta):
        fields = ["title", "from_year", "to_year"]

    def __init__(self, *args: Any, beginnings: Sequence[Beginning], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beginnings = {each.key: each for each in beginnings}
        field = field_of_words(self, "beginning")
        field.choices = [(each.key, each.name) for each in beginnings]
        field.widget.attrs["class"] = "form-check-input"

    @property
    def chosen(self) -> Beginning:
        return self.beginnings[self.cleaned_data["beginning"]]


class VisionThemeForm(forms.Form):
    """A theme with its statements, one to a line."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MOST)
    text = forms.CharField(
        label=_("Heading of the theme"), max_length=2000, validators=[refuse_cpr], widget=_area(2)
    )
    short_name = forms.CharField(
        label=_("Short name"),
        help_text=_("For tables. Left empty, it is the beginning of the heading."),
        max_length=SHORT_NAME,
        validators=[refuse_cpr],
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    statements = forms.CharField(
        label=_("Statements"),
        help_text=_("One to a line. Paste a list from Word: bullets and numbers are taken off."),
        max_length=20_000,
        validators=[refuse_cpr],
        required=False,
        widget=_area(6),
    )
    measuring = forms.CharField(
        label=_("How is it measured?"),
        help_text=_(
            "In words, as it was decided. It stands on the page of the goal, above its measuring"
            " points, and in the steering concept."
        ),
        max_length=4_000,
        validators=[refuse_cpr],
        required=False,
        widget=_area(3),
    )

    def __init__(
        self, *args: Any, goals: dict[int, Goal], place: int, of_vision: bool, **kwargs: Any
    ) -> None:
        kwargs["prefix"] = f"tema-{place}"
        super().__init__(*args, **kwargs)
        self.goals, self.place = goals, place
        if not of_vision:
            self.fields["text"].label = _("The goal's words")

    def clean_statements(self) -> str:
        found = items(self.cleaned_data["statements"])
        if len(found) > MOST_STATEMENTS:
            raise forms.ValidationError(
                gettext("That is more than %(most)s statements.") % {"most": MOST_STATEMENTS}
            )
        return "\n".join(found)

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def goal(self) -> Goal | None:
        """The row it is, None for a new theme."""
        told = str(self["pk"].value() or "")
        return self.goals.get(int(told)) if told.isdecimal() else None

    @property
    def count(self) -> int:
        """How many statements it holds."""
        return len(items(str(self["statements"].value() or "")))

    @property
    def is_empty(self) -> bool:
        """A new theme in which nothing was written."""
        told = (self.data.get(self.add_prefix(name), "") for name in ("text", "statements"))
        return self.is_bound and not self.goal and not any(str(each).strip() for each in told)

    def written(self) -> WrittenTheme:
        answers = self.cleaned_data
        text = " ".join(answers["text"].split())
        short = answers["short_name"] or shortened_to(text)
        statements = tuple(answers["statements"].splitlines())
        return WrittenTheme(self.goal, text, short, statements, answers["measuring"].strip())


def shortened_to(text: str) -> str:
    """The beginning of a heading, at the end of a word, as long as a short name may be."""
    if len(text) <= SHORT_NAME:
        return text.rstrip(".")
    return text[: SHORT_NAME - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def told_theme(goal: Goal | ThemeText, statements: Sequence[str]) -> dict[str, Any]:
    """A theme as its form shows it."""
    key = goal.pk if isinstance(goal, Goal) else ""
    short = "" if goal.short_name == shortened_to(goal.text) else goal.short_name
    return {
        "pk": key,
        "text": goal.text,
        "short_name": short,
        "statements": "\n".join(statements),
        "measuring": goal.measuring,
    }


def goals_by_key(strategy: Strategy) -> dict[int, Goal]:
    goals: QuerySet[Goal] = strategy.goals.order_by("number").prefetch_related("statements")
    return {goal.pk: goal for goal in goals}
