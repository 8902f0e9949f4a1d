"""What is told of development plans: that one awaits the head of area's signature, and got it."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.told.kinds import NoticeKind, register
from institutions.audiences import heads_over, when_moved
from leadership.models import DevelopmentPlan, Team
from leadership.workflow import PlanStage


def declare() -> None:
    """Called when the app is ready."""
    register(
        NoticeKind("plan_to_sign", _proposed, _to_sign),
        NoticeKind("plan_agreed", _plans, _agreed),
    )
    label = DevelopmentPlan._meta.label
    when_moved(label, PlanStage.PROPOSED, "plan_to_sign", _to_heads)
    when_moved(label, PlanStage.AGREED, "plan_agreed", _to_team)


def _to_heads(plan: DevelopmentPlan, on: datetime.date) -> Iterator[tuple[Any, set[int]]]:
    team = plan.team
    place = team.place
    area = getattr(place, "area_id", None)
    yield plan, heads_over(on, clusters=[team.cluster_id], areas=[area])


def _to_team(plan: DevelopmentPlan, on: datetime.date) -> Iterator[tuple[Any, list[int]]]:
    yield plan, list(plan.team.members(on).values_list("pk", flat=True))


def _plans(person: User) -> Any:
    """Those of teams whose pages the person sees."""
    teams = Team.objects.visible_to(person)
    plans = DevelopmentPlan.objects.filter(team__in=teams)
    return plans.select_related("team__cluster", "team__institution")


def _proposed(person: User) -> Any:
    """One that has been signed or withdrawn is told of no longer."""
    return _plans(person).filter(stage=PlanStage.PROPOSED)


def _to_sign(plan: DevelopmentPlan) -> str:
    return _("The development plan %(year)s of %(team)s awaits your signature.") % _words(plan)


def _agreed(plan: DevelopmentPlan) -> str:
    return _("The development plan %(year)s of %(team)s has been agreed.") % _words(plan)


def _words(plan: DevelopmentPlan) -> dict[str, object]:
    return {"year": plan.year, "team": plan.team}
