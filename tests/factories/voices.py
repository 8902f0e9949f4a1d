"""Rounds of answers by link."""

import datetime

import factory
from django.utils import timezone

from measurements.models import Instrument, InstrumentVersion, Scale, Topic
from tests.factories import InstitutionFactory
from voices.models import UnitLink, VoiceRound, VoicesAsked


def asked_of(audience: str = "children", *, questions: int = 2) -> VoicesAsked:
    """An instrument of three steps that is answered by link, made once for each audience."""
    known = VoicesAsked.objects.filter(instrument__code=f"asked-{audience}").first()
    if known is not None:
        return known
    scale = Scale.objects.create(
        code=f"asked-{audience}", name="Svar", kind="numeric", lowest=1, highest=3
    )
    for rank, label in enumerate(("Nej", "Nogle gange", "Ja"), start=1):
        scale.steps.create(rank=rank, label=label, short_label=label)
    instrument = Instrument.objects.create(
        code=f"asked-{audience}", name=f"Spørg {audience}", short_name="Spørg"
    )
    version = InstrumentVersion.objects.create(
        instrument=instrument, code=f"asked-{audience}", name="1", scale=scale, from_year=2020
    )
    for number in range(1, questions + 1):
        Topic.objects.create(
            version=version,
            number=number,
            name=f"Er du glad {number}?",
            short_name=f"Glad {number}",
            lineage=f"asked-{audience}-{number}",
        )
    return VoicesAsked.objects.create(instrument=instrument, audience=audience)


class VoiceRoundFactory(factory.django.DjangoModelFactory):
    """A round that can be answered for a month; `asked__audience` is given as `audience`."""

    class Meta:
        model = VoiceRound

    class Params:
        audience = "children"

    asked = factory.LazyAttribute(lambda row: asked_of(row.audience))
    edition = factory.LazyAttribute(lambda row: row.asked.instrument.versions.get())
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))


class UnitLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnitLink

    round = factory.SubFactory(VoiceRoundFactory)
    institution = factory.SubFactory(InstitutionFactory)
