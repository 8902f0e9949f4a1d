"""A new edition made of an old one, and the words of an edition: how files may write them."""

from typing import Any, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.bullets import items
from config.forms import Radios, field_of_rows
from config.others_words import KeepsWhatStood
from config.privacy import refuse_cpr
from files.number_fields import WholeNumberField
from files.spreadsheets.danish_values import fold
from measurements.models import Instrument, InstrumentVersion, Scale, ScaleStep, Topic
from measurements.own.forms import YEARS
from measurements.own.making import EditionQuestion, make_edition
from measurements.own.questions import LONGEST, faults_in, words_in

SAME, NEW, LEFT_OUT = "same", "new", "out"
RELATIONS = [
    (SAME, gettext_lazy("The same question")),
    (NEW, gettext_lazy("A new question")),
    (LEFT_OUT, gettext_lazy("Leave it out")),
]
CLOSE, BOTH = "close", "both"
NAME_FIELD = "form-control name-field"


class AskedAgain(NamedTuple):
    """A question of the edition before, with its two fields."""

    topic: Topic
    text: forms.BoundField
    relation: forms.BoundField


class EditionForm(forms.Form):
    """A new edition. old: the one whose questions it begins with."""

    year = WholeNumberField(label=gettext_lazy("Used from the year"), validators=YEARS)
    name = forms.CharField(
        label=gettext_lazy("Name of the edition (optional)"),
        help_text=gettext_lazy("The year, if nothing is written."),
        max_length=150,
        required=False,
        validators=[refuse_cpr],
    )
    scale: forms.ModelChoiceField[Scale] = forms.ModelChoiceField(
        label=gettext_lazy("Scale"),
        help_text=gettext_lazy("With another scale the figures are not compared across editions."),
        queryset=Scale.objects.none(),
    )
    overlap = forms.ChoiceField(
        label=gettext_lazy("What becomes of the editions that are in use?"),
        choices=[
            (CLOSE, gettext_lazy("They are used until the year before")),
            (BOTH, gettext_lazy("They are used beside the new one, in the same years")),
        ],
        widget=Radios,
        required=False,
    )
    more = forms.CharField(
        label=gettext_lazy("New questions, one on each line (optional)"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=60_000,
        required=False,
        validators=[refuse_cpr],
    )

    def __init__(self, *args: Any, old: InstrumentVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old
        self.instrument: Instrument = old.instrument
        self.topics = list(old.topics.select_related("scale"))
        self.fields["year"].initial = max(timezone.localdate().year, old.from_year + 1)
        self.fields["year"].widget.attrs["class"] = "short-field"
        self.fields["overlap"].initial = CLOSE
        field_of_rows(self, "scale").queryset = Scale.objects.order_by("name")
        self.fields["scale"].initial = old.scale
        for number, topic in enumerate(self.topics, start=1):
            label = _("Question %(number)s") % {"number": number}
            self.fields[f"text-{topic.pk}"] = forms.CharField(
                label=label,
                max_length=LONGEST,
                initial=topic.name,
                required=False,
                validators=[refuse_cpr],
                widget=forms.TextInput(
                    attrs={"class": "form-control name-field", "aria-label": label}
                ),
            )
            about = _("Question %(number)s, against the edition before") % {"number": number}
            self.fields[f"relation-{topic.pk}"] = forms.ChoiceField(
                label=about,
                choices=RELATIONS,
                initial=SAME,
                widget=forms.Select(attrs={"aria-label": about, "class": "form-select"}),
            )

    @property
    def asked_again(self) -> list[AskedAgain]:
        return [
            AskedAgain(topic, self[f"text-{topic.pk}"], self[f"relation-{topic.pk}"])
            for topic in self.topics
        ]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        answers["questions"] = list(self._questions(answers))
        self._clean_questions(answers["questions"])
        if "year" in answers:
            self._clean_years(answers)
        return answers

    def _questions(self, answers: dict[str, Any]) -> list[EditionQuestion]:
        found = []
        for topic in self.topics:
            relation = answers.get(f"relation-{topic.pk}", LEFT_OUT)
            text = " ".join(answers.get(f"text-{topic.pk}", "").split())
            if relation == LEFT_OUT:
                continue
            if not text:
                self.add_error(f"text-{topic.pk}", _("Write the question, or leave it out."))
                continue
            if relation == NEW and fold(text) == fold(topic.name):
                sentence = _("A new question is not in the same words as the one before.")
                self.add_error(f"text-{topic.pk}", sentence)
                continue
            found.append(EditionQuestion(text, topic if relation == SAME else None))
        return found + [EditionQuestion(text) for text in items(answers.get("more", ""))]

    def _clean_questions(self, questions: list[EditionQuestion]) -> None:
        if not questions and not self.errors:
            self.add_error("more", _("Write at least one question, one on each line."))
        others = filter(None, [self.instrument.group_name])
        for fault in faults_in([one.name for one in questions], others=others):
            self.add_error("more", fault)

    def _clean_years(self, answers: dict[str, Any]) -> None:
        """Two editions of one year are asked about: figures are read with one of them."""
        year = answers["year"]
        answers["closing"] = []
        versions = list(self.instrument.versions.all())
        if any(one.from_year == year for one in versions):
            self.add_error("year", _("There is an edition from this year already."))
            return
        overlapping = [
            one
            for one in versions
            if one.from_year < year and (one.to_year is None or one.to_year >= year)
        ]
        if not overlapping:
            return
        if not answers.get("overlap"):
            names = ", ".join(one.name for one in overlapping)
            sentence = _("%(editions)s is in use in the same years. Say what becomes of it.")
            self.add_error("overlap", sentence % {"editions": names})
        elif answers["overlap"] == CLOSE:
            answers["closing"] = overlapping

    def save(self) -> InstrumentVersion:
        answers = self.cleaned_data
        return make_edition(
            self.instrument,
            year=answers["year"],
            name=answers["name"] or str(answers["year"]),
            scale=answers["scale"],
            questions=answers["questions"],
            closing=answers["closing"],
        )


class WordsForm(KeepsWhatStood, forms.Form):
    """Other ways to write each question and each step of an edition, as files have them."""

    def __init__(self, *args: Any, version: InstrumentVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.topics = list(version.topics.all())
        self.steps = list(version.scale.steps.all())
        self.rows: list[Topic | ScaleStep] = [*self.topics, *self.steps]
        for row in self.rows:
            self.fields[_field_of(row)] = forms.CharField(
                label=str(row),
                initial="\n".join(row.synonyms),
                required=False,
                max_length=2000,
                validators=[refuse_cpr],
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.see({_field_of(row): "\n".join(row.synonyms) for row in self.rows})

    @property
    def of_topics(self) -> list[forms.BoundField]:
        return [self[_field_of(topic)] for topic in self.topics]

    @property
    def of_steps(self) -> list[forms.BoundField]:
        return [self[_field_of(step)] for step in self.steps]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        self.words: dict[str, list[str]] = {}
        for kind in (Topic, ScaleStep):
            rows = [row for row in self.rows if isinstance(row, kind)]
            named = {fold(name): row for row in rows for name in _names_of(row)}
            for row in rows:
                self._clean_words(row, named, answers.get(_field_of(row), ""))
        return answers

    def _clean_words(self, row: Any, named: dict[str, Any], text: str) -> None:
        field = _field_of(row)
        self.words[field] = words_in(text)
        for word in self.words[field]:
            other = named.setdefault(fold(word), row)
            if other != row:
                sentence = _("“%(word)s” means “%(other)s” already.")
                self.add_error(field, sentence % {"word": word, "other": other})

    def save(self) -> None:
        for row in self.rows:
            words = self.words[_field_of(row)]
            if words != row.synonyms:
                row.synonyms = words
                row.save(update_fields=["synonyms"])


def _field_of(row: Topic | ScaleStep) -> str:
    return f"{'topic' if isinstance(row, Topic) else 'step'}-{row.pk}"


def _names_of(row: Topic | ScaleStep) -> tuple[str, str]:
    return (row.name, row.short_name) if isinstance(row, Topic) else (row.label, row.short_label)
