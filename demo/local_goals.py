"""The chapter of local goals: texts, efforts, the decisions on their way, and how they go."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from accounts.models import User
from demo import read
from institutions.models import Cluster, Institution, InstitutionKind, Membership, Placement
from institutions.roles import Role
from strategy.form_fields import LOOP_FIELDS, MEASURE_FIELDS
from strategy.models import (
    Decision,
    Effort,
    Goal,
    LearningLoop,
    LocalGoal,
    LocalGoalFigure,
    LoopAddition,
    Statement,
    StatusUpdate,
)
from strategy.models.loops import LockCause
from strategy.workflow import LOCAL_GOAL_LIFE, Actor, LocalGoalStatus


def is_loaded() -> bool:
    return LocalGoal.objects.exists()


def load() -> None:
    goals = {goal.number: goal for goal in Goal.objects.common()}
    institutions = {institution.slug: institution for institution in Institution.objects.all()}
    offices = Offices()
    for part in ("fyrtaarnet", "elsewhere"):
        for row in read(f"local_goals_{part}")["local_goals"]:
            institution = institutions[row["institution"]]
            write_goal(row, goals[row["goal"]], institution, offices)
    _under_the_vision(offices)


def _under_the_vision(offices: "Offices") -> None:
    """What a cluster does about its own vision."""
    for row in read("vision_at_work")["local_goals"]:
        cluster = Cluster.objects.get(slug=row["cluster"])
        statement = Statement.objects.select_related("goal").get(
            goal__strategy__cluster=cluster, goal__number=row["theme"], number=row["statement"]
        )
        owner = offices.leader(Institution.objects.get(slug=row["owner"]), row["begun_on"])
        statement.owner = owner
        statement.save()
        write_goal(row, statement.goal, cluster, offices, statement=statement)


def write_goal(
    row: dict[str, Any],
    goal: Goal,
    place: Institution | Cluster,
    offices: "Offices",
    *,
    statement: Statement | None = None,
) -> None:
    """A local goal with its efforts, decisions, updates, figures and loops."""
    decisions, updates = row.get("decisions", []), row.get("updates", [])
    to_status, _on, _why, outcome, _goes_on = (
        _padded(decisions[-1]) if decisions else _padded([LocalGoalStatus.DRAFT])
    )
    begun_by = offices.leader(place, row["begun_on"])
    local_goal = LocalGoal(
        goal=goal,
        institution=place if isinstance(place, Institution) else None,
        cluster=place if isinstance(place, Cluster) else None,
        statement=statement,
        text=row["text"],
        how=row["how"],
        when_text=row["when_text"],
        measured_on=row.get("measured_on"),
        responsible=row["responsible"],
        **{field.name: row[field.name] for field in MEASURE_FIELDS if field.name in row},
        status=to_status,
        outcome=outcome,
        version=1 + len(decisions),
        created_at=_at(row["begun_on"]),
        created_by=begun_by,
        updated_at=_at(row["begun_on"], hour=14),
        updated_by=begun_by,
    )
    local_goal.save()
    Effort.objects.bulk_create(
        Effort.of_line(local_goal, number=number, line=line)
        for number, line in enumerate(row["efforts"], start=1)
    )
    local_goal.history.update(
        history_date=local_goal.updated_at,
        history_user=begun_by,
        efforts_kept=local_goal.efforts_kept,
    )
    Decision.objects.bulk_create(_decisions(local_goal, decisions, offices))
    StatusUpdate.objects.bulk_create(
        StatusUpdate(
            local_goal=local_goal,
            made_on=made_on,
            progress=progress,
            narrative=narrative,
            made_by=offices.leader(place, made_on),
        )
        for made_on, progress, narrative in updates
    )
    LocalGoalFigure.objects.bulk_create(
        LocalGoalFigure(
            local_goal=local_goal,
            measured_on=measured_on,
            value=value,
            respondents=respondents,
            made_by=offices.leader(place, measured_on),
        )
        for measured_on, value, respondents in row.get("figures", [])
    )
    LocalGoalFigure.objects.bulk_create(
        LocalGoalFigure(
            local_goal=local_goal,
            measured_on=measured_on,
            value=value,
            out_of=out_of,
            made_by=offices.leader(place, measured_on),
        )
        for measured_on, value, out_of in row.get("counted", [])
    )
    for told in row.get("loops", []):
        _loop(local_goal, told, offices)


def _loop(local_goal: LocalGoal, told: dict[str, Any], offices: "Offices") -> None:
    """Once round, as it was written and locked then."""
    names = [field.name for field in LOOP_FIELDS if field.name in told] + ["choice"]
    by = offices.leader(local_goal.place, told["written_on"])
    seen_at = _at(told["seen_on"], hour=13) if "seen_on" in told else None
    loop = LearningLoop(
        local_goal=local_goal,
        **{name: told[name] for name in names if name in told},
        expected_at=_at(told["written_on"]),
        expected_by=by,
        saved_by=by,
        locked_at=_at(told["locked_on"], hour=12),
        locked_because=LockCause.FIGURE,
        seen_at=seen_at,
        decided_at=seen_at,
    )
    loop.save()
    loop.history.update(history_date=loop.expected_at, history_user=by)
    LoopAddition.objects.bulk_create(
        LoopAddition(loop=loop, text=text, added_at=_at(on), added_by=by)
        for on, text in told.get("additions", [])
    )


def _padded(decision: list[Any]) -> list[Any]:
    """To, on, why, outcome and what goes on; the last three are often left out."""
    return [*decision, *[""] * 5][:5]


def _decisions(
    local_goal: LocalGoal, rows: list[list[Any]], offices: "Offices"
) -> Iterator[Decision]:
    """The moves as they would have been made then; the table of moves must allow each."""
    status = LocalGoalStatus.DRAFT
    for to, on, why, outcome, goes_on in map(_padded, rows):
        way = LOCAL_GOAL_LIFE.find(status, to)
        is_boards = way is not None and Actor.BOARD in way.actors
        deciding = offices.chair if is_boards else offices.leader
        yield Decision(
            local_goal=local_goal,
            from_status=status,
            to_status=to,
            outcome=outcome,
            comment=why,
            goes_on=goes_on,
            made_by=deciding(local_goal.place, on),
            made_at=_at(on, hour=19 if is_boards else 10),
        )
        status = LocalGoalStatus(to)


class Offices:
    """Who led and who chaired where, on any day."""

    def __init__(self) -> None:
        self.memberships = list(Membership.objects.select_related("user"))
        self.placements = list(Placement.objects.all())

    def leader(self, place: Institution | Cluster, day: datetime.date) -> User:
        if isinstance(place, Cluster):
            return self._holder(Role.CLUSTER_LEADER, day, cluster=place.pk)
        return self._holder(Role.LEADER, day, institution=place.pk)

    def chair(self, place: Institution | Cluster, day: datetime.date) -> User:
        """The chair of the cluster's board; outside clusters and of schools, of the place's own."""
        if isinstance(place, Cluster):
            return self._holder(Role.CHAIR, day, cluster=place.pk)
        institution = place
        placement = next(
            (p for p in self.placements if p.institution_id == institution.pk and p.holds_on(day)),
            None,
        )
        if placement is None or institution.kind == InstitutionKind.SCHOOL:
            return self._holder(Role.CHAIR, day, institution=institution.pk)
        return self._holder(Role.CHAIR, day, cluster=placement.cluster_id)

    def _holder(self, role: Role, day: datetime.date, **place: int) -> User:
        [[kind, pk]] = place.items()
        found: User = next(
            membership.user
            for membership in self.memberships
            if membership.role == role
            and getattr(membership, f"{kind}_id") == pk
            and membership.holds_on(day)
        )
        return found


def _at(day: datetime.date, *, hour: int = 9) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, 30)))
