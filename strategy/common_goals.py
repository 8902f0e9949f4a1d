from institutions.remembering import rows_kept
from strategy.models import Goal


def common_goals() -> dict[int, Goal]:
    """Number → the strategic goal to which local goals are written today; the newest wins."""
    found = Goal.objects.common().in_force().select_related("strategy")
    newest_last = found.order_by("strategy__from_year", "strategy_id")
    return {goal.number: goal for goal in rows_kept(lambda: newest_last, "common goals")}
