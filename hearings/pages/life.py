"""The way of a hearing with its days, and the ways out of where it is that are offered."""

import datetime
from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearings.models import Hearing
from hearings.workflow import WAY, HearingStage
from lifecycle import Transition
from strategy.authoring.life import LifeStep


def ways_offered(hearing: Hearing) -> tuple[Transition[HearingStage], ...]:
    """Its ways: that it has been decided is written when it has."""
    return tuple(
        way for way in hearing.transitions if "decision" not in way.needs or hearing.has_decision
    )


def closed_early_on(hearing: Hearing, days: Mapping[str, datetime.date]) -> datetime.date | None:
    """The day it was closed, where that was before a deadline. days: state → when it came there."""
    closed = days.get(HearingStage.REVIEW) or days.get(HearingStage.WITHDRAWN)
    if closed is None or hearing.is_open or closed >= hearing.last_deadline:
        return None
    return closed


def life_of(hearing: Hearing, steps: Mapping[str, datetime.date]) -> tuple[LifeStep, ...]:
    """The way of a hearing with its days; one that was withdrawn went no further."""
    days = {**steps, HearingStage.DRAFT: hearing.begun_on}
    stage = HearingStage(hearing.stage)
    if stage == HearingStage.WITHDRAWN:
        way: Sequence[HearingStage] = (HearingStage.DRAFT, HearingStage.OPEN, stage)
    else:
        way = WAY
    now = way.index(stage)
    return tuple(
        LifeStep(
            str(one.label),
            _day(hearing, one, days if place <= now else {}),
            is_done=place < now,
            is_now=place == now,
        )
        for place, one in enumerate(way)
    )


def _day(hearing: Hearing, stage: HearingStage, days: Mapping[str, datetime.date]) -> str:
    day = days.get(stage)
    if day is None:
        return ""
    begun = date_format(day, "DATE_FORMAT")
    if stage != HearingStage.OPEN:
        return begun
    last = closed_early_on(hearing, days) or hearing.deadline_on
    return _("%(from)s to %(to)s") % {"from": begun, "to": date_format(last, "DATE_FORMAT")}
