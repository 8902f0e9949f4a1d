from institutions.access import Reader
from institutions.remembering import rows_kept
from institutions.statements import rows_for
from strategy.models import Goal


def common_goals() -> dict[int, Goal]:
    """Number → the strategic goal to which local goals are written today; the newest wins."""
    found = Goal.objects.common().in_force().select_related("strategy")
    newest_last = found.order_by("strategy__from_year", "strategy_id")
    return {goal.number: goal for goal in rows_kept(lambda: newest_last, "common goals")}


def goals_in_force(user: Reader, *, year: int) -> tuple[Goal, ...]:
    """The common goals of a year that somebody reads, in their order; one query."""
    found = rows_for(
        lambda reader, _keys: (
            Goal.objects.visible_to(reader).common().in_force(year).order_by("strategy", "number")
        ),
        *("common goals in force", year),
        reader=user,
    )
    return tuple(found)
