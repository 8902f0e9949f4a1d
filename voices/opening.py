"""A round is opened: for one unit, some, or all that one leads."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from institutions.models import Institution
from voices.models import UnitLink, VoiceRound
from voices.models.rounds import VoicesAsked, period_of


@transaction.atomic
def open_round(voice_round: VoiceRound, units: Iterable[Institution]) -> None:
    """Save a new round, with a link for each of its units."""
    voice_round.save()
    for unit in units:
        UnitLink.objects.create(round=voice_round, institution=unit)


def asked_already(
    units: Iterable[Institution], asked: VoicesAsked, period: str
) -> QuerySet[Institution]:
    """Those of the units that have a round of this already in the half-year."""
    same = [
        one.pk
        for one in VoiceRound.objects.standing().filter(
            asked=asked, closes_on__year=int(period[:4])
        )
        if period_of(one.closes_on) == period
    ]
    links = UnitLink.objects.filter(round__in=same, institution__in=[unit.pk for unit in units])
    return Institution.objects.filter(pk__in=links.values("institution"))
