"""A round is opened: for one unit, some, or all that one leads."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from institutions.access import Reader
from institutions.models import Institution
from voices.models import UnitLink, VoiceRound
from voices.models.rounds import VoicesAsked, period_of

#: So far back a round of this half-year can have closed.
HALF_A_YEAR = datetime.timedelta(days=184)


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
            asked=asked, closes_on__year__range=(int(period[:4]), int(period[:4]) + 1)
        )
        if one.period == period
    ]
    links = UnitLink.objects.filter(round__in=same, institution__in=[unit.pk for unit in units])
    return Institution.objects.filter(pk__in=links.values("institution"))


def rounds_of_now(user: Reader) -> list[tuple[VoiceRound, list[str]]]:
    """The rounds of this half-year where the person leads, each with the places that are in it."""
    today = timezone.localdate()
    links = UnitLink.objects.editable_by(user).filter(
        round__withdrawn_at=None, round__closes_on__gte=today - HALF_A_YEAR
    )
    found: dict[VoiceRound, list[str]] = {}
    rows = links.select_related("round__asked__instrument", "institution")
    for link in rows.order_by("round__asked", "-round__closes_on", "institution__name"):
        if link.round.period == period_of(today, opened_on=today):
            found.setdefault(link.round, []).append(str(link.institution))
    return list(found.items())
