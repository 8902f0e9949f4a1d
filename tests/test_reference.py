"""The reference data: loaded once, then left to the municipality."""

import pytest
from django.core.management import call_command

from files.spreadsheets.danish_values import is_missing
from indicators.models import Indicator, Target
from indicators.vision import load_indicators
from measurements.models import Instrument, InstrumentVersion, Scale, ScaleBand, ScaleStep, Topic
from measurements.reference import load_reference
from tests.factories import GoalFactory, StrategyFactory

pytestmark = pytest.mark.django_db

MODELS = [Instrument, InstrumentVersion, Scale, ScaleStep, ScaleBand, Topic]


def rows():
    return {model: sorted(model.objects.values_list()) for model in MODELS}


def test_loading_again_changes_nothing():
    call_command("load_reference", verbosity=0)
    before = rows()

    assert load_reference() == {"instruments": 0, "scales": 0, "versions": 0, "words": 0}
    assert rows() == before


def test_local_changes_stay():
    load_reference()
    Scale.objects.get(code="kids-2020").bands.filter(label="God").update(lower="4.2")
    ScaleStep.objects.filter(label="Justere indsatsen").update(short_label="Juster")
    Topic.objects.get(version__code="kids-2020", number=9).delete()
    Instrument.objects.filter(code="tu").update(name="Trivselsmåling")
    before = rows()

    load_reference()

    assert rows() == before


def set_up_earlier() -> Topic:
    """The topic as it was when the product did not ship the word yet."""
    load_reference()
    topic = Topic.objects.get(lineage="btu-samlet-tilfredshed")
    topic.synonyms = ["Vores eget ord"]
    topic.shipped_words = []
    topic.save()
    return topic


def test_a_new_word_comes_to_what_is_there_and_takes_none_away():
    topic = set_up_earlier()

    created = load_reference()

    topic.refresh_from_db()
    assert created["words"] == 0  # its short name says it already
    assert (topic.synonyms, topic.shipped_words) == (["Vores eget ord"], ["Samlet tilfredshed"])
    Topic.objects.filter(pk=topic.pk).update(short_name="Tilfredshed", shipped_words=[])
    assert load_reference()["words"] == 1
    topic.refresh_from_db()
    assert topic.synonyms == ["Vores eget ord", "Samlet tilfredshed"]


def test_a_word_that_was_taken_away_does_not_come_again():
    load_reference()
    topic = Topic.objects.get(version__code="kids-2020", number=1)
    Topic.objects.filter(pk=topic.pk).update(synonyms=[])

    assert load_reference()["words"] == 0
    topic.refresh_from_db()
    assert topic.synonyms == []


def test_a_word_that_something_else_is_called_by_is_not_brought():
    load_reference()
    one, other = Topic.objects.filter(version__code="kids-2020", number__in=[1, 3])
    Topic.objects.filter(pk=one.pk).update(synonyms=[], shipped_words=[])
    Topic.objects.filter(pk=other.pk).update(name="Fysiske læringsmiljøer")

    assert load_reference()["words"] == 0
    one.refresh_from_db()
    assert one.synonyms == []


def test_what_is_missing_comes_back():
    load_reference()
    version = InstrumentVersion.objects.get(code="btu")
    version.delete()

    assert load_reference()["versions"] == 1
    assert InstrumentVersion.objects.get(code="btu").topics.count() == 1


@pytest.mark.parametrize(
    ("version", "labels"),
    [
        (
            "tilsyn-2023",
            [
                "Vedligeholde indsatsen",
                "Justere indsatsen",
                "Ændre indsatsen",
                "Iværksætte en ny indsats",
            ],
        ),
        ("tilsyn-2020", ["Vedligehold indsats", "Tilpas indsats", "Ny indsats"]),
        (
            "tilsyn-2017",
            [
                "Vedligeholdelse af indsats",
                "Tilpasning af indsats",
                "Behov for ny/ændret indsats",
            ],
        ),
    ],
)
def test_tilsyn_has_the_words_of_its_time_best_first(version, labels):
    load_reference()

    scale = InstrumentVersion.objects.get(code=version).scale

    assert [step.label for step in scale.steps.all()] == labels


def test_no_spelling_means_two_steps_of_one_scale():
    load_reference()
    for scale in Scale.objects.prefetch_related("steps"):
        spellings = [
            "".join(spelling.casefold().split())
            for step in scale.steps.all()
            for spelling in {step.label.casefold(), step.short_label.casefold(), *step.synonyms}
        ]

        assert len(spellings) == len(set(spellings)), scale


def test_the_versions_of_an_instrument_ask_for_the_same():
    load_reference()
    for instrument in ("tilsyn", "kids"):
        versions = InstrumentVersion.objects.filter(instrument__code=instrument)
        lineages = {tuple(v.topics.values_list("number", "lineage")) for v in versions}

        assert len(lineages) == 1, instrument


def test_kids_has_three_areas_for_all_and_six_to_choose():
    load_reference()

    topics = Topic.objects.filter(version__code="kids-2020")

    assert [topic.is_optional for topic in topics] == 3 * [False] + 6 * [True]


def test_the_visions_indicators_come_once_with_their_targets():
    load_reference()
    vision = StrategyFactory(vision=True)
    for number in range(1, 5):
        GoalFactory(strategy=vision, number=number)

    load_indicators(vision)
    Target.objects.filter(indicator__code="MP1").update(value=12)
    again = load_indicators(vision)

    assert [indicator.code for indicator in again] == ["MP1", "MP2", "MP3", "MP4", "MP5"]
    assert Indicator.objects.count() == 7
    assert Target.objects.get(indicator__code="MP1").value == 12
    assert Target.objects.get(indicator__code="MP4").step.label == "Vedligeholde indsatsen"
    assert not Target.objects.filter(indicator__code="MP3").exists()
    assert [part.code for part in Indicator.objects.get(code="MP5").parts.all()] == ["MP5a", "MP5b"]


def test_no_word_of_a_scale_is_taken_for_a_gap():
    load_reference()
    steps = ScaleStep.objects.values_list("label", "short_label", "synonyms")

    words = {word for label, short, more in steps for word in (label, short, *more) if word}
    words |= {band.label for band in ScaleBand.objects.all()}

    assert not [*filter(is_missing, words)]
