"""What has to be there before a hearing is opened: a text, somebody to ask, and days ahead."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from lifecycle import Transition
from strategy.strategy_life import STRATEGY_LIFE, StrategyStage

if TYPE_CHECKING:
    from hearings.models import Hearing

#: The way of a strategy's own life by which it is heard.
TO_HEARING = next(
    way for way in STRATEGY_LIFE.out_of(StrategyStage.DRAFT) if way.to == StrategyStage.HEARING
)


def missing_to_open(
    hearing: "Hearing", way: Transition[Any], *, by: User
) -> dict[str, StrOrPromise]:
    """Each thing that a way asks for and that is not there, with a sentence."""
    missing: dict[str, StrOrPromise] = {}
    if "text" in way.needs and not hearing.second_text.passages:
        missing["text"] = _("There is nothing written in the text yet.")
    elif way.name == "open" and hearing.strategy is not None:
        missing |= hearing.strategy.missing_for(TO_HEARING, by=by, facts={})
    if "receivers" in way.needs and not (hearing.is_public or hearing.receivers.exists()):
        missing["receivers"] = _("Choose at least one receiver, or an open link.")
    if "deadline" in way.needs and hearing.is_late(timezone.localdate()):
        missing["deadline"] = _("The deadline has passed. Write a later one first.")
    elif "deadline" in way.needs and _has_late_receivers(hearing):
        missing["deadline"] = _("The own deadline of a receiver has passed. Write a later one.")
    return missing


def _has_late_receivers(hearing: "Hearing") -> bool:
    """Whether somebody is asked whose own deadline has passed, and has not answered."""
    today = timezone.localdate()
    return hearing.receivers.unanswered().filter(deadline_on__lt=today).exists()
