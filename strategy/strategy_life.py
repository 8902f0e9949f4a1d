"""The life of a strategy: written, heard, adopted, in operation, closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle import Lifecycle, Transition


class StrategyStage(models.TextChoices):
    """Where a strategy is in its life."""

    DRAFT = "draft", _("Draft")
    HEARING = "hearing", _("In hearing")
    ADOPTED = "adopted", _("Adopted")
    RUNNING = "running", _("In operation")
    CLOSED = "closed", _("Closed")


def _ways(*stages: StrategyStage) -> tuple[Transition[StrategyStage], ...]:
    return tuple(Transition(stage, "") for stage in stages)  # a form's field, no buttons


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
