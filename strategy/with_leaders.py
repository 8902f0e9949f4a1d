"""Local goals that a board has had before it, and that are with their leaders again.

What is told of them is what the board did itself, and never the text that is worked on.
"""

from django.db.models import Exists, OuterRef, Q

from institutions.access import Reader, scope_of
from institutions.models import Placement
from strategy.models import Decision, LocalGoal
from strategy.querysets import LocalGoalQuerySet
from strategy.workflow import UNFINISHED, LocalGoalStatus


def heard_of_by(user: Reader) -> Q:
    """The condition for local goals on which a board decides that the person sits on."""
    heard = scope_of(user).sits.heard_of
    if heard.everything:
        return Q()
    placed = Placement.objects.current().filter(cluster__in=heard.clusters)
    return (
        Q(institution__in=heard.institutions)
        | Q(institution__in=placed.values("institution"))
        | Q(cluster__in=heard.clusters)
    )


def with_leaders(user: Reader) -> LocalGoalQuerySet:
    """Those that the person's boards have had, and whose text they do not read now."""
    sent = LocalGoalStatus.SENT
    moves = Decision.objects.filter(local_goal=OuterRef("pk"))
    was_sent = Exists(moves.filter(Q(to_status=sent) | Q(from_status=sent)))
    had = Q(status=LocalGoalStatus.RETURNED) | was_sent
    away = LocalGoal.objects.filter(
        heard_of_by(user), had, status__in=[*UNFINISHED, LocalGoalStatus.DISCONTINUED]
    )
    return away.exclude(pk__in=LocalGoal.objects.visible_to(user).order_by().values("pk"))


def known_to(user: Reader) -> LocalGoalQuerySet:
    """Those the person reads, and those their boards have had."""
    reads = LocalGoal.objects.visible_to(user).order_by().values("pk")
    away = with_leaders(user).order_by().values("pk")
    return LocalGoal.objects.filter(Q(pk__in=reads) | Q(pk__in=away))
