"""Hearings on the pages of the texts they are about."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.slots import SlotPart
from hearings.models import Hearing
from hearings.workflow import HearingStage
from institutions.access import Reader
from strategy import slots
from strategy.models import Strategy


@dataclass(frozen=True, slots=True)
class HearingsOf:
    """The hearings of a text that a reader sees. may_begin: whether they may begin another."""

    subject: str
    hearings: tuple[Hearing, ...]
    may_begin: bool


def fill_slots() -> None:
    """Called when the app is ready."""
    slots.strategy_hearings.fill("hearings", of_strategy)
    slots.strategy_held.fill("hearings", why_held)


def why_held(strategy: Strategy) -> list[str]:
    """A text that has been in hearing stays: what was answered hangs on it."""
    heard = Hearing.objects.filter(strategy=strategy).exclude(stage=HearingStage.DRAFT)
    return [_("It has been sent to hearing.")] if heard.exists() else []


def of_strategy(strategy: Strategy, user: Reader) -> SlotPart | None:
    """None where there is neither a hearing nor a way to one; two queries."""
    found = tuple(Hearing.objects.visible_to(user).filter(strategy=strategy))
    mine = Strategy.objects.editable_by(user).exclude(stage=Strategy.Stage.CLOSED)
    may_begin = mine.filter(pk=strategy.pk).exists()
    if not (found or may_begin):
        return None
    part = HearingsOf(f"strategi-{strategy.pk}", found, may_begin)
    return SlotPart("hearings/_hearings_of.html", part)
