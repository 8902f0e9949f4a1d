"""The chapter of networks and groups: who is in them, what they work for, when they met."""

from typing import Any

from accounts.models import User
from demo import read
from institutions.models import Board, Cluster, Membership
from institutions.roles import Role
from meetings.models import AgendaItem, Contribution, FollowUp, Meeting
from strategy.models import LocalGoal, Statement


def is_loaded() -> bool:
    return Contribution.objects.exists()


def load() -> None:
    for row in read("groups")["groups"]:
        _group(row)


def _group(row: dict[str, Any]) -> None:
    cluster = Cluster.objects.filter(slug=row.get("cluster", "")).first()
    board = Board.objects.create(
        kind=row["kind"],
        name=row["name"],
        cluster=cluster,
        purpose=row["purpose"],
        also_members="\n".join(row["also_members"]),
    )
    if "chair" in row:
        chair = User.objects.get(email=row["chair"])
        Membership.objects.create(user=chair, role=Role.CHAIR, cluster=cluster, board=board)
    for theme, number in row.get("statements", []):
        statement = Statement.objects.get(
            goal__strategy__cluster=cluster,
            goal__strategy__stage="running",
            goal__number=theme,
            number=number,
        )
        Contribution.objects.create(board=board, statement=statement)
    for goal in LocalGoal.objects.filter(cluster=cluster, responsible=row.get("responsible")):
        Contribution.objects.create(board=board, local_goal=goal, is_responsible=True)
    for met in row.get("meetings", []):
        _meeting(board, met)


def _meeting(board: Board, row: dict[str, Any]) -> None:
    meeting = Meeting.objects.create(
        board=board,
        **{key: row[key] for key in row if key not in ("item", "resolution", "follow_up")},
    )
    item = AgendaItem.objects.create(
        meeting=meeting,
        number=1,
        kind=AgendaItem.Kind.DISCUSSION,
        title=row["item"],
        resolution=row.get("resolution", ""),
    )
    if "follow_up" in row:
        text, responsible, due_on = row["follow_up"]
        FollowUp.objects.create(item=item, text=text, responsible=responsible, due_on=due_on)
