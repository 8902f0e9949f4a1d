"""The committee's approval: the whole set of goals written down as it stands, once and for all."""

import datetime
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate

from accounts.models import User
from institutions.models import Institution, Placement
from strategy.models import Approval, Decision, LocalGoal, Strategy
from strategy.models.approvals import fingerprint
from strategy.workflow import AGREED, LocalGoalStatus


@transaction.atomic
def approve(
    strategy: Strategy,
    *,
    by: User,
    approved_on: datetime.date,
    note: str = "",
    on_behalf_of_committee: bool = False,
) -> Approval:
    """Write down everything the boards have adopted under the strategy, and who approved it.

    Pressed twice, it is approved once.
    """
    local_goals = _locked(strategy)
    content = _content(strategy, local_goals, on=approved_on) | {
        "approved_on": approved_on.isoformat(),
        "approved_by": str(by),
        "on_behalf_of_committee": on_behalf_of_committee,
        "note": note,
    }
    same = Approval.objects.filter(strategy=strategy, sha256=fingerprint(content)).first()
    if same is not None:
        return same
    approval = Approval.objects.create(
        strategy=strategy,
        approved_on=approved_on,
        approved_by=by,
        on_behalf_of_committee=on_behalf_of_committee,
        note=note,
        content=content,
    )
    approval.local_goals.set(local_goals)
    return approval


def _locked(strategy: Strategy) -> list[LocalGoal]:
    """The agreed goals, which nobody writes in or moves until the whole set has been read."""
    Strategy.objects.select_for_update().get(pk=strategy.pk)  # one approval at a time
    adopted = Decision.objects.filter(local_goal=OuterRef("pk"), to_status=LocalGoalStatus.ADOPTED)
    agreed = LocalGoal.objects.of_institutions().filter(goal__strategy=strategy, status__in=AGREED)
    list(agreed.select_for_update().order_by("pk").values_list("pk"))
    return list(
        agreed.annotate(
            adopted_on=Subquery(adopted.order_by("-made_at").values(day=TruncDate("made_at"))[:1])
        )
        .select_related("goal")
        .prefetch_related("efforts")
        .order_by("goal__number", "pk")
    )


def _content(
    strategy: Strategy, local_goals: list[LocalGoal], *, on: datetime.date
) -> dict[str, Any]:
    by_place: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for local_goal in local_goals:
        by_place[local_goal.institution_id or 0].append(_as_it_stands(local_goal))
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    places = Institution.objects.open_on(on) | Institution.objects.filter(pk__in=by_place)
    rows = places.annotate(cluster_name=Subquery(placed.values("cluster__name")[:1]))
    return {
        "strategy": {
            "title": strategy.title,
            "from_year": strategy.from_year,
            "to_year": strategy.to_year,
        },
        "goals": [
            {
                "number": goal.number,
                "text": goal.text,
                "statements": [statement.text for statement in goal.statements.all()],
            }
            for goal in strategy.goals.prefetch_related("statements").order_by("number")
        ],
        "places": [
            {
                "id": pk,
                "institution": name,
                "cluster": cluster or "",
                "local_goals": by_place[pk],
            }
            for pk, name, cluster in rows.values_list("pk", "name", "cluster_name")
        ],
    }


def _as_it_stands(local_goal: LocalGoal) -> dict[str, Any]:
    adopted_on = local_goal.adopted_on  # type: ignore[attr-defined]  # annotated above
    return {
        "id": local_goal.pk,
        "goal": local_goal.goal.number,
        **local_goal.answers,
        "efforts": [str(effort) for effort in local_goal.efforts.all()],
        "status": local_goal.status,
        "outcome": local_goal.outcome,
        "adopted_on": adopted_on.isoformat() if adopted_on else "",
    }
