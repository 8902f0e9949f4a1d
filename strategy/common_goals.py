from strategy.models import Goal


def common_goals() -> dict[int, Goal]:
    """Number → the strategic goal to which local goals are written today; the newest wins."""
    found = Goal.objects.common().in_force().select_related("strategy")
    return {goal.number: goal for goal in found.order_by("strategy__from_year", "strategy_id")}
