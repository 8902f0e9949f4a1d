"""The committee's approval: the steering concept written down as it stands, once and for all."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from institutions.models import Institution, Placement
from strategy.concept_paper import concept_paper
from strategy.models import Approval, Decision, LocalGoal, Strategy
from strategy.models.approvals import fingerprint
from strategy.querysets import LocalGoalQuerySet
from strategy.slots import evidence
from strategy.workflow import AGREED, LocalGoalStatus


@transaction.atomic
def approve(
    strategy: Strategy,
    *,
    by: User,
    approved_on: datetime.date,
    note: str = "",
    on_behalf_of_committee: bool = False,
    kind: str = Approval.Kind.WHOLE,
) -> Approval:
    """Write down the concept, and who approved it: its model, or all that boards have adopted too.

    Pressed twice, it is approved once.
    """
    Strategy.objects.select_for_update().get(pk=strategy.pk)  # one approval at a time
    local_goals = _locked(strategy) if kind == Approval.Kind.WHOLE else []
    with translation.override(settings.LANGUAGE_CODE):
        content = concept_content(strategy, local_goals, on=approved_on, kind=kind) | {
            "approved_on": approved_on.isoformat(),
            "approved_by": str(by),
            "on_behalf_of_committee": on_behalf_of_committee,
            "note": note,
        }
        same = Approval.objects.filter(strategy=strategy, sha256=fingerprint(content)).first()
        if same is not None:
            return same
        paper = concept_paper(content, on=approved_on, written_on=timezone.localdate())
    approval = Approval.objects.create(
        strategy=strategy,
        kind=kind,
        approved_on=approved_on,
        approved_by=by,
        on_behalf_of_committee=on_behalf_of_committee,
        note=note,
        content=content,
        pdf=paper.content,
        file_name=paper.name,
    )
    approval.local_goals.set(local_goals)
    return approval


def agreed_goals(strategy: Strategy) -> LocalGoalQuerySet:
    """What the boards of institutions have adopted under it, with the day."""
    adopted = Decision.objects.filter(local_goal=OuterRef("pk"), to_status=LocalGoalStatus.ADOPTED)
    found: LocalGoalQuerySet = (
        _agreed(strategy)
        .annotate(
            adopted_on=Subquery(adopted.order_by("-made_at").values(day=TruncDate("made_at"))[:1])
        )
        .select_related("goal")
        .prefetch_related("efforts")
        .order_by("goal__number", "pk")
    )
    return found


def _locked(strategy: Strategy) -> list[LocalGoal]:
    """The agreed goals, which nobody writes in or moves until the whole set has been read."""
    list(_agreed(strategy).select_for_update().order_by("pk").values_list("pk"))
    return list(agreed_goals(strategy))


def _agreed(strategy: Strategy) -> LocalGoalQuerySet:
    return LocalGoal.objects.of_institutions().filter(goal__strategy=strategy, status__in=AGREED)


def concept_content(
    strategy: Strategy, local_goals: Iterable[LocalGoal], *, on: datetime.date, kind: str
) -> dict[str, Any]:
    """All that the concept says, as it is kept; its model is without places."""
    is_model = kind == Approval.Kind.MODEL
    goals = list(strategy.goals.prefetch_related("statements").order_by("number"))
    measured = evidence().in_words(goals)
    return {
        "kind": str(kind),
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
                "measuring": goal.measuring,
                "measures": measured.get(goal.pk, []),
            }
            for goal in goals
        ],
        "form": form_of_local_goals(),
        "plan": [
            {"when": step.when_text, "who": step.actor, "what": step.text}
            for step in strategy.process_steps.all()
        ],
        "places": [] if is_model else _places(local_goals, on=on),
    }


def form_of_local_goals() -> list[str]:
    """What a local goal is written in: the columns of the municipality's form."""
    return [
        _("Name of the institution"),
        _("Which local goals are needed"),
        _("Description of efforts"),
        _("How and when is the effect measured"),
    ]


def _places(local_goals: Iterable[LocalGoal], *, on: datetime.date) -> list[dict[str, Any]]:
    by_place: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for local_goal in local_goals:
        by_place[local_goal.institution_id or 0].append(_as_it_stands(local_goal))
    placed = Placement.objects.on(on).filter(institution=OuterRef("pk"))
    places = Institution.objects.open_on(on) | Institution.objects.filter(pk__in=by_place)
    rows = places.annotate(cluster_name=Subquery(placed.values("cluster__name")[:1]))
    return [
        {
            "id": pk,
            "institution": name,
            "cluster": cluster or "",
            "local_goals": by_place[pk],
        }
        for pk, name, cluster in rows.values_list("pk", "name", "cluster_name")
    ]


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
