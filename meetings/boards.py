"""Whom a board is about: its institutions, and the people who may be asked to follow up."""

import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from accounts.models import User
from config.collation import danish
from institutions.access import EVERYWHERE, Places, Reader, Scope, scope_of
from institutions.editions import ScopesEyes
from institutions.models import Board, Cluster, Institution, Membership, Placement
from institutions.roles import ADMINISTRATION
from leadership.models import DevelopmentPlan
from strategy.models import GoalAssessment

if TYPE_CHECKING:
    from meetings.models import Meeting


def institutions_of(board: Board, *, on: datetime.date) -> QuerySet[Institution]:
    """The institutions a board meets about: of its cluster, its own, or all."""
    open_ones = Institution.objects.open_on(on)
    if board.institution_id:
        return open_ones.filter(pk=board.institution_id)
    if board.cluster_id:
        return open_ones.in_cluster(board.cluster_id, on).distinct()
    return open_ones


def assesses_goals(board: Board) -> bool:
    """Whether it is the parents' board of a cluster, which finds how the common goals go."""
    return board.cluster_id is not None and board.kind == Board.Kind.PARENT_BOARD


def who_assesses(cluster: Cluster, *, told_to: Reader) -> str:
    """The board that finds how the goals of a cluster go, by its name; empty to its own people.

    They are those who sit on it, and who lead the cluster; one query to others.
    """
    scope = scope_of(told_to)
    if cluster.pk in scope.sits.heard_of.clusters | scope.edits.clusters:
        return ""
    found = Board.objects.filter(cluster=cluster, kind=Board.Kind.PARENT_BOARD).first()
    if not found or cluster.name in found.name:
        return found.name if found else ""
    return f"{found.name} ({cluster})"


def assessed_at(meeting: "Meeting") -> QuerySet[GoalAssessment]:
    """What the parent board of a cluster found of the goals at a meeting; none of others.

    Of goals that were not assessed at the meeting it is what was written beside it on its day.
    """
    if not assesses_goals(meeting.board):
        return GoalAssessment.objects.none()
    rows = GoalAssessment.objects.filter(cluster=meeting.board.cluster_id)
    found = rows.filter(occasion=meeting.occasion)
    beside = Q(occasion="", assessed_on=meeting.held_on)
    return rows.filter(
        Q(occasion=meeting.occasion) | beside & ~Q(goal__in=found.order_by().values("goal"))
    )


def publish_assessments(meeting: "Meeting") -> None:
    """What the board has found stands on all pages from now on: its meeting is over."""
    GoalAssessment.objects.filter(occasion=meeting.occasion, is_open=True).update(is_open=False)


def move_assessments(meeting: "Meeting") -> None:
    """What the board has found goes with the meeting to its new day."""
    moved = GoalAssessment.objects.filter(occasion=meeting.occasion)
    for row in moved.exclude(assessed_on=meeting.held_on):
        row.assessed_on = meeting.held_on
        row.save()


def meeting_in_figures(board: str, held_on: str) -> str:
    """How figures name a meeting; a board meets once a day, and its frozen papers know no more."""
    return f"meeting:{slugify(board, allow_unicode=True)}:{held_on}"


class EyesOf(ScopesEyes):
    """Nobody in particular on a board: stands for a person where one asks what its members read.

    So an agenda shows every member the same, and what a paper holds does not depend on who made it.
    """

    def __init__(self, board: Board, *, on: datetime.date) -> None:
        places = _places_of(board, on=on)
        is_team = board.kind == Board.Kind.LEADERSHIP_TEAM
        super().__init__(Scope(reads=places, is_board_only=not is_team))


def _places_of(board: Board, *, on: datetime.date) -> Places:
    """What the members of a board read: its cluster, or the one its institution is in."""
    if not (board.cluster_id or board.institution_id):
        return EVERYWHERE
    if board.cluster_id:
        clusters: set[int] = {board.cluster_id}
        own: set[int] = set()
    else:
        placed = Placement.objects.on(on).filter(institution=board.institution_id)
        clusters = set(placed.values_list("cluster", flat=True))
        own = {board.institution_id} if board.institution_id else set()
    near = Placement.objects.on(on).filter(cluster__in=clusters)
    institutions = own | set(near.values_list("institution", flat=True))
    return Places(clusters=frozenset(clusters), institutions=frozenset(institutions))


def plans_of(board: Board, *, user: Reader) -> QuerySet[DevelopmentPlan]:
    """The development plans a leadership team may meet about: its own. Other boards have none."""
    plans = DevelopmentPlan.objects.visible_to(user).select_related(
        "team__cluster", "team__institution"
    )
    if board.kind != Board.Kind.LEADERSHIP_TEAM or not (board.cluster_id or board.institution_id):
        return plans.none()
    return plans.filter(team__cluster=board.cluster_id, team__institution=board.institution_id)


def is_plan_of(board: Board, plan: DevelopmentPlan) -> bool:
    """Whether a plan is of the leadership team that meets."""
    place = plan.team.cluster_id, plan.team.institution_id
    own = board.cluster_id, board.institution_id
    return board.kind == Board.Kind.LEADERSHIP_TEAM and place == own


def people_of(board: Board, *, on: datetime.date) -> QuerySet[User]:
    """Those with a role where the board is, who may be responsible for a follow-up."""
    memberships = Membership.objects.on(on)
    if board.cluster_id or board.institution_id:
        places = institutions_of(board, on=on).values("pk")
        at = Q(institution__in=places) | Q(cluster=board.cluster_id, cluster__isnull=False)
    else:
        at = Q(area=None, cluster=None, institution=None) | Q(role__in=ADMINISTRATION)
    people = User.objects.filter(is_active=True, pk__in=memberships.filter(at).values("user"))
    return people.order_by(danish("name"))
