"""The chapter of local goals: texts, efforts, the decisions on their way, and how they go."""

import datetime

from django.utils import timezone

from accounts.models import User
from dashboards.demo import read
from institutions.models import Institution, Membership
from institutions.roles import Role
from strategy.models import Decision, Effort, Goal, LocalGoal, StatusUpdate
from strategy.workflow import MOVES, Actor, Status


def is_loaded() -> bool:
    return LocalGoal.objects.exists()


def load() -> None:
    goals = {goal.number: goal for goal in Goal.objects.common()}
    for part in ("fyrtaarnet", "elsewhere"):
        for row in read(f"local_goals_{part}")["local_goals"]:
            institution = Institution.objects.get(slug=row["institution"])
            _local_goal(row, goals[row["goal"]], institution)


def _local_goal(row: dict, goal: Goal, institution: Institution) -> None:
    decisions, updates = row.get("decisions", []), row.get("updates", [])
    to_status, _on, _why, outcome = _padded(decisions[-1]) if decisions else _padded([Status.DRAFT])
    begun_by = _leader(institution, row["begun_on"])
    local_goal = LocalGoal(
        goal=goal,
        institution=institution,
        text=row["text"],
        how=row["how"],
        when_text=row["when_text"],
        measured_on=row.get("measured_on"),
        responsible=row["responsible"],
        status=to_status,
        outcome=outcome,
        version=1 + len(decisions),
        created_at=_at(row["begun_on"]),
        created_by=begun_by,
        updated_at=_at(row["begun_on"], hour=14),
        updated_by=begun_by,
    )
    local_goal._history_date = local_goal.updated_at
    local_goal._history_user = begun_by
    local_goal.save()
    Effort.objects.bulk_create(
        Effort(local_goal=local_goal, number=number, text=text)
        for number, text in enumerate(row["efforts"], start=1)
    )
    status = Status.DRAFT
    for decision in decisions:
        status = _decide(local_goal, status, *_padded(decision))
    StatusUpdate.objects.bulk_create(
        StatusUpdate(
            local_goal=local_goal,
            made_on=made_on,
            progress=progress,
            narrative=narrative,
            made_by=_leader(institution, made_on),
        )
        for made_on, progress, narrative in updates
    )


def _padded(decision: list) -> list:
    """To, on, why and outcome; the last two are often left out."""
    return [*decision, *["", "", "", ""]][:4]


def _decide(local_goal, status, to, on, why, outcome) -> Status:
    """Record the move as it would have been made then; the table of moves must allow it."""
    move = next(move for move in MOVES[status] if move.to == to)
    deciding = _chair if move.actor is Actor.BOARD else _leader
    Decision.objects.create(
        local_goal=local_goal,
        from_status=status,
        to_status=to,
        outcome=outcome,
        comment=why,
        made_by=deciding(local_goal.institution, on),
        made_at=_at(on, hour=19 if move.actor is Actor.BOARD else 10),
    )
    return Status(to)


def _leader(institution: Institution, day: datetime.date) -> User:
    return Membership.objects.on(day).get(role=Role.LEADER, institution=institution).user


def _chair(institution: Institution, day: datetime.date) -> User:
    chairs = Membership.objects.filter(role=Role.CHAIR)
    placement = institution.placements.on(day).first()
    place = {"cluster": placement.cluster} if placement else {"institution": institution}
    return chairs.on(day).get(**place).user


def _at(day: datetime.date, *, hour: int = 9) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, 30)))
