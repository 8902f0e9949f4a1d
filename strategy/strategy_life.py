"""The life of a strategy: written, heard, adopted, in operation, closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle import Lifecycle, Transition, needs


class StrategyStage(models.TextChoices):
    """Where a strategy is in its life."""

    DRAFT = "draft", _("Draft")
    HEARING = "hearing", _("In hearing")
    ADOPTED = "adopted", _("Adopted")
    RUNNING = "running", _("In operation")
    CLOSED = "closed", _("Closed")


_WRITTEN = needs("themes", "headline")
_ALONE = needs("themes", "headline", "years")

_TO = {
    StrategyStage.DRAFT: Transition(StrategyStage.DRAFT, _("Take it back to the draft")),
    StrategyStage.HEARING: Transition(
        StrategyStage.HEARING,
        _("Send it to hearing"),
        needs=_WRITTEN,
        lost=(_("Everybody who reads the place can read it from now on."),),
    ),
    StrategyStage.ADOPTED: Transition(
        StrategyStage.ADOPTED,
        _("Write that it has been adopted"),
        needs=_ALONE,
        lost=(_("It is what people work by in its years."),),
    ),
    StrategyStage.RUNNING: Transition(
        StrategyStage.RUNNING,
        _("Put it in operation"),
        needs=_ALONE,
        lost=(_("It is what people work by in its years."),),
    ),
    StrategyStage.CLOSED: Transition(
        StrategyStage.CLOSED,
        pgettext_lazy("strategy", "Close it"),
        lost=(
            _("Nobody writes in it any more, and its indicators stay as they are."),
            _("Everything stays to be read."),
        ),
    ),
}


def _ways(*stages: StrategyStage) -> tuple[Transition[StrategyStage], ...]:
    return tuple(_TO[stage] for stage in stages)


#: Forwards as far as it is; one step back, where it went too far.
STRATEGY_LIFE = Lifecycle(
    StrategyStage,
    transitions={
        StrategyStage.DRAFT: _ways(
            StrategyStage.HEARING,
            StrategyStage.ADOPTED,
            StrategyStage.RUNNING,
            StrategyStage.CLOSED,
        ),
        StrategyStage.HEARING: _ways(
            StrategyStage.DRAFT,
            StrategyStage.ADOPTED,
            StrategyStage.RUNNING,
            StrategyStage.CLOSED,
        ),
        StrategyStage.ADOPTED: _ways(
            StrategyStage.HEARING, StrategyStage.RUNNING, StrategyStage.CLOSED
        ),
        StrategyStage.RUNNING: _ways(StrategyStage.ADOPTED, StrategyStage.CLOSED),
        StrategyStage.CLOSED: _ways(StrategyStage.RUNNING),
    },
)
