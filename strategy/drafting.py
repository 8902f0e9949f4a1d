"""When a strategy was no longer a draft: what is older than that is for its editors."""

from django.db.models import OuterRef, Subquery

from strategy.models import Strategy


def ready_since(strategy: OuterRef | Subquery) -> Subquery:
    """The moment from which others than its editors read a strategy; None while they do not.

    strategy: its key, told from within the query, as `OuterRef("strategy_id")`.
    """
    ready = Strategy.history.exclude(stage=Strategy.Stage.DRAFT).filter(id=strategy)
    return Subquery(ready.order_by("history_date").values("history_date")[:1])
