"""Which goals and texts stand in the form somebody fetches."""

from collections.abc import Sequence

from config.collation import danish
from institutions.access import Reader
from institutions.models import Cluster, Institution
from strategy.common_goals import common_goals
from strategy.models import Goal, LocalGoal
from strategy.word_form.writing import form_of
from strategy.workflow import LocalGoalStatus


def empty_form() -> bytes:
    return form_of(_goals())


def form_of_institution(institution: Institution, *, user: Reader) -> bytes:
    """What the person may read of an institution's local goals; four queries."""
    return _filled_in([institution], place=institution.name, user=user)


def form_of_cluster(cluster: Cluster, *, user: Reader) -> bytes:
    """The same for all institutions of a cluster that are open; five queries."""
    institutions = Institution.objects.visible_to(user).open().in_cluster(cluster)
    return _filled_in(
        list(institutions.order_by(danish("name"), "pk")), place=cluster.name, user=user
    )


def _goals() -> list[Goal]:
    return [goal for _number, goal in sorted(common_goals().items())]


def _filled_in(institutions: Sequence[Institution], *, place: str, user: Reader) -> bytes:
    goals = _goals()
    local_goals = (
        LocalGoal.objects.visible_to(user)
        .alive()
        .exclude(status=LocalGoalStatus.EVALUATED)
        .filter(goal__in=goals, institution__in=institutions)
        .order_by("created_at", "pk")
        .prefetch_related("efforts")
    )
    return form_of(goals, place=place, institutions=institutions, local_goals=local_goals)
