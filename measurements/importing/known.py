"""What is known when a file is checked: instruments with their words, and institutions."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, Self

from files.spreadsheets.danish_values import fold
from institutions.models import Identifier, Institution
from measurements.layouts import Layout, layouts_with
from measurements.models import InstrumentVersion, Scale, ScaleStep, Topic


class KnownStep(NamedTuple):
    """A step of a scale; `of` is how many the scale has."""

    pk: int
    rank: int
    label: str
    short_label: str
    of: int


@dataclass(slots=True)
class KnownScale:
    """A scale with every way to write its steps. Steps stand best first."""

    pk: int
    name: str
    kind: str
    lowest: Decimal | None
    highest: Decimal | None
    highest_is_usual: bool = False
    unit: str = ""
    steps: list[KnownStep] = field(default_factory=list)
    words: dict[str, KnownStep] = field(default_factory=dict)  # folded label or synonym → step
    labels: list[str] = field(default_factory=list)  # folded labels alone

    @property
    def is_ordinal(self) -> bool:
        return self.kind == Scale.Kind.ORDINAL


@dataclass(slots=True)
class KnownTopic:
    """A topic of one version. names: every folded way to write it."""

    pk: int
    number: int
    name: str
    short_name: str
    lineage: str
    is_optional: bool
    scale: KnownScale
    names: tuple[str, ...]


@dataclass(slots=True)
class KnownVersion:
    """A version of an instrument with its topics, by lineage and by number."""

    pk: int
    code: str
    name: str
    names: tuple[str, ...]
    from_year: int
    to_year: int | None
    scale: KnownScale
    by_lineage: dict[str, KnownTopic] = field(default_factory=dict)
    by_number: dict[int, KnownTopic] = field(default_factory=dict)
    topic_names: dict[str, str] = field(default_factory=dict)  # folded name → lineage

    def holds_in(self, year: int) -> bool:
        return self.from_year <= year and (self.to_year is None or year <= self.to_year)


@dataclass(slots=True)
class KnownInstrument:
    """An instrument with its versions, newest first. lineages: folded topic name → lineage."""

    code: str
    name: str
    kind: str
    group_name: str
    versions: list[KnownVersion] = field(default_factory=list)
    lineages: dict[str, str] = field(default_factory=dict)

    @property
    def has_steps(self) -> bool:
        """Whether its answers are steps."""
        return any(version.scale.is_ordinal for version in self.versions)

    @property
    def has_answers(self) -> bool:
        """Whether one chooses among steps, be they numbers as well."""
        return any(version.scale.steps for version in self.versions)

    @property
    def topics(self) -> Iterable[KnownTopic]:
        return (topic for version in self.versions for topic in version.by_lineage.values())


class Catalogue(dict[str, KnownInstrument]):
    """Every instrument by its code."""

    @classmethod
    def load(cls) -> Self:
        """All of it, in four queries: it is small."""
        catalogue = cls()
        scales = {
            row[0]: KnownScale(*row)
            for row in Scale.objects.order_by("pk").values_list(
                "pk", "name", "kind", "lowest", "highest", "highest_is_usual", "unit"
            )
        }
        steps = ScaleStep.objects.order_by("scale", "-rank").values_list(
            "scale", "pk", "rank", "label", "short_label", "synonyms"
        )
        _fill_scales(scales, list(steps))
        versions: dict[int, KnownVersion] = {}
        for version in InstrumentVersion.objects.select_related("instrument").order_by(
            "-from_year", "pk"
        ):
            known = KnownVersion(
                version.pk,
                version.code,
                version.name,
                _names(version.code, version.name, *version.synonyms),
                version.from_year,
                version.to_year,
                scales[version.scale_id],
            )
            versions[version.pk] = known
            instrument = version.instrument
            told = (instrument.code, instrument.name, instrument.kind, instrument.group_name)
            catalogue.setdefault(instrument.code, KnownInstrument(*told))
            catalogue[instrument.code].versions.append(known)
        instruments = {
            version.pk: instrument
            for instrument in catalogue.values()
            for version in instrument.versions
        }
        for topic in Topic.objects.order_by("version", "number"):
            known = versions[topic.version_id]
            scale = scales[topic.scale_id] if topic.scale_id else known.scale
            names = _names(topic.name, topic.short_name, *topic.synonyms)
            known_topic = KnownTopic(
                topic.pk,
                topic.number,
                topic.name,
                topic.short_name,
                topic.lineage,
                topic.is_optional,
                scale,
                names,
            )
            known.by_lineage[topic.lineage] = known.by_number[topic.number] = known_topic
            for name in names:
                known.topic_names[name] = topic.lineage
                instruments[known.pk].lineages.setdefault(name, topic.lineage)
        return catalogue

    @property
    def layouts(self) -> dict[str, Layout]:
        """Every layout there is, with those that follow from the instruments."""
        return layouts_with(one for one in self.values() if one.lineages)

    def is_topic(self, instrument: str, folded: str) -> bool:
        """Whether a folded heading names a topic of the instrument."""
        return instrument in self and folded in self[instrument].lineages

    def is_answer(self, instrument: str, folded: str) -> bool:
        """Whether a folded heading names a step that one of the instrument's topics is rated on."""
        return instrument in self and any(
            folded in topic.scale.words for topic in self[instrument].topics
        )


class KnownInstitution(NamedTuple):
    """An institution as an import needs it."""

    pk: int
    name: str
    slug: str
    opened_on: datetime.date | None
    closed_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Register:
    """Every institution, by kind of number and number.

    numbers: institution → a number to name it by, its local one if it has one.
    """

    institutions: dict[int, KnownInstitution]
    by_number: dict[tuple[str, str], KnownInstitution]
    number_until: dict[tuple[str, str], datetime.date]  # of numbers that are used no longer
    numbers: dict[int, str]

    @classmethod
    def load(cls) -> Self:
        """All of it, in two queries."""
        institutions = {
            row[0]: KnownInstitution(*row)
            for row in Institution.objects.order_by("pk").values_list(
                "pk", "name", "slug", "opened_on", "closed_on"
            )
        }
        numbers = list(
            Identifier.objects.order_by("kind", "value").values_list(
                "kind", "value", "institution", "to_on"
            )
        )
        named: dict[int, str] = {}
        local = Identifier.Kind.LOCAL
        for _is_other, value, pk in sorted(
            (kind != local, v.upper(), pk) for kind, v, pk, _ in numbers
        ):
            named.setdefault(pk, value)
        return cls(
            institutions,
            {(kind, value.upper()): institutions[pk] for kind, value, pk, _until in numbers},
            {(kind, value.upper()): until for kind, value, _pk, until in numbers if until},
            named,
        )

    def called(self, name: str) -> list[KnownInstitution]:
        """Those whose name is this one, letter for letter but for case, spaces and signs."""
        folded = fold(name)
        return [one for one in self.institutions.values() if fold(one.name) == folded]

    def number_of(self, institution: KnownInstitution) -> str:
        """A number of the institution to name it by; "" where it has none."""
        return self.numbers.get(institution.pk, "")


def fingerprint_of(*parts: object) -> str:
    """A short text that differs when any of the parts does, the same in every process."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode())
    return digest.hexdigest()


def _names(*texts: str) -> tuple[str, ...]:
    """Every folded way to write a name, in an order that is the same in every process."""
    return tuple(dict.fromkeys(filter(None, map(fold, texts))))


def _fill_scales(scales: dict[int, KnownScale], steps: list[tuple[Any, ...]]) -> None:
    counts: dict[int, int] = {}
    for scale, *_rest in steps:
        counts[scale] = counts.get(scale, 0) + 1
    for scale, pk, rank, label, short_label, _synonyms in steps:
        step = KnownStep(pk, rank, label, short_label, counts[scale])
        scales[scale].steps.append(step)
        scales[scale].labels.append(fold(label))
    by_pk = {step.pk: step for scale in scales.values() for step in scale.steps}
    # Labels before synonyms, so that a synonym never hides another step's own name.
    for scale, pk, _rank, label, _short, _synonyms in steps:
        scales[scale].words.setdefault(fold(label), by_pk[pk])
    for scale, pk, _rank, _label, short_label, synonyms in steps:
        for word in (short_label, *synonyms):
            scales[scale].words.setdefault(fold(word), by_pk[pk])
