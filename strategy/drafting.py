"""When a strategy was no longer a draft: what is older than that is for its editors."""

from django.db.models import OuterRef, Subquery

from institutions.history_admin import since_the_first
from strategy.models import Strategy


def ready_since(strategy: OuterRef | Subquery) -> Subquery:
    """The moment from which others than its editors read a strategy; None while they do not.

    strategy: its key, told from within the query, as `OuterRef("strategy_id")`.
    """
    return since_the_first(Strategy.history.exclude(stage=Strategy.Stage.DRAFT), strategy)
